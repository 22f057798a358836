import type { Run } from "../../catalog/schema/index.ts";

/** `without a sandbox`, or what each cell ran in. */
export function sandboxWords(sandbox: Run["sandbox"]): string {
  return sandbox === "bwrap"
    ? "each cell in a bubblewrap sandbox"
    : "without a sandbox";
}

/** The commit that a run saw, as short as it may be cited: `d8d593012345, with files that differ from it`. */
export function commitWords({
  commit,
  modified,
}: Pick<Run, "commit" | "modified">): string {
  if (commit === null) return "an unknown commit";
  const short = commit.slice(0, 12);
  return modified ? `${short}, with files that differ from it` : short;
}

/** `AMD EPYC, Debian GNU/Linux 12 (bookworm), kernel 6.18`. */
export function machineWords({ cpu, os, kernel }: Run["machine"]): string {
  return `${cpu}, ${os}, kernel ${kernel}`;
}
