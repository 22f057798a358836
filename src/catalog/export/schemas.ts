import { z } from "zod";
import {
  discovered,
  event,
  hazard,
  hazardSignatures,
  historyEndFile,
  historyLine,
  machine,
  reproducer,
  symptom,
  symptomSignatures,
  toolchains,
  verdictFile,
} from "../schema/index.ts";

/** The catalogue’s file formats: name in `/schema/<name>.json`, and the files that have it. */
export const formats = [
  { name: "hazard", files: "content/hazards/<slug>.mdx", schema: hazard },
  { name: "symptom", files: "content/symptoms/<slug>.mdx", schema: symptom },
  { name: "repro", files: "repros/<slug>/repro.yaml", schema: reproducer },
  {
    name: "verdict",
    files: "content/verdicts/<slug>.json",
    schema: verdictFile,
  },
  {
    name: "machine",
    files: "content/machines/<digest>.json",
    schema: machine,
  },
  {
    name: "hazard-signatures",
    files: "content/hazards/<slug>.signatures.yaml",
    schema: hazardSignatures,
  },
  {
    name: "symptom-signatures",
    files: "content/symptoms/<slug>.signatures.yaml",
    schema: symptomSignatures,
  },
  { name: "toolchains", files: "repros/toolchains.yaml", schema: toolchains },
  {
    name: "discovered",
    files: "repros/discovered.json",
    schema: discovered,
  },
  {
    name: "event",
    files: "content/events/<year>.jsonl",
    schema: event,
  },
  {
    name: "history",
    files: "content/history/<slug>.jsonl",
    schema: historyLine,
  },
  {
    name: "history-end",
    files: "content/ends/<slug>.json",
    schema: historyEndFile,
  },
] as const;
export type Format = (typeof formats)[number];

/** JSON Schema (draft 2020-12) of what a person writes into such a file, where defaults may be left out. */
export function jsonSchema({ name, files, schema }: Format): JsonSchema {
  const title = `misbuilt ${name}: ${files}`;
  return { title, ...z.toJSONSchema(schema, { io: "input" }) };
}
export type JsonSchema = z.core.JSONSchema.BaseSchema;
