import type { ReproCase } from "../catalog/schema/index.ts";
import type { ArchiveFile } from "./archive.ts";
import type { Repro } from "./catalogue.ts";

/** The files of a reproducer's archive, under one folder with its name. */
export function archiveFiles({ slug, files }: Repro): ArchiveFile[] {
  return files.map((file) => ({ ...file, path: `${slug}/${file.path}` }));
}

/** The variable in which scripts find a tool: `ld64.lld` is `LD64_LLD`. */
function variable(tool: string): string {
  return tool.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

function quote(value: string): string {
  return /^[\w./:=@%+,-]+$/.test(value)
    ? value
    : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Two lines that fetch a reproducer and run one case of it by hand, in a POSIX shell. */
export function byHand(
  slug: string,
  address: string,
  one: ReproCase,
): [string, string] {
  const set = [
    ...Object.keys(one.tools).map((tool) => `${variable(tool)}=${quote(tool)}`),
    ...Object.entries(one.env).map(
      ([name, value]) => `${name}=${quote(value)}`,
    ),
    ...Object.entries(one.vary).map(
      ([name, [value]]) => `${name}=${quote(value ?? "")}`,
    ),
  ];
  return [
    `curl -sSO ${address} && tar xzf ${slug}.tar.gz && cd ${slug}`,
    `export OUT=$(mktemp -d) ${set.join(" ")}; sh ${one.build} && sh ${one.run}; echo "exit $?"`,
  ];
}
