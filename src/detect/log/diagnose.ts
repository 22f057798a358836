import type { FactKind } from "../../catalog/schema/signature.ts";
import { compareVersions } from "../../catalog/versions/tools.ts";
import { evaluate } from "../evaluate.ts";
import type { Diagnosis } from "../finding.ts";
import { Hits } from "../hits.ts";
import { meant, type Sign } from "../signs.ts";
import { accessFact, addressFact, Crash } from "./crash.ts";
import { extractors } from "./facts/table.ts";
import type { Fact, Line, Reader, Sink } from "./facts/fact.ts";
import type { Compiled } from "./signs.ts";
import { cleanLines } from "./text/clean.ts";
import { ByteDecoder } from "./text/decode.ts";
import { LineSplitter } from "./text/lines.ts";

/** Crashes that differ in their signs; beyond it the poorest is forgotten, so that memory stays bounded. */
const mostCrashes = 256;

/** How many facts are looked up once; a log may name any number of versions. */
const mostMeanings = 1_000;

/**
 * Reads one log as it comes, in constant memory, and says at its end what it shows.
 *
 * Each line is cleaned, passed once through the automaton, and only where a trigger is in it given to extractors.
 * What they say goes to the crash that is being told, or to the log as a whole.
 */
export class LogReader {
  readonly #compiled: Compiled;
  readonly #decoder = new ByteDecoder();
  readonly #lines: LineSplitter;
  readonly #readers: readonly Reader[] = extractors.map((each) =>
    each.reader(),
  );
  readonly #log = new Hits();
  readonly #crashes = new Map<string, Hits>();
  #crash = new Crash();
  #line: Line = { text: "", number: 0 };
  /** The texts of signatures in the current line. */
  readonly #texts: number[] = [];
  /** How many lines were read, and in which of them each literal was last. */
  #reads = 0;
  readonly #seen: Uint32Array;
  readonly #meanings = new Map<string, readonly Sign[]>();
  /** The triggers in the current line, by extractor. */
  readonly #triggered = extractors.map(() => new Set<string>());
  /** A bit for each extractor that one of its triggers called. */
  #called = 0;
  readonly #hit: (literal: number) => void;
  readonly #sink: Sink;

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.#lines = new LineSplitter((text, number) => {
      cleanLines(text, (clean) => {
        this.#read(clean, number);
      });
    });
    this.#seen = new Uint32Array(
      Math.max(compiled.texts.length, compiled.triggers.length),
    );
    this.#hit = (literal) => {
      // The same word again in one line says nothing new.
      if (this.#seen[literal] === this.#reads) return;
      this.#seen[literal] = this.#reads;
      if (compiled.texts[literal] !== undefined) this.#texts.push(literal);
      const waiting = compiled.triggers[literal];
      if (waiting === undefined) return;
      for (const { extractor, text } of waiting) {
        this.#triggered[extractor]?.add(text);
        this.#called |= 1 << extractor;
      }
    };
    this.#sink = {
      fact: (kind, value) => {
        this.#fact(kind, value);
      },
      version: (tool, version) => {
        this.#version(tool, version);
      },
      register: (name, value) => {
        if (!this.#crash.registers.has(name))
          this.#crash.registers.set(name, value);
      },
      instruction: (instruction) => {
        if (this.#crash.instruction !== undefined) return;
        this.#crash.instruction = instruction;
        this.#crash.instructionLine = this.#line;
        this.#fact("access", accessFact(instruction));
      },
    };
  }

  /** More of the log, as bytes or as text. */
  write(chunk: Uint8Array | string): void {
    this.#lines.write(
      typeof chunk === "string" ? chunk : this.#decoder.write(chunk),
    );
  }

  /** The log is over: what it shows. */
  end(): Diagnosis {
    this.#lines.write(this.#decoder.end());
    this.#lines.end();
    this.#closeCrash();
    // The last case is no crash at all: what the rest of the log says by itself, such as a compiler’s error.
    const crashes = [...this.#crashes.values(), new Hits()];
    return evaluate(this.#compiled, crashes, this.#log, this.#lines.count);
  }

  #read(text: string, number: number): void {
    if (text === "") return;
    this.#reads = (this.#reads + 1) >>> 0;
    this.#compiled.automaton.scan(text, this.#hit);
    if (this.#called === 0 && this.#texts.length === 0) return;
    this.#line = { text, number };
    for (let index = 0; this.#called >> index !== 0; index++) {
      const found = this.#triggered[index];
      if (found === undefined || (this.#called & (1 << index)) === 0) continue;
      this.#readers[index]?.(this.#line, this.#sink, found);
      found.clear();
    }
    this.#called = 0;
    if (this.#texts.length > 0) {
      let folded: string | undefined;
      for (const literal of this.#texts)
        for (const each of this.#compiled.texts[literal] ?? [])
          if (
            each.with.length === 0 ||
            each.with.every((other) =>
              (folded ??= text.toLowerCase()).includes(other),
            )
          )
            this.#sign(each.sign);
      this.#texts.length = 0;
    }
  }

  #fact(kind: Fact["kind"], value: string): void {
    if (kind === "trap") {
      const { number } = this.#line;
      if (!this.#crash.continuesAt(number, value)) this.#closeCrash();
      this.#crash.touch(number, value);
    }
    if (kind === "top-frame") {
      if (this.#crash.hasTopFrame) return;
      this.#crash.hasTopFrame = true;
    }
    for (const sign of this.#meant(kind, value)) this.#sign(sign);
  }

  /** The signs that match a fact; of all kinds but frames there are few values, so they are looked up once. */
  #meant(kind: FactKind, value: string): readonly Sign[] {
    const key = kind === "top-frame" ? undefined : `${kind} ${value}`;
    const known = key === undefined ? undefined : this.#meanings.get(key);
    if (known !== undefined) return known;
    const signs = meant(this.#compiled, kind, value);
    if (key !== undefined) this.#meanings.set(key, signs);
    return signs;
  }

  #version(tool: string, version: string): void {
    const key = `version ${tool} ${version}`;
    let signs = this.#meanings.get(key);
    if (signs === undefined) {
      signs = (this.#compiled.facts.get("version") ?? []).filter(
        ({ signature: { match } }) =>
          "of" in match &&
          match.of === tool &&
          (match.from === undefined ||
            compareVersions(tool, version, match.from) >= 0) &&
          (match.below === undefined ||
            compareVersions(tool, version, match.below) < 0),
      );
      if (this.#meanings.size < mostMeanings) this.#meanings.set(key, signs);
    }
    for (const sign of signs) this.#sign(sign);
  }

  #sign(sign: Sign): void {
    const { number, text } = this.#line;
    if (sign.scope === "log") {
      this.#log.add(sign, { line: number }, text);
      return;
    }
    if (!this.#crash.continuesAt(number, undefined)) this.#closeCrash();
    this.#crash.touch(number, undefined);
    this.#crash.hits.add(sign, { line: number }, text);
  }

  #conclude(crash: Crash, line: Line, kind: FactKind, value: string): void {
    for (const sign of meant(this.#compiled, kind, value))
      crash.hits.add(sign, { line: line.number }, line.text);
  }

  /** Ends the crash that is being told: concludes what its operand and registers say, and keeps its signs. */
  #closeCrash(): void {
    const crash = this.#crash;
    const address = addressFact(crash);
    const where = crash.instructionLine;
    if (address !== undefined && where !== undefined) {
      this.#conclude(crash, where, "address", address);
      // Nothing else stops a program at an aligned access to a misaligned canonical address.
      if (address === "misaligned" && crash.trap === undefined)
        this.#conclude(crash, where, "trap", "gp");
    }
    this.#crash = new Crash();
    if (crash.empty) return;
    const key = crash.hits.key();
    if (!this.#crashes.has(key)) this.#crashes.set(key, crash.hits);
    if (this.#crashes.size <= mostCrashes) return;
    let poorest: string | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const [each, hits] of this.#crashes)
      if (hits.size < fewest) {
        poorest = each;
        fewest = hits.size;
      }
    if (poorest !== undefined) this.#crashes.delete(poorest);
  }
}

/** The diagnosis of a whole log. */
export function diagnose(
  compiled: Compiled,
  log: Uint8Array | string,
): Diagnosis {
  const reader = new LogReader(compiled);
  reader.write(log);
  return reader.end();
}
