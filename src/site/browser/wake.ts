import { takeFiles } from "./files.ts";
import { keptQuestion } from "./kept.ts";

/** Loads the box at its first use, so that a page which is only read does not pay for it. */
export function wakeBox(): void {
  const form = document.querySelector("form.box");
  if (!(form instanceof HTMLFormElement)) return;
  const box = () => import("./box.ts");
  for (const use of ["focusin", "input"])
    form.addEventListener(use, () => void box(), { once: true });
  takeFiles(
    form,
    (files) => void box().then(({ askFiles }) => askFiles(files)),
  );
  for (const example of document.querySelectorAll<HTMLElement>(
    "[data-example]",
  ))
    example.addEventListener("click", (event) => {
      event.preventDefault();
      const text = example.dataset["example"] ?? "";
      void box().then(({ ask }) => {
        ask({ text });
      });
    });
  // On home the box is what the reader came for.
  if (document.body.dataset["home"] !== undefined) void box();
  const kept = keptQuestion();
  if (kept !== undefined)
    void box().then(({ ask }) => {
      ask(kept);
    });
}
