import type { APIRoute } from "astro";
import type { ArchiveFile } from "../../site/archive.ts";
import { catalogue } from "../../site/catalogue.ts";

export async function getStaticPaths() {
  const { repros } = await catalogue();
  return [...repros.values()].flatMap(({ slug, files }) =>
    files.map((file) => ({
      params: { path: `${slug}/${file.path}` },
      props: { file },
    })),
  );
}

/** One file of a reproducer, as the repository has it. */
export const GET: APIRoute<{ file: ArchiveFile }> = ({ props }) =>
  new Response(new Uint8Array(props.file.bytes));
