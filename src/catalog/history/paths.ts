/** The path of a reproducer’s history in the repository. */
export function historyPath(slug: string): string {
  return `content/history/${slug}.jsonl`;
}

/** The path of the file that says where a reproducer’s history ends. */
export function endPath(slug: string): string {
  return `content/ends/${slug}.json`;
}

/** The path of a machine’s file, which is named by its digest. */
export function machinePath(digest: string): string {
  return `content/machines/${digest}.json`;
}
