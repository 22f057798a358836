/** The three one-way streets of the README's architecture section, enforced. */
const only = (name, from, allowed, why) => ({
  name,
  comment: why,
  severity: "error",
  from: { path: from },
  to: { path: "^src/", pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    only(
      "catalog-stands-alone",
      "^src/catalog/",
      [],
      "what is known depends on nothing that shows or proves it",
    ),
    only(
      "verify-reads-the-catalogue",
      "^src/verify/",
      ["^src/catalog/"],
      "what is proved knows nothing of the site",
    ),
    only(
      "nightly-compares-what-was-proved",
      "^src/nightly/",
      ["^src/(catalog|verify)/"],
      "what changed since is found from verdicts, apart from the site",
    ),
    only(
      "detect-is-pure",
      "^src/detect/",
      ["^src/catalog/(schema|versions)/"],
      "it runs in the browser and in Node",
    ),
    {
      name: "detect-without-node",
      comment: "it runs in the browser",
      severity: "error",
      from: { path: "^src/detect/" },
      to: { dependencyTypes: ["core"] },
    },
    only(
      "package-is-for-readers",
      "^src/package/",
      ["^src/(catalog|detect)/", "^src/cli/(?!commands\\.ts|main\\.ts)"],
      "what readers install runs nothing and shows no site",
    ),
    {
      name: "core-without-astro",
      comment: "Astro is the site's alone",
      severity: "error",
      from: { path: "^src/(catalog|verify|nightly|detect|cli|package)/" },
      to: { path: "^(node_modules/)?(astro|@astrojs)(/|$)" },
    },
    {
      name: "pages-show-what-is-known",
      comment: "the site reads the catalogue; it runs nothing",
      severity: "error",
      from: { path: "^src/(pages|layouts|components|site)/" },
      to: { path: "^src/(verify|nightly|cli|package)/" },
    },
    {
      name: "no-circles",
      comment: "data flows one way",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".astro", ".tsx"] },
  },
};
