/**
 * `npm start`, `npm test` and `npm run misbuilt`: makes sure of the packages, then does the task under node_modules’ own
 * Node. Plain JavaScript without packages, because it runs before there are any, on whatever Node the machine has.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { handOver } from "./child.mjs";
import { ensurePackages, environment } from "./packages.mjs";
import { say, SetupError } from "./say.mjs";
import { start } from "./start.mjs";
import { steps } from "./steps.mjs";
import { ensureSystem } from "./system.mjs";
import { runSteps } from "./test.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const tasks = {
  async start() {
    await ensurePackages(root);
    return start(root, environment(root));
  },
  async test() {
    await ensurePackages(root);
    await ensureSystem(root);
    return runSteps(steps, {
      root,
      env: environment(root),
      folder: join(root, "out/test"),
    });
  },
  async misbuilt(args) {
    await ensurePackages(root);
    const main = join(root, "src/cli/main.ts");
    return handOver(
      [
        join(root, "node_modules/.bin/node"),
        main,
        ...(args[0] === "--" ? args.slice(1) : args),
      ],
      { cwd: process.cwd(), env: environment(root) },
    );
  },
};

const [name = "", ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  say(`no task "${name}"; expected one of ${Object.keys(tasks).join(", ")}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await task(args);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 2;
  }
}
