import type { EvidenceLevel } from "../catalog/schema/index.ts";

/** The word for each evidence level on the pages. The three are never mixed. */
export const evidenceWords: Record<EvidenceLevel, string> = {
  reproduced: "measured",
  reported: "reported",
  inferred: "inferred",
};
