import type { Examination } from "../../detect/examine.ts";
import type { Diagnosis } from "../../detect/finding.ts";

/** What the page asks its worker. */
export interface Question {
  id: number;
  /** Where the signatures are. */
  url: string;
  /** A log, or a file: one of a known format is examined, any other streamed as a log. */
  log: string | Blob;
}

/** What was found, and in what. */
export interface Answered extends Diagnosis {
  /** What the file says; null where it was read as a log. */
  examined: Examination | null;
}

/** What the worker answers. */
export type Answer =
  | { id: number; ok: true; answered: Answered }
  | { id: number; ok: false; reason: string };

/**
 * Diagnoses a log in this browser, away from the page’s own thread; a `File` of a known format is examined as a whole.
 * Rejects where the signatures do not load.
 */
export type Diagnose = (log: string | Blob) => Promise<Answered>;

/** Starts the worker. `base` is the site’s base path; nothing but the signatures is fetched, and nothing is sent. */
export function startDiagnosis(base: string): Diagnose {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  const fail = (reason: string) => {
    for (const [id, settle] of waiting) settle({ id, ok: false, reason });
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", ({ message }) => {
    fail(message);
  });
  const path = `${base.replace(/\/$/, "")}/api/v1/signatures.json`;
  const url = new URL(path, location.href).href;
  return (log) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, (answer) => {
        if (answer.ok) resolve(answer.answered);
        else reject(new Error(answer.reason));
      });
      worker.postMessage({ id, url, log } satisfies Question);
    });
}
