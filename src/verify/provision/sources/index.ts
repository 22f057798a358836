/** Every kind of source that a tool can have, in one table: one file for each. */
import type { SourceName } from "../../../catalog/schema/index.ts";
import { apt } from "./apt.ts";
import { aptLibrary } from "./apt-library.ts";
import { aptRelease } from "./apt-release.ts";
import { go } from "./go.ts";
import { npm } from "./npm.ts";
import { npmPackages } from "./npm-packages.ts";
import { pip } from "./pip.ts";
import { pipLibrary } from "./pip-library.ts";
import { rustup } from "./rustup.ts";
import type { Source } from "./source.ts";

const sources: { readonly [Name in SourceName]: Source<Name> } = {
  pip,
  apt,
  "apt-library": aptLibrary,
  rustup,
  npm,
  go,
  "npm-packages": npmPackages,
  "pip-library": pipLibrary,
  "apt-release": aptRelease,
};

/** How tools of a kind are had. */
export function sourceOf<Name extends SourceName>(name: Name): Source<Name> {
  return sources[name];
}
