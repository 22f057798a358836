import type { Catalogue, PageEntry } from "../read/load.ts";
import type { Hazard, ToolSource } from "../schema/index.ts";
import { verification } from "../verification.ts";

/** The version of the OSV format that these fields are from. */
const schemaVersion = "1.7.4";

/** Measured: the versions of one tool in which a hazard case showed the defect. */
interface Measured {
  readonly tool: string;
  readonly versions: readonly string[];
}

/**
 * A hazard in the shape of the Open Source Vulnerability format. A toolchain is seldom a package of one of its ecosystems,
 * so `affected` has only what was measured of a tool that came from PyPI, as a list of versions and never a range: between
 * and beyond them nothing was measured. All that does not fit is in `database_specific`, in this catalogue’s own words.
 */
export function osvRecord(
  catalogue: Catalogue,
  { slug, data }: PageEntry<Hazard>,
  address: (path: string) => string,
) {
  const measured = measuredVersions(catalogue, data);
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
    affected: measured.flatMap((one) => affected(catalogue, one)),
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
      toolchains: data.toolchains,
      platforms: data.platforms,
      languages: data.languages,
      measured,
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

/** By tool: every version that a hazard case covers in a list, and that showed the defect in at least one cell. */
function measuredVersions(catalogue: Catalogue, data: Hazard): Measured[] {
  const manifest = catalogue.repros.get(data.repro)?.data;
  const cells = catalogue.verdicts.get(data.repro)?.data.cells ?? [];
  const shown = cells.filter(
    (cell) => cell.role === "hazard" && cell.outcome === "hazard",
  );
  // A tool that is held at one version while another one varies is part of the surroundings.
  const varied = (manifest?.cases ?? [])
    .filter((one) => one.role === "hazard")
    .flatMap((one) =>
      Object.entries(one.tools)
        .filter(([, choice]) => choice !== "pinned")
        .map(([tool]) => tool),
    );
  return [...new Set(varied)].flatMap((tool) => {
    const versions = (manifest?.tools[tool]?.versions ?? []).filter((version) =>
      shown.some((cell) => cell.tools[tool] === version),
    );
    return versions.length === 0 ? [] : [{ tool, versions }];
  });
}

function affected(catalogue: Catalogue, { tool, versions }: Measured) {
  const source = catalogue.toolchains?.data.tools[tool];
  if (source?.source !== "pip") return [];
  return [
    {
      package: {
        ecosystem: "PyPI",
        name: source.package,
        purl: `pkg:pypi/${source.package}`,
      },
      versions: versions.map((version) => release(source, version)),
    },
  ];
}

/** The package’s own name of a version, such as `0.13.0.post1`. */
function release(
  source: Extract<ToolSource, { source: "pip" }>,
  version: string,
): string {
  return source.versions[version]?.release ?? version;
}
