/// <reference lib="webworker" />
import type { Knowledge } from "../../catalog/schema/signature.ts";
import { examine } from "../../detect/examine.ts";
import { LogReader } from "../../detect/log/diagnose.ts";
import { compile, type Compiled } from "../../detect/log/signs.ts";
import type { Answer, Question } from "./client.ts";

let compiled: Promise<Compiled> | undefined;

/** Fetches what is known, once: the same signatures that the command line reads. */
async function load(url: string): Promise<Compiled> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const knowledge: unknown = await response.json();
  if (!isKnowledge(knowledge)) throw new Error(`${url} has no signatures`);
  return compile(knowledge);
}

/** The build wrote the file from checked data, so a look at its shape is enough. */
function isKnowledge(value: unknown): value is Knowledge {
  return (
    typeof value === "object" &&
    value !== null &&
    "hazards" in value &&
    Array.isArray(value.hazards) &&
    "symptoms" in value &&
    Array.isArray(value.symptoms)
  );
}

async function answer({ id, url, log }: Question): Promise<Answer> {
  try {
    compiled ??= load(url);
    const known = await compiled;
    const examined = log instanceof File ? await examine(known, log) : null;
    if (examined !== null && examined !== undefined)
      return { id, ok: true, answered: { ...examined.diagnosis, examined } };
    const reader = new LogReader(known);
    if (typeof log === "string") reader.write(log);
    else {
      const stream = log.stream().getReader();
      for (;;) {
        const { done, value } = await stream.read();
        if (done) break;
        reader.write(value);
      }
    }
    const answered = { ...reader.end(), examined: null };
    return { id, ok: true, answered };
  } catch (error) {
    compiled = undefined;
    return {
      id,
      ok: false,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<Question>) => {
  void answer(data).then((answered) => {
    self.postMessage(answered);
  });
});
