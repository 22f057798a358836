/** `/` goes to the search field, unless the person is typing. */
export function focusOnSlash(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const typing = document.activeElement?.matches(
      "input, textarea, select, [contenteditable]",
    );
    if (typing === true) return;
    const field = document.querySelector("[name=q]");
    if (!(field instanceof HTMLElement)) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  });
}
