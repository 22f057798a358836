// Runs the plan that chromium.mjs serves and sends it the reports, one list for each scenario.
const post = (path, value) =>
  fetch(path, { method: "POST", body: JSON.stringify(value) });
try {
  const plan = await (await fetch("plan.json")).json();
  const { runThreads } = await import("./threads.mjs");
  for (const { program, ...scenario } of plan.scenarios) {
    const module = await WebAssembly.compileStreaming(fetch(`${program}.wasm`));
    const reports = [];
    for (const first of plan.firsts)
      for (let run = 0; run < plan.runs; run++)
        reports.push(await runThreads({ ...plan, ...scenario, first, module }));
    await post("reports", reports);
  }
} catch (error) {
  await post("failed", `${error.name}: ${error.message}`);
}
