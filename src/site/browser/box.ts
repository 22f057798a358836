import { readFilters, unfiltered } from "../search/filter.ts";
import { answersIn } from "./answers.ts";
import { required } from "./element.ts";
import { keep, type Question } from "./kept.ts";
import { answerPanel } from "./panel.ts";

const form = required("form.box", HTMLFormElement);
const box = required("form.box [name=q]", HTMLTextAreaElement);
const panel = answerPanel(
  () => void answer(),
  () => {
    put("");
    box.focus();
  },
);
const base = `${(document.body.dataset["base"] ?? "/").replace(/\/$/, "")}/`;
const answers = answersIn(panel, base);

/** The file that the text in the box was read from. */
let file: string | undefined;

function question(): Question | undefined {
  const { value: text } = box;
  if (text.trim() === "") return undefined;
  return file === undefined ? { text } : { text, file };
}

/** Answers what the box holds. */
async function answer(): Promise<void> {
  const asked = question();
  form.classList.toggle("has-lines", box.value.trim().includes("\n"));
  keep(asked, panel.chosen());
  if (asked === undefined) answers.clear();
  else await answers.text(asked.text, asked.file);
}

function put(text: string, from?: string): void {
  file = from;
  box.value = text;
  void answer();
}

/** Puts a question into the box and answers it. */
export function ask({ text, file: from }: Question): void {
  put(text, from);
  box.focus({ preventScroll: true });
}

/** Reads the first of these files and answers it: a text as a log, anything else with what to do about it. */
export async function askFiles([
  first,
  ...more
]: readonly File[]): Promise<void> {
  if (first === undefined) return;
  const others = more.length === 0 ? "" : ` (the first of ${more.length + 1})`;
  const name = first.name + others;
  // What the box holds is not asked any longer; a short text takes its place.
  box.value = "";
  file = undefined;
  form.classList.remove("has-lines");
  keep(undefined, unfiltered);
  try {
    const text = await answers.file(first, name);
    if (text !== undefined) put(text, name);
  } catch {
    panel.show({
      status: `${first.name} could not be read. A folder cannot be: choose a file in it.`,
    });
  }
  required("#answer", HTMLElement).scrollIntoView({ block: "nearest" });
}

function focusFirst(): void {
  panel.links()[0]?.focus();
}

let timer: ReturnType<typeof setTimeout> | undefined;
box.addEventListener("input", (event) => {
  // What was read from a file stays a log, however it is edited.
  if (box.value === "") file = undefined;
  clearTimeout(timer);
  // A paste comes whole; what is typed comes letter by letter.
  const pasted =
    event instanceof InputEvent && event.inputType === "insertFromPaste";
  timer = setTimeout(() => void answer(), pasted ? 0 : 30);
});
box.addEventListener(
  "focus",
  () => {
    answers.prepare();
  },
  { once: true },
);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void answer().then(focusFirst);
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowDown" && panel.links().length > 0) {
    if (box.value.slice(box.selectionEnd).includes("\n")) return;
    event.preventDefault();
    focusFirst();
  } else if (event.key === "Escape" && box.value !== "") put("");
});

required("#results", HTMLElement).addEventListener("keydown", (event) => {
  const links = panel.links();
  const at = links.findIndex((link) => link === document.activeElement);
  if (event.key === "Escape") box.focus();
  else if (at < 0) return;
  else if (event.key === "ArrowDown") links[at + 1]?.focus();
  else if (event.key === "ArrowUp") (links[at - 1] ?? box).focus();
  else return;
  event.preventDefault();
});

if (document.body.dataset["home"] !== undefined)
  panel.choose(readFilters(new URL(location.href).searchParams));
// What was typed or pasted while this was loading.
if (document.activeElement === box) answers.prepare();
if (box.value !== "") void answer();
