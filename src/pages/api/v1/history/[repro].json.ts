import type { APIRoute } from "astro";
import { exportHistory } from "../../../../catalog/export/history.ts";
import { readText } from "../../../../catalog/read/files.ts";
import {
  historyPath,
  parseHistory,
} from "../../../../catalog/history/history.ts";
import { catalogue } from "../../../../site/catalogue.ts";
import { json } from "../../../../site/json.ts";
import { root } from "../../../../site/root.ts";

export async function getStaticPaths() {
  const { repros } = await catalogue();
  return [...repros.keys()].map((repro) => ({ params: { repro } }));
}

/** What each cell of a reproducer came to on each night; no night where none was recorded yet. */
export const GET: APIRoute = async ({ params }) => {
  const repro = params["repro"] ?? "";
  const { verdicts } = await catalogue();
  const file = await readText(root, historyPath(repro), 256 * 1024 * 1024);
  if (!file.ok && !file.missing)
    throw new Error(
      `${historyPath(repro)}: ${file.found}; restore the file with git`,
    );
  const history = parseHistory(repro, file.ok ? file.text : undefined);
  return json({
    schemaVersion: 1,
    ...exportHistory(history, verdicts.get(repro)),
  });
};
