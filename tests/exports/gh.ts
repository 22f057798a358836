/**
 * Stands in for gh, as a script: the service cannot be had here. It keeps issues as files in the folder `STORE`, and answers a
 * search for an id by their text.
 */
export const gh = `#!/bin/sh
set -eu
case "$1 $2" in
"issue list")
  id=\${6%% *}
  if grep -rqs -- "$id" "$STORE"; then echo 1; else echo 0; fi ;;
"issue create") { echo "title: $4"; echo "labels: $8"; cat; } > "$STORE/$(ls "$STORE" | wc -l).txt" ;;
"label create") ;;
*) echo "unexpected: $*" >&2; exit 64 ;;
esac
`;
