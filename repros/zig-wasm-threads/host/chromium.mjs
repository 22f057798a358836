// node chromium.mjs SCENARIO… [--runs 3] [--first here,worker] [--not-isolated] [--seconds 20]
// The same as node.mjs, in Chromium: the first thread in a Web Worker, on the page's main thread (here), or one after the
// other. Serves this folder and $OUT on 127.0.0.1; the page sends its reports back. With the headers that shared
// memory needs, or without them (`--not-isolated`).
// Exit status: 0 all runs were sound, 1 some run was not or the page failed, 2 wrong usage, 3 the browser did not run.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, readCommand } from "./judge.mjs";

const command = readCommand(
  "usage: OUT=folder CHROMIUM=chromium node chromium.mjs PROGRAM.ENTRY[,ARGUMENT…] [--first here,worker]",
);
const { plan } = command;
const types = {
  html: "text/html",
  mjs: "text/javascript",
  wasm: "application/wasm",
  json: "application/json",
};
// misbuilt:region headers
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
// misbuilt:endregion headers
const reports = [];
let finish;
const finished = new Promise((resolve) => (finish = resolve));

const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname.slice(1);
  if (request.method === "POST") {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end();
    if (path === "failed") return finish({ failed: JSON.parse(body) });
    reports.push(JSON.parse(body));
    if (reports.length === plan.scenarios.length) finish({});
    return;
  }
  const type = types[path.split(".").pop()];
  const folder = path.endsWith(".wasm") ? process.env.OUT : import.meta.dirname;
  try {
    if (type === undefined || path.includes("/"))
      throw new Error("no such file");
    const content =
      path === "plan.json"
        ? JSON.stringify(plan)
        : readFileSync(join(folder, path));
    response.writeHead(200, {
      "content-type": type,
      ...(command.isolated ? isolation : {}),
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const profile = mkdtempSync(join(process.env.OUT ?? tmpdir(), "chromium-"));
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--disable-breakpad",
  "--disable-crash-reporter",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  `--user-data-dir=${profile}`,
];
const url = `http://127.0.0.1:${server.address().port}/page.html`;
const browser = spawn(process.env.CHROMIUM ?? "chromium", [...flags, url], {
  stdio: ["ignore", "ignore", "pipe"],
  detached: true,
});
let complaint = "";
browser.stderr.on(
  "data",
  (chunk) => (complaint = (complaint + chunk).slice(-2000)),
);
browser.on("error", (error) => finish({ dead: error.message }));
browser.on("exit", (code) =>
  finish({ dead: `it exited with ${code}: ${complaint}` }),
);
// A main thread that spins or blocks cannot report itself: the time that its runs may take, and the start.
const patience =
  1000 *
  (20 + plan.seconds * plan.runs * plan.firsts.length * plan.scenarios.length);
const watchdog = setTimeout(
  () => finish({ failed: "the page did not answer: its main thread hangs" }),
  patience,
);

const { failed, dead } = await finished;
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
if (failed !== undefined) {
  console.log(`page: ${failed}`);
  process.exit(1);
}
process.exit(conclude(command, reports));
