/**
 * Runs the jobs of a workflow on this machine: their scripts as they are, and in place of the service's own actions what
 * those do to files. What the container, the runner and the schedule are to them is not shown by this.
 */
import {
  mkdir,
  cp,
  readFile,
  readdir,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { repository, run } from "../cli/run.ts";

const step = z.object({
  name: z.string().optional(),
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean()])).default({}),
  env: z.record(z.string(), z.string()).default({}),
});
const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      outputs: z.record(z.string(), z.string()).default({}),
      steps: z.array(step),
    }),
  ),
});
type Step = z.infer<typeof step>;

/** What an expression may name, by its whole path, such as `matrix.shard`. */
export type Context = Readonly<Record<string, string>>;

export interface Service {
  /** The bare repository that jobs check out and push to. */
  readonly origin: string;
  /** Where artifacts are kept, a folder for each. */
  readonly artifacts: string;
  readonly env: NodeJS.ProcessEnv;
  /** What happens elsewhere just before a step of that name begins. */
  readonly before?: (name: string) => Promise<void>;
}

export interface JobResult {
  readonly ok: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  /** What its scripts printed. */
  readonly log: string;
}

/** Reads a workflow of this repository, which then runs a job by its name, in a new folder. */
export async function openWorkflow(name: string) {
  const file = join(repository, ".github/workflows", name);
  const { jobs } = workflow.parse(parse(await readFile(file, "utf8")));
  return async (
    id: string,
    folder: string,
    service: Service,
    context: Context = {},
  ): Promise<JobResult> => {
    const job = jobs[id];
    if (job === undefined) throw new Error(`${name} has no job ${id}`);
    const known: Record<string, string> = { ...context };
    await mkdir(folder, { recursive: true });
    let log = "";
    for (const one of job.steps) {
      await service.before?.(one.name ?? "");
      const done = await doStep(one, folder, service, known);
      log += done.log;
      if (!done.ok) return { ok: false, outputs: {}, log };
    }
    const outputs = Object.entries(job.outputs).map(
      ([key, value]) => [key, evaluate(value, known)] as const,
    );
    return { ok: true, outputs: Object.fromEntries(outputs), log };
  };
}

/** Puts in what the expressions of a text name; one that nothing is known of is an error, as none may be empty here. */
function evaluate(text: string, known: Context): string {
  return text.replaceAll(/\$\{\{ *(.+?) *\}\}/g, (_, path: string) => {
    const value = known[path];
    if (value === undefined) throw new Error(`what is ${path}?`);
    return value;
  });
}

async function doStep(
  one: Step,
  folder: string,
  service: Service,
  known: Record<string, string>,
): Promise<{ ok: boolean; log: string }> {
  const given = Object.fromEntries(
    Object.entries(one.with).map(([key, value]) => [
      key,
      evaluate(String(value), known),
    ]),
  );
  if (one.run === undefined) {
    const action = actions[(one.uses ?? "").replace(/@.*/, "")];
    if (action === undefined)
      throw new Error(`what does ${one.uses ?? ""} do?`);
    const path = join(folder, given["path"] ?? "");
    await action(given, { folder, path }, service);
    return { ok: true, log: "" };
  }
  const outputs = `${folder}.outputs`;
  await writeFile(outputs, "");
  const own = Object.entries(one.env).map(
    ([key, value]) => [key, evaluate(value, known)] as const,
  );
  const env = {
    ...service.env,
    ...Object.fromEntries(own),
    GITHUB_OUTPUT: outputs,
  };
  // The service's own shell where a step names none.
  const { code, out, err } = await run(
    "bash",
    ["-ec", evaluate(one.run, known)],
    env,
    folder,
  );
  for (const line of (await readFile(outputs, "utf8")).split("\n")) {
    const [key = "", ...rest] = line.split("=");
    if (key !== "" && one.id !== undefined)
      known[`steps.${one.id}.outputs.${key}`] = rest.join("=");
  }
  return {
    ok: code === 0,
    log: `${one.name ?? one.run}: ${code}\n${out}${err}`,
  };
}

type Given = Readonly<Record<string, string>>;
/** `folder`: the job's own; `path`: where the step's input of that name leads. */
type Action = (
  given: Given,
  place: { folder: string; path: string },
  service: Service,
) => Promise<void>;

async function checkOut(
  _: Given,
  { folder }: { folder: string },
  { origin, env }: Service,
): Promise<void> {
  const from = ["--quiet", "--depth", "1", `file://${origin}`];
  const { code, err } = await run("git", ["clone", ...from, folder], env);
  if (code !== 0) throw new Error(err);
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
}

async function upload(
  given: Given,
  { path }: { path: string },
  { artifacts }: Service,
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined && given["if-no-files-found"] === "ignore") return;
  if (found === undefined) throw new Error(`nothing to upload at ${path}`);
  const into = join(artifacts, given["name"] ?? "");
  await cp(path, found.isFile() ? join(into, basename(path)) : into, {
    recursive: true,
  });
}

async function download(
  given: Given,
  { path }: { path: string },
  { artifacts }: Service,
): Promise<void> {
  const names = await artifactsOf(artifacts, given);
  // From version 5 on one artifact stands in no folder of its own, also where a pattern found it.
  const flat = names.length === 1 || given["merge-multiple"] === "true";
  for (const name of names)
    await cp(join(artifacts, name), flat ? path : join(path, name), {
      recursive: true,
    });
}

/** What each action does to files, by the upstream documentation of the versions that the workflows pin. */
const actions: Readonly<Record<string, Action>> = {
  "actions/checkout": checkOut,
  "actions/upload-artifact": upload,
  "actions/download-artifact": download,
  // Installs what this machine has.
  "./.github/actions/machine": () => Promise.resolve(),
};

async function artifactsOf(artifacts: string, given: Given): Promise<string[]> {
  const all = (await readdir(artifacts)).sort();
  const { name, pattern } = given;
  if (pattern === undefined) {
    if (name === undefined || !all.includes(name))
      throw new Error(`no artifact ${name ?? ""}`);
    return [name];
  }
  if (!/^[a-z-]+\*$/.test(pattern)) throw new Error(`what is ${pattern}?`);
  return all.filter((one) => one.startsWith(pattern.slice(0, -1)));
}
