/** Bounded and anchored: each looks at no more than the first 160 characters from `start`. */
const prefixes: readonly RegExp[] = [
  // 2026-04-18T10:11:12.1234567Z, [2026-04-18 10:11:12,123], 2026/04/18 10:11:12, 10:11:12.123
  /^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t|:]{0,3}/,
  // Nov 21 10:00:00 host kernel:  and  host kernel: of a journal
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )[\w.-]{1,64} [\w.@/-]{1,48}(?:\[\d{1,8}\])?: /,
  // [  123.456789]  and  [Wed May  5 16:34:25 2021]
  /^(?:<\d{1,3}>)?\[ {0,8}\d{1,8}\.\d{1,6}\] ?/,
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] ?/,
  // [12345] and [pid 12345] of processes, [INFO] of build tools
  /^\[(?:pid {1,3})?\d{1,8}\] /,
  /^\[(?:stdout|stderr|error|err|out|info|warn|warning|debug|fatal)\]:? /i,
  // job<TAB>step<TAB>2026-…Z of `gh run view --log`
  /^[^\t]{1,60}\t[^\t]{1,60}\t(?=\d{4}-\d\d-\d\dT)/,
  // web-1  | of docker compose
  /^[\w.-]{1,40} {1,12}\| /,
  // > quoted, #12 3.456 of docker build
  /^>{1,4} ?/,
  /^#\d{1,4} \d{1,6}\.\d{1,4} /,
  // ##[error], ::error::
  /^##\[[a-z]{1,12}\]/,
  /^::[a-z]{1,12}(?: [^:]{0,80})?::/,
  // E0418 10:11:12.123456    4321 file.cc:12] of glog
  /^[EFIW]\d{4} \d\d:\d\d:\d\d\.\d{1,6} {1,8}\d{1,8} [\w.-]{1,60}:\d{1,6}\] /,
  // time="2026-…" level=error msg="
  /^time="[^"]{1,40}" level=[a-z]{1,10} msg="/,
];

/** What may follow another prefix only: elsewhere the same words may be the log’s own. */
const laterPrefixes: readonly RegExp[] = [
  // 01O and 00E+ of GitLab; stderr F of Kubernetes
  /^\d\d[OE][ +]/,
  /^std(?:out|err) [FP] /,
  // host service[123]:
  /^[\w.-]{1,64} [\w.@/-]{1,48}\[\d{1,8}\]: /,
  /^(?:- )?(?:ERROR|INFO|WARN|WARNING|DEBUG|FATAL|TRACE|CRITICAL|NOTICE)\b[ :-]{1,3}/,
];

/** The line without the prefixes of CI services, journals, kernels, containers and quotations. */
export function withoutPrefixes(line: string): string {
  let start = 0;
  for (let round = 0; round < 6; round++) {
    const next = afterPrefix(line, start);
    if (next === start) break;
    start = next;
  }
  return start === 0 ? line : line.slice(start);
}

function afterPrefix(line: string, start: number): number {
  const code = line.charCodeAt(start);
  // Letters, digits and the few marks with which a prefix can begin; most lines stop here.
  const digit = code >= 48 && code <= 57;
  const mark =
    code === 91 || code === 60 || code === 62 || code === 35 || code === 58;
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  const later = start > 0 && (letter || digit || code === 45);
  const word = start === 0 && letter && mayBePrefixed(line);
  if (!digit && !mark && !word && !later) return start;
  const head = line.slice(start, start + 160);
  for (const prefix of prefixes) {
    const found = prefix.exec(head);
    if (found !== null && found[0].length > 0) return start + found[0].length;
  }
  if (!later) return start;
  for (const prefix of laterPrefixes) {
    const found = prefix.exec(head);
    if (found !== null) return start + found[0].length;
  }
  return start;
}

/** Whether a line that begins with a word has the tab, bar or clock that a prefix ends with. */
function mayBePrefixed(line: string): boolean {
  for (let i = 3; i < line.length && i < 130; i++) {
    const code = line.charCodeAt(i);
    if (code === 9 || code === 124) return true;
    if (code === 58 && line.charCodeAt(i + 3) === 58) return true;
  }
  return false;
}
