// Serves site/ with a file of headers/, read by the host that it is written for: nginx, Apache and Caddy are run; the others' rules
// are in rules.mjs.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { extname, join } from "node:path";
import { headersFor } from "./rules.mjs";

const here = import.meta.dirname;
const types = { ".html": "text/html", ".mjs": "text/javascript" };

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Each real server: its command, for a folder to write into and a port. It may write its configuration there first. */
const hosts = {
  "nginx.conf": (out, port) => {
    writeFileSync(
      join(out, "whole.conf"),
      `daemon off; master_process off; pid ${out}/pid; error_log stderr;
events {}
http {
  types { text/html html; text/javascript mjs; }
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${out}/${name};`).join(" ")}
  server { listen 127.0.0.1:${port}; root ${here}/site; include ${here}/headers/nginx.conf; }
}
`,
    );
    return [
      process.env.NGINX_BIN ?? "nginx",
      "-c",
      join(out, "whole.conf"),
      "-e",
      "stderr",
    ];
  },
  ".htaccess": (out, port) => {
    cpSync(join(here, "site"), join(out, "site"), { recursive: true });
    cpSync(join(here, "headers/.htaccess"), join(out, "site/.htaccess"));
    const modules = process.env.APACHE2_MODULES ?? "/usr/lib/apache2/modules";
    const load = ["mpm_event", "authz_core", "headers", "mime"].map(
      (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
    );
    writeFileSync(
      join(out, "whole.conf"),
      `${load.join("\n")}
ServerRoot ${out}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${out}/pid
Mutex posixsem
ErrorLog /dev/stderr
TypesConfig /dev/null
AddType text/html .html
AddType text/javascript .mjs
DocumentRoot ${out}/site
<Directory ${out}/site>
  AllowOverride FileInfo
  Require all granted
</Directory>
`,
    );
    return [
      process.env.APACHE2 ?? "apache2",
      "-X",
      "-d",
      out,
      "-f",
      join(out, "whole.conf"),
    ];
  },
  Caddyfile: (out, port) => {
    writeFileSync(
      join(out, "whole.Caddyfile"),
      `{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	root * ${here}/site
	file_server
	import ${here}/headers/Caddyfile
}
`,
    );
    return [
      process.env.CADDY ?? "caddy",
      "run",
      "--adapter",
      "caddyfile",
      "--config",
      join(out, "whole.Caddyfile"),
    ];
  },
};

/** Waits until something listens there. */
async function listening(port, ended) {
  for (let tries = 0; tries < 200; tries++) {
    if (ended.reason !== undefined)
      throw new Error(`the server ended: ${ended.reason}`);
    const open = await new Promise((resolve) => {
      const socket = connect(
        port,
        "127.0.0.1",
        () => (socket.end(), resolve(true)),
      );
      socket.on("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server did not listen within 10 s");
}

async function run(host, out) {
  const folder = join(out, "host");
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const [command, ...args] = host(folder, port);
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  });
  const ended = {};
  const end = new Promise((resolve) => {
    child.on("error", (error) => resolve((ended.reason = error.message)));
    child.on("exit", (code, signal) =>
      resolve((ended.reason = `${signal ?? code}`)),
    );
  });
  await listening(port, ended);
  const stop = async () => {
    child.kill("SIGKILL");
    await end;
  };
  return { port, stop };
}

async function serveByRules(file) {
  const headers = headersFor(
    file,
    readFileSync(join(here, "headers", file), "utf8"),
  );
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const type = types[extname(pathname)];
    if (type === undefined) return response.writeHead(404).end();
    response
      .writeHead(200, { "content-type": type, ...headers(pathname) })
      .end(readFileSync(join(here, "site", pathname)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: server.address().port, stop };
}

/** @returns {Promise<{ port: number, stop: () => unknown }>} */
export const serve = (file, out) =>
  hosts[file] === undefined ? serveByRules(file) : run(hosts[file], out);
