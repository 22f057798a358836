/** The reproducer's own host, loaded as the file that verification ran; here are the types of the part that is used. */

/** Counters that the program keeps in its memory. */
export interface Progress {
  readonly counter: number;
  readonly expected: number;
  readonly checked: number;
  readonly damaged: number;
  readonly finished: number;
}

/** How a run ended, always one of four ways; `detail` is the value, the trap, or what was still running. */
export interface Report {
  readonly outcome: "returned" | "exited" | "trapped" | "hung";
  readonly detail: string;
  readonly progress: Progress;
}

interface Options {
  readonly module: WebAssembly.Module;
  readonly entry: string;
  readonly args: readonly number[];
  readonly seconds: number;
  readonly onProgress: (progress: Progress) => void;
}

/** What `host/threads.mjs` exports. */
export interface Host {
  runThreads(options: Options): Promise<Report>;
}

function isHost(module: unknown): module is Host {
  return (
    typeof module === "object" &&
    module !== null &&
    "runThreads" in module &&
    typeof module.runThreads === "function"
  );
}

/** Loads it from the folder of the reproducer, as the site publishes it. */
export async function loadHost(folder: string): Promise<Host> {
  const url = `${folder}host/threads.mjs`;
  const module: unknown = await import(/* @vite-ignore */ url);
  if (!isHost(module)) throw new Error(`${url} does not export runThreads`);
  return module;
}

/** One sentence that says what came of a run. */
export function sentence({ outcome, detail, progress }: Report): string {
  const { damaged, checked, counter, expected } = progress;
  if (outcome === "trapped") return `It trapped, in ${detail}.`;
  if (outcome === "hung") return `It was stopped: no end ${detail}.`;
  if (outcome === "exited") return `It exited with ${detail}.`;
  if (damaged > 0)
    return `${damaged} of ${checked} blocks were damaged: two threads had been given the same memory.`;
  if (counter !== expected)
    return `It counted ${counter} where ${expected} is right.`;
  return `Every count is exact, and none of ${checked} blocks is damaged.`;
}
