import process from "node:process";

/** Where a reader of this copy of the site can write to; what its builder did not give is not there. */
export interface Contact {
  /** Where issues are filed. */
  readonly issues: URL | undefined;
  /** Below which address a file of the repository can be edited: its path follows. */
  readonly edit: URL | undefined;
  /** A page, or a `mailto:` address. */
  readonly direct: URL | undefined;
  /** Who writes the pages, in words. */
  readonly authors: string | undefined;
}

function given(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

function address(
  env: NodeJS.ProcessEnv,
  name: string,
  schemes: readonly string[],
): URL | undefined {
  const value = given(env, name);
  if (value === undefined) return undefined;
  const mail = /^[^\s@:/]+@[^\s@:/]+$/.test(value);
  const text = mail ? `mailto:${value}` : value;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && schemes.includes(url.protocol)) return url;
  const mailToo = schemes.includes("mailto:") ? " or an e-mail address" : "";
  throw new Error(`${name}="${value}": expected an https address${mailToo}`);
}

/** Reads `SITE_ISSUES`, `SITE_EDIT`, `SITE_CONTACT` and `SITE_AUTHORS`. Throws where an address is none. */
export function readContact(env: NodeJS.ProcessEnv = process.env): Contact {
  return {
    issues: address(env, "SITE_ISSUES", ["https:"]),
    edit: address(env, "SITE_EDIT", ["https:"]),
    direct: address(env, "SITE_CONTACT", ["https:", "mailto:"]),
    authors: given(env, "SITE_AUTHORS"),
  };
}
