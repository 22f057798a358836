import { z } from "zod";
import { slug } from "./common.ts";

const named = {
  id: slug.describe("Names the axis in <Matrix rows=… columns=… />."),
  title: z
    .string()
    .min(1)
    .max(40)
    .describe("What varies along it, such as `Linker` or `Library’s build`."),
};

/** A direction in which a matrix is drawn: tools that stand for each other, or one parameter. */
export const axis = z
  .union([
    z.strictObject({
      ...named,
      tools: z
        .array(z.string().min(1))
        .min(1)
        .describe(
          "Tools of the manifest that take the same place, in this order: each with its versions.",
        ),
    }),
    z.strictObject({
      ...named,
      param: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/)
        .describe("The variable that cases `vary` along it."),
    }),
  ])
  .describe(
    "An axis of a matrix with two: compiler by linker, the library’s build by the program’s. Only what the mechanism depends on is one.",
  );
export type Axis = z.infer<typeof axis>;
