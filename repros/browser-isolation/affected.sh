#!/bin/sh
# Do these response headers isolate a page, so that it gets SharedArrayBuffer?
#
#   curl -sI https://your.page/ >response && sh affected.sh response
#
# Give it the response of the HTML itself. Prints what it found, then `affected` (not isolated), `not affected` or
# `cannot tell`; exit status 1, 0 or 2. It does not see whether the page is in a frame, or its address insecure.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh RESPONSE…" >&2
  exit 2
}

# The value of header $1 in the last response of file $2, in small letters; of a policy without its parameters.
header() {
  tr -d '\r' <"$2" | tr 'A-Z' 'a-z' | awk -v name="$1" '
    /^http\// { value = "" }
    index($0, name ":") == 1 { value = substr($0, length(name) + 2); sub(/;.*/, "", value); gsub(/[ \t]/, "", value) }
    END { print value }'
}

worst=0
for file in "$@"; do
  if ! grep -qi '^http/' "$file"; then
    echo "$file: no HTTP response"
    answer=2
  else
    opener=$(header cross-origin-opener-policy "$file")
    embedder=$(header cross-origin-embedder-policy "$file")
    document=$(header document-isolation-policy "$file")
    echo "$file: opener policy ${opener:-(none)}, embedder policy ${embedder:-(none)}"
    case $opener,$embedder in
    same-origin,require-corp | same-origin,credentialless) answer=0 ;;
    *) answer=1 ;;
    esac
    if [ -n "$document" ]; then
      echo "$file: Document-Isolation-Policy, which newer Chromium takes instead"
      [ "$answer" -eq 0 ] || answer=2
    fi
  fi
  case $worst,$answer in
  1,* | *,0) ;;
  *) worst=$answer ;;
  esac
done
case $worst in
0) echo "not affected" ;;
1) echo "affected" ;;
*) echo "cannot tell" ;;
esac
exit "$worst"
