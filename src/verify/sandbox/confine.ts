import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { exec } from "../exec.ts";
import { scratchOut, spareProcesses } from "./bwrap.ts";
import { makeCgroup, type Cgroup } from "./cgroup.ts";
import { sweep } from "./sweep.ts";
import { closeWriters, makePipes, type Pipe } from "./pipes.ts";
import type { Places, Sandbox, Task, TaskResult } from "./types.ts";
import { childrenOf, watch } from "./watchdog.ts";

const driverScript = join(import.meta.dirname, "driver.sh");

/** How long a killed tree of processes may take to be gone, in milliseconds. */
const grace = 10_000;

/** Variables that every script gets besides its own. Everything that tools like to write goes below `$OUT`. */
function baseEnvironment(places: Places, task: Task): Record<string, string> {
  const { out, prepared } = places;
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    HOME: `${out}/.home`,
    TMPDIR: `${out}/.tmp`,
    XDG_CACHE_HOME: `${out}/.cache`,
    ZIG_GLOBAL_CACHE_DIR: `${out}/.cache/zig-global`,
    ZIG_LOCAL_CACHE_DIR: `${out}/.cache/zig-local`,
    CARGO_HOME: `${out}/.cargo`,
    ...task.env,
    OUT: out,
    ...(prepared === undefined ? {} : { PREPARED: prepared }),
  };
}

/** Collects what a pipe gives, up to a number of bytes; past that it calls `overflow` and keeps nothing more. */
function collect(
  socket: Socket,
  limit: number,
  overflow: () => void,
): { text: () => string; ended: Promise<void> } {
  const chunks: Buffer[] = [];
  let size = 0;
  socket.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else overflow();
  });
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => {
      resolve();
    });
    // A reset pipe has nothing more to give; that is an end like any other.
    socket.on("error", () => socket.destroy());
  });
  return { text: () => Buffer.concat(chunks).toString("utf8"), ended };
}

/**
 * Kills all processes of a task. Of bubblewrap’s own the inner one goes first: with the first process of its
 * namespace the kernel ends all others, and the outer one is there to reap it.
 */
function killTree(child: ChildProcess, kind: Sandbox["kind"]): void {
  const { pid } = child;
  if (pid === undefined) return;
  const kill = (target: number): void => {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It is gone already.
    }
  };
  if (kind === "none") {
    kill(-pid);
    return;
  }
  const inner = childrenOf(pid);
  inner.forEach(kill);
  // Before it has made its namespace, or should it not notice, it goes itself; the rest dies with it.
  if (inner.length === 0) kill(pid);
  else
    setTimeout(() => {
      if (child.exitCode === null && child.signalCode === null) kill(pid);
    }, 3000).unref();
}

async function unpack(pipe: Socket, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const tar = spawn("tar", ["-C", folder, "-xf", "-"], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let complaint = "";
  tar.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString("utf8");
  });
  // An empty archive, from a script that failed, ends tar before it has read all.
  tar.stdin.on("error", () => undefined);
  pipe.pipe(tar.stdin);
  pipe.on("close", () => tar.stdin.end());
  const ended = once(tar, "close");
  await ended;
  return tar.exitCode === 0 ? "" : complaint.trim();
}

/** What the driver says on its own pipe. */
interface Report {
  first: number | null;
  second: number | null;
  free: number | null;
}

function parseReport(text: string): Report {
  const read = (name: string): number | null => {
    const found = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  return { first: read("first"), second: read("second"), free: read("free") };
}

/** Kills every task that runs, such as before the program ends. */
const running = new Set<() => void>();
export function killAll(): void {
  for (const kill of running) kill();
}

/**
 * Runs a task in a sandbox, to its end or to a limit, and leaves no process behind. Never throws for what the scripts
 * do; `problem` names it.
 */
export async function confine(
  task: Task,
  sandbox: Sandbox,
): Promise<TaskResult> {
  const scratch =
    sandbox.kind === "none"
      ? await mkdtemp(join(tmpdir(), "misbuilt-cell-"))
      : "";
  let cgroup: Cgroup | undefined;
  try {
    if (scratch !== "") await mkdir(scratchOut(scratch));
    cgroup = await makeCgroup(task.limits.processes + spareProcesses);
    const pipes = await makePipes(6);
    const places = sandbox.place(task, scratch);
    return await start(task, sandbox, places, pipes, cgroup);
  } finally {
    await cgroup?.remove();
    if (scratch !== "") await rm(scratch, { recursive: true, force: true });
  }
}

async function start(
  task: Task,
  sandbox: Sandbox,
  places: Places,
  pipes: readonly Pipe[],
  cgroup: Cgroup | undefined,
): Promise<TaskResult> {
  const { limits, product } = task;
  const mark = `${process.pid}-${performance.now()}`;
  const env = {
    ...baseEnvironment(places, task),
    ...(sandbox.kind === "none" ? { MISBUILT_CELL: mark } : {}),
  };
  const kind = product === "facts" ? "facts" : "tree";
  const second = task.second === undefined ? [] : [task.second];
  const confined = sandbox.command(task, places, {
    script: driverScript,
    args: [kind, task.first, ...second],
    env,
  });
  const [command = "sh", ...args] = cgroup?.enter(confined) ?? confined;
  let problem: string | undefined;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: sandbox.kind === "none" ? places.folder : "/",
    // bubblewrap itself clears the environment; it needs PATH to be found.
    env: sandbox.kind === "none" ? env : { PATH: process.env["PATH"] },
    stdio: ["ignore", ...pipes.map((pipe) => pipe.write)],
    detached: true,
  });
  const end = (why: string): void => {
    problem ??= why;
    killTree(child, sandbox.kind);
  };
  const interrupt = (): void => {
    end("interrupted");
  };
  running.add(interrupt);
  const exited = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      problem ??= `could not start ${command}: ${error.message}`;
      resolve(null);
    });
    child.once("exit", resolve);
  });
  await closeWriters(pipes);

  let limit = limits.outputKiB * 1024;
  const outputFull = (): void => {
    end(`output-limit: it printed more than ${limits.outputKiB} KiB`);
  };
  const [out1, err1, out2, err2, statuses, result] = pipes;
  if (!out1 || !err1 || !out2 || !err2 || !statuses || !result)
    throw new Error("six pipes were made");
  const streams = [out1, err1, out2, err2].map((pipe) =>
    collect(pipe.read, limit, outputFull),
  );
  limit = 64 * 1024 + 2;
  const report = collect(statuses.read, 4096, () => undefined);
  const facts =
    product === "facts"
      ? collect(result.read, limit, () => undefined)
      : undefined;
  const unpacked =
    product === "facts" ? undefined : unpack(result.read, product.tree);

  const timeUp = (): void => {
    end(`time-limit: it ran longer than ${limits.seconds} s`);
  };
  let clock = setTimeout(timeUp, limits.seconds * 1000);
  let lastStatus = started;
  statuses.read.on("data", () => {
    // Each script has the whole time to itself.
    clearTimeout(clock);
    clock = setTimeout(timeUp, limits.seconds * 1000);
    if (parseReport(report.text()).free === null)
      lastStatus = performance.now();
  });
  let crowded = 0;
  const unwatch = watch(child.pid ?? -1, (usage) => {
    crowded = Math.max(crowded, usage.largestMiB);
    if (usage.tasks > limits.processes)
      end(`process-limit: more than ${limits.processes} processes at once`);
    else if (usage.residentMiB > limits.memoryMiB)
      end(`memory-limit: more than ${limits.memoryMiB} MiB in use`);
  });
  const unguard =
    sandbox.kind === "none" ? guardDisk(places.out, limits.diskMiB, end) : noop;

  const code = await exited;
  const ended = performance.now();
  if (sandbox.kind === "none") {
    killTree(child, "none");
    await sweep(mark);
  }
  clearTimeout(clock);
  unwatch();
  unguard();
  running.delete(interrupt);
  // The last process of the sandbox is gone when the pipes have ended.
  const all = [
    ...streams.map((stream) => stream.ended),
    report.ended,
    facts?.ended ?? Promise.resolve(),
    unpacked ?? Promise.resolve(),
  ];
  const late = new Promise<"late">((resolve) =>
    setTimeout(resolve, grace, "late").unref(),
  );
  if ((await Promise.race([Promise.all(all), late])) === "late") {
    problem ??= "a process outlived its sandbox";
    for (const pipe of pipes) pipe.read.destroy();
  }
  const said = parseReport(report.text());
  const [firstOut, firstErr, secondOut, secondErr] = streams.map((stream) =>
    stream.text(),
  );
  const complaint = await unpacked;
  const refused = (await cgroup?.refused()) ?? 0;
  const suspicion =
    refused > 0
      ? `process-limit: it may have ${limits.processes} processes and tried to have more`
      : suspect(said.free ?? Infinity, crowded, task, sandbox);
  if (problem === undefined && said.free === null)
    problem =
      refused > 0
        ? suspicion
        : `killed by something: the sandbox ended with status ${code ?? "unknown"} before its scripts did${firstErr === undefined || firstErr === "" ? "" : `: ${firstErr.trim().slice(-300)}`}`;
  // A script that failed leaves nothing worth keeping.
  const kept = said.first === 0 && (complaint ?? "") !== "";
  if (problem === undefined && kept)
    problem = `what it left in $OUT could not be kept: ${complaint ?? ""}`;
  return {
    first: {
      exit: said.first,
      stdout: firstOut ?? "",
      stderr: firstErr ?? "",
    },
    second: {
      exit: said.second,
      stdout: secondOut ?? "",
      stderr: secondErr ?? "",
    },
    facts: facts?.text() ?? "",
    ms: Math.round((problem === undefined ? lastStatus : ended) - started),
    ...(problem === undefined ? {} : { problem }),
    ...(suspicion === undefined ? {} : { suspicion }),
    places: {
      OUT: places.out,
      REPRO: places.folder,
      ...(places.prepared === undefined ? {} : { PREPARED: places.prepared }),
    },
  };
}

const noop = (): void => undefined;

/** The limit that the task was at when its scripts ended, where it was at one. */
function suspect(
  freeKiB: number,
  largestMiB: number,
  task: Task,
  sandbox: Sandbox,
): string | undefined {
  const { diskMiB, memoryMiB } = task.limits;
  if (sandbox.kind === "bwrap" && freeKiB < 64)
    return `disk-limit: $OUT was full (${diskMiB} MiB)`;
  if (largestMiB > memoryMiB * 0.95)
    return `memory-limit: a process had nearly all of the ${memoryMiB} MiB it may have`;
  return undefined;
}

/** Ends a task that fills a folder; for where there is no file system of the right size. */
function guardDisk(
  folder: string,
  diskMiB: number,
  end: (why: string) => void,
): () => void {
  const timer = setInterval(() => {
    void exec("du", ["-sm", folder]).then(({ stdout }) => {
      if (Number.parseInt(stdout, 10) > diskMiB)
        end(`disk-limit: $OUT held more than ${diskMiB} MiB`);
    });
  }, 500);
  return () => {
    clearInterval(timer);
  };
}
