import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { checkSignatures, loadSignatures } from "../read/signatures.ts";
import type { Check } from "./check.ts";

/** What `diagnose` reads is sound. */
export const signatures = {
  rule: "signatures",
  about:
    "A signature file fits its schema, lies beside its page, and its criteria name signatures that it has.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    yield* checkSignatures(catalogue, await loadSignatures(catalogue.root));
  },
} as const satisfies Check;
