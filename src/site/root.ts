import { resolve } from "node:path";

/**
 * The folder that holds `content/` and `repros/`: the repository itself, or what `MISBUILT_ROOT` names
 * (the tests build the site from a catalogue of their own).
 */
export const root = resolve(process.env["MISBUILT_ROOT"] ?? ".");
