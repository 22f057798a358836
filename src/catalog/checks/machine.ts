import { readText } from "../read/files.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";
import { place } from "./references.ts";

/** A CPU model that no script asks for would be a word and nothing else. */
export const machine = {
  rule: "machine",
  about:
    "A case with a CPU model has the tool qemu and starts its program by $EMULATOR; a file whose time is set exists.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    for (const repro of catalogue.repros.values())
      for (const [index, one] of repro.data.cases.entries()) {
        if (one.machine === undefined) continue;
        const { cpu, times } = one.machine;
        const at = place(repro, ["cases", index, "machine"]);
        const script = await readText(
          catalogue.root,
          `${repro.folder}/${one.run}`,
        );
        if (cpu !== undefined && !("qemu" in one.tools))
          yield {
            ...at,
            found: `the CPU model ${cpu}, and no tool qemu`,
            expected: "qemu among the tools of the case",
            todo: "Add qemu: all to its tools.",
          };
        if (
          cpu !== undefined &&
          script.ok &&
          !/\$\{?EMULATOR/.test(script.text)
        )
          yield {
            ...at,
            found: `${one.run} starts its program without $EMULATOR`,
            expected: "a program that runs on the CPU model",
            todo: 'Start it by ${EMULATOR:-} "$OUT/program".',
          };
        for (const file of Object.keys(times))
          if (!repro.files.includes(file))
            yield {
              ...at,
              found: `a time of ${file}, which ${repro.folder} does not have`,
              expected: "one of its files",
              todo: "Correct the name.",
            };
      }
  },
} as const satisfies Check;
