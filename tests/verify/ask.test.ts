import { expect, it } from "vitest";
import { ask } from "../../src/verify/provision/ask.ts";
import { bwrap } from "../../src/verify/sandbox/bwrap.ts";

it("a toolchain's program that is asked for its version runs confined: no network, no files of the machine", async () => {
  const look =
    "id -u; ls -d /etc/shadow /var/lib /root 2>/dev/null; ls /sys/class/net 2>/dev/null; touch /usr/x || echo 'one version'";
  const ended = await ask("/bin/sh", ["-c", look], [], bwrap);
  expect(ended).toEqual({
    code: 0,
    stdout: "1000\none version\n",
    stderr: "touch: cannot touch '/usr/x': Read-only file system\n",
  });
});

it("gets its arguments as they are, blanks and stars included", async () => {
  const ended = await ask("/usr/bin/printf", ["<%s>", "a b", "*"], [], bwrap);
  expect(ended.stdout).toBe("<a b><*>");
});

it("that is not there fails", async () => {
  const ended = await ask("/nowhere/tool", ["--version"], [], bwrap);
  expect(ended.code).toBe(127);
});
