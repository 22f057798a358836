import { createReadStream } from "node:fs";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import type { Pinned } from "../../../catalog/sources/pins.ts";
import { readTar } from "../../archive/tar.ts";
import { valueDigest } from "../../cache.ts";
import { exec, lastLines } from "../../exec.ts";
import { npmPack, npmPlatform, npmVersions } from "../clients/npm.ts";
import {
  fetchedByVerify,
  findUnpacked,
  notFor,
  unpack,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

type Packages = NonNullable<Pinned["packages"]>;
type Package = readonly [path: string, entry: Packages[string]];

/** What this machine needs of them, in a fixed order: parents before what lies in them. */
function wanted(packages: Packages): Package[] {
  const here = npmPlatform();
  return Object.entries(packages)
    .filter(([, { platform = here }]) => platform === here)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The package that belongs at a path below node_modules, such as `@swc/core`. */
function nameAt(path: string): string {
  return path.replace(/^.*node_modules\//, "");
}

/** Which packages lie there, and which bytes they had: what tells one version from another. */
const listName = "misbuilt-packages.json";

function fetchFrom(
  archive: Archive,
  packages: readonly Package[],
  surroundings: Surroundings,
) {
  return async (temporary: string) => {
    const unpacked = join(temporary, "unpacked");
    for (const [index, [path, { release, integrity }]] of packages.entries()) {
      const name = nameAt(path);
      const packed = await withProgress(archive, temporary, surroundings, () =>
        npmPack(name, release, join(temporary, `tarball-${index}`)),
      );
      if ("problem" in packed)
        return { problem: `${name} ${release}: ${packed.problem}` };
      if (packed.integrity !== integrity)
        return {
          problem: `the registry has other bytes of ${name} ${release} than was pinned: their integrity is ${packed.integrity}, not ${integrity}`,
        };
      const gunzip = createReadStream(packed.path).pipe(createGunzip());
      const apart = join(temporary, `package-${index}`);
      const one = await unpack(readTar(gunzip), apart);
      if ("problem" in one) return { problem: `${name}: ${one.problem}` };
      const place = join(unpacked, "node_modules", path);
      await mkdir(dirname(place), { recursive: true });
      // A tarball’s one folder is mostly called package, but need not be.
      const [top = ""] = await readdir(apart);
      await rename(join(apart, top), place);
    }
    const list = packages.map(([path, { release, integrity }]) => ({
      ...{ path, release, integrity },
    }));
    await writeFile(
      join(unpacked, listName),
      `${JSON.stringify(list, null, 2)}\n`,
    );
    return { unpacked };
  };
}

const locked = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      optional: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      cpu: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
});

/** What npm would install of a release, by its own reckoning: paths, versions, and which are for this machine alone. */
async function resolve(
  packageName: string,
  release: string,
  folder: string,
): Promise<
  | {
      readonly list: readonly {
        path: string;
        release: string;
        platform: string | undefined;
      }[];
    }
  | { readonly problem: string }
> {
  await writeFile(join(folder, "package.json"), "{}");
  const ended = await exec(
    "npm",
    [
      ...["install", "--package-lock-only", "--ignore-scripts", "--silent"],
      ...["--no-audit", "--no-fund", `${packageName}@${release}`],
    ],
    { cwd: folder, timeout: 5 * 60_000 },
  );
  if (ended.code !== 0)
    return {
      problem: `npm install ${packageName}@${release} failed: ${lastLines(ended.stderr, 2)}`,
    };
  const text = await readFile(join(folder, "package-lock.json"), "utf8");
  const { packages } = locked.parse(JSON.parse(text));
  const here = npmPlatform();
  const list = Object.entries(packages).flatMap(([path, one]) => {
    const { version, os, cpu, libc } = one;
    if (path === "" || version === undefined) return [];
    const native = os !== undefined || cpu !== undefined;
    const fits =
      (os ?? [platform()]).includes(platform()) &&
      (cpu ?? [arch()]).includes(arch()) &&
      (libc ?? [machineLibc]).includes(machineLibc);
    if (!fits) return [];
    const below = path.slice("node_modules/".length);
    return [
      { path: below, release: version, platform: native ? here : undefined },
    ];
  });
  return { list };
}

/** Which C library this machine’s programs have, as npm says it. */
const machineLibc = "glibc";

/** An npm package with all that it needs. Its versions lie side by side; none of their scripts is ever run. */
export const npmPackages: Source<"npm-packages"> = {
  most: 1,

  releases: (source) => npmVersions(source.package),

  async pin(source, { release }) {
    const folder = await mkdtemp(join(tmpdir(), "misbuilt-discover-"));
    try {
      const resolved = await resolve(source.package, release, folder);
      if ("problem" in resolved) return resolved;
      const packages: Packages = {};
      for (const [index, one] of resolved.list.entries()) {
        const into = join(folder, `tarball-${index}`);
        const packed = await npmPack(nameAt(one.path), one.release, into);
        if ("problem" in packed) return packed;
        const { size } = await stat(packed.path);
        packages[one.path] = {
          release: one.release,
          ...(one.platform === undefined ? {} : { platform: one.platform }),
          integrity: packed.integrity,
          bytes: size,
        };
      }
      return { pinned: { packages } };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },

  byHand({ version, source }) {
    const packages = wanted(source.versions[version]?.packages ?? {});
    const bytes = packages.reduce((sum, [, one]) => sum + one.bytes, 0);
    return fetchedByVerify(bytes, "npm and a network");
  },

  async find({ tool, version, source }, surroundings) {
    const all = source.versions[version]?.packages ?? {};
    const packages = wanted(all);
    const native = Object.values(all).some(({ platform }) => platform);
    if (native && !packages.some(([, { platform }]) => platform))
      return notFor(npmPlatform(), "native package");
    const digest = valueDigest(packages);
    const archive: Archive = {
      name: `${tool} ${version}`,
      release: `${source.package} ${version}`,
      bytes: packages.reduce((sum, [, one]) => sum + one.bytes, 0),
      digest,
      folder: join(
        surroundings.cache,
        ...["toolchains", tool, `${version}-${digest.slice(0, 12)}`],
      ),
      executable: join("node_modules", source.executable),
    };
    const located = await findUnpacked(
      archive,
      fetchFrom(archive, packages, surroundings),
      surroundings,
    );
    if (!located.ok) return located;
    const own = join(archive.folder, "node_modules", source.package);
    const text = await readFile(join(own, "package.json"), "utf8");
    const manifest = z.object({ name: z.string(), version: z.string() });
    const said = manifest.parse(JSON.parse(text));
    return {
      ...located,
      measured: join(archive.folder, listName),
      reports: `${said.name} ${said.version}`,
    };
  },
};
