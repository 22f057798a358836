import { readFile } from "node:fs/promises";
import type { NamedReport } from "../verify/report/merge.ts";
import { report } from "../verify/report/report.ts";
import { UsageError } from "./command.ts";

/** Reads what `verify --json` or `merge --json` printed. Throws `UsageError` where the file is nothing of the kind. */
export async function readReport(file: string): Promise<NamedReport> {
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
