import { affectedCheck } from "./affected-check.ts";
import { axis } from "./axis.ts";
import { caseRole } from "./case-role.ts";
import type { Check } from "./check.ts";
import { clashingVariable } from "./clashing-variable.ts";
import { danglingReference } from "./dangling-reference.ts";
import { duplicate } from "./duplicate.ts";
import { expectedFile } from "./expected-file.ts";
import { figure } from "./figure.ts";
import { historyDates } from "./history-dates.ts";
import { historyEnd } from "./history-end.ts";
import { historyLetters } from "./history-letters.ts";
import { linkScheme } from "./link-scheme.ts";
import { missingMutant } from "./missing-mutant.ts";
import { missingScript } from "./missing-script.ts";
import { literalPage } from "./literal-page.ts";
import { machine } from "./machine.ts";
import { mutant } from "./mutant.ts";
import { oneSided } from "./one-sided.ts";
import { oneWayLink } from "./one-way-link.ts";
import { rangeCases } from "./range-cases.ts";
import { rangeCells } from "./range-cells.ts";
import { rangeEnds } from "./range-ends.ts";
import { rangeForm } from "./range-form.ts";
import { regionMarks } from "./region-marks.ts";
import { sections } from "./sections.ts";
import { signatures } from "./signatures.ts";
import { silent } from "./silent.ts";
import { snippet } from "./snippet.ts";
import { sourceLink } from "./source-link.ts";
import { staleExpected } from "./stale-expected.ts";
import { staleMutants } from "./stale-mutants.ts";
import { staleVerdict } from "./stale-verdict.ts";
import { toolDigests } from "./tool-digests.ts";
import { toolVersions } from "./tool-versions.ts";
import { typedFigure } from "./typed-figure.ts";
import { unknownTool } from "./unknown-tool.ts";
import { unprovedClaim } from "./unproved-claim.ts";
import { verdictCells } from "./verdict-cells.ts";
import { verdictDates } from "./verdict-dates.ts";
import { verdictExpected } from "./verdict-expected.ts";
import { verdictFacts } from "./verdict-facts.ts";
import { verdictOk } from "./verdict-ok.ts";
import { verdictOutcome } from "./verdict-outcome.ts";
import { verdictRuns } from "./verdict-runs.ts";
import { verdictTools } from "./verdict-tools.ts";

/** Every rule that `misbuilt check` holds the catalogue to, beside its schemas. */
export const checks = [
  danglingReference,
  oneWayLink,
  duplicate,
  sections,
  snippet,
  regionMarks,
  linkScheme,
  sourceLink,
  literalPage,
  figure,
  typedFigure,
  caseRole,
  unprovedClaim,
  rangeForm,
  rangeCases,
  rangeCells,
  rangeEnds,
  staleVerdict,
  verdictCells,
  verdictExpected,
  verdictOutcome,
  verdictOk,
  verdictFacts,
  verdictTools,
  toolDigests,
  verdictRuns,
  verdictDates,
  historyEnd,
  historyLetters,
  historyDates,
  oneSided,
  affectedCheck,
  missingMutant,
  mutant,
  staleMutants,
  toolVersions,
  unknownTool,
  clashingVariable,
  missingScript,
  expectedFile,
  staleExpected,
  signatures,
  silent,
  axis,
  machine,
] as const satisfies readonly Check[];

/** The name of a rule. */
export type Rule = (typeof checks)[number]["rule"];
