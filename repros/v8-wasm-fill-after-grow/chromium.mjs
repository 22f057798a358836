// node chromium.mjs WRITE MEMORY: the same as node.mjs, with Web Workers in Chromium.
// Serves this folder and $OUT/program.wasm on 127.0.0.1 with the headers that shared memory needs; the page sends its results back.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pages } from "./program.mjs";
import { report, runs } from "./report.mjs";

const [write = "fill", memory = "growing"] = process.argv.slice(2);
const plan = { write, memory, times: pages, runs };
const types = {
  html: "text/html",
  mjs: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
};
let finish;
const finished = new Promise((resolve) => (finish = resolve));

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname.slice(1);
  if (request.method === "POST") {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end();
    return finish({ results: JSON.parse(body) });
  }
  const type = types[path.split(".").pop()];
  try {
    if (type === undefined || path.includes("/"))
      throw new Error("no such file");
    const content =
      path === "plan.json"
        ? JSON.stringify(plan)
        : readFileSync(
            join(
              path === "program.wasm" ? process.env.OUT : import.meta.dirname,
              path,
            ),
          );
    response.writeHead(200, {
      "content-type": type,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    response.end(content);
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
  () => finish({ dead: "the page did not answer in 100 s" }),
  100_000,
);

const { results, dead } = await finished;
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
if (dead !== undefined) console.error(`chromium did not run: ${dead}`);
process.exit(dead === undefined ? report(results) : 3);
