import { allStandings, toolStandings } from "../affected/tools.ts";
import { logPath, sourcePath } from "../read/anchor.ts";
import type { Catalogue } from "../read/load.ts";
import { xml } from "./xml.ts";

/** Pages that stand without an entry of the catalogue. */
const fixed = [
  "/",
  "/hazards/",
  "/symptoms/",
  "/tools/",
  "/status/",
  "/reference/",
  "/about/",
];

/** The sitemap (sitemaps.org, 0.9) of every page to be found; an entry’s page has the day its words last changed. */
export function sitemap(
  catalogue: Catalogue,
  address: (path: string) => string,
): string {
  const { hazards, symptoms, repros, verdicts } = catalogue;
  const url = (path: string, day?: string) =>
    `  <url><loc>${xml(address(path))}</loc>${day === undefined ? "" : `<lastmod>${day}</lastmod>`}</url>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...fixed.map((path) => url(path)),
    ...[...hazards.values()].map(({ slug, data }) =>
      url(`/hazards/${slug}/`, data.updated),
    ),
    ...[...symptoms.values()].map(({ slug, data }) =>
      url(`/symptoms/${slug}/`, data.updated),
    ),
    ...toolStandings(allStandings(catalogue)).flatMap(({ tool, versions }) => [
      url(`/tools/${tool}/`),
      ...versions.map((version) => url(`/tools/${tool}/${version}/`)),
    ]),
    ...[...verdicts.values()]
      .filter(({ slug }) => repros.has(slug))
      .map(({ slug, data }) =>
        url(logPath(slug), data.recordedAt.slice(0, 10)),
      ),
    ...[...repros.keys()].map((slug) => url(sourcePath(slug))),
    "</urlset>",
    "",
  ].join("\n");
}
