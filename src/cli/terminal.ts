import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";
import type { Io } from "./command.ts";

/** Between two progress lines where stderr is no terminal, in milliseconds. */
const quiet = 10_000;

function wantsColor(stream: WriteStream, env: NodeJS.ProcessEnv): boolean {
  const refused = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  return stream.isTTY && !refused && env["TERM"] !== "dumb";
}

/** The process’s own streams as a command sees them. */
export function terminal(): Io {
  const { stdout, stderr, stdin, env } = process;
  let shown = false;
  let lastLine = Date.now();
  const clear = () => {
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    out(text) {
      clear();
      stdout.write(text);
    },
    err(text) {
      clear();
      stderr.write(text);
    },
    progress(text) {
      if (!stderr.isTTY) {
        if (text === null || Date.now() - lastLine < quiet) return;
        lastLine = Date.now();
        stderr.write(`${stripVTControlCharacters(text)}\n`);
        return;
      }
      clear();
      if (text === null) return;
      stderr.write(text.slice(0, Math.max(stderr.columns - 1, 20)));
      shown = true;
    },
    color: wantsColor(stdout, env),
    stdin,
  };
}
