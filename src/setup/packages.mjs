import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { runLogged, tail } from "./child.mjs";
import { get } from "./json.mjs";
import { withLock } from "./lock.mjs";
import { say, SetupError, since } from "./say.mjs";

/**
 * The entries of a lock file, by path.
 * @param {string} file
 * @returns {Map<string, unknown>}
 */
function entries(file) {
  const packages = get(JSON.parse(readFileSync(file, "utf8")), "packages");
  if (typeof packages !== "object" || packages === null)
    throw new SetupError(`${file} lists no packages; restore it from git`);
  return new Map(Object.entries(packages));
}

/**
 * Whether npm’s own record of what it installed is the lock file’s list; packages for other machines may be left out.
 * npm writes that record last, so an install that was cut has none.
 * @param {string} root
 */
export function isInstalled(root) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record) || !existsSync(join(root, "node_modules/.bin/node")))
    return false;
  const wanted = entries(join(root, "package-lock.json"));
  const present = entries(record);
  wanted.delete("");
  for (const [path, entry] of wanted) {
    const found = present.get(path);
    if (found === undefined && get(entry, "optional") === true) continue;
    for (const key of ["version", "integrity"])
      if (get(found, key) !== get(entry, key)) return false;
  }
  return [...present.keys()].every((path) => wanted.has(path));
}

/**
 * Makes node_modules what package-lock.json says. Quick when it already is: one digest.
 * @param {string} root
 */
export async function ensurePackages(root) {
  const stamp = join(root, "node_modules/.misbuilt-lock");
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const isStamped = () =>
    existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  if (isStamped()) return;
  await withLock(
    join(root, "out/setup.lock"),
    "installing packages",
    async () => {
      if (isStamped()) return;
      if (!isInstalled(root)) await install(root);
      writeFileSync(stamp, digest);
    },
  );
}

/**
 * `npm install --no-save` and not `npm ci`: both take exactly what the lock file says and check its digests, but `npm ci`
 * refuses a registry that lacks an optional package for some other platform. What came of it is checked afterwards.
 * @param {string} root
 */
async function install(root) {
  const log = join(root, "out/npm-install.log");
  const from = Date.now();
  say("installing the npm packages of package-lock.json, about a minute");
  const status = await runLogged(
    // The level is named because `npm run -s` hands its silence on.
    ["npm", "install", "--no-save", "--loglevel=error"],
    {
      cwd: root,
      log,
      alive: (line) => {
        say(`still installing, ${line}`);
      },
    },
  );
  if (status !== 0)
    throw new SetupError(
      `npm install failed (exit ${status}); its last lines, the rest is in ${log}:\n${tail(log, 20)}`,
    );
  if (!isInstalled(root))
    throw new SetupError(
      `npm install ended well, but node_modules is not what package-lock.json says; see ${log}, then remove node_modules and try again`,
    );
  say(`packages installed, ${since(from)}`);
}

/**
 * The environment in which node_modules’ own Node and tools come first.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(root) {
  const bin = join(root, "node_modules/.bin");
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    ASTRO_TELEMETRY_DISABLED: "1",
    // Half of a short command's time is compiling its modules.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
  };
}
