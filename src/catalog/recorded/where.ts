import { historyPath } from "../history/history.ts";
import { verdictPath } from "../verdict/file.ts";
import type { Fault } from "./recorded.ts";

const ofTheRun = ["cached", "measuredAt", "ms", "printedIn", "run"];

/** Whether a fault is about what a reproducer’s history says: when, where and in what it ran. */
export function isOfHistory({ path }: Pick<Fault, "path">): boolean {
  const [of, , field] = path;
  return of === "runs" || (of === "cells" && ofTheRun.includes(String(field)));
}

/** The file of a reproducer’s verdict that a fault is in. */
export function fileOf(slug: string, fault: Pick<Fault, "path">): string {
  return isOfHistory(fault) ? historyPath(slug) : verdictPath(slug);
}
