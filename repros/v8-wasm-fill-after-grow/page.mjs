// Runs the plan that chromium.mjs serves, and sends it the results.
import { race } from "./race.mjs";

const { name, runs, pages } = await (await fetch("plan.json")).json();
const results = [];
for (let run = 0; run < runs; run++) results.push(await race(name, pages));
await fetch("results", { method: "POST", body: JSON.stringify(results) });
