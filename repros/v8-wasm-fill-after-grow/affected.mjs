// node affected.mjs [MODULE…]: see affected.sh
import { readFileSync } from "node:fs";
import { inspect } from "./inspect.mjs";
import { program } from "./program.mjs";
import { race } from "./race.mjs";

const answers = { affected: 1, "not affected": 0, "cannot tell": 2 };

/** Whether the engine has the defect, shown by the program of this folder. */
async function engine() {
  const plan = { write: "fill", memory: "growing", times: 50 };
  const bytes = program(plan.write, plan.memory);
  for (let run = 0; run < 5; run++) {
    const result = await race({ ...plan, bytes });
    if (result.inside) return "affected";
    if (result.trap !== undefined || result.failed !== undefined)
      return "cannot tell";
  }
  return "not affected";
}

/** What the module says of itself; undefined leaves the answer to the engine. */
function verdict({ memory, bulk, atomics, refreshes }) {
  if (memory === undefined || !memory.shared)
    return ["no shared memory", "not affected"];
  if (memory.initial === memory.maximum)
    return ["its memory never grows", "not affected"];
  const grows = `shared memory that can grow from ${memory.initial} to ${memory.maximum} pages`;
  if (bulk === 0 && atomics === 0)
    return [`${grows}; no bulk or atomic instruction`, "not affected"];
  const uses = `${grows}; ${bulk} bulk instructions, ${atomics} atomic ones`;
  if (bulk === 0)
    return [
      `${uses}: whether those touch new pages cannot be seen`,
      "cannot tell",
    ];
  if (refreshes > 0)
    return [
      `${uses}; ${refreshes} memory.grow(0): whether one stands before each write cannot be seen`,
      "cannot tell",
    ];
  return [uses, undefined];
}

const { node, v8 } = process.versions;
const asked = await engine();
console.log(`Node ${node}, V8 ${v8}: ${asked}`);
const found = process.argv.slice(2).map((file) => {
  try {
    const [text, answer] = verdict(inspect(readFileSync(file)));
    console.log(`${file}: ${text}`);
    return answer ?? asked;
  } catch (error) {
    console.log(`${file}: ${error.message}`);
    return "cannot tell";
  }
});
if (found.length === 0) found.push(asked);
const worst = ["affected", "cannot tell", "not affected"].find((answer) =>
  asked === "not affected" ? answer === asked : found.includes(answer),
);
console.log(worst);
process.exit(answers[worst]);
