/** Copies what a button carries, names or stands beside, byte for byte, and says so for two seconds. */
export function copyOnClick(): void {
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const button = target.closest(
      "button[data-text], button[data-shown], button[data-from]",
    );
    if (button instanceof HTMLButtonElement) void copy(button);
  });
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const label = (button.dataset["label"] ??= button.textContent);
  try {
    // The promise goes into the item: a browser forgets the click while a file is fetched.
    const item = new ClipboardItem({ "text/plain": source(button) });
    await navigator.clipboard.write([item]);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here: select and copy";
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

async function source(button: HTMLButtonElement): Promise<Blob> {
  const { dataset } = button;
  const text = dataset["text"];
  if (text !== undefined) return plain(JSON.parse(text));
  const shown = dataset["shown"];
  if (shown !== undefined) {
    const code = button.closest("figure")?.querySelector("pre")?.textContent;
    // The last line's end is not shown.
    return plain(shown === "line" && code !== undefined ? `${code}\n` : code);
  }
  const response = await fetch(dataset["from"] ?? "");
  if (!response.ok) throw new Error(`the file answered ${response.status}`);
  return plain(await response.text());
}

function plain(text: unknown): Blob {
  if (typeof text !== "string") throw new Error("a button without its text");
  return new Blob([text], { type: "text/plain" });
}
