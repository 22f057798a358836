import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { constants, existsSync, readFileSync } from "node:fs";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/verify/report/report.ts";
import { parentOf } from "../../src/verify/sandbox/cgroup.ts";
import { copyOf, misbuilt, parse, repository, temporary } from "./cli.ts";

/** Names each ended cell by its case. */
function byCase(report: Report): Map<string, Report["cells"][number]> {
  return new Map(report.cells.map((cell) => [cell.case, cell]));
}

/** Command lines of all processes that are not zombies. */
function commandLines(): string {
  return execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => !line.startsWith("Z"))
    .join("\n");
}

/** A server on this machine that counts its callers. */
async function listen(
  called: () => void,
): Promise<{ tcp: Server; port: number }> {
  const tcp = createServer(called).listen(0, "127.0.0.1");
  await once(tcp, "listening");
  const address = tcp.address();
  if (address === null || typeof address === "string")
    throw new Error("expected a port");
  return { tcp, port: address.port };
}

/** A socket of this machine, as its services have; only root can make it. */
const socket = "/run/misbuilt-test.sock";

/**
 * A folder that everybody on this machine may enter, with a secret, a socket and a pipe: what services and people keep
 * in /var, /srv and the like.
 */
async function makeElsewhere(called: () => void): Promise<Elsewhere> {
  const folder = await mkdtemp("/var/tmp/misbuilt-elsewhere-");
  const [secret, pipe, path] = ["secret", "pipe", "socket"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(secret, "known to nobody\n");
  execFileSync("mkfifo", [pipe]);
  const server = createServer(called).listen(path);
  await once(server, "listening");
  // Opened to read and write, a pipe does not wait for anybody.
  const reader = await open(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  return {
    folder,
    secret,
    paths: [folder, secret, pipe, path],
    heard: () =>
      reader
        .read(Buffer.alloc(64))
        .then(({ bytesRead }) => bytesRead)
        .catch(() => 0),
    close: async () => {
      server.close();
      await reader.close();
      await rm(folder, { recursive: true });
    },
  };
}

interface Elsewhere {
  readonly folder: string;
  readonly secret: string;
  readonly paths: readonly string[];
  /** How many bytes somebody wrote into the pipe. */
  readonly heard: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A shell that leaves a file open to the program that it starts. */
function leaving(path: string): string[] {
  return ["bash", "-c", 'exec 60<"$0" && exec "$@"', path];
}

const counted = (await parentOf("memory")) !== undefined;

const escapes = [
  join(repository, "tests/verify/escaped.txt"),
  join(homedir(), "misbuilt-escaped.txt"),
];

describe("in bubblewrap, hostile scripts end as named outcomes", () => {
  let report: Report;
  let seconds = 0;
  let callers = 0;
  let kernelSetting = "";
  let bytesHeard = 0;
  beforeAll(async () => {
    const count = (): void => {
      callers += 1;
    };
    await rm(socket, { force: true }).catch(() => undefined);
    const { tcp, port } = await listen(count);
    const unix = createServer(count);
    const local = await new Promise<boolean>((resolve) => {
      unix.once("error", () => {
        resolve(false);
      });
      unix.listen(socket, () => {
        resolve(true);
      });
    });
    const root = await copyOf("hostile");
    const folder = join(root, "repros/hostile");
    await writeFile(join(folder, "listening.txt"), `${port}\n`);
    await writeFile(join(folder, "outside.txt"), `${escapes.join("\n")}\n`);
    const elsewhere = await makeElsewhere(count);
    await writeFile(
      join(folder, "visible.txt"),
      [
        ...["/etc/shadow", "/srv", "/opt", "/mnt", "/var/lib"],
        ...[join(repository, "package.json"), ...elsewhere.paths],
      ].join("\n"),
    );
    kernelSetting = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    const started = Date.now();
    const run = await misbuilt(
      [
        ...["verify", "--root", root, "--json", "--jobs", "2"],
        ...["--sandbox", "bwrap"],
      ],
      await temporary(),
      {},
      leaving(elsewhere.secret),
    );
    bytesHeard = await elsewhere.heard();
    await elsewhere.close();
    seconds = (Date.now() - started) / 1000;
    report = parse(run);
    expect(run.code, run.stderr).toBe(2);
    tcp.close();
    if (local) unix.close();
  }, 120_000);

  it.each([
    ["loop", "error", /^time-limit: it ran longer than 4 s/],
    ["deaf", "error", /^time-limit: it ran longer than 4 s/],
    ["fork", "error", /^process-limit: /],
    ["gigabyte", "error", /^output-limit: it printed more than 128 KiB/],
    ["disk", "error", /^disk-limit: \$OUT was full \(16 MiB\)/],
    ["memory", "error", /^memory-limit: /],
    ["forge", "error", /^run exited 3, and that fits no sign/],
    ["facts-link", "error", /^\$OUT\/facts\.json: .*not a regular file/s],
    ["facts-pipe", "error", /^\$OUT\/facts\.json: .*not a regular file/s],
    ["massacre", "clean", /^run exited 0/],
    ["nested", "clean", /^run exited 0/],
    ["visible", "clean", /^run exited 0/],
    ["socket", "clean", /^run exited 0/],
    ["outside", "clean", /^run exited 0/],
    ["daemon", "clean", /^run exited 0/],
    ["peaceful", "clean", /^run exited 0/],
  ])("%s ends as %s", (id, outcome, detail) => {
    const cell = byCase(report).get(id);
    expect(cell?.detail).toMatch(detail);
    expect(cell?.outcome).toBe(outcome);
  });

  it.skipIf(!counted).each(["memfd", "shm"])(
    "%s is found, where a control group counts all memory",
    (id) => {
      const cell = byCase(report).get(id);
      expect(cell?.detail).toMatch(/^memory-limit: more than 256 MiB in use/);
      expect(cell?.outcome).toBe("error");
    },
  );

  it("reaches no server of this machine", () => {
    expect(callers).toBe(0);
  });

  it("says nothing into a pipe of this machine", () => {
    expect(bytesHeard).toBe(0);
  });

  it("takes nothing from where a link leads", () => {
    expect(byCase(report).get("facts-link")?.facts).toEqual({});
  });

  it("writes nothing outside of $OUT", () => {
    for (const path of escapes) expect(existsSync(path), path).toBe(false);
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(
      kernelSetting,
    );
  });

  it("leaves no process behind", () => {
    expect(commandLines()).not.toMatch(
      /sleep 8639[6789]|\.\/(loop|fork|deaf|daemon)\.sh/,
    );
  });

  it("takes bounded time: two cells run into a limit of four seconds", () => {
    expect(seconds).toBeLessThan(40);
  });
});

describe("without a sandbox", () => {
  it("a socket does reach this machine, so that the check above can fail", async () => {
    const root = await copyOf("hostile");
    let callers = 0;
    const { tcp, port } = await listen(() => {
      callers += 1;
    });
    await writeFile(join(root, "repros/hostile/listening.txt"), `${port}\n`);
    const run = await misbuilt(
      [
        ...["verify", "--root", root, "--json", "--sandbox", "none"],
        ...["--case", "socket"],
      ],
      await temporary(),
    );
    tcp.close();
    expect(byCase(parse(run)).get("socket")?.outcome).toBe("hazard");
    expect(run.code).toBe(1);
    expect(callers).toBe(1);
  }, 30_000);

  it("what a cell must not see is there to be seen, so that the check above can fail", async () => {
    const root = await copyOf("hostile");
    const elsewhere = await makeElsewhere(() => undefined);
    await writeFile(
      join(root, "repros/hostile/visible.txt"),
      `${elsewhere.paths.join("\n")}\n`,
    );
    const run = await misbuilt(
      [
        ...["verify", "--root", root, "--json", "--sandbox", "none"],
        ...["--case", "visible"],
      ],
      await temporary(),
      {},
      leaving(elsewhere.secret),
    );
    expect(parse(run).cells[0]?.stdout).toMatch(
      new RegExp(`^escaped: it sees ${elsewhere.paths.join(" ")}`),
    );
    expect(await elsewhere.heard()).toBeGreaterThan(0);
    await elsewhere.close();
  }, 30_000);

  it("still ends loops, deaf scripts, floods and daemons, and says that it confines nothing else", async () => {
    const root = await copyOf("hostile");
    const run = await misbuilt(
      [
        ...["verify", "--root", root, "--json", "--sandbox", "none"],
        ...["loop", "deaf", "gigabyte", "disk", "daemon", "peaceful"].flatMap(
          (id) => ["--case", id],
        ),
      ],
      await temporary(),
    );
    const report = parse(run);
    const cells = byCase(report);
    expect(report.run.sandbox).toBe("none");
    expect(cells.get("loop")?.detail).toMatch(/^time-limit: /);
    expect(cells.get("deaf")?.detail).toMatch(/^time-limit: /);
    expect(cells.get("gigabyte")?.detail).toMatch(/^output-limit: /);
    expect(cells.get("daemon")?.outcome).toBe("clean");
    expect(cells.get("peaceful")?.outcome).toBe("clean");
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/no sandbox/);
    expect(commandLines()).not.toMatch(/sleep 8639[6789]|\.\/(loop|deaf)\.sh/);
  }, 60_000);
});

afterAll(async () => {
  for (const path of [...escapes, socket])
    await rm(path, { force: true }).catch(() => undefined);
});
