import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { headers } from "./headers.ts";

const types: Record<string, string> = {
  ".css": "text/css",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

/** A file's type; what is neither in the table nor binary is text to read, such as a reproducer's sources. */
function typeOf(path: string, bytes: Buffer): string {
  const known = types[extname(path)];
  if (known !== undefined) return known;
  return bytes.subarray(0, 4096).includes(0)
    ? "application/octet-stream"
    : "text/plain; charset=utf-8";
}

/** What an address of the site leads to. */
type Answer =
  | { status: 200; path: string }
  | { status: 301; to: string }
  | { status: 404; path: string };

async function isThere(path: string): Promise<"file" | "folder" | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return "file";
  return found?.isDirectory() === true ? "folder" : undefined;
}

/** Finds what `address` (path and query, as requested) leads to, in a site in `folder` that is published below `base`. */
async function find(
  folder: string,
  base: string,
  address: string,
): Promise<Answer> {
  const nothing = { status: 404, path: join(folder, "404.html") } as const;
  const [path = "", query] = address.split("?", 2);
  const asked = query === undefined ? "" : `?${query}`;
  if (`${path}/` === base) return { status: 301, to: base + asked };
  if (!path.startsWith(base)) return nothing;
  let parts: string[];
  try {
    parts = path.slice(base.length).split("/").map(decodeURIComponent);
  } catch {
    return nothing;
  }
  const last = parts.pop() ?? "";
  // Not outside, not by another name, and no second host in what a redirect names.
  if (parts.some((part) => ["", ".", ".."].includes(part))) return nothing;
  if ([...parts, last].some((part) => /[/\\\0]/.test(part))) return nothing;
  if (last === "." || last === "..") return nothing;
  const file = join(folder, ...parts, last === "" ? "index.html" : last);
  switch (await isThere(file)) {
    case "file":
      return { status: 200, path: file };
    case "folder":
      return (await isThere(join(file, "index.html"))) === "file"
        ? { status: 301, to: `${path}/${asked}` }
        : nothing;
    default:
      return nothing;
  }
}

async function send(
  response: ServerResponse,
  answer: Answer,
  whole: boolean,
): Promise<void> {
  if (answer.status === 301) {
    response.writeHead(301, { ...headers, location: answer.to }).end();
    return;
  }
  const bytes = await readFile(answer.path);
  response.writeHead(answer.status, {
    ...headers,
    "content-type": typeOf(answer.path, bytes),
    "content-length": bytes.length,
  });
  response.end(whole ? bytes : undefined);
}

/** A running server. */
export interface Host {
  /** Without a slash at the end. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** How a site is served. */
export interface Serving {
  /** The path that the site is published below. */
  readonly base?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** Hears of every request. */
  readonly onRequest?: (request: IncomingMessage) => void;
}

/**
 * Serves a built site on 127.0.0.1 as a static host does: a folder's address without its last slash leads to the one
 * with it, what is not there answers with the site's own 404 page, and every answer has the site's headers.
 */
export async function serve(
  folder: string,
  { base = "/", port = 0, onRequest }: Serving = {},
): Promise<Host> {
  const below = `/${base}/`.replace(/\/+/g, "/");
  const server = createServer((request, response) => {
    const { method, url = "/" } = request;
    onRequest?.(request);
    if (method !== "GET" && method !== "HEAD") {
      response.writeHead(405, { ...headers, allow: "GET, HEAD" }).end();
      return;
    }
    find(folder, below, url)
      .then((answer) => send(response, answer, method === "GET"))
      .catch((error: unknown) => {
        console.error(error);
        response.writeHead(500, headers).end();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      base: { type: "string", default: "/" },
      port: { type: "string", default: "0" },
    },
  });
  const base = `/${values.base}/`.replace(/\/+/g, "/");
  const { origin } = await serve(positionals[0] ?? "dist", {
    base,
    port: Number(values.port),
  });
  console.log(`misbuilt: ${origin}${base} (Ctrl-C ends it)`);
}
