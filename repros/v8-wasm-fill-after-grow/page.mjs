// Runs the plan that chromium.mjs serves, and sends it the results.
import { race } from "./race.mjs";

const { runs, ...plan } = await (await fetch("plan.json")).json();
const bytes = new Uint8Array(await (await fetch("program.wasm")).arrayBuffer());
const results = [];
for (let run = 0; run < runs; run++)
  results.push(await race({ ...plan, bytes }));
await fetch("results", { method: "POST", body: JSON.stringify(results) });
