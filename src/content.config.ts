import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";
import { join } from "node:path";
import { root } from "./site/root.ts";

/**
 * Astro renders the bodies of these pages; their front matter is read and checked by the catalogue (`src/catalog/`),
 * which reads YAML by its own, stricter rules: a date stays the text that was written.
 */
function pages(folder: string) {
  return defineCollection({
    loader: glob({
      base: join(root, "content", folder),
      pattern: "*.mdx",
      // Pages keep their file's name as it is; the default would slugify it.
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ""),
    }),
    schema: z.looseObject({}),
  });
}

export const collections = {
  hazards: pages("hazards"),
  symptoms: pages("symptoms"),
};
