import type {
  HazardDetail,
  HazardSummary,
} from "../../catalog/export/hazard.ts";
import type { SymptomDetail } from "../../catalog/export/symptom.ts";
import type { ToolDetail, ToolSummary } from "../../catalog/export/tool.ts";
import type { Knowledge } from "../../catalog/schema/signature.ts";

/**
 * What readers’ commands look up in a catalogue. The repository answers from its sources, the installed package from what
 * was worked out when it was made; each reads what is asked for and no more.
 */
export interface Lookup {
  /** Where the site is published, without a slash at its end; null where nobody has said. */
  readonly site: string | null;
  /** Every hazard in short, by code. */
  hazards(): Promise<readonly HazardSummary[]>;
  /** All of the hazard with this slug. */
  hazard(slug: string): Promise<HazardDetail | undefined>;
  /** Every tool that a hazard names, with the versions that were measured. */
  tools(): Promise<readonly ToolSummary[]>;
  /** Who is affected among the versions of the tool. */
  tool(name: string): Promise<ToolDetail | undefined>;
  /** The slug of every symptom. */
  symptoms(): Promise<readonly string[]>;
  /** All of the symptom with this slug. */
  symptom(slug: string): Promise<SymptomDetail | undefined>;
  /** What a diagnosis starts from. */
  knowledge(): Promise<Knowledge>;
}
