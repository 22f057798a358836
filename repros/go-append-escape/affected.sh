#!/bin/sh
# Was a program compiled by a Go that can put append's array on the stack although something points into it?
#
#   sh affected.sh PROGRAM…      GO: the go command, any release
#
# It sees the release and the switch, not the code: `affected` means that code of this shape would be miscompiled.
# Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
: "${GO:=go}"
answer() { # STATUS WORDS
  echo "$2"
  exit "$1"
}
[ "$#" -gt 0 ] || answer 2 "cannot tell"
status=0
for path in "$@"; do
  if ! said=$("$GO" version -m "$path" 2>/dev/null) || [ -z "$said" ]; then
    echo "$path is no program that go version can read"
    answer 2 "cannot tell"
  fi
  release=$(printf '%s\n' "$said" | sed -n '1s/.*: go\([0-9][0-9.]*\).*/\1/p')
  case $release in
  1.26 | 1.26.[0-8] | 1.27 | 1.27.[01]) ;;
  "" | *.)
    echo "$path: go version does not name a release"
    answer 2 "cannot tell"
    ;;
  *)
    echo "$path: Go $release does not have the fault"
    continue
    ;;
  esac
  case $said in
  *-gcflags=all=*variablemakehash=n*)
    echo "$path: Go $release, with the optimisation switched off"
    continue
    ;;
  esac
  echo "$path: Go $release has the fault"
  status=1
done
[ "$status" = 0 ] || answer 1 "affected"
answer 0 "not affected"
