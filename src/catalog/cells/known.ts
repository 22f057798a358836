import { join } from "node:path";
import type { Catalogue, ReproEntry } from "../read/load.ts";
import type { Repro } from "./cell.ts";
import { extendRepro } from "./extend.ts";

/** The reproducer with the versions that appeared since, as `verify` plans it. */
export function knownRepro(
  {
    root,
    discovered,
    toolchains,
  }: Pick<Catalogue, "root" | "discovered" | "toolchains">,
  { slug, folder, data }: ReproEntry,
): Repro {
  const repro = { slug, folder: join(root, folder), manifest: data };
  return discovered === undefined || toolchains === undefined
    ? repro
    : extendRepro(repro, discovered.data, toolchains.data);
}
