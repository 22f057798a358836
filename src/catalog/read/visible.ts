// Also the marks that turn the direction of text, behind which words can hide.
const control =
  // eslint-disable-next-line no-control-regex -- these are what it finds
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * The text with every control character but tabs and newlines as `\u001b`: what a program printed moves no cursor and
 * hides nothing. Such an escape means the same in JSON.
 */
export function visible(text: string): string {
  return text.replaceAll(
    control,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
