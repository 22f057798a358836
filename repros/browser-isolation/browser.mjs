// Opens an address in Chromium, and comes back with what the page sends to the port that `?answers=` names.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const switches =
  "headless no-sandbox disable-gpu disable-dev-shm-usage disable-quic disable-breakpad disable-crash-reporter disable-background-networking disable-component-update disable-sync no-first-run";

/** @returns {Promise<Record<string, string>>} rejected where the browser did not run */
export async function ask(address, out) {
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
    finish({ answers: JSON.parse(body) });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

  const profile = mkdtempSync(join(out, "chromium-"));
  const browser = spawn(
    process.env.CHROMIUM ?? "chromium",
    [
      ...switches.split(" ").map((name) => `--${name}`),
      `--user-data-dir=${profile}`,
      `${address}?answers=${server.address().port}`,
    ],
    { stdio: "ignore", detached: true },
  );
  browser.on("error", (error) => finish({ dead: error.message }));
  browser.on("exit", (code) => finish({ dead: `it exited with ${code}` }));
  const watchdog = setTimeout(
    () => finish({ dead: "the page did not answer in 60 s" }),
    60_000,
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
  if (dead !== undefined) throw new Error(`chromium did not run: ${dead}`);
  return answers;
}
