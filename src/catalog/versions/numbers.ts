import type { Scheme } from "./scheme.ts";

interface Parsed {
  readonly numbers: readonly number[];
  /** What stands behind the numbers, such as `rc` and its 2; phase 0 is a release. */
  readonly phase: number;
  readonly step: number;
}

interface Form {
  readonly about: string;
  /** How many numbers name one version. */
  readonly parts: number;
  /** How many numbers the makers write, where fewer name the same version. */
  readonly written?: number;
  /** What may stand before the numbers, such as `go`. */
  readonly prefix?: RegExp;
  /** What may stand behind them and says nothing of the tool itself, such as a distribution’s revision. */
  readonly ignored?: RegExp;
  /** What stands behind the numbers of a prerelease, oldest first. */
  readonly phases?: readonly string[];
  readonly find: RegExp;
}

function order(a: Parsed, b: Parsed): number {
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.phase - b.phase || a.step - b.step;
}

/** A scheme of numbers between points, as many as there are, with prereleases by a word. */
function numbered(form: Form): Scheme {
  const { phases = [] } = form;
  const words = phases.length === 0 ? "(?!)" : phases.join("|");
  const pattern = new RegExp(`^(\\d+(?:\\.\\d+)*)(?:-?(${words})(\\d*))?$`);
  const bare = (text: string): string =>
    text.replace(form.prefix ?? "", "").replace(form.ignored ?? "", "");
  const parse = (text: string): Parsed | undefined => {
    const [, numbers, word, step = ""] = pattern.exec(bare(text)) ?? [];
    if (numbers === undefined) return undefined;
    return {
      numbers: numbers.split(".").map(Number),
      phase: word === undefined ? 0 : phases.indexOf(word) - phases.length,
      step: Number(step),
    };
  };
  return {
    about: form.about,
    read: (text) => {
      const parsed = parse(text);
      if (parsed === undefined) return undefined;
      const { length } = parsed.numbers;
      const whole = length >= form.parts;
      const missing = whole ? Math.max(0, (form.written ?? 0) - length) : 0;
      return {
        text: `${bare(text)}${".0".repeat(missing)}`,
        release: parsed.phase === 0,
        whole,
      };
    },
    compare: (a, b) => {
      const [left, right] = [parse(a), parse(b)];
      return left === undefined || right === undefined ? 0 : order(left, right);
    },
    find: (printed) => {
      const found = form.find.exec(printed);
      return found?.[1] ?? found?.[0];
    },
  };
}

/** LLVM’s: clang, LLD, lldb. */
export const llvm = numbered({
  about: "LLVM’s three numbers, such as `14.0.6`, `20.1.0-rc2` or `23.0.0git`.",
  parts: 3,
  phases: ["git", "rc"],
  ignored: /(?<=\d)-\d[\w.+~]*$|\+\+.*$/,
  find: /\d+\.\d+\.\d+(?:git|-?rc\d+)?/,
});

/** GCC’s own number. A distribution’s revision is not part of it. */
export const gcc = numbered({
  about: "GCC’s numbers, such as `12.2.0`; `12.2` is the same.",
  parts: 2,
  written: 3,
  ignored: /-\d[\w.+~]*$/,
  find: /\) (\d+\.\d+\.\d+)/,
});

/** Go’s. */
export const go = numbered({
  about:
    "Go’s numbers, such as `1.26.8` or `1.27rc1`; `go` may stand before them.",
  parts: 3,
  prefix: /^go/,
  phases: ["beta", "rc"],
  find: /go(\d+(?:\.\d+)+(?:(?:rc|beta)\d+)?)/,
});

/** Numbers, as many as there are: Chromium, binutils, GDB. */
export const numbers = numbered({
  about: "Numbers between points, such as `156.0.8078.108` or `2.40`.",
  parts: 2,
  ignored: /-\d[\w.+~]*$/,
  find: /\d+(?:\.\d+)+/,
});
