import { flag, json, type Command, type Input } from "../command.ts";
import { discover as ask } from "../../nightly/discover.ts";

async function run({ io, root, values }: Input): Promise<number> {
  const found = await ask(root, (line) => {
    io.progress(line);
  });
  if (flag(values, "json")) io.out(json(found));
  else {
    for (const version of found.added) io.out(`new      ${version}\n`);
    for (const version of found.proposed) io.out(`offered  ${version}\n`);
    if (found.added.length + found.proposed.length === 0)
      io.out("no newer version is offered\n");
  }
  for (const problem of found.problems) io.err(`not asked: ${problem}\n`);
  return found.problems.length > 0 ? 2 : 0;
}

export const discover: Command = {
  usage: "misbuilt discover",
  names: {
    least: 0,
    most: 0,
    otherwise: "discover takes no names; it asks for every tool",
  },
  options: {},
  examples: [
    {
      call: "misbuilt discover",
      does: "new versions become cells of every case that runs under all",
    },
  ],
  exits: {
    0: "every registry answered",
    2: "a registry could not be asked; what the others offer is kept",
  },
  run,
};
