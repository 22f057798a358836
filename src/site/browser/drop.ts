const limit = 4 * 1024 * 1024;

/**
 * Reads a text file that is dropped on `target`, in the page alone. A file that is no text is refused with a note
 * that says why.
 */
export function readDropped(
  target: HTMLElement,
  then: (text: string | undefined, note: string) => void,
): void {
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    target.classList.add("is-over");
  });
  target.addEventListener("dragleave", () => {
    target.classList.remove("is-over");
  });
  target.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    target.classList.remove("is-over");
    if (file === undefined) return;
    event.preventDefault();
    void read(file).then(
      ({ text, note }) => {
        then(text, note);
      },
      () => {
        then(undefined, `${file.name} could not be read.`);
      },
    );
  });
}

async function read(
  file: File,
): Promise<{ text: string | undefined; note: string }> {
  if (file.size > limit)
    return {
      text: undefined,
      note: `${file.name} has ${Math.round(file.size / 1e6)} MB; the box reads text of up to 4 MB. Paste the lines around the crash.`,
    };
  const text = await file.text();
  if (text.includes("\0"))
    return {
      text: undefined,
      note: `${file.name} is a binary file; the box reads text: logs, crash reports, manifests.`,
    };
  return { text, note: "" };
}
