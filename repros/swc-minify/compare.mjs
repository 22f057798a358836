// node compare.mjs SOURCE MINIFIED: runs both; exits 0 where they print the same, 1 where they do not. A program of bugs/ says in
// its comments which wrong results are those of its bug.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const files = process.argv.slice(2);
const [source, minified] = files.map((file) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: "utf8",
    timeout: 20_000,
  });
  const error = /^\w*Error.*/m.exec(stderr)?.[0] ?? "";
  return `${stdout.trim()}${error}${status === 0 ? "" : ` (exit ${status})`}`;
});
console.log(`source:   ${source}`);
console.log(`minified: ${minified}`);
const known = [
  ...readFileSync(files[0], "utf8").matchAll(/^\/\/ wrong: (.*)$/gm),
].map(([, result]) => result);
if (source === minified) console.log("the same");
else if (known.includes(minified))
  console.log("another result, which is that of the bug");
else console.log("another result");
process.exitCode = source === minified ? 0 : 1;
