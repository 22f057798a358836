import { json, flag, text, type Command, type Input } from "../command.ts";
import { readCount, selectedCells, selectionOptions } from "../cells.ts";
import { cellKey, nameOf, type Cell } from "../../catalog/cells/cell.ts";
import { costOf, shards, type Costs } from "../../verify/plan/shard.ts";
import { planDigest } from "../../verify/report/report.ts";

function describe(cell: Cell, costs: Costs) {
  return {
    ...nameOf(cell),
    role: cell.definition.role,
    expected: cell.expected,
    costMs: costOf(cell, costs),
  };
}

async function run(input: Input): Promise<number> {
  const { io, values } = input;
  const { cells, costs, refused } = await selectedCells(input);
  const code = refused.length > 0 ? 2 : 0;
  const count = text(values, "shards");
  const parts = shards(
    cells,
    count === undefined ? 1 : readCount("shards", count),
    costs,
  );
  if (flag(values, "json")) {
    io.out(
      json({
        plan: { digest: planDigest(cells), cells: cells.length },
        cells: cells.map((cell) => describe(cell, costs)),
        // The form that a CI service takes as its own matrix.
        matrix: {
          include: parts.map((part, index) => ({
            shard: `${index + 1}/${parts.length}`,
            cells: part.cells.length,
            costMs: part.cost,
          })),
        },
      }),
    );
    return code;
  }
  for (const [index, part] of parts.entries()) {
    if (count !== undefined)
      io.out(
        `shard ${index + 1}/${parts.length}: ${part.cells.length} cells, about ${Math.round(part.cost / 1000)} s\n`,
      );
    for (const cell of part.cells)
      io.out(`  ${cellKey(nameOf(cell))} -> ${cell.expected}\n`);
  }
  io.out(`${cells.length} cells\n`);
  return code;
}

export const plan: Command = {
  usage: "misbuilt plan [SLUG…]",
  names: {
    least: 0,
    most: Infinity,
    otherwise: "plan takes names of reproducers",
  },
  options: {
    ...selectionOptions,
    shards: {
      type: "string",
      value: "N",
      description: "split them into N parts for verify --shard i/N",
    },
  },
  examples: [
    { call: "misbuilt plan --matrix", does: "every cell there is" },
    {
      call: "misbuilt plan --matrix --shards 8 --json",
      does: "the matrix for a CI service's eight machines",
    },
  ],
  exits: {
    0: "listed",
    2: "bad usage, or a manifest is bad: the cells of the others are listed",
  },
  run,
};
