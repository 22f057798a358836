import { stateless, type Extractor } from "./fact.ts";

/** Rust’s code generation options, from Cargo.toml, the environment, rustc’s command line or a unit graph. */
export const profile: Extractor = {
  name: "profile",
  triggers: ["opt-level", "opt_level", "codegen-units", "codegen_units", "cgu"],
  reader: stateless(({ text }, sink) => {
    const line = text.slice(0, 4000).toLowerCase();
    const level =
      /opt[-_]level["'`]{0,2}(?: ?[:=] ?| )["'`“\\]{0,2}([0-3sz])(?![a-z0-9])/g;
    for (const [, value] of line.matchAll(level))
      if (value !== undefined) sink.fact("profile", `opt-level=${value}`);
    const units =
      /(?:codegen[-_]units|\bcgus?)["'`]{0,2} ?[:=]? ?["'`]{0,2}(\d{1,3})(?!\d)/g;
    for (const [, value] of line.matchAll(units))
      if (value !== undefined) sink.fact("profile", `codegen-units=${value}`);
  }),
};
