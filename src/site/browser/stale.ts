const week = 7 * 24 * 60 * 60 * 1000;

/** Says beside a verdict's date that it is older than a week, by the reader's clock. */
export function markStale(): void {
  for (const time of document.querySelectorAll("time[data-fresh]")) {
    const at = Date.parse(time.getAttribute("datetime") ?? "");
    const days = Math.floor((Date.now() - at) / (week / 7));
    if (Number.isNaN(at) || Date.now() - at <= week) continue;
    const note = document.createElement("span");
    note.className = "stale";
    note.textContent = ` (${days} days ago: older than a week)`;
    time.after(note);
  }
}
