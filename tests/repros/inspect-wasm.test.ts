import { describe, expect, it } from "vitest";
import { file, printed } from "./module.ts";

/** What the two readers say of the module that an expression gives. */
const inspected = (module: string): string =>
  printed(
    `import { readFileSync } from "node:fs";
     import { inspect } from "${file("repros/v8-wasm-fill-after-grow/inspect.mjs")}";
     import { program } from "${file("repros/v8-wasm-fill-after-grow/program.mjs")}";
     import { inspect as inspectWaits } from "${file("repros/node20-liftoff-atomic-wait/inspect.mjs")}";
     import { program as waiting } from "${file("repros/node20-liftoff-atomic-wait/program.mjs")}";
     try {
       const bytes = Buffer.from(${module});
       console.log(JSON.stringify([inspect(bytes), inspectWaits(bytes)]));
     } catch (error) {
       console.log(error.message);
     }`,
  );
/** A module with threads that LLVM compiled: a megabyte of code. */
const real = `readFileSync("node_modules/@astrojs/astro2tsx/astro2tsx.wasm32-wasi.wasm")`;

describe("the readers of WebAssembly modules", () => {
  it.each([
    [
      `program("grow0-fill", "growing")`,
      `[{"memory":{"shared":true,"initial":1,"maximum":16384},"bulk":2,"atomics":9,"refreshes":1},{"waits":0}]`,
    ],
    [
      `program("store", "fixed")`,
      `[{"memory":{"shared":true,"initial":201,"maximum":201},"bulk":0,"atomics":10,"refreshes":0},{"waits":0}]`,
    ],
    [
      `waiting("mutex")`,
      `[{"memory":{"shared":true,"initial":1,"maximum":1},"bulk":0,"atomics":6,"refreshes":0},{"waits":1}]`,
    ],
  ])("count the instructions of %s", (module, expected) => {
    expect(inspected(module)).toBe(expected);
  });

  it("read a compiler’s module to its end", () => {
    expect(inspected(real)).toMatch(
      /^\[\{"memory":\{"shared":true,.*"bulk":[1-9]\d*,"atomics":[1-9]\d*,"refreshes":\d+\},\{"waits":[1-9]\d*\}\]$/,
    );
  });

  it("refuse what is no module, and one that is cut off", () => {
    expect(inspected(`"text, and no module"`)).toBe("not a WebAssembly module");
    expect(inspected(`${real}.subarray(0, 500_000)`)).toBe(
      "not a whole WebAssembly module",
    );
  });
});
