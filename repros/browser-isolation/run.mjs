// node run.mjs HEADERS: serves page.html on 127.0.0.1 with the headers that headers/HEADERS sets, opens it in Chromium,
// and prints what the browser said. The file is read as what it is, for its two headers alone; that the product it is
// written for reads it so too is that product's documentation's word.
// Exit status: 0 the page is isolated, 1 it is not, 3 the browser did not run.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const file = process.argv[2] ?? "none";
const content = readFileSync(
  join(import.meta.dirname, "headers", file),
  "utf8",
);
/** `Name: value`, `Name "value"` or JSON’s key and value: the six kinds of file differ in no more. */
const headers = Object.fromEntries(
  [
    ...content.matchAll(
      /(Cross-Origin-[A-Za-z-]+)"?(?::|,\s*"value":)?\s*"?([a-z-]+)"?/g,
    ),
  ].map(([, name, value]) => [name, value]),
);
const types = { html: "text/html", mjs: "text/javascript" };
let finish;
const finished = new Promise((resolve) => (finish = resolve));
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname.slice(1);
  if (request.method === "POST") {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end();
    return finish({ answers: JSON.parse(body) });
  }
  const type = types[path.split(".").pop()];
  try {
    if (type === undefined || path.includes("/"))
      throw new Error("no such file");
    const page = readFileSync(join(import.meta.dirname, path));
    response.writeHead(200, { "content-type": type, ...headers }).end(page);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const profile = mkdtempSync(join(process.env.OUT ?? tmpdir(), "chromium-"));
const switches =
  "headless no-sandbox disable-gpu disable-dev-shm-usage disable-quic disable-breakpad disable-crash-reporter disable-background-networking disable-component-update disable-sync no-first-run";
const browser = spawn(
  process.env.CHROMIUM ?? "chromium",
  [
    ...switches.split(" ").map((name) => `--${name}`),
    `--user-data-dir=${profile}`,
    `http://127.0.0.1:${server.address().port}/page.html`,
  ],
  { stdio: "ignore", detached: true },
);
browser.on("error", (error) => finish({ dead: error.message }));
browser.on("exit", (code) => finish({ dead: `it exited with ${code}` }));
const watchdog = setTimeout(
  () => finish({ dead: "the page did not answer in 40 s" }),
  40_000,
);

const { answers, dead } = await finished;
clearTimeout(watchdog);
server.close();
server.closeAllConnections();
try {
  process.kill(-browser.pid, "SIGKILL");
} catch {
  // It is gone.
}
await new Promise((resolve) =>
  browser.exitCode === null && browser.signalCode === null
    ? browser.on("exit", resolve)
    : resolve(),
);
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
if (dead !== undefined) {
  console.error(`chromium did not run: ${dead}`);
  process.exit(3);
}
for (const [name, value] of Object.entries(headers))
  console.log(`sent ${name}: ${value}`);
for (const [what, answer] of Object.entries(answers))
  console.log(`${what}: ${answer}`);
process.exit(answers["self.crossOriginIsolated"] === "true" ? 0 : 1);
