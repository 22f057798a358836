import eslint from "@eslint/js";
import astro from "eslint-plugin-astro";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: ["dist/", "out/", ".astro/", "repros/", ".dependency-cruiser.cjs"],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.{ts,mjs}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true },
    },
    rules: {
      // `${count}` is how every message here is written.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
    },
  },
  astro.configs["flat/recommended"],
);
