import { parse } from "smol-toml";
import type { Facts, Format, PlacedFact } from "../format.ts";

/** No person writes a longer manifest, in bytes. */
const longest = 1024 * 1024;

/** The settings that are read, and what Cargo takes for them where no profile says it (Cargo Book, “Profiles”). */
const settings = ["opt-level", "codegen-units"] as const;
const defaults = new Map([
  ["dev", ["0", "256"]],
  ["release", ["3", "16"]],
]);

/** What the profiles that Cargo brings inherit from. */
const inherited = new Map([
  ["test", "dev"],
  ["bench", "release"],
]);

/** A chain of profiles longer than this is no person’s, or a circle. */
const longestChain = 16;

/** A `Cargo.toml`: what each of its profiles comes to, with what it inherits. */
export const cargoToml: Format = {
  name: "cargo-toml",
  title: "a Cargo.toml",
  recognises: ({ name }) => name.toLowerCase() === "cargo.toml",
  async read(file) {
    if (file.size > longest)
      return unreadable(
        `it has ${file.size} bytes; of a manifest at most ${longest} are read`,
      );
    const text = await file.text();
    try {
      return { facts: factsOf(parse(text)), unreadable: null };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return unreadable(message.split("\n", 1).join(""));
    }
  },
};

function unreadable(why: string): Facts {
  return { facts: [], unreadable: why };
}

function factsOf(manifest: unknown): PlacedFact[] {
  const profiles = valueAt(manifest, "profile");
  return namesIn(profiles).flatMap((name) => {
    const own = resolved(profiles, name);
    const packages = valueAt(valueAt(profiles, name), "package");
    return [
      ...factOf(`profile.${name}`, own),
      ...namesIn(packages).flatMap((each) => {
        const over = stated(valueAt(packages, each));
        return over.every((value) => value === undefined)
          ? []
          : factOf(`profile.${name}.package.${each}`, filled(over, own));
      }),
    ];
  });
}

type Values = readonly (string | undefined)[];

function factOf(key: string, values: Values): PlacedFact[] {
  const text = settings
    .flatMap((name, index) => {
      const value = values[index];
      return value === undefined ? [] : [`${name}=${value}`];
    })
    .join(" ");
  if (text === "") return [];
  return [{ kind: "cargo-profile", value: text, place: { key }, text }];
}

/** A profile’s settings: its own, those that it inherits, and Cargo’s. */
function resolved(profiles: unknown, name: string): Values {
  let values: Values = [];
  let from = name;
  for (let step = 0; step < longestChain; step += 1) {
    const profile = valueAt(profiles, from);
    values = filled(values, stated(profile));
    const named = valueAt(profile, "inherits");
    const base = typeof named === "string" ? named : inherited.get(from);
    if (base === undefined) return filled(values, defaults.get(from) ?? []);
    from = base;
  }
  return values;
}

/** What a table says of the settings itself. */
function stated(table: unknown): Values {
  return settings.map((name) => {
    const value = valueAt(table, name);
    return typeof value === "string" || typeof value === "number"
      ? String(value).slice(0, 20)
      : undefined;
  });
}

function filled(values: Values, otherwise: Values): Values {
  return settings.map((_, index) => values[index] ?? otherwise[index]);
}

/** A table’s value under a key of its own. */
function valueAt(table: unknown, name: string): unknown {
  return isTable(table) && Object.hasOwn(table, name)
    ? Reflect.get(table, name)
    : undefined;
}

function namesIn(table: unknown): string[] {
  return isTable(table) ? Object.keys(table) : [];
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
