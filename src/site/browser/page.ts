import { copyOnClick } from "./copy.ts";
import { focusOnSlash } from "./slash.ts";
import { markStale } from "./stale.ts";
import { wakeBox } from "./wake.ts";
import { makeTabs } from "./tabs.ts";

copyOnClick();
focusOnSlash();
markStale();
wakeBox();
makeTabs();
