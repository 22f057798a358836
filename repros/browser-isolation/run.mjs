// node run.mjs HEADERS: serves site/ with headers/HEADERS, opens it in Chromium, and prints what the browser said.
// Exit status: 0 the page is isolated, 1 it is not, 3 the server or the browser did not run.
import { get } from "node:http";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { ask } from "./browser.mjs";
import { serve } from "./serve.mjs";

const file = process.argv[2] ?? "none";
const out = process.env.OUT ?? tmpdir();

/** The response as it came, for affected.sh too. */
async function respond(address) {
  const response = await new Promise((resolve, reject) =>
    get(address, resolve).on("error", reject),
  );
  response.resume();
  const lines = [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`];
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    lines.push(`${response.rawHeaders[i]}: ${response.rawHeaders[i + 1]}`);
  writeFileSync(`${out}/response`, `${lines.join("\r\n")}\r\n\r\n`);
  return response.headers;
}

async function main() {
  const { port, stop } = await serve(file, out);
  try {
    const address = `http://127.0.0.1:${port}/page.html`;
    const headers = await respond(address);
    for (const name of ["Opener", "Embedder"])
      console.log(
        `Cross-Origin-${name}-Policy: ${headers[`cross-origin-${name.toLowerCase()}-policy`] ?? "(none)"}`,
      );
    return await ask(address, out);
  } finally {
    await stop();
  }
}

try {
  const answers = await main();
  for (const [what, answer] of Object.entries(answers))
    console.log(`${what}: ${answer}`);
  const works =
    answers["self.crossOriginIsolated"] === "true" &&
    answers["its postMessage to a worker"] === "got SharedArrayBuffer";
  process.exit(works ? 0 : 1);
} catch (error) {
  console.error(error.message);
  process.exit(3);
}
