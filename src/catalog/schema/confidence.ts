/** How sure a finding can be, surest first. Plain data: the installed package and the page know no schemas. */
export const confidences = ["certain", "likely", "possible"] as const;
export type Confidence = (typeof confidences)[number];

/** What each of them means, for a person. */
export const confidenceMeans: Readonly<Record<Confidence, string>> = {
  certain: "certain: the log holds what only this hazard leaves behind",
  likely: "likely: trap, instruction and toolchain fit; nothing speaks against",
  possible:
    "possible: it fits, and so do ordinary causes; check before you act",
};
