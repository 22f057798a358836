/** The catalogue’s schemas, in one place: validation, types, the reference page and the published JSON Schemas come from here. */
export * from "./affected.ts";
export * from "./common.ts";
export * from "./decision.ts";
export * from "./discovered.ts";
export * from "./event.ts";
export * from "./evidence.ts";
export * from "./hazard.ts";
export * from "./history.ts";
export * from "./mutant.ts";
export * from "./mutants.ts";
export * from "./range.ts";
export * from "./reproducer.ts";
export * from "./sign.ts";
export * from "./signature.ts";
export * from "./symptom.ts";
export * from "./toolchains.ts";
export * from "./verdict.ts";
