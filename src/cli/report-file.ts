import { readFile } from "node:fs/promises";
import type { NamedReport } from "../verify/report/merge.ts";
import { ForgeryError, refuseForgedReport } from "../verify/report/faults.ts";
import { report } from "../verify/report/report.ts";
import { UsageError } from "./command.ts";

/**
 * Reads what `verify --json` or `merge --json` printed. Throws `UsageError` where the file is nothing of the kind, or says what
 * cannot have been measured of the reproducers at `root`.
 */
export async function readReport(
  root: string,
  file: string,
): Promise<NamedReport> {
  const read = await parseReport(file);
  try {
    await refuseForgedReport(root, file, read.report);
  } catch (error) {
    if (error instanceof ForgeryError) throw new UsageError(error.message);
    throw error;
  }
  return read;
}

async function parseReport(file: string): Promise<NamedReport> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file}: expected the output of misbuilt verify --json: ${reason}`,
    );
  }
  const parsed = report.safeParse(value);
  if (parsed.success) return { file, report: parsed.data };
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file}: expected the output of misbuilt verify --json: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
  );
}
