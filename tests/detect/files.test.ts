import { execFileSync } from "node:child_process";
import { openAsBlob } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { diagnosis as published } from "../../src/catalog/export/diagnosis.ts";
import { elf } from "../../src/detect/binary/elf.ts";
import { examine } from "../../src/detect/examine.ts";
import type { Facts } from "../../src/detect/format.ts";
import { cargoToml } from "../../src/detect/project/cargo-toml.ts";
import { signsOf, type Signs } from "../../src/detect/signs.ts";
import { loadKnowledge } from "../corpus/corpus.ts";
import { madeElf } from "./elf.ts";

let signs: Signs;
let folder = "";
beforeAll(async () => {
  signs = signsOf(await loadKnowledge());
  folder = await mkdtemp(join(tmpdir(), "misbuilt-files-"));
});

/** The facts as `kind value`, and where the first of them stands. */
function said({ facts }: Facts): string[] {
  return facts.map(({ kind, value }) => `${kind} ${value}`);
}

describe("an ELF file", () => {
  const build = (name: string, code: string, ...flags: string[]): string => {
    const out = join(folder, name);
    execFileSync("cc", ["-x", "c", "-", "-o", out, ...flags], { input: code });
    return out;
  };

  test.for([
    ["a program", "int main(void) { return 0; }", ["-pie", "-fPIE"]],
    [
      "a program without position independence, with an executable stack",
      "int main(void) { return 0; }",
      ["-no-pie", "-z", "execstack", "-z", "now"],
    ],
    [
      "a library that stays loaded, with an aligned thread-local and static TLS",
      "_Thread_local _Alignas(64) char pad[64]; char *f(void) { return pad; }",
      [...["-shared", "-fPIC", "-z", "nodelete"], "-ftls-model=initial-exec"],
    ],
    ["an object", "_Thread_local int a; int *f(void) { return &a; }", ["-c"]],
  ] as const)(
    "%s says what readelf reads in it",
    async ([name, code, flags]) => {
      const file = build(name.replaceAll(/\W+/g, "-"), code, ...flags);
      const read = await elf.read(await openAsBlob(file));
      expect(read.unreadable).toBeNull();
      expect(said(read)).toEqual(readelf(file));
    },
  );

  test("of the other byte order and of 32 bits says the same", async () => {
    const made = (wide: boolean, little: boolean) =>
      elf.read(
        new Blob([
          madeElf({
            wide,
            little,
            machine: 8,
            segments: [
              { type: 0x6474e551, flags: 7 },
              { type: 7, alignment: 4096 },
              { type: 2 },
            ],
            dynamic: [
              [1, 1],
              [30, 0x10],
              [0x6ffffffb, 0x9],
              [0, 0],
              [22, 0],
            ],
          }),
        ]),
      );
    for (const read of [
      await made(true, true),
      await made(true, false),
      await made(false, true),
      await made(false, false),
    ]) {
      expect(read.unreadable).toBeNull();
      expect(said(read)).toEqual([
        "elf-type shared",
        "arch machine-8",
        "stack executable",
        "tls-alignment 4096",
        "dynamic-flag static-tls",
        "dynamic-flag bind-now",
        "dynamic-flag nodelete",
      ]);
    }
  });

  test("says at which byte of which part it found a fact", async () => {
    const { facts } = await elf.read(
      new Blob([
        madeElf({
          segments: [{ type: 7, alignment: 64 }, { type: 2 }],
          dynamic: [[30, 16]],
        }),
      ]),
    );
    expect(facts.slice(-2)).toEqual([
      {
        kind: "tls-alignment",
        value: "64",
        place: { offset: 64, section: "program headers" },
        text: "PT_TLS, p_align 64",
      },
      {
        kind: "dynamic-flag",
        value: "static-tls",
        place: { offset: 64 + 2 * 56, section: ".dynamic" },
        text: "tag 0x1e, value 0x10",
      },
    ]);
  });

  test.for([
    [
      "its header is cut",
      madeElf({}).slice(0, 40),
      "its header should end at byte 64, and the file has 40",
    ],
    [
      "its class is none",
      Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 9, 1, ...new Uint8Array(60)),
      "its class is 9 and its byte order 1; both are 1 or 2 in an ELF file",
    ],
    [
      "it names more program headers than it holds",
      madeElf({ segments: [{ type: 1 }], count: 65_535 }),
      "its table of 65535 program headers should end at byte 3670024, and the file has 120",
    ],
    [
      "its program headers lie beyond any file",
      madeElf({ segments: [{ type: 1 }], table: 2n ** 64n - 1n }),
      "its table of 1 program headers should end at byte 18446744073709551671, and the file has 120",
    ],
    [
      "its program headers have no size",
      madeElf({ segments: [{ type: 1 }], each: 0 }),
      "its program headers have 0 bytes each; they have 56 in such a file",
    ],
    [
      "its dynamic section is huge",
      madeElf({ segments: [{ type: 2, size: 2n ** 60n }] }),
      "its dynamic section says that it has 1152921504606846976 bytes; more than 4096 entries are not read",
    ],
    [
      "its dynamic section lies beyond it",
      madeElf({ segments: [{ type: 2, offset: 2n ** 63n, size: 16 }] }),
      "its dynamic section should end at byte 9223372036854775824, and the file has 120",
    ],
  ] as const)(
    "%s: it says so, and keeps what it had read",
    async ([, bytes, why]) => {
      const read = await elf.read(new Blob([bytes]));
      expect(read.unreadable).toBe(why);
    },
  );

  test("whose bytes are overwritten or cut is read without an error", async () => {
    const sound = madeElf({
      segments: [{ type: 0x6474e551 }, { type: 7 }, { type: 2 }],
      dynamic: [
        [30, 31],
        [0, 0],
      ],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), {
          maxLength: 8,
        }),
        fc.nat(sound.length),
        async (edits, end) => {
          const bytes = sound.slice();
          for (const [at, byte] of edits) bytes[at] = byte;
          bytes.set(sound.subarray(0, 4));
          const { facts } = await elf.read(new Blob([bytes.slice(0, end)]));
          expect(facts.length).toBeLessThan(20);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The facts that GNU readelf sees, in our words. */
function readelf(file: string): string[] {
  const ask = (option: string) =>
    execFileSync("readelf", [option, file], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    });
  const header = ask("-hW");
  const segments = ask("-lW");
  const dynamic = ask("-dW");
  const [, type = ""] = /Type: +(\w+)/.exec(header) ?? [];
  const types = { REL: "relocatable", EXEC: "executable", DYN: "shared" };
  const facts = [
    `elf-type ${Object.entries(types).find(([name]) => name === type)?.[1]}`,
    `arch ${/Machine: +Advanced Micro Devices X86-64/.test(header) ? "x86_64" : "arm64"}`,
  ];
  if (segments.includes("Program Headers:"))
    facts.push(
      !segments.includes("GNU_STACK")
        ? "stack unstated"
        : /GNU_STACK.*RWE/.test(segments)
          ? "stack executable"
          : "stack plain",
    );
  const [, tls] = /^ +TLS .* 0x([0-9a-f]+)$/m.exec(segments) ?? [];
  if (tls !== undefined)
    facts.push(`tls-alignment ${Number.parseInt(tls, 16)}`);
  const words = {
    SYMBOLIC: "symbolic",
    TEXTREL: "textrel",
    BIND_NOW: "bind-now",
    STATIC_TLS: "static-tls",
    NOW: "bind-now",
    NODELETE: "nodelete",
    PIE: "pie",
  };
  for (const line of dynamic.split("\n")) {
    const [, said] = /\((?:FLAGS|FLAGS_1)\) +(?:Flags: )?(.+)/.exec(line) ?? [];
    for (const word of said?.trim().split(" ") ?? [])
      for (const [name, ours] of Object.entries(words))
        if (name === word) facts.push(`dynamic-flag ${ours}`);
  }
  return facts;
}

describe("a Cargo.toml", () => {
  const read = (text: string) => cargoToml.read(new Blob([text]));

  test("says what each profile comes to, with what it inherits and what Cargo takes", async () => {
    const { facts, unreadable } = await read(`
      [package]
      name = "app"
      [profile.release]
      opt-level = "z"
      [profile.release.package.image]
      opt-level = 3
      [profile.release.package.quiet]
      debug = true
      [profile.small]
      inherits = "release"
      codegen-units = 1
      [profile.bench]
      lto = true
      [profile.test]
      [profile.ours]
      inherits = "nowhere"
      opt-level = 1
    `);
    expect(unreadable).toBeNull();
    expect(
      facts.map(({ place, value }) => ["key" in place ? place.key : "", value]),
    ).toEqual([
      ["profile.release", "opt-level=z codegen-units=16"],
      ["profile.release.package.image", "opt-level=3 codegen-units=16"],
      ["profile.small", "opt-level=z codegen-units=1"],
      ["profile.bench", "opt-level=z codegen-units=16"],
      ["profile.test", "opt-level=0 codegen-units=256"],
      ["profile.ours", "opt-level=1"],
    ]);
  });

  test.for([
    ["text that is no TOML", "opt-level = = z", /^Invalid TOML document: /],
    ["no end", `a = ${"[".repeat(100_000)}`, /./],
    [
      "a file that is no manifest’s size",
      " ".repeat(1024 * 1024 + 1),
      /at most 1048576/,
    ],
  ] as const)("%s: it says so", async ([, text, why]) => {
    const { facts, unreadable } = await read(text);
    expect(facts).toEqual([]);
    expect(unreadable).toMatch(why);
  });

  test.for([
    [
      "profiles in a circle",
      '[profile.a]\ninherits = "b"\n[profile.b]\ninherits = "a"\nopt-level = 2\n',
    ],
    ["a profile that inherits itself", '[profile.a]\ninherits = "a"\n'],
    [
      "ten thousand profiles, each inheriting the one before",
      Array.from(
        { length: 10_000 },
        (_, index) => `[profile.p${index + 1}]\ninherits = "p${index}"\n`,
      ).join(""),
    ],
    ["a key of a hundred thousand parts", `${"a.".repeat(100_000)}b = 1\n`],
    ["profiles that are no tables", "profile = [[1], 2]\n"],
    [
      "names that objects have",
      '[profile.__proto__]\nopt-level = "z"\n[profile.constructor]\ninherits = "toString"\n',
    ],
  ])("%s: it answers, at once", async ([, text = ""]) => {
    const from = performance.now();
    const { unreadable } = await read(text);
    expect(unreadable).toBeNull();
    expect(performance.now() - from).toBeLessThan(5000);
  });
});

describe("a file is judged by the same signatures as a log", () => {
  const judge = (name: string, content: string | Uint8Array<ArrayBuffer>) =>
    examine(signs, new File([content], name));

  test("a profile with opt-level z and one codegen unit is possible, at its key", async () => {
    const text = '[profile.release]\nopt-level = "z"\ncodegen-units = 1\n';
    const found = await judge("Cargo.toml", text);
    expect(found?.title).toBe("a Cargo.toml");
    expect(found?.diagnosis.findings).toMatchObject([
      {
        hazard: "rustc-oz-cgu1-miscompile",
        confidence: "possible",
        evidence: [
          {
            key: "profile.release",
            text: "opt-level=z codegen-units=1",
            signature: "manifest-profile",
          },
        ],
        next: { step: true },
      },
    ]);
    const fits = published.safeParse(found?.diagnosis);
    expect(fits.error).toBeUndefined();
    const other = await judge("Cargo.toml", text.replace("= 1", "= 2"));
    expect(other?.diagnosis.findings).toEqual([]);
  });

  test("an ELF file is told by its bytes, whatever its name; text is none of them", async () => {
    expect((await judge("Cargo.toml", madeElf({})))?.format).toBe("elf");
    expect(await judge("app.log", "Segmentation fault")).toBeUndefined();
  });
});
