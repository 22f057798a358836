import { readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, platform, release } from "node:os";
import type { Reproducer, Run } from "../catalog/schema/index.ts";
import { runId } from "../catalog/history/runs.ts";
import { commitOf, isModified } from "./commit.ts";
import { readIfThere } from "./load.ts";

/** The machine, as a verdict records it. */
async function describeMachine(): Promise<Run["machine"]> {
  const os = await readIfThere("/etc/os-release");
  const name = /^PRETTY_NAME="?(.*?)"?$/m.exec(os ?? "")?.[1];
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    kernel: release(),
    os: name ?? platform(),
    features: [...(await cpuFeatures())].sort().join(" "),
    cores: availableParallelism(),
  };
}

/** A run that begins now, as its cells name it. */
export async function describeRun(
  root: string,
  sandbox: Run["sandbox"],
): Promise<Run> {
  const what = {
    startedAt: new Date().toISOString(),
    commit: await commitOf(root),
    modified: await isModified(root),
    machine: await describeMachine(),
    sandbox,
  };
  return { id: runId(what), ...what };
}

let features: Promise<ReadonlySet<string>> | undefined;

async function readFeatures(): Promise<ReadonlySet<string>> {
  const text = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const line = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text)?.[1] ?? "";
  return new Set(line.split(/\s+/).filter((one) => one !== ""));
}

/** The CPU’s features as the kernel names them; none where it does not say. */
function cpuFeatures(): Promise<ReadonlySet<string>> {
  features ??= readFeatures();
  return features;
}

/** What this machine lacks of a reproducer’s needs, in words; nothing where it lacks nothing. */
export async function lackOf(
  needs: Reproducer["needs"],
): Promise<string | undefined> {
  if (platform() !== needs.os)
    return `needs ${needs.os}, this is ${platform()}: run it there or in a container`;
  const here = arch() === "x64" ? "x86_64" : arch();
  if (needs.arch !== "any" && needs.arch !== here)
    return `needs an ${needs.arch} CPU, this one is ${here}`;
  const has = await cpuFeatures();
  const missing = needs.cpu.filter((feature) => !has.has(feature));
  return missing.length === 0
    ? undefined
    : `needs the CPU feature ${missing.join(", ")} (flags in /proc/cpuinfo)`;
}
