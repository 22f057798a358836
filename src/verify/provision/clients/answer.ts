import { lastLines, type Ended } from "../../exec.ts";

/** What a registry said, or why it could not be asked. */
export type Answer<Value> =
  { readonly value: Value } | { readonly problem: string };

/** How long a registry may take to answer. */
export const patience = { timeout: 120_000 };

export function failed(what: string, ended: Ended): { problem: string } {
  const said = lastLines(ended.stderr, 1);
  return { problem: `${what} failed${said === "" ? "" : `: ${said}`}` };
}
