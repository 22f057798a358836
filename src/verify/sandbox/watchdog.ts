import { existsSync, readdirSync, readFileSync } from "node:fs";

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

/** What a folder of /proc holds, or a file of it says; nothing where the process has ended. */
function orNothing<Value>(read: () => Value, nothing: Value): Value {
  try {
    return read();
  } catch {
    return nothing;
  }
}

function readProcess(pid: number | string): Process[] {
  const text = orNothing(() => readFileSync(`/proc/${pid}/stat`, "latin1"), "");
  const found = parseStat(text);
  return found === undefined ? [] : [found];
}

function readProcesses(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
}

/** The children of each thread of a process, as the kernel lists them (proc(5), /proc/PID/task/TID/children). */
function listedChildren(pid: number): string[] {
  const threads = orNothing(() => readdirSync(`/proc/${pid}/task`), []);
  return threads.flatMap((thread) => {
    const file = `/proc/${pid}/task/${thread}/children`;
    const text = orNothing(() => readFileSync(file, "latin1"), "");
    return text.split(" ").filter((one) => one !== "");
  });
}

/** A process and all below it, without a look at any other. The lists may leave one out while others end. */
function readTree(root: number): Process[] {
  const found = readProcess(root);
  for (const one of found)
    found.push(...listedChildren(one.pid).flatMap(readProcess));
  return found;
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

/** Where the kernel keeps lists of children, one look in this many still reads every process of the machine. */
const thorough = 5;
const hasLists = existsSync(
  `/proc/${process.pid}/task/${process.pid}/children`,
);
let looks = 0;

function look(): void {
  const all = !hasLists || looks % thorough === 0 ? readProcesses() : undefined;
  looks += 1;
  for (const [root, report] of watched)
    report(usageOf(root, all ?? readTree(root)));
}

/** Reports ten times a second what a tree of processes uses, until the returned function is called. */
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
