// node run.mjs wait|spin [RUNS] : four threads count to 100,000 each, and the sum must be 400,000.
// Exit status: 0 every run was exact, 1 some run was not, 3 a run did not come to its end.
import { writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { counterAddress, pages, program, times } from "./program.mjs";

const [name = "wait", runs = "10"] = process.argv.slice(2);
const threads = 4;
const module = new WebAssembly.Module(program);

function once() {
  const memory = new WebAssembly.Memory({ ...pages, shared: true });
  const workerData = { module, memory, name };
  const workers = [];
  const counted = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData,
    });
    workers.push(worker);
    return new Promise((resolve, reject) =>
      worker.on("message", resolve).on("error", reject),
    );
  });
  let timer;
  const patience = new Promise(
    (_, reject) =>
      (timer = setTimeout(() => reject(new Error("a run hangs")), 30_000)),
  );
  return Promise.race([Promise.all(counted), patience])
    .then((loops) => ({
      loops,
      sum: new Int32Array(memory.buffer)[counterAddress / 4],
    }))
    .finally(() => {
      clearTimeout(timer);
      for (const worker of workers) void worker.terminate();
    });
}

const results = [];
try {
  for (let run = 0; run < Number(runs); run++) results.push(await once());
} catch (error) {
  console.error(error.message);
  process.exit(3);
}
const wrong = results.filter(({ sum }) => sum !== threads * times);
for (const { loops, sum } of results)
  console.error(
    `${sum} of ${threads * times}; the threads say ${loops.join(", ")}`,
  );
const facts = {
  runs: results.length,
  wrong: wrong.length,
  sums: results.map(({ sum }) => sum),
};
if (process.env.OUT !== undefined)
  writeFileSync(
    `${process.env.OUT}/facts.json`,
    JSON.stringify(facts, null, 1),
  );
console.log(
  wrong.length === 0
    ? `${name}: exact in each of ${results.length} runs`
    : `${name}: wrong sums`,
);
process.exit(wrong.length === 0 ? 0 : 1);
