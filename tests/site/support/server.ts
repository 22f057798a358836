import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { headers } from "../../../src/site/headers.ts";

const types: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** A static host of a built site, as strict as a real one: right types, the site's headers, its 404 page. */
export interface Host {
  /** Without a slash at the end. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves `folder` on a free port of 127.0.0.1. */
export async function serve(folder: string): Promise<Host> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(
      new URL(request.url ?? "/", "http://127.0.0.1").pathname,
    );
    const file = join(
      folder,
      normalize(path),
      path.endsWith("/") ? "index.html" : "",
    );
    readFile(file).then(
      (bytes) => {
        const type = types[extname(file)] ?? "application/octet-stream";
        response.writeHead(200, { ...headers, "content-type": type });
        response.end(bytes);
      },
      async () => {
        const page = await readFile(join(folder, "404.html"));
        response.writeHead(404, { ...headers, "content-type": "text/html" });
        response.end(page);
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
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
