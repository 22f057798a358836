import type { Examination } from "../../detect/examine.ts";
import type { Diagnosis } from "../../detect/finding.ts";
import { renderAdvice } from "../diagnose/advice.ts";
import { loadChecks } from "../diagnose/checks.ts";
import { startDiagnosis } from "../diagnose/client.ts";
import type { Answered, Diagnose } from "../diagnose/client.ts";
import {
  adviceFor,
  examinedKinds,
  fileKind,
  headLength,
  isUtf16,
} from "../diagnose/file-kind.ts";
import { kindOf } from "../diagnose/kind.ts";
import { renderDiagnosis, summary } from "../diagnose/view.ts";
import { unfiltered } from "../search/filter.ts";
import type { Hit } from "../search/hit.ts";
import type { Answer, Search } from "../search/index.ts";
import { nothingFits, renderHits } from "../search/view.ts";
import { make } from "./element.ts";
import type { Panel } from "./panel.ts";

/** Larger texts are streamed from the file and not put into the box, in bytes. */
const longestInBox = 200_000;

/** How many pages are named beside the diagnosis of a single line. */
const mostBeside = 3;

/** Answers what a reader asks, in the panel. A newer question takes the place of one that is not answered yet. */
export interface Answers {
  /** Loads the search before it is asked. */
  prepare(): void;
  /** Answers a text; `file` is the one that it was read from. */
  text(text: string, file?: string): Promise<void>;
  /** Answers a file, or gives its text, to be put into the box. Rejects where it cannot be read. */
  file(file: File, name: string): Promise<string | undefined>;
  /** Takes the answer away. */
  clear(): void;
}

/** `base` is where the site is published, with a slash at the end. */
export function answersIn(panel: Panel, base: string): Answers {
  let search: Promise<Search> | undefined;
  let diagnose: Diagnose | undefined;
  /** Counts questions, so that a late answer to an earlier one is not shown. */
  let turn = 0;

  function load(): Promise<Search> {
    search ??= import("../search/index.ts")
      .then(({ loadSearch }) => loadSearch(base))
      .catch((error: unknown) => {
        search = undefined;
        throw error;
      });
    return search;
  }

  /** Diagnoses a log or examines a file. Undefined where the signatures did not load. */
  async function read(log: string | Blob): Promise<Answered | undefined> {
    panel.choose(unfiltered);
    panel.say("Reading…");
    try {
      diagnose ??= startDiagnosis(base);
      return await diagnose(log);
    } catch {
      return undefined;
    }
  }

  function showDiagnosis(
    diagnosis: Diagnosis | undefined,
    file: string | undefined,
    hits: readonly Hit[] = [],
  ): void {
    const from = file === undefined ? "" : `${file}: `;
    if (diagnosis === undefined)
      panel.show({
        status: `${from}The signatures did not load, so it was not read. The catalogue and the symptoms are listed as ever.`,
      });
    else
      panel.show({
        // Where the line decides nothing, the pages below it were found by its words.
        status:
          from +
          (hits.length === 0
            ? summary(diagnosis)
            : `Nothing in it decides; ${hits.length === 1 ? "a page fits its words." : `${hits.length} pages fit its words.`}`),
        results: [...renderDiagnosis(diagnosis), ...renderHits(hits)],
        nothing: pagesOf(diagnosis).size + hits.length === 0,
      });
  }

  async function answerQuery(query: string, mine: number): Promise<void> {
    const show = (found: Answer): void => {
      // A result that somebody has gone to already stays where it is.
      const gone = panel.links().some((one) => one === document.activeElement);
      if (mine !== turn || gone) return;
      const some = found.unfiltered > 0;
      panel.show({
        status: some ? tally(found, panel) : nothingFits(query),
        results: renderHits(found.hits),
        choices: found.choices,
        nothing: !some,
        filteredOut: some && found.hits.length === 0,
      });
    };
    try {
      const find = await load();
      if (mine === turn) show(await find(query, panel.chosen(), show));
    } catch {
      if (mine !== turn) return;
      panel.show({
        status:
          "The search index did not load. The catalogue and the symptoms are listed as ever.",
      });
    }
  }

  /** Diagnoses a single line, and searches for it as well, because it may be a title that quotes one. */
  async function answerLine(
    line: string,
    mine: number,
    file?: string,
  ): Promise<void> {
    const searching = load()
      .then((find) => find(line.trim(), unfiltered))
      .then(({ hits }) => hits)
      .catch(() => []);
    const diagnosis = await read(line);
    if (mine !== turn) return;
    const named = pagesOf(diagnosis);
    if (named.size > 0) showDiagnosis(diagnosis, file);
    const hits = await searching;
    if (mine !== turn) return;
    if (named.size === 0) showDiagnosis(diagnosis, file, hits);
    else {
      const others = hits.filter(({ url }) => !named.has(url));
      const beside = make("section", "besides");
      beside.append(
        make("p", "besides-title", "Pages that have words of this line"),
        ...renderHits(others.slice(0, mostBeside)),
      );
      if (others.length > 0) panel.add(beside);
    }
  }

  return {
    prepare() {
      load().catch(() => undefined);
    },
    async text(text, file) {
      const mine = ++turn;
      const kind = kindOf(text);
      if (kind === "query" && file === undefined)
        await answerQuery(text.trim(), mine);
      // As it was pasted: line numbers count from its first line.
      else if (kind !== "log") await answerLine(text, mine, file);
      else {
        const diagnosis = await read(text);
        if (mine === turn) showDiagnosis(diagnosis, file);
      }
    },
    async file(file, name) {
      const mine = ++turn;
      const bytes = await file.slice(0, headLength).arrayBuffer();
      const head = new Uint8Array(bytes);
      const kind = fileKind(file.name, head);
      const advice = adviceFor(kind, file.name);
      if (advice === undefined) {
        if (file.size <= longestInBox && !isUtf16(head)) return file.text();
        const diagnosis = await read(file);
        if (mine === turn) showDiagnosis(diagnosis, name);
        return undefined;
      }
      const [checks, answered] = await Promise.all([
        loadChecks(base, kind).catch(() => []),
        examinedKinds.has(kind) ? read(file) : undefined,
      ]);
      if (mine !== turn) return undefined;
      panel.choose(unfiltered);
      panel.show({
        status: `${name}: ${outcome(answered?.examined)}`,
        results: [
          ...(answered === undefined ? [] : renderDiagnosis(answered)),
          ...renderAdvice(advice, checks),
        ],
      });
      return undefined;
    },
    clear() {
      turn += 1;
      panel.clear();
    },
  };
}

/** How much was found, in a few words. */
function tally({ hits }: Answer, panel: Panel): string {
  const thing = panel.chosen().get("kind") === "section" ? "section" : "page";
  const filtered = panel.chosen().size > 0 ? ", filtered" : "";
  return `${hits.length} ${thing}${hits.length === 1 ? "" : "s"}${filtered}`;
}

/** The pages that a diagnosis names as fitting. */
function pagesOf(diagnosis: Diagnosis | undefined): ReadonlySet<string> {
  const { findings = [], symptoms = [] } = diagnosis ?? {};
  return new Set([...findings, ...symptoms].map(({ url }) => url));
}

/** What came of a file that is no log, in a sentence. */
function outcome(examined: Examination | null | undefined): string {
  if (examined === null || examined === undefined)
    return "not read, and not sent anywhere.";
  if (examined.unreadable !== null)
    return `${examined.title} that cannot be read: ${examined.unreadable}.`;
  const found = examined.diagnosis.findings.length;
  const what =
    found === 0
      ? "nothing in it points to a hazard here"
      : `${found} ${found === 1 ? "candidate" : "candidates"}`;
  return `${examined.title}, read in this page; ${what}.`;
}
