/** Whether what is dragged has files in it; a dragged text is the browser's own business. */
function hasFiles(event: DragEvent): event is DragEvent & {
  dataTransfer: DataTransfer;
} {
  return event.dataTransfer?.types.includes("Files") === true;
}

/**
 * Takes the files that a reader drops anywhere on the page, chooses with the box's button, or pastes into it. Without this
 * a drop beside the box would leave the page.
 */
export function takeFiles(
  form: HTMLFormElement,
  then: (files: readonly File[]) => void,
): void {
  const over = (is: boolean) => {
    document.documentElement.classList.toggle("is-over", is);
  };
  // In the capturing phase, so that nothing on the page can be in the way.
  const options = { capture: true };
  document.addEventListener(
    "dragover",
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      over(true);
    },
    options,
  );
  document.addEventListener(
    "dragleave",
    (event) => {
      // Only where the pointer leaves the window there is nothing that it goes to.
      if (event.relatedTarget === null) over(false);
    },
    options,
  );
  document.addEventListener(
    "drop",
    (event) => {
      over(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      then([...event.dataTransfer.files]);
    },
    options,
  );

  const chooser = form.querySelector("input[type=file]");
  if (chooser instanceof HTMLInputElement)
    chooser.addEventListener("change", () => {
      const files = [...(chooser.files ?? [])];
      // The same file may be chosen again, once it has changed.
      chooser.value = "";
      if (files.length > 0) then(files);
    });

  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const hasText = event.clipboardData?.types.includes("text/plain") === true;
    if (files.length === 0 || hasText) return;
    event.preventDefault();
    then(files);
  });
}
