import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/verify/report/report.ts";
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

const escapes = [
  join(repository, "tests/verify/escaped.txt"),
  join(homedir(), "misbuilt-escaped.txt"),
];

describe("in bubblewrap, hostile scripts end as named outcomes", () => {
  let report: Report;
  let seconds = 0;
  let callers = 0;
  let kernelSetting = "";
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
    kernelSetting = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    const started = Date.now();
    const run = await misbuilt(
      [
        ...["verify", "--root", root, "--json", "--jobs", "2"],
        ...["--sandbox", "bwrap"],
      ],
      await temporary(),
    );
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
    ["massacre", "error", /^killed by something: /],
    ["socket", "clean", /^run exited 0/],
    ["outside", "clean", /^run exited 0/],
    ["daemon", "clean", /^run exited 0/],
    ["peaceful", "clean", /^run exited 0/],
  ])("%s ends as %s", (id, outcome, detail) => {
    const cell = byCase(report).get(id);
    expect(cell?.detail).toMatch(detail);
    expect(cell?.outcome).toBe(outcome);
  });

  it("reaches no server of this machine", () => {
    expect(callers).toBe(0);
  });

  it("writes nothing outside of $OUT", () => {
    for (const path of escapes) expect(existsSync(path), path).toBe(false);
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(
      kernelSetting,
    );
  });

  it("leaves no process behind", () => {
    expect(commandLines()).not.toMatch(
      /sleep 8639[789]|\.\/(loop|fork|deaf|daemon)\.sh/,
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
    expect(commandLines()).not.toMatch(/sleep 8639[789]|\.\/(loop|deaf)\.sh/);
  }, 60_000);
});

afterAll(async () => {
  for (const path of [...escapes, socket])
    await rm(path, { force: true }).catch(() => undefined);
});
