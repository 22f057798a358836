/** A repository with a tool of each source but pip, an npm registry on loopback, and clients of a machine’s own. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { temporary } from "../verify/cli.ts";

const machinePackage = `misbuilt-drill-${platform()}-${arch()}`;

function tool(version: string): string {
  return `#!/bin/sh\necho "drill ${version}"\n`;
}

/** An npm registry on loopback that has the given releases of one package, each with an executable bin/tool. */
async function serveNpm(folder: string, releases: string[]) {
  const tarballs = new Map<string, Buffer>();
  const pack = (version: string, words: string): Buffer => {
    const source = join(folder, `source-${version}-${words}`);
    mkdirSync(join(source, "package/bin"), { recursive: true });
    const manifest = JSON.stringify({ name: machinePackage, version });
    const write = `printf '%s' '${manifest}' > package/package.json; printf '%s' '${tool(words)}' > package/bin/tool; chmod 755 package/bin/tool; tar -czf "$0" package`;
    const file = join(folder, `${version}-${words}.tgz`);
    execFileSync("sh", ["-c", write, file], { cwd: source });
    return readFileSync(file);
  };
  for (const version of releases) tarballs.set(version, pack(version, version));
  let origin = "";
  const state = { tarballs: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const version = /^\/files\/(.+)\.tgz$/.exec(path)?.[1];
    const bytes = version === undefined ? undefined : tarballs.get(version);
    if (bytes !== undefined) {
      state.tarballs += 1;
      response.writeHead(200).end(bytes);
    } else if (path === `/${machinePackage}`) {
      const versions = Object.fromEntries(
        [...tarballs].map(([name, content]) => {
          const digest = createHash("sha512").update(content).digest("base64");
          const dist = {
            integrity: `sha512-${digest}`,
            tarball: `${origin}/files/${name}.tgz`,
          };
          return [name, { name: machinePackage, version: name, dist }];
        }),
      );
      const latest = [...tarballs.keys()].at(-1);
      const packument = { name: machinePackage, "dist-tags": { latest } };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ...packument, versions }));
    } else response.writeHead(404).end("{}");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    state,
    /** What a registry must never do: other bytes under a name that was given out. */
    replace: (version: string): void => {
      tarballs.set(version, pack(version, "replaced"));
    },
    close: () => server.close(),
  };
}

/** A rustup that knows a newer stable, and “installs” it as scripts; every call is noted in its log. */
const rustup = `#!/bin/sh
here=$(dirname "$0")
echo "$*" >>"$here/log"
case "$*" in
  check) echo "stable-x86_64-unknown-linux-gnu - update available: 1.2.0 (aaaa 2026-01-01) -> 1.3.0 (bbbb 2026-02-01)"; exit 100 ;;
  "toolchain list --quiet") ls "$here/toolchains" ;;
  "toolchain install 1.3.0 --profile minimal --no-self-update")
    if [ -e "$here/down" ]; then echo "error: could not download" >&2; exit 1; fi
    mkdir -p "$here/toolchains/1.3.0-x86_64-unknown-linux-gnu/bin"
    cp "$here/rustc-1.3.0" "$here/toolchains/1.3.0-x86_64-unknown-linux-gnu/bin/rustc"
    chmod 755 "$here/toolchains/1.3.0-x86_64-unknown-linux-gnu/bin/rustc" ;;
  "which rustc --toolchain 1.3.0") echo "$here/toolchains/1.3.0-x86_64-unknown-linux-gnu/bin/rustc" ;;
  *) exit 64 ;;
esac
`;

/** The rustc that this rustup installs. */
const rustc = `#!/bin/sh
case "$*" in
  -vV) printf 'release: 1.3.0\\nhost: x86_64-unknown-linux-gnu\\n' ;;
  *) echo "rustc 1.3.0" ;;
esac
`;

/** A distribution whose drill-2 cannot be beside drill-1, and whose other-2 can be beside other-1. */
const aptCache = `#!/bin/sh
case "$4$3" in
  *drill*) printf 'drill-1 - a tool\\ndrill-2 - a tool\\n' ;;
  *other*) printf 'other-1 - a tool\\nother-2 - a tool\\n' ;;
esac
`;
const aptGet = `#!/bin/sh
case "$*" in
  *--simulate*drill-1\\ drill-2) echo "E: they are in each other's way" >&2; exit 100 ;;
  *--simulate*) exit 0 ;;
  *) exit 64 ;;
esac
`;

/** The repository, its registries and what `misbuilt` needs to meet them. Close it at the end. */
export async function openRegistries() {
  const root = join(await temporary(), "registries");
  // Sandboxes hide /tmp from scripts, but not this.
  const machine = await mkdtemp("/var/tmp/misbuilt-registries-");
  await chmod(machine, 0o755);
  await mkdir(join(machine, "toolchains"));
  for (const [name, text] of Object.entries({
    rustup,
    "rustc-1.3.0": rustc,
    "apt-cache": aptCache,
    "apt-get": aptGet,
    "here-1": tool("1"),
    "here-2": tool("2"),
  })) {
    await writeFile(join(machine, name), text);
    await chmod(join(machine, name), 0o755);
  }
  const registry = await serveNpm(await temporary(), [
    ...["1.0.0", "1.5.0", "2.0.0", "3.0.0-rc.1"],
  ]);
  const repro = join(root, "repros/drill");
  await mkdir(repro, { recursive: true });
  await writeFile(join(repro, "build.sh"), ":\n");
  await writeFile(
    join(repro, "run.sh"),
    `exec "\${NODE_DRILL:-$RUSTC_DRILL}" --version\n`,
  );
  await writeFile(
    join(repro, "repro.yaml"),
    `schemaVersion: 1
title: A tool from npm and one from rustup
tools:
  node-drill: { versions: ["1.0.0"], pinned: ["1.0.0"] }
  rustc-drill: { versions: ["1.2.0"], pinned: ["1.2.0"] }
signs: { hazard: { exit: 1 }, clean: { exit: 0 } }
cases:
  - { id: npm, role: hazard, label: npm, title: It runs., tools: { node-drill: all }, expect: { outcome: clean, stdout: false } }
  - { id: rustup, role: control, label: rustup, title: It runs., tools: { rustc-drill: all }, expect: { outcome: clean, stdout: false } }
`,
  );
  const version = "version: { args: [--version] }";
  await writeFile(
    join(root, "repros/toolchains.yaml"),
    `schemaVersion: 1
tools:
  node-drill:
    title: From npm
    env: NODE_DRILL
    ${version}
    source: npm
    binaries: { package: "misbuilt-drill-{platform}", executable: bin/tool }
    versions: { "1.0.0": { executable: nowhere/tool } }
  rustc-drill:
    title: From rustup
    env: RUSTC_DRILL
    ${version}
    source: rustup
    executable: bin/rustc
    versions: { "1.2.0": { toolchain: "1.2.0" } }
  drill:
    title: Alone on a machine
    env: DRILL
    ${version}
    source: apt
    versions: { "1": { package: drill-1, executable: ${machine}/here-1 } }
  other:
    title: Not alone on a machine
    env: OTHER
    ${version}
    source: apt
    versions: { "1": { package: other-1, executable: ${machine}/here-1 } }
`,
  );
  const npmrc = join(machine, "npmrc");
  await writeFile(npmrc, "");
  const env = {
    PATH: `${machine}:${process.env["PATH"] ?? ""}`,
    npm_config_registry: `${registry.origin}/`,
    npm_config_userconfig: npmrc,
    npm_config_fetch_retries: "0",
    npm_config_cache: join(machine, "npm"),
    NO_PROXY: "127.0.0.1",
    npm_config_noproxy: "127.0.0.1",
  };
  return {
    root,
    machine,
    registry,
    env,
    calls: (): string[] =>
      readFileSync(join(machine, "log"), "utf8").trim().split("\n"),
    close: async (): Promise<void> => {
      registry.close();
      await rm(machine, { recursive: true, force: true });
    },
  };
}
