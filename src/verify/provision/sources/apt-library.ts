import { stat } from "node:fs/promises";
import { exec } from "../../exec.ts";
import { findPackage, installHint } from "./apt.ts";
import type { Source } from "./source.ts";

/** Headers or libraries of this machine’s distribution: no program that could be asked for its version. */
export const aptLibrary: Source<"apt-library"> = {
  most: 1,
  releases: () => Promise.resolve({ value: [] }),
  pin: () =>
    Promise.resolve({ unfit: "a machine has one version of the package" }),

  byHand: ({ version, source }) =>
    installHint(source.versions[version]?.package ?? ""),

  async find({ version, source }, surroundings) {
    const entry = source.versions[version];
    if (entry === undefined) return { ok: false, reason: "it has no package" };
    const { package: packageName, file } = entry;
    const located = await findPackage(
      { package: packageName, executable: file },
      surroundings,
      existing,
    );
    if (!located.ok) return located;
    const format = "${db:Status-Status} ${source:Upstream-Version} ${Version}";
    const asked = await exec("dpkg-query", ["-W", "-f", format, packageName]);
    const [status, upstream, whole] = asked.stdout.split(" ");
    if (status !== "installed" || upstream === undefined)
      return { ok: false, reason: `dpkg does not know ${packageName}` };
    return {
      ...located,
      reports: `${source.title} ${upstream} (Debian ${whole ?? ""})`,
    };
  },
};

/** The path of a file that is there: it need not be executable. */
async function existing(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? undefined : path;
}
