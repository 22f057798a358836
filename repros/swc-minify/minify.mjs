// node minify.mjs SOURCE MINIFIED [OPTIONS.json]: minifies as a bundler does, with swc's own defaults unless OPTIONS says otherwise.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [source, minified, options] = process.argv.slice(2);
const swc = createRequire(resolve("here.js"))(process.env.SWC ?? "@swc/core");
const given = options ? JSON.parse(readFileSync(options, "utf8")) : {};
const { code } = swc.minifySync(readFileSync(source, "utf8"), {
  compress: true,
  mangle: true,
  module: false,
  ...given,
});
writeFileSync(minified, code);
