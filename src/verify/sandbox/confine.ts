import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { temporaryFolder } from "../abandoned.ts";
import { scratchOut, spareProcesses } from "./bwrap.ts";
import { makeCgroup, type Cgroup } from "./cgroup.ts";
import { childStdio } from "./descriptors.ts";
import { baseEnvironment, exportsOf } from "./environment.ts";
import { entrust } from "./guardian.ts";
import { enlist, killTree } from "./kill.ts";
import { guard, heldMiB, suspect, tooMuchMemory } from "./limits.ts";
import { marked, newMark } from "./mark.ts";
import { closeWriters, makePipes, type Pipe } from "./pipes.ts";
import { readStreams } from "./streams.ts";
import { sweep } from "./sweep.ts";
import type { Places, Sandbox, Task, TaskResult } from "./types.ts";

export { killAll } from "./kill.ts";

const driverScript = join(import.meta.dirname, "driver.sh");

/**
 * Runs a task in a sandbox, to its end or to a limit, and leaves no process behind. Never throws for what the scripts
 * do; `problem` names it.
 */
export async function confine(
  task: Task,
  sandbox: Sandbox,
): Promise<TaskResult> {
  const scratch = sandbox.kind === "none" ? await temporaryFolder("cell") : "";
  let cgroup: Cgroup | undefined;
  try {
    if (scratch !== "") await mkdir(scratchOut(scratch));
    const { limits } = task;
    cgroup = await makeCgroup(
      limits.processes + spareProcesses,
      // What $OUT holds is memory too.
      (heldMiB(limits) + limits.diskMiB) * (1 << 20),
    );
    const pipes = await makePipes(8);
    const places = sandbox.place(task, scratch);
    return await start(task, sandbox, places, pipes, cgroup);
  } finally {
    await cgroup?.remove();
    if (scratch !== "") await rm(scratch, { recursive: true, force: true });
  }
}

/** How to start the task: the command with its arguments, and the environment that the driver gets without a sandbox. */
function commandOf(
  task: Task,
  sandbox: Sandbox,
  places: Places,
  cgroup: Cgroup | undefined,
  mark: string,
) {
  const env = baseEnvironment(places);
  const kind = task.product === "facts" ? "facts" : "tree";
  const { check, first, second = "" } = task;
  const confined = sandbox.command(task, places, {
    script: driverScript,
    args: [
      ...[kind, first, second, check?.script ?? "", exportsOf(task.env, [])],
      ...(check === undefined
        ? []
        : [exportsOf(task.env, check.without), ...check.artefacts]),
    ],
    env,
  });
  const entered = cgroup?.enter(confined) ?? confined;
  const [command = "sh", ...args] = marked(mark, entered);
  return { command, args, env };
}

async function start(
  task: Task,
  sandbox: Sandbox,
  places: Places,
  pipes: readonly Pipe[],
  cgroup: Cgroup | undefined,
): Promise<TaskResult> {
  const { limits } = task;
  const mark = newMark();
  const { command, args, env } = commandOf(task, sandbox, places, cgroup, mark);
  let problem: string | undefined;
  const started = performance.now();
  const release = entrust(mark);
  const stdio = childStdio(
    pipes.map((pipe) => pipe.write),
    sandbox.kind,
  );
  const child = spawn(command, args, {
    cwd: sandbox.kind === "none" ? places.folder : "/",
    // bubblewrap itself clears the environment; PATH is for it to be found by.
    env: {
      ...(sandbox.kind === "none" ? env : { PATH: process.env["PATH"] }),
      MISBUILT_CELL: mark,
    },
    stdio: stdio.list,
    detached: true,
  });
  const end = (why: string): void => {
    problem ??= why;
    killTree(child, sandbox.kind);
  };
  const dismiss = enlist(() => {
    end("interrupted");
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      problem ??= `could not start ${command}: ${error.message}`;
      resolve(null);
    });
    child.once("exit", resolve);
  });
  stdio.close();
  await closeWriters(pipes);
  const streams = readStreams(pipes, task.product, limits, () => {
    end(`output-limit: it printed more than ${limits.outputKiB} KiB`);
  });
  const watched = guard(child.pid ?? -1, task, sandbox, places, cgroup, end);
  let lastStatus = started;
  streams.onSaid(() => {
    watched.renew();
    if (streams.said().free === null) lastStatus = performance.now();
  });

  const code = await exited;
  const ended = performance.now();
  if (sandbox.kind === "none") {
    killTree(child, "none");
    await cgroup?.kill();
    await sweep(mark);
  }
  release();
  watched.stop();
  dismiss();
  if (!(await streams.end())) problem ??= "a process outlived its sandbox";
  const said = streams.said();
  const [firstOut, firstErr, secondOut, secondErr, checkOut, checkErr] =
    streams.printed();
  const complaint = await streams.complaint();
  const refused = (await cgroup?.refusals()) ?? { forks: 0, memory: 0 };
  if (refused.memory > 0) problem ??= tooMuchMemory(limits);
  const suspicion =
    refused.forks > 0
      ? `process-limit: it may have ${limits.processes} processes and tried to have more`
      : suspect(said.free ?? Infinity, watched.largestMiB(), task, sandbox);
  if (problem === undefined && said.free === null)
    problem =
      refused.forks > 0
        ? suspicion
        : `killed by something: the sandbox ended with status ${code ?? "unknown"} before its scripts did${firstErr === "" ? "" : `: ${firstErr.trim().slice(-300)}`}`;
  // A script that failed leaves nothing worth keeping.
  if (problem === undefined && said.first === 0 && complaint !== "")
    problem = `what it left in $OUT could not be kept: ${complaint}`;
  return {
    first: { exit: said.first, stdout: firstOut, stderr: firstErr },
    second: { exit: said.second, stdout: secondOut, stderr: secondErr },
    check: { exit: said.check, stdout: checkOut, stderr: checkErr },
    facts: streams.facts(),
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
