const storageKey = "misbuilt:language";

/** The language that the reader chose last; nothing where the browser keeps nothing. */
function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function remember(language: string): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // The choice then holds for this page alone.
  }
}

interface Tabs {
  /** Shows the panel of a language, if there is one. */
  readonly show: (language: string) => void;
}

/** Turns one list of panels into tabs, as the ARIA practices describe them: arrows move, Home and End go to the ends. */
function tabsOf(
  group: HTMLElement,
  number: number,
  choose: (language: string) => void,
): Tabs {
  const panels = [...group.querySelectorAll<HTMLElement>(":scope > .tab")];
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Language or build system");
  const buttons = panels.map((panel, index) => {
    const language = panel.dataset["language"] ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = language;
    button.id = `tab-${number}-${index}`;
    panel.id ||= `panel-${number}-${index}`;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.addEventListener("click", () => {
      choose(language);
    });
    return button;
  });
  list.append(...buttons);
  list.addEventListener("keydown", (event) => {
    const from = buttons.findIndex((one) => one === document.activeElement);
    const to = {
      ArrowRight: (from + 1) % buttons.length,
      ArrowLeft: (from - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (from < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
    buttons[to]?.click();
  });
  const show = (language: string): void => {
    if (!panels.some((panel) => panel.dataset["language"] === language)) return;
    for (const [index, panel] of panels.entries()) {
      const chosen = panel.dataset["language"] === language;
      panel.hidden = !chosen;
      buttons[index]?.setAttribute("aria-selected", String(chosen));
      if (buttons[index] !== undefined)
        buttons[index].tabIndex = chosen ? 0 : -1;
    }
  };
  group.prepend(list);
  group.dataset["tabs"] = "ready";
  show(panels[0]?.dataset["language"] ?? "");
  return { show };
}

/** Shows one language of each fix, all of a page together, and remembers which. */
export function makeTabs(): void {
  const all: Tabs[] = [];
  const choose = (language: string): void => {
    remember(language);
    for (const tabs of all) tabs.show(language);
  };
  const groups = document.querySelectorAll<HTMLElement>("[data-tabs]");
  for (const [number, group] of [...groups].entries())
    all.push(tabsOf(group, number, choose));
  const known = remembered();
  if (known !== null) for (const tabs of all) tabs.show(known);
}
