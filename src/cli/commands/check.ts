import { checkCatalogue } from "../../catalog/check.ts";
import { loadCatalogue } from "../../catalog/read/load.ts";
import { describeProblem, type Problem } from "../../catalog/problem.ts";
import { flag, json, type Command } from "../command.ts";
import { paint } from "../paint.ts";

/** `misbuilt check` */
export const check: Command = {
  usage: "misbuilt check [--json]",
  names: {
    least: 0,
    most: 0,
    otherwise: "check takes no names; it checks everything",
  },
  options: {},
  exits: { 0: "nothing is wrong", 1: "something is; each problem is a line" },
  examples: [
    { call: "misbuilt check", does: "a line for each problem" },
    {
      call: "misbuilt check --json",
      does: "{problems: [{file, field, line, expected, found, todo, rule}]}",
    },
  ],
  async run({ values, io, root }) {
    const catalogue = await loadCatalogue(root);
    const problems = await checkCatalogue(catalogue);
    if (flag(values, "json")) {
      io.out(json({ problems }));
    } else if (problems.length === 0) {
      const { hazards, symptoms, repros, verdicts } = catalogue;
      const manifests = [...repros.values()].map(({ data }) => data);
      const parts = [
        count(hazards.size, "hazard"),
        count(symptoms.size, "symptom"),
        count(repros.size, "reproducer"),
        count(verdicts.size, "verdict"),
        count(
          sum(manifests, (one) => one.mutants.length),
          "mutant",
        ),
        `${sum(manifests, (one) => one.withoutMutant.length)} excepted`,
      ];
      io.out(`nothing wrong: ${parts.join(", ")}\n`);
    } else {
      for (const problem of problems) io.out(`${line(problem, io.color)}\n`);
      io.err(`${count(problems.length, "problem")}\n`);
    }
    return problems.length === 0 ? 0 : 1;
  },
};

function line(problem: Problem, color: boolean): string {
  const text = describeProblem(problem);
  const end = text.indexOf(" ");
  return paint("bold", text.slice(0, end), color) + text.slice(end);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
