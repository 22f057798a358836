import type { MeasuredVersion } from "../affected/measured.ts";
import { extent } from "../affected/range.ts";
import { standingsOf, type Standing } from "../affected/tools.ts";
import type { Catalogue, PageEntry } from "../read/load.ts";
import type { AffectedRange, Hazard, SourceOf } from "../schema/index.ts";
import { verification } from "../verification.ts";
import { readerTool } from "../versions/tools.ts";
import { toolchainWords } from "./hazard.ts";

/** The version of the OSV format that these fields are from. */
const schemaVersion = "1.7.4";

/**
 * A hazard in the shape of the Open Source Vulnerability format. A toolchain is seldom a package of one of its ecosystems, so
 * `affected` has only tools that came from PyPI: the ranges, and the versions in which a cell showed the defect. OSV has no
 * word for unknown. A range begins and ends here at the oldest and newest version that is known to have it, and
 * `database_specific` says what lies beyond. All that does not fit is in the record’s own `database_specific`.
 */
export function osvRecord(
  catalogue: Catalogue,
  entry: PageEntry<Hazard>,
  address: (path: string) => string,
) {
  const { slug, data } = entry;
  const standings = standingsOf(catalogue, entry);
  const { state, lastVerified } = verification(catalogue, data.repro);
  const fixes = data.workarounds.map(({ title }) => `- ${title}`).join("\n");
  return {
    schema_version: schemaVersion,
    id: `x_misbuilt-${data.code}`,
    published: `${data.published}T00:00:00Z`,
    modified: latest(`${data.updated}T00:00:00Z`, lastVerified),
    ...(data.status === "withdrawn"
      ? { withdrawn: `${data.updated}T00:00:00Z` }
      : {}),
    summary: data.title,
    details: `${data.summary}\n\nWorkarounds:\n\n${fixes}\n`,
    affected: standings.flatMap((one) => affected(catalogue, one)),
    references: [
      { type: "ADVISORY", url: address(`/hazards/${slug}/`) },
      { type: "EVIDENCE", url: address(`/repros/${data.repro}.tar.gz`) },
      ...data.upstream.map(({ url }) => ({ type: "REPORT", url })),
    ],
    database_specific: {
      code: data.code,
      status: data.status,
      statusNote: data.statusNote,
      seen: data.seen,
      toolchains: standings.map(({ words }) => toolchainWords(words)),
      ranges: data.affected,
      platforms: data.platforms,
      languages: data.languages,
      measured: standings.flatMap(({ entry: { tool }, measured }) => {
        const shown = measured.filter((one) => one.affected);
        return shown.length === 0
          ? []
          : [{ tool, versions: shown.map(({ version }) => version) }];
      }),
      verification: state,
      lastVerified,
      record: address(`/api/v1/hazards/${slug}.json`),
    },
  };
}
export type OsvRecord = ReturnType<typeof osvRecord>;

/** The later of two instants, both UTC. */
function latest(words: string, verified: string | null): string {
  return verified !== null && Date.parse(verified) > Date.parse(words)
    ? verified
    : words;
}

/** The packages of PyPI that a tool was measured from, each with the ranges in its own version names. */
function affected(catalogue: Catalogue, standing: Standing) {
  const { entry, measured, words } = standing;
  const tools = catalogue.toolchains?.data.tools ?? {};
  const beside = {
    ...(words.conditions === "" ? {} : { conditions: words.conditions }),
    ...(words.unknown.length === 0 ? {} : { unknown: words.unknown }),
  };
  return Object.entries(tools).flatMap(([name, source]) => {
    if (source.source !== "pip" || readerTool(name) !== entry.tool) return [];
    const release = releases(source, name, measured);
    const versions = measured
      .filter((one) => one.shown.some((cell) => name in cell.tools))
      .map(({ version }) => release(version));
    if (versions.length === 0) return [];
    return [
      {
        package: {
          ecosystem: "PyPI",
          name: source.package,
          purl: `pkg:pypi/${source.package}`,
        },
        ranges: [
          {
            type: "ECOSYSTEM",
            events: entry.ranges.flatMap((range) =>
              events(standing, range).map(([event, version]) => ({
                [event]: release(version),
              })),
            ),
          },
        ],
        versions,
        ...(Object.keys(beside).length === 0
          ? {}
          : { database_specific: beside }),
      },
    ];
  });
}

/** A range as OSV’s events. Where the next version without the defect is not exactly known, the last one with it ends it. */
function events(
  { entry: { tool }, measured }: Standing,
  range: AffectedRange,
): ["introduced" | "fixed" | "last_affected", string][] {
  const known = extent(tool, range, measured);
  if (known === undefined) return [];
  return [
    ["introduced", known.first],
    range.fixed !== undefined && range.lastAffected === undefined
      ? ["fixed", range.fixed]
      : ["last_affected", known.last],
  ];
}

/** The package’s own name of an exact version: `0.13.0.post1` for 0.13.0. */
function releases(
  { versions }: SourceOf<"pip">,
  name: string,
  measured: readonly MeasuredVersion[],
): (version: string) => string {
  const listed = new Map(
    measured.flatMap(({ version, shown, clean }) =>
      [...shown, ...clean].flatMap(({ tools }): [string, string][] => {
        const own = tools[name];
        return own === undefined ? [] : [[version, own]];
      }),
    ),
  );
  return (version) => {
    const own = listed.get(version) ?? version;
    return versions[own]?.release ?? own;
  };
}
