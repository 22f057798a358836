/** The panel on a hazard's page that runs its programs: two buttons, counters that move, and the outcome in words. */
import { loadHost, sentence } from "./host.ts";
import type { Progress } from "./host.ts";

/** After this a run is cut off, in seconds; its workers are ended and the page goes on. */
const patience = 20;
/** A second or so: enough for threads to meet in the allocator, except where one core does everything in turn. */
const scenario = { entry: "run", args: [50_000, 2_000_000] };

/** Where the site is published, with a slash at the end. */
const base = `${(document.body.dataset["base"] ?? "/").replace(/\/$/, "")}/`;

function setUp(panel: HTMLElement, repro: string): void {
  const folder = `${base}repros/${repro}/`;
  const buttons = [...panel.querySelectorAll("button")];
  const outcome = panel.querySelector(".run-outcome");
  const say = (words: string): void => {
    if (outcome !== null) outcome.textContent = words;
  };
  const show = (progress: Progress): void => {
    const numbers = {
      threads: `${progress.finished} of 4`,
      counter: `${progress.counter} of ${progress.expected}`,
      checked: String(progress.checked),
      damaged: String(progress.damaged),
    };
    for (const [name, text] of Object.entries(numbers)) {
      const cell = panel.querySelector(`[data-count="${name}"]`);
      if (cell !== null) cell.textContent = text;
    }
  };
  const enable = (enabled: boolean): void => {
    for (const button of buttons) button.disabled = !enabled;
  };
  const run = async (program: string): Promise<void> => {
    const host = await loadHost(folder);
    const response = await fetch(`${folder}browser/${program}.wasm`);
    if (!response.ok)
      throw new Error(`${program}.wasm: the server says ${response.status}`);
    const module = await WebAssembly.compile(await response.arrayBuffer());
    say(`The ${program} build runs on four threads …`);
    const report = await host.runThreads({
      ...scenario,
      module,
      seconds: patience,
      onProgress: show,
    });
    panel.dataset["outcome"] =
      report.outcome === "returned" && report.progress.damaged > 0
        ? "damaged"
        : report.outcome;
    say(sentence(report));
  };

  if (!self.crossOriginIsolated) {
    panel.querySelector(".run-missing")?.removeAttribute("hidden");
    say("Nothing was run: the page is not cross-origin isolated.");
    return;
  }
  say("Nothing has run yet.");
  enable(true);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      enable(false);
      delete panel.dataset["outcome"];
      run(button.dataset["program"] ?? "")
        .catch((error: unknown) => {
          say(`It could not be run: ${String(error)}.`);
        })
        .finally(() => {
          enable(true);
        });
    });
  }
}

for (const panel of document.querySelectorAll<HTMLElement>("[data-run-here]"))
  setUp(panel, panel.dataset["runHere"] ?? "");
