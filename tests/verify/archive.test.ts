import { execFileSync } from "node:child_process";
import {
  createReadStream,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extract } from "../../src/verify/archive/extract.ts";
import { readTar } from "../../src/verify/archive/tar.ts";
import { readZip } from "../../src/verify/archive/zip.ts";
import { temporary } from "./cli.ts";

/**
 * Python's archives say what they are told. `make` is Python with `add(name, …)`; starting Python takes longer than all
 * archives, so one makes them all.
 */
const python = `
import io, json, sys, tarfile, zipfile
def make_tar(path, format, make):
    with tarfile.open(path, "w", format=getattr(tarfile, format)) as tar:
        def add(name, type="0", target="", data=b"", mode=0o644, uid=0):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size, info.mode = type.encode(), target, len(data), mode
            info.uid = info.gid = uid
            tar.addfile(info, io.BytesIO(data))
        exec(make, {"add": add})
def make_zip(path, make):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zip:
        def add(name, data=b"", mode=0o100644):
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            zip.writestr(info, data)
        exec(make, {"add": add})
for path, format, make in json.load(sys.stdin):
    make_zip(path, make) if format == "zip" else make_tar(path, format, make)
`;

const top = mkdtempSync(join(tmpdir(), "misbuilt-test-archives-"));
afterAll(() => {
  rmSync(top, { recursive: true });
});

const wanted: [path: string, format: string, make: string][] = [];

/** The path of an archive that Python will have made when tests run. */
function archive(make: string, format = "GNU_FORMAT"): string {
  const kind = format === "zip" ? "zip" : "tar";
  const path = join(top, `${wanted.length}.${kind}`);
  wanted.push([path, format, make]);
  return path;
}

beforeAll(() => {
  const input = JSON.stringify(wanted);
  execFileSync("python3", ["-W", "ignore", "-c", python], { input });
});

/** Unpacks into a new folder, which it returns. */
async function unpacked(archive: string, limitMiB = 1): Promise<string> {
  const folder = join(await temporary(), "unpacked");
  const entries = archive.endsWith(".zip")
    ? readZip(archive)
    : readTar(createReadStream(archive));
  await extract(entries, folder, limitMiB);
  return folder;
}

describe("what is kept of an archive", () => {
  const long = `${"folder/".repeat(15)}file`;
  it.each(
    ["GNU_FORMAT", "PAX_FORMAT", "USTAR_FORMAT"].map((format) => ({
      format,
      path: archive(
        `
add("a/b", data=b"bytes", uid=1234)
add("a/tool", data=b"x" * 1000, mode=0o6755)
add("${long}", data=b"long")
add("empty", type="5")
add("again", type="1", target="a/b")
add("a/link", type="2", target="../empty")
`,
        format,
      ),
    })),
  )(
    "is the same in $format: files, folders, links, and who may be executed",
    async ({ path }) => {
      const folder = await unpacked(path);
      expect(readdirSync(folder).sort()).toEqual([
        ...["a", "again", "empty", "folder"],
      ]);
      expect(readFileSync(join(folder, "again"), "utf8")).toBe("bytes");
      expect(readFileSync(join(folder, long), "utf8")).toBe("long");
      expect(lstatSync(join(folder, "a/link")).isSymbolicLink()).toBe(true);
      const { mode, uid } = lstatSync(join(folder, "a/tool"));
      expect(mode & 0o7777).toBe(0o755);
      expect(uid).toBe(process.getuid?.());
      expect(lstatSync(join(folder, "a/b")).uid).toBe(process.getuid?.());
    },
  );

  const zip = archive(
    'add("a/b", b"bytes" * 100); add("tool", b"", 0o106755); add("empty/")',
    "zip",
  );
  it("is the same of a zip archive", async () => {
    const folder = await unpacked(zip);
    expect(readFileSync(join(folder, "a/b"), "utf8")).toBe("bytes".repeat(100));
    expect(lstatSync(join(folder, "tool")).mode & 0o7777).toBe(0o755);
    expect(lstatSync(join(folder, "empty")).isDirectory()).toBe(true);
  });
});

describe("an archive is refused", () => {
  it.each(
    [
      ["with a device", 'add("null", type="3")', "null is a device"],
      ["with a disk", 'add("disk", type="4")', "disk is a device"],
      ["with a pipe", 'add("pipe", type="6")', "pipe is a pipe"],
      ["with a sparse file", 'add("x", type="S")', "x is a sparse file"],
      [
        "with a path upwards",
        'add("a/../../x")',
        '"a/../../x" leads out of the archive',
      ],
      ["with an absolute path", 'add("/x")', '"/x" leads out of the archive'],
      [
        "with a link to outside",
        'add("x", type="2", target="/etc")',
        "x leads to /etc, outside",
      ],
      [
        "with a link upwards",
        'add("a/x", type="2", target="../../etc")',
        '"../etc" leads out of the archive',
      ],
      [
        "with another name of a file outside",
        'add("x", type="1", target="../../etc/passwd")',
        '"../../etc/passwd" leads out of the archive',
      ],
      [
        "with another name of what it does not hold",
        'add("x", type="1", target="y")',
        "x is another name of no file in it",
      ],
      [
        "with a path below a link",
        'add("x", type="2", target="y"); add("x/z", data=b"1")',
        "it holds a path twice",
      ],
      [
        "that holds a path twice",
        'add("x", data=b"1"); add("x", data=b"2")',
        "it holds a path twice",
      ],
      [
        "that unpacks to more than it may",
        'add("x", data=bytes(3 << 19)); add("y")',
        "it unpacks to more than 1 MiB",
      ],
      [
        "that holds too many empty files",
        "[add(str(n)) for n in range(2049)]",
        "it unpacks to more than 1 MiB",
      ],
    ].map(([what = "", make = "", why = ""]) => [what, why, archive(make)]),
  )("%s", async (_, why, path) => {
    await expect(unpacked(path)).rejects.toThrow(why);
  });

  it.each(
    [
      ["with a path upwards", 'add("../x")', '"../x" leads out of the archive'],
      [
        "with a link",
        'add("x", b"/etc", 0o120777)',
        "x is neither a file nor a folder",
      ],
      [
        "that is a bomb",
        'add("x", bytes(1 << 21))',
        "it unpacks to more than 1 MiB",
      ],
    ].map(([what = "", make = "", why = ""]) => [
      what,
      why,
      archive(make, "zip"),
    ]),
  )("%s, as zip", async (_, why, path) => {
    await expect(unpacked(path)).rejects.toThrow(why);
  });

  it("whose sparse file is larger than the disk, though GNU tar wrote it", async () => {
    const folder = await temporary();
    execFileSync("truncate", ["-s", "10M", join(folder, "hole")]);
    for (const sparse of [[], ["--sparse"]]) {
      const path = join(await temporary(), "made.tar");
      execFileSync("tar", ["-C", folder, ...sparse, "-cf", path, "hole"]);
      await expect(unpacked(path)).rejects.toThrow(
        sparse.length === 0 ? "more than 1 MiB" : "hole is a sparse file",
      );
    }
  });

  const sound = archive('add("file", data=bytes(2000))');
  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, 700), "in the middle"],
    ["no archive", () => Buffer.alloc(512, "x"), "is not a tar archive"],
    [
      "damaged",
      (bytes: Buffer) => bytes.fill("z", 3, 4),
      "is not a tar archive, or is damaged",
    ],
  ])("that is %s", async (_, change, why) => {
    const path = join(await temporary(), "changed.tar");
    await writeFile(path, change(readFileSync(sound)));
    await expect(unpacked(path)).rejects.toThrow(why);
  });

  const soundZip = archive('add("file", bytes(range(256)) * 3)', "zip");
  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, 100)],
    ["changed", (bytes: Buffer) => bytes.fill("z", 50, 60)],
  ])("that is %s, as zip", async (_, change) => {
    const path = join(await temporary(), "changed.zip");
    await writeFile(path, change(readFileSync(soundZip)));
    await expect(unpacked(path)).rejects.toThrow();
  });
});
