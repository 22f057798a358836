import type { HazardSection } from "../catalog/schema/index.ts";

/** What each place on a hazard page is called, in the margin and above its heading. */
export const sectionNames: Record<HazardSection, string> = {
  see: "What you see",
  affected: "Am I affected?",
  fix: "The fix",
  "dead-ends": "What does not work",
  matrix: "By version",
  why: "Why it happens",
  reproducer: "The reproducer",
  evidence: "Evidence and questions",
  timeline: "Timeline and upstream",
  verdicts: "Verdicts",
};
