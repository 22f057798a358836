import { readdirSync, readFileSync } from "node:fs";

/** What a tree of processes uses at one moment. */
export interface Usage {
  /** Processes and threads. */
  readonly tasks: number;
  /** Resident memory in MiB, shared pages counted for each. */
  readonly residentMiB: number;
  /** The largest address space of one process, in MiB. */
  readonly largestMiB: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly threads: number;
  readonly virtualBytes: number;
  readonly residentPages: number;
}

const pageSize = 4096;
const interval = 100;

/** Reads one line of /proc/PID/stat (proc(5)); the name in parentheses may itself hold blanks and parentheses. */
export function parseStat(text: string): Process | undefined {
  const end = text.lastIndexOf(")");
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(end + 2).split(" ");
  const at = (field: number): number => Number(fields[field - 3]);
  const found = {
    pid,
    parent: at(4),
    threads: at(20),
    virtualBytes: at(23),
    residentPages: at(24),
  };
  return end < 0 || Object.values(found).some(Number.isNaN) ? undefined : found;
}

function readProcesses(): Process[] {
  const processes: Process[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const found = parseStat(readFileSync(`/proc/${name}/stat`, "latin1"));
      if (found !== undefined) processes.push(found);
    } catch {
      // It ended since the folder was listed.
    }
  }
  return processes;
}

/** The processes whose parent is `parent`, at this moment. */
export function childrenOf(parent: number): number[] {
  return readProcesses()
    .filter((one) => one.parent === parent)
    .map((one) => one.pid);
}

/** What the process `root` and all its descendants use. */
export function usageOf(root: number, processes: readonly Process[]): Usage {
  const children = new Map<number, Process[]>();
  for (const one of processes) {
    const siblings = children.get(one.parent);
    if (siblings === undefined) children.set(one.parent, [one]);
    else siblings.push(one);
  }
  const usage = { tasks: 0, residentMiB: 0, largestMiB: 0 };
  const open = processes.filter((one) => one.pid === root);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    usage.tasks += next.threads;
    usage.residentMiB += (next.residentPages * pageSize) / (1 << 20);
    usage.largestMiB = Math.max(
      usage.largestMiB,
      next.virtualBytes / (1 << 20),
    );
    open.push(...(children.get(next.pid) ?? []));
  }
  return usage;
}

const watched = new Map<number, (usage: Usage) => void>();
let timer: NodeJS.Timeout | undefined;

function look(): void {
  const processes = readProcesses();
  for (const [root, report] of watched) report(usageOf(root, processes));
}

/** Reports ten times a second what a tree of processes uses, until the returned function is called. One pass over /proc serves all. */
export function watch(
  root: number,
  report: (usage: Usage) => void,
): () => void {
  watched.set(root, report);
  timer ??= setInterval(look, interval);
  return () => {
    watched.delete(root);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
