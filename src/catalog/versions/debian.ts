import type { Scheme } from "./scheme.ts";

const form = /^(?:(\d+):)?(\d[A-Za-z0-9.+~-]*)$/;

/** `~` sorts before the end of the text, the end before letters, letters before all else. */
function rank(character: string | undefined): number {
  if (character === "~") return -1;
  if (character === undefined) return 0;
  const code = character.charCodeAt(0);
  return /[A-Za-z]/.test(character) ? code : code + 256;
}

/** dpkg’s order of one part: by turns what is no digit, character by character, and a number. */
function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== "" || right !== "") {
    const [one = "", other = ""] = [
      /^\D*/.exec(left)?.[0],
      /^\D*/.exec(right)?.[0],
    ];
    for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
      const difference = rank(one[at]) - rank(other[at]);
      if (difference !== 0) return difference;
    }
    [left, right] = [left.slice(one.length), right.slice(other.length)];
    const [number = "", second = ""] = [
      /^\d*/.exec(left)?.[0],
      /^\d*/.exec(right)?.[0],
    ];
    const difference = Number(number) - Number(second);
    if (difference !== 0) return difference;
    [left, right] = [left.slice(number.length), right.slice(second.length)];
  }
  return 0;
}

function parts(text: string): [number, string, string] {
  const [, epoch = "0", rest = text] = form.exec(text) ?? [];
  const at = rest.lastIndexOf("-");
  return at === -1
    ? [Number(epoch), rest, "0"]
    : [Number(epoch), rest.slice(0, at), rest.slice(at + 1)];
}

/** Debian’s package versions, `[epoch:]upstream[-revision]`, in the order of deb-version(7). */
export const debian: Scheme = {
  about: "Debian’s package version, such as `12.2.0-14+deb12u1`.",
  read: (text) =>
    form.test(text)
      ? { text, release: !text.includes("~"), whole: true }
      : undefined,
  compare: (a, b) => {
    const [left, right] = [parts(a), parts(b)];
    return (
      left[0] - right[0] ||
      comparePart(left[1], right[1]) ||
      comparePart(left[2], right[2])
    );
  },
  find: (printed) =>
    /(?:\d+:)?\d[A-Za-z0-9.+~]*-[A-Za-z0-9.+~]+/.exec(printed)?.[0],
};
