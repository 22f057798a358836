import type { APIRoute } from "astro";
import { archive } from "../../site/archive.ts";
import type { Repro } from "../../site/catalogue.ts";
import { catalogue } from "../../site/catalogue.ts";
import { archiveFiles } from "../../site/reproducer.ts";

export async function getStaticPaths() {
  const { repros } = await catalogue();
  return [...repros.values()].map((repro) => ({
    params: { slug: repro.slug },
    props: { repro },
  }));
}

/** The reproducer as one archive. */
export const GET: APIRoute<{ repro: Repro }> = ({ props }) =>
  new Response(new Uint8Array(archive(archiveFiles(props.repro))), {
    headers: { "content-type": "application/gzip" },
  });
