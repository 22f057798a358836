import type { Extractor } from "./fact.ts";
import { frames } from "./frames.ts";
import { instructions } from "./instructions.ts";
import { kernel, signals } from "./linux.ts";
import { macos } from "./macos.ts";
import { profile } from "./profile.ts";
import { registers } from "./registers.ts";
import { runtimes } from "./runtimes.ts";
import { mergeSection, tlsTemplate } from "./sections.ts";
import { toolchain, versions } from "./toolchain.ts";

/** Every extractor. On one line they run in this order: what was raised first, then where and how, then with what. */
export const extractors: readonly Extractor[] = [
  macos,
  kernel,
  runtimes,
  signals,
  instructions,
  frames,
  registers,
  toolchain,
  versions,
  profile,
  tlsTemplate,
  mergeSection,
];
