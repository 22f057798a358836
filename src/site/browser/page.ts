import { copyOnClick } from "./copy.ts";
import { focusOnSlash } from "./slash.ts";
import { markStale } from "./stale.ts";

copyOnClick();
focusOnSlash();
markStale();
