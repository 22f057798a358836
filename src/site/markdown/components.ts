import type { Tag } from "../../catalog/read/body.ts";
import {
  figureOf,
  isFigure,
  notMeasured,
} from "../../catalog/figures/figure.ts";
import { snippetText, snippetName } from "../../catalog/read/snippet.ts";
import type { Claim, Snippet } from "../../catalog/schema/index.ts";
import type { Catalogue, HazardPage } from "../catalogue.ts";
import { offeredCheck } from "../affected.ts";
import { evidenceWords } from "../evidence.ts";
import { count } from "../format.ts";
import { commitWords, machineWords, sandboxWords } from "../log/provenance.ts";
import { byHand, publication, toolWords } from "../reproducer.ts";
import { sectionNames } from "../sections.ts";
import { newest } from "../standing.ts";
import { readable, tlsOf } from "../tls.ts";
import { cellsOf, matrix, ran, tally, tallyWords } from "../verdicts.ts";
import { historyText } from "./nights.ts";
import { mutantWords } from "../mutants.ts";
import { blocks, fence, linkTo, list, table } from "./text.ts";

/** What a component needs to become Markdown. */
export interface Surroundings {
  readonly page: HazardPage;
  readonly attribute: (name: string) => string;
  /** The whole address of a path of the site. */
  readonly address: (path: string) => string;
}

type Render = (input: Surroundings) => string | Promise<string>;

/** What the cells of a case came to, in words with a date. */
function standing({ verdict, site }: HazardPage, caseId: string): string {
  const cells = cellsOf(verdict, caseId);
  const all = tally(cells);
  if (all.measuredAt === undefined) return "not verified yet";
  const latest = newest(cells, site.title);
  const upTo =
    latest === undefined ? "" : `, newest ${latest.tool} ${latest.version}`;
  const odd = all.ok ? "" : ", not as expected";
  return `${tallyWords(all)} in ${count(all.total, "cell")}${upTo}, measured ${all.measuredAt.slice(0, 10)}${odd}`;
}

/** The attributes of a `<Snippet>`. */
function snippetOf(attribute: Surroundings["attribute"]): Snippet {
  const [file, region] = [attribute("file"), attribute("region")];
  return region === "" ? { file } : { file, region };
}

/** A snippet under its name, as `<Snippet>` shows it on a page of either kind. */
async function code(
  { known }: Pick<Catalogue, "known">,
  snippet: Snippet,
): Promise<string> {
  const text = await snippetText(known.root, snippet);
  return blocks(`\`${snippetName(snippet)}\`:`, fence(text));
}

function claimText({ site }: HazardPage, one: Claim): string {
  const level = `**${evidenceWords[one.evidence]}**: ${one.claim}`;
  switch (one.evidence) {
    case "reproduced": {
      const cells = cellsOf(site.verdicts.get(one.repro), one.case);
      const ok = cells.filter((cell) => cell.ok).length;
      const day = tally(cells).measuredAt?.slice(0, 10) ?? "not verified yet";
      return `${level} (case \`${one.case}\` of \`${one.repro}\`: as expected in ${ok} of ${count(cells.length, "cell")}, ${day})`;
    }
    case "reported":
      return `${level} (${linkTo(one.source)}, read ${one.read})`;
    case "inferred":
      return `${level} (${one.reasoning})`;
  }
}

/** What a page of either kind may use in its prose; nothing for any other component. */
export async function proseComponent(
  site: Catalogue,
  repro: string | undefined,
  { name, attributes }: Tag,
): Promise<string | undefined> {
  if (name === "Given") return "";
  if (name === "Snippet")
    return code(
      site,
      snippetOf((key) => attributes.get(key) ?? ""),
    );
  if (!isFigure(name)) return undefined;
  const figure = figureOf({ name, attributes }, site.known, repro);
  return figure.ok ? figure.text : notMeasured;
}

/** Every other component that a hazard's page may use, as Markdown. */
export const components: Readonly<Record<string, Render>> = {
  Section: ({ attribute }) => {
    const of = attribute("of");
    const [, place] = Object.entries(sectionNames).find(
      ([name]) => name === of,
    ) ?? ["", of];
    return `## ${place}: ${attribute("title")}`;
  },
  Workarounds: async ({ page }) =>
    blocks(
      ...(await Promise.all(
        page.hazard.workarounds.map(async (one) =>
          blocks(
            `### ${one.title}`,
            `Verdict: ${standing(page, one.case)}.`,
            one.summary,
            one.caveat === undefined ? undefined : `> Mind: ${one.caveat}`,
            one.snippet && (await code(page.site, one.snippet)),
            one.copyTo === undefined ? undefined : `Copy to: ${one.copyTo}.`,
            `Cost: ${one.cost}`,
          ),
        ),
      )),
    ),
  DeadEnds: ({ page }) =>
    blocks(
      ...page.hazard.deadEnds.map((one) =>
        blocks(
          `### ${one.title}`,
          one.why,
          one.case === undefined
            ? "Reported, not measured here."
            : `Measured: ${standing(page, one.case)}.`,
          one.source && `Tried in ${linkTo(one.source)}.`,
        ),
      ),
    ),
  Matrix: ({ page, attribute }) => {
    const tool = attribute("tool");
    const { repro, verdict, site } = page;
    if (repro === undefined) return "Not verified yet.";
    const { versions, rows } = matrix(repro.manifest, verdict, tool);
    const day = verdict?.recordedAt.slice(0, 10);
    return blocks(
      `Outcome of each case by ${site.title(tool)} version. ${day === undefined ? "Not verified yet." : `Last verified ${day}.`}`,
      table(
        ["case", "role", ...versions],
        rows.map((row) => [
          row.case.id,
          row.case.role,
          ...row.cells.map((cell) =>
            cell === undefined ? "" : tallyWords(cell),
          ),
        ]),
      ),
      list(rows.map((row) => `\`${row.case.id}\`: ${row.case.title}`)),
    );
  },
  ProfileGrid: ({ page, attribute }) => {
    const [caseId, x, y] = [attribute("case"), attribute("x"), attribute("y")];
    const one = page.repro?.manifest.cases.find(({ id }) => id === caseId);
    const fixed = attribute("tools")
      .split(",")
      .map((part) => part.split("="))
      .filter(([, version]) => version !== undefined);
    const cells = cellsOf(page.verdict, caseId).filter((cell) =>
      fixed.every(([tool = "", version]) => cell.tools[tool] === version),
    );
    const columns = one?.vary[x] ?? [];
    return blocks(
      `Case \`${caseId}\`: ${y} down, ${x} across${fixed.length === 0 ? "" : `; ${attribute("tools")}`}.`,
      table(
        [`${y} \\ ${x}`, ...columns],
        (one?.vary[y] ?? []).map((row) => [
          row,
          ...columns.map((column) =>
            tallyWords(
              tally(
                cells.filter(
                  ({ params }) => params[x] === column && params[y] === row,
                ),
              ),
            ),
          ),
        ]),
      ),
    );
  },
  AffectedCheck: async ({ page, attribute }) => {
    const check =
      page.repro && offeredCheck(page.repro, page.verdict, attribute("of"));
    if (check === undefined) return "No check is offered.";
    return blocks(
      fence(check.command, "sh"),
      `The last line is \`affected\`, \`not affected\` or \`cannot tell\`; the exit status is 1, 0 or 2. ${check.proof ?? ""}`.trim(),
      check.differences.length === 0 ? undefined : list(check.differences),
      await code(page.site, { file: check.file }),
    );
  },
  Claims: ({ page }) =>
    list(page.hazard.claims.map((one) => claimText(page, one))),
  Questions: ({ page }) =>
    page.hazard.questions.length === 0
      ? ""
      : blocks("### Not known yet", list(page.hazard.questions)),
  Timeline: ({ page }) =>
    list(
      page.hazard.timeline.map(
        ({ date, text, link }) =>
          `${date}: ${text}${link === undefined ? "" : ` ${linkTo(link)}`}`,
      ),
    ),
  Upstream: ({ page }) =>
    page.hazard.upstream.length === 0
      ? ""
      : blocks("### Upstream", list(page.hazard.upstream.map(linkTo))),
  Reproducer: ({ page, address }) => {
    const { repro } = page;
    if (repro === undefined) return "No reproducer yet.";
    const { slug, title, archive, files } = publication(repro, page.verdict);
    const { toolchains } = page.site.known;
    const hand =
      toolchains && byHand(repro, address(archive.url), toolchains.data);
    return blocks(
      title,
      hand &&
        blocks(
          `The case \`${hand.cell.definition.id}\` by hand:`,
          fence(hand.lines.join("\n"), "sh"),
          toolWords(hand),
        ),
      blocks(
        "In misbuilt’s own repository, sandboxed, with the toolchains fetched:",
        fence(`npm run -s misbuilt -- verify ${slug}`, "sh"),
      ),
      `Archive: ${linkTo({ title: `${slug}.tar.gz`, url: address(archive.url) })}, ${archive.bytes} bytes, SHA-256 \`${archive.sha256}\`. Its files:`,
      list(
        files.map(({ path, url }) =>
          linkTo({ title: path, url: address(url) }),
        ),
      ),
    );
  },
  Verdicts: ({ page, address }) => {
    const { repro, verdict, hazard } = page;
    if (verdict === undefined || repro === undefined)
      return `Not verified yet. To run it: \`npm run -s misbuilt -- verify ${hazard.repro}\`.`;
    const measured = verdict.cells.filter(ran);
    const ok = measured.filter((cell) => cell.ok).length;
    const { machine, recordedAt, sandbox, runs } = verdict;
    const newest = runs.at(-1);
    const from =
      newest === undefined ? "" : `, at commit ${commitWords(newest)}`;
    const log = linkTo({
      title: "The logs",
      url: address(`/logs/${repro.slug}.txt`),
    });
    return blocks(
      `${recordedAt.slice(0, 10)}: ${ok} of ${count(measured.length, "cell")} as expected, on ${machineWords(machine)}, ${sandboxWords(sandbox)}${from}. ${log}.`,
      repro.sources === verdict.sources
        ? undefined
        : "The reproducer’s files have changed since; this verdict is about the older ones.",
      table(
        ["case", "role", "outcome", "cells", "as expected"],
        repro.manifest.cases.map(({ id, role }) => {
          const cells = cellsOf(verdict, id);
          return [
            id,
            role,
            tallyWords(tally(cells)),
            String(cells.length),
            String(cells.filter((cell) => cell.ok).length),
          ];
        }),
      ),
      mutantWords(page.site.known.mutants.get(repro.slug)?.data),
      historyText(page),
    );
  },
  RunHere: ({ page, address }) =>
    `The page runs it in the browser: ${address(`/hazards/${page.slug}/`)}`,
  TlsLayout: ({ page, attribute }) =>
    blocks(
      ...["hazard", "fixed"].map((side) => {
        const caseId = attribute(side);
        const tls = tlsOf(page.verdict, caseId);
        if (tls === undefined) return `\`${caseId}\`: not verified yet.`;
        const { linker, arch, template, variables } = tls.facts;
        return blocks(
          `\`${caseId}\`: the thread-local block as ${linker} wrote it for ${arch}, template at 0x${template.base.toString(16)}, ${template.size} bytes, measured ${tls.cell.measuredAt.slice(0, 10)}:`,
          table(
            ["variable", "section", "offset", "needs", "misaligned"],
            variables.map((one) => [
              `\`${readable(one.name)}\``,
              one.section,
              String(one.offset),
              String(one.align),
              one.misaligned ? "yes" : "no",
            ]),
          ),
        );
      }),
    ),
};
