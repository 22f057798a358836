import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { runLogged, tail } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { say, since } from "./say.mjs";

/**
 * What `npm test` needs beside npm packages: a program on PATH or a file, and the Debian package that has it.
 * Toolchains under test are not here: `misbuilt verify` provides those, pinned.
 */
export const systemNeeds = [
  { needs: "bwrap", package: "bubblewrap", for: "the sandbox of each cell" },
  { needs: "chromium", package: "chromium", for: "the browser tests" },
  {
    needs: "firefox|firefox-esr",
    package: "firefox-esr",
    for: "the browser tests",
  },
  {
    needs: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    package: "fonts-dejavu-core",
    for: "text in the browser tests",
  },
  {
    needs: "xmllint",
    package: "libxml2-utils",
    for: "validating the feed and the sitemap",
  },
  { needs: "jq", package: "jq", for: "the script that files issues" },
  { needs: "go", package: "golang-go", for: "building actionlint" },
  { needs: "cc", package: "gcc", for: "reproducers in C" },
  {
    needs: "/usr/include/stdlib.h",
    package: "libc6-dev",
    for: "reproducers in C",
  },
  { needs: "pip3|pip", package: "python3-pip", for: "toolchains from wheels" },
];

/** @param {string} need a name on PATH, names separated by `|`, or an absolute path */
export function isPresent(need) {
  if (need.startsWith("/")) return existsSync(need);
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return need
    .split("|")
    .some((name) => folders.some((folder) => isExecutable(join(folder, name))));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs what is missing where there is apt-get and root; elsewhere names it. Never fails: the tests that need it say so.
 * @param {string} root
 */
export async function ensureSystem(root) {
  if (missing().length === 0) return;
  if (!isPresent("apt-get") || process.getuid?.() !== 0) {
    for (const one of missing())
      say(
        `missing: ${one.needs}, for ${one.for}; as root: apt-get install ${one.package}`,
      );
    return;
  }
  await withLock(
    join(root, "out/setup.lock"),
    "installing system packages",
    async () => {
      const names = missing().map((one) => one.package);
      if (names.length > 0) await aptInstall(root, names);
    },
  );
}

function missing() {
  return systemNeeds.filter((one) => !isPresent(one.needs));
}

/**
 * @param {string} root
 * @param {readonly string[]} names
 */
async function aptInstall(root, names) {
  const from = Date.now();
  const log = join(root, "out/apt-get.log");
  const options = {
    cwd: root,
    log,
    alive: (/** @type {string} */ line) => {
      say(`still installing, ${line}`);
    },
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  say(`installing ${names.join(", ")} (apt-get)`);
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  await runLogged(["apt-get", ...wait, "update", "-q"], options);
  const status = await runLogged(
    [
      "apt-get",
      ...wait,
      "install",
      "-qy",
      "--no-install-recommends",
      ...new Set(names),
    ],
    options,
  );
  if (status === 0) say(`installed, ${since(from)}`);
  else
    say(
      `apt-get install failed (exit ${status}); what needs ${names.join(", ")} will say so. Its last lines:\n${tail(log, 8)}`,
    );
}
