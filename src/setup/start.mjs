import { createServer } from "node:net";
import { join } from "node:path";
import { handOver, runLogged, tail, wasStopped } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { say, SetupError, since } from "./say.mjs";

const host = "127.0.0.1";
const usual = 4321;

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => {
      resolve(false);
    });
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

/**
 * The port to serve on: PORT, which must be free, or the first free one from 4321.
 * @param {string | undefined} chosen
 */
export async function choosePort(chosen) {
  if (chosen !== undefined && chosen !== "") {
    const port = Number(chosen);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new SetupError(
        `PORT is "${chosen}"; expected a number from 1 to 65535`,
      );
    if (await isFree(port)) return port;
    throw new SetupError(
      `port ${port} is taken; choose another with PORT, or leave PORT out`,
    );
  }
  for (let port = usual; port < usual + 100; port += 1)
    if (await isFree(port)) return port;
  throw new SetupError(
    `the ports from ${usual} to ${usual + 99} are all taken; choose one with PORT`,
  );
}

/**
 * Builds the site and serves it until somebody ends it.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit status
 */
export async function start(root, env) {
  const port = await choosePort(env["PORT"]);
  const address = `http://${host}:${port}`;
  // Canonical links and the lines that download a reproducer name the address.
  const building = { ...env, SITE_URL: env["SITE_URL"] ?? address };
  await withLock(join(root, "out/site.lock"), "building the site", () =>
    build(root, building),
  );
  const site = ["dist", "--port", String(port)];
  const base = env["SITE_BASE"] ?? "/";
  const status = await handOver(
    ["node", "src/site/serve.ts", ...site, "--base", base],
    { cwd: root, env },
  );
  // Ended by the person, which is how a server ends well.
  return wasStopped() ? 0 : status;
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function build(root, env) {
  const from = Date.now();
  const log = join(root, "out/site-build.log");
  say("building the site");
  const status = await runLogged(["node", "src/site/build.ts"], {
    cwd: root,
    env,
    log,
    alive: (line) => {
      say(`still building, ${line}`);
    },
  });
  if (status !== 0)
    throw new SetupError(
      `the site does not build (exit ${status}); its last lines, the rest is in ${log}:\n${tail(log, 30)}`,
    );
  say(`site built, ${since(from)}`);
}
