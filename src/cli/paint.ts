import { styleText } from "node:util";

/** Text in a terminal style, or as it is where there are no colours. */
export function paint(
  style: Parameters<typeof styleText>[0],
  text: string,
  color: boolean,
): string {
  return color ? styleText(style, text, { validateStream: false }) : text;
}
