import type { Symptom } from "../catalog/schema/index.ts";

/** A message that one may paste, and the symptom it belongs to. */
export interface Example {
  readonly slug: string;
  readonly text: string;
}

/** Three real pastes for the home page: the first message of each symptom, then their second ones. */
export function examplePastes(
  symptoms: readonly { readonly id: string; readonly data: Symptom }[],
): Example[] {
  const longest = Math.max(
    0,
    ...symptoms.map((one) => one.data.messages.length),
  );
  const all: Example[] = [];
  for (let place = 0; place < longest; place++) {
    for (const { id, data } of symptoms) {
      const text = data.messages[place];
      if (text !== undefined) all.push({ slug: id, text });
    }
  }
  return all.slice(0, 3);
}
