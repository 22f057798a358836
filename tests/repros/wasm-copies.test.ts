import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const repros = join(import.meta.dirname, "../../repros");
const original = "zig-wasm-threads";
const copies = [
  "zig-wasm-stack-size-ignored",
  "zig-wasm-detached-exit",
  "zig-wasm-join-race",
];
/** Files that a folder has in a form of its own. */
const own = new Set([
  "README.md",
  "repro.yaml",
  "affected.sh",
  "zig-wasm-detached-exit/patches/vtable-free.0.13.diff",
  "zig-wasm-detached-exit/patches/vtable-free.0.14.diff",
  "zig-wasm-detached-exit/patches/vtable-free-own-stack.0.13.diff",
  "zig-wasm-detached-exit/patches/vtable-free-own-stack.0.14.diff",
]);

describe.each(copies)("%s", (slug) => {
  const shared = readdirSync(join(repros, slug), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(join(repros, slug).length + 1),
    )
    .filter(
      (file) =>
        !file.startsWith("expected/") &&
        !own.has(file) &&
        !own.has(`${slug}/${file}`),
    );

  it("has files in common with zig-wasm-threads", () => {
    expect(shared.length).toBeGreaterThan(8);
  });
  it.each(shared)(`has %s as ${original} has it`, (file) => {
    expect(readFileSync(join(repros, slug, file), "utf8")).toBe(
      readFileSync(join(repros, original, file), "utf8"),
    );
  });
});
