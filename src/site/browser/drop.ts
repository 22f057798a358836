/** Larger texts are streamed from the file and not put into the box, in bytes. */
const longestInBox = 200_000;

/** What became of a dropped file. */
export type Dropped =
  | { kind: "text"; text: string }
  | { kind: "file"; file: File }
  | { kind: "refused"; note: string };

/**
 * Reads a text file that is dropped on `target`, in the page alone: short ones as text, long ones as a file to stream.
 * A file that is no text is refused with a note that says why.
 */
export function readDropped(
  target: HTMLElement,
  then: (dropped: Dropped) => void,
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
    void read(file).then(then, () => {
      then({ kind: "refused", note: `${file.name} could not be read.` });
    });
  });
}

async function read(file: File): Promise<Dropped> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (head.includes(0) && !isUtf16(head))
    return {
      kind: "refused",
      note: `${file.name} is a binary file; the box reads text: logs, crash reports, manifests.`,
    };
  if (file.size > longestInBox || isUtf16(head)) return { kind: "file", file };
  return { kind: "text", text: await file.text() };
}

/** Whether the bytes begin with a UTF-16 byte order mark, as logs that Windows wrote may. */
function isUtf16(head: Uint8Array): boolean {
  const [first, second] = head;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  );
}
