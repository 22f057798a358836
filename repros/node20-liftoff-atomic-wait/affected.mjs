// node affected.mjs [MODULE…]: see affected.sh
import { readFileSync } from "node:fs";
import { inspect } from "./inspect.mjs";
import { pages, program } from "./program.mjs";

const answers = { affected: 1, "not affected": 0, "cannot tell": 2 };

/** Whether this Node, with its flags, loses a local across a wait. */
function loses() {
  const memory = new WebAssembly.Memory({ ...pages, shared: true });
  const module = new WebAssembly.Module(program("local"));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return exports.run(100_000) !== 100_000;
}

const asked = loses() ? "affected" : "not affected";
const { node, v8 } = process.versions;
console.log(`Node ${node}, V8 ${v8}: ${asked}`);
const found = process.argv.slice(2).map((file) => {
  try {
    const { waits } = inspect(readFileSync(file));
    console.log(`${file}: ${waits} memory.atomic.wait instructions`);
    return waits === 0 ? "not affected" : asked;
  } catch (error) {
    console.log(`${file}: ${error.message}`);
    return "cannot tell";
  }
});
if (found.length === 0) found.push(asked);
const worst = ["affected", "cannot tell", "not affected"].find((answer) =>
  found.includes(answer),
);
console.log(worst);
process.exit(answers[worst]);
