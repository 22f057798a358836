import type { WriteStream } from "node:tty";
import { visible } from "../catalog/read/visible.ts";
import type { Io } from "./command.ts";

/** Between two progress lines where stderr is no terminal, in milliseconds. */
const quiet = 10_000;

function wantsColor(stream: WriteStream, env: NodeJS.ProcessEnv): boolean {
  const refused = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  return stream.isTTY && !refused && env["TERM"] !== "dumb";
}

const escape = "\u001b";

/** The same as `visible`, with colours left as they are. Whoever writes in colour escapes what others wrote first. */
function visibleInColour(text: string): string {
  return text
    .split(new RegExp(`(${escape}\\[\\d{1,2}m)`))
    .map((part, index) => (index % 2 === 1 ? part : visible(part)))
    .join("");
}

/** The process’s own streams as a command sees them. */
export function terminal(): Io {
  const { stdout, stderr, stdin, env } = process;
  const color = wantsColor(stdout, env);
  let shown = false;
  let lastLine = Date.now();
  const clear = () => {
    if (shown) stderr.write("\r\u001b[K");
    shown = false;
  };
  return {
    out(text) {
      clear();
      stdout.write(color ? visibleInColour(text) : visible(text));
    },
    err(text) {
      clear();
      stderr.write(visible(text));
    },
    progress(text) {
      if (!stderr.isTTY) {
        if (text === null || Date.now() - lastLine < quiet) return;
        lastLine = Date.now();
        stderr.write(`${visible(text)}\n`);
        return;
      }
      clear();
      if (text === null) return;
      stderr.write(visible(text).slice(0, Math.max(stderr.columns - 1, 20)));
      shown = true;
    },
    color,
    stdin,
  };
}
