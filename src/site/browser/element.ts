/** The element of the page that a selector names. Throws where the page was built without it. */
export function required<T extends Element>(
  selector: string,
  kind: new () => T,
): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A new element with a class and a text, either of which may be empty. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
  text = "",
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}

/** A sentence with its `code` spans set as code. */
export function words(text: string): (string | HTMLElement)[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? make("code", "", part) : part));
}

/** A command with a button that copies it, as src/components/CopyCommand.astro makes one. */
export function commandToCopy(command: string): HTMLElement {
  const row = make("div", "command");
  const code = make("pre", "code");
  // As src/site/unbroken.ts has it: no line breaks after a hyphen.
  for (const word of command.split(/(\s+)/))
    code.append(
      word.includes("-") && word.length <= 30
        ? make("span", "whole", word)
        : word,
    );
  code.tabIndex = 0;
  const button = make("button", "copy", "Copy");
  button.type = "button";
  button.dataset["text"] = JSON.stringify(command);
  row.append(code, button);
  return row;
}
