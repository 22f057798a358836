/** Every kind of source that a tool can have, in one table; `verify/provision/sources/` has the other half of each. */
import { z } from "zod";
import { apt } from "./apt.ts";
import { aptLibrary } from "./apt-library.ts";
import { aptRelease } from "./apt-release.ts";
import { go } from "./go.ts";
import type { SourceKind } from "./kind.ts";
import { npm } from "./npm.ts";
import { npmPackagesKind } from "./npm-packages.ts";
import { pip } from "./pip.ts";
import { pipLibrary } from "./pip-library.ts";
import type { Pinned } from "./pins.ts";
import { rustup } from "./rustup.ts";

/** A tool’s entry in the lock file. */
export const toolSource = z.discriminatedUnion("source", [
  pip.schema,
  apt.schema,
  aptLibrary.schema,
  rustup.schema,
  npm.schema,
  go.schema,
  npmPackagesKind.schema,
  pipLibrary.schema,
  aptRelease.schema,
]);
export type ToolSource = z.infer<typeof toolSource>;
export type SourceName = ToolSource["source"];
export type SourceOf<Name extends SourceName> = Extract<
  ToolSource,
  { source: Name }
>;

const kinds: { readonly [Name in SourceName]: SourceKind<SourceOf<Name>> } = {
  pip,
  apt,
  "apt-library": aptLibrary,
  rustup,
  npm,
  go,
  "npm-packages": npmPackagesKind,
  "pip-library": pipLibrary,
  "apt-release": aptRelease,
};

function kindOf<Name extends SourceName>(
  name: Name,
): SourceKind<SourceOf<Name>> {
  return kinds[name];
}

/** The name under which a reader’s machine has a tool. */
export function executableOf(tool: ToolSource, version: string): string {
  return kindOf(tool.source).executable(tool, version);
}

/** The tool with a version that appeared since; nothing where it cannot have it. */
export function withVersion(
  tool: ToolSource,
  version: string,
  pinned: Pinned,
): ToolSource | undefined {
  return kindOf(tool.source).extend(tool, version, pinned);
}
