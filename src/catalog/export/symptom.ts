import type { Entry } from "../read/entries.ts";
import type { Symptom } from "../schema/index.ts";

/** All of one symptom: `misbuilt show --json`, and an item of `/api/v1/symptoms.json`. */
export function symptomDetail({
  slug,
  data,
}: Pick<Entry<Symptom>, "slug" | "data">) {
  return { slug, url: `/symptoms/${slug}/`, ...data };
}
export type SymptomDetail = ReturnType<typeof symptomDetail>;
