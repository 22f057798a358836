import { expect, test } from "vitest";
import { readContact } from "../../src/site/contact.ts";

test("addresses come from the build's environment; none is made up", () => {
  expect(readContact({ SITE_ISSUES: " " })).toEqual({
    issues: undefined,
    edit: undefined,
    direct: undefined,
    authors: undefined,
  });
  const { issues, direct, authors } = readContact({
    SITE_ISSUES: "https://host.example/a/b/issues",
    SITE_CONTACT: "pages@host.example",
    SITE_AUTHORS: "A. Person",
  });
  expect([issues?.href, direct?.href, authors]).toEqual([
    "https://host.example/a/b/issues",
    "mailto:pages@host.example",
    "A. Person",
  ]);
});

test("what is no address ends the build with the variable's name", () => {
  expect(() => readContact({ SITE_ISSUES: "host.example" })).toThrow(
    'SITE_ISSUES="host.example": expected an https address',
  );
  expect(() => readContact({ SITE_CONTACT: "javascript:alert(1)" })).toThrow(
    "expected an https address or an e-mail address",
  );
});
