import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Sample } from "../../corpus/corpus.ts";

const root = join(import.meta.dirname, "../../..");

/** What is asked of a diagnosis here: hazards with how sure it is, and symptoms, each in its order. */
export const diagnosed = z.object({
  findings: z.array(z.object({ hazard: z.string(), confidence: z.string() })),
  symptoms: z.array(z.object({ symptom: z.string() })),
});
export type Diagnosed = z.infer<typeof diagnosed>;

/** What the command line says of every log, by name. */
export async function byCommandLine(
  samples: readonly Sample[],
): Promise<Map<string, Diagnosed>> {
  const files = samples.map(({ name }) =>
    join("tests/corpus/logs", `${name}.log`),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["src/cli/main.ts", "diagnose", "--json", ...files],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const all = z
    .object({ files: z.array(diagnosed.extend({ file: z.string() })) })
    .parse(JSON.parse(stdout));
  return new Map(
    all.files.map((each, index) => [
      samples[index]?.name ?? each.file,
      diagnosed.parse(each),
    ]),
  );
}

/** Puts one text after the other into the box as a paste does, and waits for each answer. Runs in the page. */
export async function pasteInPage(texts: readonly string[]): Promise<unknown> {
  const box = document.querySelector("textarea[name=q]");
  const status = document.querySelector("#results-status");
  if (!(box instanceof HTMLTextAreaElement) || status === null)
    throw new Error("no box here");
  const answers: unknown[] = [];
  box.focus();
  for (const text of texts) {
    status.textContent = "";
    box.value = text;
    box.dispatchEvent(
      new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }),
    );
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`no answer to ${text.slice(0, 80)}`));
      }, 20_000);
      const seen = new MutationObserver(() => {
        // Of a single line that decides nothing the page says what fits its words.
        if (!/read in this page|fits? its words/.test(status.textContent))
          return;
        clearTimeout(late);
        seen.disconnect();
        resolve();
      });
      seen.observe(status, { childList: true });
    });
    const links = [
      ...document.querySelectorAll<HTMLElement>(
        "#results .diagnosis [data-hit]",
      ),
    ].map(({ dataset }) => dataset);
    answers.push({
      findings: links
        .filter(({ confidence }) => confidence !== undefined)
        .map(({ hit, confidence }) => ({ hazard: hit, confidence })),
      symptoms: links
        .filter(({ confidence }) => confidence === undefined)
        .map(({ hit }) => ({ symptom: hit })),
    });
  }
  return answers;
}

/** Drops a file somewhere on the page, as the file manager does. Runs in the page. */
export function dropInPage(
  selector: string,
  name: string,
  bytes: readonly number[],
): void {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name));
  const target = document.querySelector(selector);
  for (const type of ["dragenter", "dragover", "drop"])
    target?.dispatchEvent(
      new DragEvent(type, {
        dataTransfer: data,
        bubbles: true,
        cancelable: true,
      }),
    );
}
