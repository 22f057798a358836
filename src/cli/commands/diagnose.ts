import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { LogReader } from "../../detect/log/diagnose.ts";
import type { Diagnosis } from "../../detect/finding.ts";
import { compile, type Compiled } from "../../detect/log/signs.ts";
import { flag, UsageError, type Command } from "../command.ts";
import type { Examined } from "../reporters/reporter.ts";
import { reporters } from "../reporters/table.ts";

/** `misbuilt diagnose` */
export const diagnose: Command = {
  usage: "misbuilt diagnose [FILE…] [--json]",
  names: {
    least: 0,
    most: Infinity,
    otherwise: "diagnose takes log files, or a pipe",
  },
  options: {},
  exits: {
    0: "a hazard or a symptom was found",
    1: "none of the hazards here",
  },
  examples: [
    { call: "misbuilt diagnose crash.log", does: "a differential diagnosis" },
    { call: "./app 2>&1 | misbuilt diagnose", does: "the same, of a pipe" },
    {
      call: "misbuilt diagnose --json a.log b.log",
      does: "{findings, symptoms, …} of both, and {files} one by one",
    },
  ],
  async run({ values, positionals, io, open }) {
    const lookup = await open();
    const compiled = compile(await lookup.knowledge());
    const inputs: Examined[] = [];
    for (const file of positionals.length === 0 ? ["-"] : positionals) {
      const [stream, name] =
        file === "-"
          ? [io.stdin, positionals.length === 0 ? "stdin" : file]
          : [createReadStream(file), file];
      const diagnosis = await diagnoseStream(compiled, stream, name);
      inputs.push({ file, diagnosis });
    }
    const report = reporters[flag(values, "json") ? "json" : "text"];
    io.out(report(inputs, { color: io.color, site: lookup.site }));
    const found = inputs.some(
      ({ diagnosis }) =>
        diagnosis.findings.length > 0 || diagnosis.symptoms.length > 0,
    );
    return found ? 0 : 1;
  },
};

async function diagnoseStream(
  compiled: Compiled,
  stream: Readable,
  name: string,
): Promise<Diagnosis> {
  const reader = new LogReader(compiled);
  try {
    for await (const chunk of stream) {
      if (chunk instanceof Uint8Array || typeof chunk === "string")
        reader.write(chunk);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `cannot read ${name} (${reason}); name a log file, or pipe the log in`,
    );
  }
  return reader.end();
}
