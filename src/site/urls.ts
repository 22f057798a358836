import { sourceAnchor, sourcePath } from "../catalog/read/anchor.ts";

/** Addresses inside the site, with the base path it is published under. */
export function href(path: string): string {
  return import.meta.env.BASE_URL.replace(/\/$/, "") + path;
}

/** What `href` made: an address inside the site as a path in the folder that is published. */
export function below(address: string): string {
  return address.slice(href("/").length);
}

/** The page of a hazard, or a part of it. */
export function hazardHref(slug: string, anchor?: string): string {
  return href(`/hazards/${slug}/`) + (anchor === undefined ? "" : `#${anchor}`);
}

/** The page of a symptom. */
export function symptomHref(slug: string): string {
  return href(`/symptoms/${slug}/`);
}

/** The page of a tool as readers know it, or of one of its versions. */
export function toolHref(tool: string, version?: string): string {
  return href(`/tools/${tool}/`) + (version === undefined ? "" : `${version}/`);
}

/** The archive of a reproducer. */
export function archiveHref(slug: string): string {
  return href(`/repros/${slug}.tar.gz`);
}

/** One file of a reproducer, as it is in the repository. `path` begins with `repros/`. */
export function fileHref(path: string): string {
  return href(`/${path}`);
}

/** Where a file of a reproducer is shown coloured. */
export function sourceHref(repro: string, path: string): string {
  return href(`${sourcePath(repro)}#${sourceAnchor(path)}`);
}

/** The whole address of a path of the site, wherever it is published. */
export function addressOf(site: URL | undefined): (path: string) => string {
  return (path) => new URL(href(path), site).href;
}
