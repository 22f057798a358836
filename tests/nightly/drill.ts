/** What the drill’s scenarios stand on: a repository, a registry on loopback, a tool of the machine, and nights. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import {
  parseHistory,
  type History,
} from "../../src/catalog/history/history.ts";
import { machinesOf } from "../../src/catalog/history/machine.ts";
import { assemble } from "../../src/catalog/verdict/assemble.ts";
import {
  event,
  historyEndFile,
  machine,
  verdictFile,
  type Event,
  type Verdict,
} from "../../src/catalog/schema/index.ts";
import { copyOf } from "./files.ts";

/** How a version of the drill’s tool behaves when it is asked plainly and carefully. */
export interface Behaviour {
  readonly plainly: "broken" | "fine";
  readonly carefully: "broken" | "fine";
}

function script(version: string, { plainly, carefully }: Behaviour): string {
  const end = (what: string): string =>
    what === "fine" ? "echo fine; exit 0" : "echo broken; exit 3";
  return `#!/bin/sh
case "$1" in
  --version) echo "drill ${version}" ;;
  plainly) ${end(plainly)} ;;
  carefully) ${end(carefully)} ;;
  *) exit 64 ;;
esac
`;
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** A package index on loopback that serves the wheels of one folder as pip expects them. */
async function serve(wheels: string) {
  const state = { down: false };
  const server = createServer((request, response) => {
    const name = request.url?.split("/").at(-1) ?? "";
    if (state.down) response.writeHead(503).end("down for the drill");
    else if (request.url === "/simple/misbuilt-drill/")
      void readdir(wheels).then((files) => {
        const links = files
          .filter((file) => file.endsWith(".whl"))
          .map((file) => {
            const digest = sha256(join(wheels, file));
            return `<a href="/files/${file}#sha256=${digest}">${file}</a>`;
          });
        response.writeHead(200, { "content-type": "text/html" });
        response.end(`<!DOCTYPE html><body>${links.join("\n")}</body>`);
      });
    else if (name.endsWith(".whl") && existsSync(join(wheels, name)))
      response.writeHead(200).end(readFileSync(join(wheels, name)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address: AddressInfo | string | null = server.address();
  const port = z.object({ port: z.number() }).parse(address).port;
  return {
    state,
    url: `http://127.0.0.1:${port}/simple`,
    close: () => server.close(),
  };
}

/** The drill’s own repository with its registry. Close it at the end. */
export async function openDrill() {
  const root = await copyOf("drill");
  const wheels = join(root, "wheels");
  // Sandboxes hide /tmp from scripts, but not this.
  const machine = await mkdtemp("/var/tmp/misbuilt-drill-");
  await chmod(machine, 0o755);
  await mkdir(wheels);
  const registry = await serve(wheels);
  const rolling = join(machine, "rolling");

  /** Puts a version into the registry; returns its wheel’s path. */
  const publish = async (
    version: string,
    behaviour: Behaviour,
  ): Promise<string> => {
    const source = join(machine, `drill-${version}`);
    await writeFile(source, script(version, behaviour));
    execFileSync("python3", [
      ...[join(root, "wheel.py"), version, source, wheels],
    ]);
    return join(wheels, `misbuilt_drill-${version}-py3-none-any.whl`);
  };
  /** What the machine’s own tool is from now on, as when its package is upgraded. */
  const upgrade = async (behaviour: Behaviour): Promise<void> => {
    await rm(rolling, { force: true });
    await writeFile(rolling, script("of the machine", behaviour));
    await chmod(rolling, 0o755);
  };

  const first = await publish("1.0.0", {
    plainly: "broken",
    carefully: "fine",
  });
  await upgrade({ plainly: "broken", carefully: "fine" });
  await writeFile(
    join(root, "repros/toolchains.yaml"),
    `schemaVersion: 1
tools:
  drill:
    title: The drill’s wheel
    env: DRILL
    version: { args: [--version] }
    source: pip
    package: misbuilt-drill
    executable: drill/tool
    versions:
      "1.0.0":
        bytes: ${readFileSync(first).length}
        sha256: { linux-x86_64: ${sha256(first)} }
  rolling:
    title: The machine’s own
    env: ROLLING
    version: { args: [--version] }
    source: apt
    versions:
      "machine": { package: misbuilt-drill-rolling, executable: ${rolling} }
`,
  );
  const env = {
    PIP_INDEX_URL: registry.url,
    PIP_CONFIG_FILE: "/dev/null",
    PIP_EXTRA_INDEX_URL: "",
    PIP_NO_CACHE_DIR: "1",
    PIP_RETRIES: "0",
    NO_PROXY: "127.0.0.1",
  };
  return {
    root,
    env,
    registry,
    publish,
    upgrade,
    close: async (): Promise<void> => {
      registry.close();
      await rm(machine, { recursive: true, force: true });
    },
  };
}
export type Drill = Awaited<ReturnType<typeof openDrill>>;

/** Everything that a night leaves in the repository. */
export interface Known {
  readonly verdict: Verdict;
  readonly history: History;
  readonly historyText: string;
  readonly events: readonly Event[];
}

/** Reads it, and fails where any of it is not whole. */
export function known(root: string): Known {
  const read = (path: string): string =>
    readFileSync(join(root, "content", path), "utf8");
  const year = String(new Date().getUTCFullYear());
  const lines = existsSync(join(root, `content/events/${year}.jsonl`))
    ? read(`events/${year}.jsonl`).trim().split("\n")
    : [];
  const historyText = read("history/drill.jsonl");
  const history = parseHistory("drill", historyText);
  const { seenIn } = history;
  const { misfits, verdict } = assemble({
    file: verdictFile.parse(JSON.parse(read("verdicts/drill.json"))),
    seenIn,
    machines: new Map(
      [...machinesOf(seenIn.values())].map((digest) => [
        digest,
        machine.parse(JSON.parse(read(`machines/${digest}.json`))),
      ]),
    ),
    end: historyEndFile.parse(JSON.parse(read("ends/drill.json"))),
  });
  if (verdict === undefined || misfits.length > 0)
    throw new Error(JSON.stringify(misfits));
  return {
    verdict,
    history,
    historyText,
    events: lines.map((line) => event.parse(JSON.parse(line))),
  };
}

/** What each event says, in a word and a cell. */
export function told(events: readonly Event[]): string[] {
  return events
    .map((one) => `${one.kind} ${one.case} ${Object.values(one.tools).join()}`)
    .sort();
}

/** What the recorded verdict says of each cell. */
export function outcomes({ verdict: { cells } }: Known): string[] {
  return cells.map(
    (cell) =>
      `${cell.case} ${Object.values(cell.tools).join()} ${cell.outcome}`,
  );
}
