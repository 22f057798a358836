import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headers } from "../../src/site/headers.ts";
import { serve, type Host } from "../../src/site/serve.ts";

const folder = mkdtempSync(join(tmpdir(), "served-"));
for (const name of ["hazards/one", "MB0001", "empty"])
  mkdirSync(join(folder, "site", name), { recursive: true });
for (const [name, text] of [
  ["site/index.html", "home"],
  ["site/404.html", "no page at this address"],
  ["site/hazards/one/index.html", "one"],
  ["site/MB0001/index.html", "goes on"],
  ["site/main.zig", "const a = 1;\n"],
  ["secret.txt", "outside"],
] as const)
  writeFileSync(join(folder, name), text);
writeFileSync(join(folder, "site/program"), Buffer.from([0x7f, 0, 1]));

/** Asks for an address exactly as written: `fetch` would tidy it up. */
function ask(
  host: Host,
  path: string,
  method = "GET",
): Promise<{ status: number; to: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(host.origin);
    request({ hostname, port, path, method }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => {
        text += part.toString();
      });
      response.on("end", () => {
        const { statusCode = 0, headers: sent } = response;
        resolve({ status: statusCode, to: sent.location, text });
      });
    })
      .on("error", reject)
      .end();
  });
}

describe.each(["/", "/misbuilt/"])("a site below %s", (base) => {
  let host: Host;
  beforeAll(async () => {
    host = await serve(join(folder, "site"), { base });
  });
  afterAll(() => host.stop());

  test.each([
    ["hazards/one", "hazards/one/"],
    ["MB0001", "MB0001/"],
    ["hazards/one?q=a%20b", "hazards/one/?q=a%20b"],
  ])("%s leads to the address with its last slash", async (from, to) => {
    expect(await ask(host, base + from)).toMatchObject({
      status: 301,
      to: base + to,
    });
    expect(await ask(host, base + to)).toMatchObject({ status: 200 });
  });

  test.each([
    "nothing",
    "nothing/",
    "empty",
    "empty/",
    "/hazards/one",
    "../secret.txt",
    "%2e%2e/secret.txt",
    "..%2fsecret.txt",
    "hazards/..%5c..%5csecret.txt",
    "%E0%A4%A",
    "main.zig/",
    "main.zig%00",
  ])("%s answers 404 with the site's own page", async (path) => {
    expect(await ask(host, base + path)).toEqual({
      status: 404,
      to: undefined,
      text: "no page at this address",
    });
  });

  test("sources can be read in the browser, and other bytes are downloaded", async () => {
    const typeOf = async (path: string) =>
      (await fetch(host.origin + base + path)).headers.get("content-type");
    expect(await typeOf("main.zig")).toBe("text/plain; charset=utf-8");
    expect(await typeOf("program")).toBe("application/octet-stream");
  });

  test("every answer has the site's headers, and nothing can be sent", async () => {
    for (const path of ["", "hazards/one", "nothing"]) {
      const answer = await fetch(host.origin + base + path, {
        redirect: "manual",
      });
      for (const [name, value] of Object.entries(headers))
        expect(answer.headers.get(name), `${path}: ${name}`).toBe(value);
    }
    expect((await ask(host, base, "POST")).status).toBe(405);
  });
});

test("below a path, the path without its slash leads there, and what is beside it is not there", async () => {
  const host = await serve(join(folder, "site"), { base: "/misbuilt" });
  expect(await ask(host, "/misbuilt")).toMatchObject({ to: "/misbuilt/" });
  expect(await ask(host, "/")).toMatchObject({ status: 404 });
  expect(await ask(host, "/misbuiltish/")).toMatchObject({ status: 404 });
  await host.stop();
});
