import { hazardDetail, hazardSummaries } from "../../catalog/export/hazard.ts";
import { symptomDetail } from "../../catalog/export/symptom.ts";
import { allStandings, toolStandings } from "../../catalog/affected/tools.ts";
import { toolDetail, toolSummary } from "../../catalog/export/tool.ts";
import { loadCatalogue } from "../../catalog/read/load.ts";
import { knowledgeOf, loadSignatures } from "../../catalog/read/signatures.ts";
import { loadTitles } from "../../catalog/read/titles.ts";
import type { Io } from "../command.ts";
import { siteOf } from "../place.ts";
import { noteProblems } from "../problems.ts";
import type { Lookup } from "./lookup.ts";

/** Looks things up in a catalogue that lies at `root` as sources; says on stderr what had to be left out. */
export function lookupInSources(root: string, io: Io): Lookup {
  let loaded: ReturnType<typeof loadCatalogue> | undefined;
  const whole = async () => {
    if (loaded === undefined) {
      loaded = loadCatalogue(root);
      noteProblems(await loaded, io);
    }
    return loaded;
  };
  const tools = async () => toolStandings(allStandings(await whole()));
  return {
    site: siteOf(process.env),
    async hazards() {
      return hazardSummaries(await whole());
    },
    async hazard(slug) {
      const catalogue = await whole();
      const entry = catalogue.hazards.get(slug);
      return entry === undefined ? undefined : hazardDetail(catalogue, entry);
    },
    async tools() {
      return (await tools()).map(toolSummary);
    },
    async tool(name) {
      const found = (await tools()).find(({ tool }) => tool === name);
      return found && toolDetail(found);
    },
    async symptoms() {
      return [...(await whole()).symptoms.keys()];
    },
    async symptom(slug) {
      const entry = (await whole()).symptoms.get(slug);
      return entry === undefined ? undefined : symptomDetail(entry);
    },
    async knowledge() {
      const [titles, signatures] = await Promise.all([
        loadTitles(root),
        loadSignatures(root),
      ]);
      return knowledgeOf(titles, signatures);
    },
  };
}
