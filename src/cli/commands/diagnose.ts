import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { loadCatalogue } from "../../catalog/read/load.ts";
import { knowledgeOf, loadSignatures } from "../../catalog/read/signatures.ts";
import { LogReader } from "../../detect/log/diagnose.ts";
import type { Diagnosis } from "../../detect/finding.ts";
import { compile, type Compiled } from "../../detect/log/signs.ts";
import { flag, json, UsageError, type Command } from "../command.ts";
import { describeDiagnosis } from "../diagnosis.ts";

/** A diagnosis and the name of the log that it is about. */
interface Named {
  file: string;
  diagnosis: Diagnosis;
}

/** `misbuilt diagnose` */
export const diagnose: Command = {
  name: "diagnose",
  summary: "say which hazards a crash log, build log or message points to",
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
  async run({ values, positionals, io, root }) {
    const catalogue = await loadCatalogue(root);
    const knowledge = knowledgeOf(catalogue, await loadSignatures(root));
    const compiled = compile(knowledge);
    const read: Named[] = [];
    if (positionals.length === 0) {
      const diagnosis = await diagnoseStream(compiled, io.stdin, "stdin");
      read.push({ file: "-", diagnosis });
    }
    for (const file of positionals) {
      const stream = file === "-" ? io.stdin : createReadStream(file);
      read.push({
        file,
        diagnosis: await diagnoseStream(compiled, stream, file),
      });
    }
    if (flag(values, "json")) io.out(json(merged(read)));
    else
      for (const { file, diagnosis } of read) {
        if (read.length > 1) io.out(`== ${file} ==\n`);
        io.out(`${describeDiagnosis(diagnosis, io.color)}\n`);
      }
    const found = read.some(
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

/** The contract’s keys over every log, each finding with its file where there are several. */
function merged(read: readonly Named[]): object {
  const [only] = read;
  if (only !== undefined && read.length === 1) return only.diagnosis;
  const tagged = <Item>(list: (each: Diagnosis) => readonly Item[]) =>
    read.flatMap(({ file, diagnosis }) =>
      list(diagnosis).map((item) => ({ ...item, file })),
    );
  return {
    findings: tagged((each) => each.findings),
    symptoms: tagged((each) => each.symptoms),
    ruledOut: tagged((each) => each.ruledOut),
    lines: read.reduce((sum, { diagnosis }) => sum + diagnosis.lines, 0),
    files: read.map(({ file, diagnosis }) => ({ file, ...diagnosis })),
  };
}
