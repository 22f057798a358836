import { arch } from "node:os";
import { folderDigest, inputsDigest } from "../../catalog/read/digest.ts";
import { valueDigest } from "../cache.ts";
import type { Cell, Repro } from "../../catalog/cells/cell.ts";
import type { Tool } from "../provision/types.ts";
import type { Sandbox } from "../sandbox/types.ts";

/** Counts up when the harness runs cells in another way, so that old answers are not taken for new ones. */
const harness = 3;

/** Whether a path is among the files and folders of a list. */
export function isAmong(path: string, list: readonly string[]): boolean {
  return list.some((one) => path === one || path.startsWith(`${one}/`));
}

/** Digest of what `prepare` can see: `prepareReads`, or all that the other scripts see. */
export function prepareInputsDigest(repro: Repro): Promise<string> {
  const { prepare, prepareReads } = repro.manifest;
  if (prepare === undefined || prepareReads === undefined)
    return inputsDigest(repro.folder);
  const reads = [prepare, ...prepareReads];
  return folderDigest(
    repro.folder,
    (path) =>
      !isAmong(path, reads) && !reads.some((one) => one.startsWith(`${path}/`)),
  );
}

function sorted(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

function identities(tools: readonly Tool[]): string[][] {
  return tools
    .map(({ tool, version, sha256, reports, variables }) => [
      ...[tool, version, sha256, reports],
      ...sorted(variables).flat(),
    ])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

/** What a cell’s answer depends on: its inputs, its tools’ bytes, its limits, the sandbox and this harness. */
export function answerKey(
  cell: Cell,
  inputs: string,
  tools: readonly Tool[],
  sandbox: Sandbox["kind"],
): string {
  const { definition, repro } = cell;
  const { affected, limits, prepare } = repro.manifest;
  return valueDigest([
    harness,
    arch(),
    sandbox,
    repro.slug,
    definition.id,
    inputs,
    definition.build,
    definition.run,
    prepare ?? null,
    affected ?? null,
    definition.artefacts ?? null,
    sorted(definition.env),
    sorted(cell.params),
    sorted(
      Object.fromEntries(
        Object.entries(limits).map(([name, value]) => [name, String(value)]),
      ),
    ),
    identities(tools),
    // Cells without it keep the answers that they have.
    ...(definition.machine === undefined ? [] : [definition.machine]),
  ]);
}

/** What the output of `prepare` depends on. */
export function preparedKey(
  repro: Repro,
  inputs: string,
  tools: readonly Tool[],
  sandbox: Sandbox["kind"],
): string {
  return valueDigest([
    harness,
    arch(),
    sandbox,
    repro.slug,
    inputs,
    repro.manifest.prepare ?? null,
    repro.manifest.limits,
    identities(tools),
  ]);
}
