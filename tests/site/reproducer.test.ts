import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { reproducer } from "../../src/catalog/schema/index.ts";
import { byHand } from "../../src/site/reproducer.ts";

const manifest = reproducer.parse({
  schemaVersion: 1,
  title: "t",
  tools: { "ld64.lld": { versions: ["19"], pinned: ["19"] } },
  signs: { hazard: { exit: 139 }, clean: { exit: 0 } },
  cases: [
    {
      id: "hazard",
      role: "hazard",
      title: "t",
      tools: { "ld64.lld": "all" },
      env: { FLAG: "it's $HOME" },
      vary: { LEVEL: ["z", "s"] },
      expect: { outcome: "hazard" },
    },
    {
      id: "c",
      role: "control",
      title: "t",
      tools: {},
      expect: { outcome: "clean" },
    },
  ],
});

test("the second line sets every variable that the scripts read, as a shell reads it", () => {
  const [one] = manifest.cases;
  if (one === undefined) throw new Error("no case");
  const [fetch, run] = byHand("x", "https://host.example/repros/x.tar.gz", one);
  expect(fetch).toBe(
    "curl -sSO https://host.example/repros/x.tar.gz && tar xzf x.tar.gz && cd x",
  );
  const set = run.slice(0, run.indexOf("; sh "));
  const seen = execFileSync(
    "sh",
    ["-c", `${set}; printf '%s|' "$LD64_LLD" "$FLAG" "$LEVEL"; test -d "$OUT"`],
    { encoding: "utf8" },
  );
  expect(seen).toBe("ld64.lld|it's $HOME|z|");
  expect(run.slice(run.indexOf("; sh "))).toBe(
    '; sh build.sh && sh run.sh; echo "exit $?"',
  );
});
