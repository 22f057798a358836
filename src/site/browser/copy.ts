/** Copies the text that a button carries, byte for byte, and says so for two seconds. */
export function copyOnClick(): void {
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const button = target.closest("button[data-text]");
    if (!(button instanceof HTMLButtonElement)) return;
    const text: unknown = JSON.parse(button.dataset["text"] ?? '""');
    if (typeof text === "string") void copy(button, text);
  });
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  const label = (button.dataset["label"] ??= button.textContent);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here: select and copy";
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}
