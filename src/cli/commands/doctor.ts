import { flag, json, type Command, type Input } from "../command.ts";
import { toolOptions } from "../verify-options.ts";
import { examine, type Diagnosis } from "../../verify/doctor.ts";

function print(diagnosis: Diagnosis): string {
  const { cache, repaired, repros, sandbox, tools } = diagnosis;
  const width = Math.max(
    ...tools.map(({ tool, version }) => tool.length + version.length + 1),
  );
  return [
    `cache    ${cache}`,
    `sandbox  ${sandbox.works ? "bubblewrap" : `none: ${sandbox.problem}`}`,
    ...repaired.map((folder) => `removed  ${folder}: verify fetches it anew`),
    "",
    "Tools",
    ...tools.map(({ tool, version, here, cells, says, hint }) => {
      const name = `${tool} ${version}`.padEnd(width);
      const wanted = `${cells} cells`.padStart(10);
      return here
        ? `  yes  ${name} ${wanted}  ${says}`
        : `  no   ${name} ${wanted}  ${says}; ${hint}`;
    }),
    "",
    "Reproducers",
    ...repros.map(
      ({ repro, cells, possible, obtainable, lacks }) =>
        `  ${repro}: ${possible} of ${cells} cells can run now${obtainable > 0 ? `, ${obtainable} more once verify has fetched their tools` : ""}${lacks === "" ? "" : ` (${lacks})`}`,
    ),
    "",
  ].join("\n");
}

async function run(input: Input): Promise<number> {
  const { io, root, values } = input;
  const diagnosis = await examine(root, {
    repair: flag(values, "repair"),
    thorough: flag(values, "check-tools"),
    note: (line) => {
      io.err(`${line}\n`);
    },
    progress: (line) => {
      io.progress(line);
    },
  });
  io.out(flag(values, "json") ? json({ ...diagnosis }) : print(diagnosis));
  return 0;
}

export const doctor: Command = {
  usage: "misbuilt doctor",
  names: {
    least: 0,
    most: 0,
    otherwise: "doctor takes no names; it looks at every tool and reproducer",
  },
  options: {
    ...toolOptions,
    repair: {
      type: "boolean",
      description: "remove damaged toolchains from the cache",
    },
  },
  examples: [
    { call: "misbuilt doctor", does: "looks, and changes nothing" },
    {
      call: "misbuilt doctor --repair",
      does: "removes what is damaged, so that verify fetches it anew",
    },
  ],
  exits: { 0: "said" },
  run,
};
