import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  findWheel,
  pinWheel,
  pipReleases,
  wheelByHand,
} from "../clients/pip.ts";
import type { Source } from "./source.ts";

/** A shared library, or a Python package, in a wheel: no program that could be asked for its version. */
export const pipLibrary: Source<"pip-library"> = {
  most: 3,
  releases: (source) => pipReleases(source.package),
  pin: pinWheel,
  byHand: ({ version, source }) => wheelByHand(source, version),

  async find(request, surroundings) {
    const { library } = request.source;
    const located = await findWheel(request, library, surroundings);
    const folder = located.ok ? located.folders[0] : undefined;
    if (!located.ok || folder === undefined) return located;
    const names = await readdir(folder);
    const info = names.find((name) => name.endsWith(".dist-info"));
    if (info === undefined)
      return {
        ok: false,
        reason: `${folder} has no .dist-info: it is no wheel`,
      };
    const metadata = await readFile(join(folder, info, "METADATA"), "utf8");
    const field = (name: string): string =>
      new RegExp(`^${name}: (.*)$`, "m").exec(metadata)?.[1] ?? "";
    return {
      ...located,
      // It lists the digest of every file.
      measured: join(folder, info, "RECORD"),
      reports: `${field("Name")} ${field("Version")}`,
    };
  },
};
