#!/bin/sh
# Does your swc minify these programs into something else?
#
#   sh affected.sh [PROGRAM.js…] [OPTIONS.json]      without a program: those of bugs/
#
# Run it where @swc/core is in node_modules, or set SWC to it. OPTIONS.json holds the options that you minify with, such as
# {"compress": {"conditionals": false}}. A program of your own must end by itself and print what it did.
# Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
: "${NODE:=node}"
here=$(cd "$(dirname "$0")" && pwd)
answer() { # STATUS WORDS
  rm -rf "$work"
  echo "$2"
  exit "$1"
}
work=$(mktemp -d) || exit 2
options= programs=0 status=0
for path in "$@"; do
  case $path in
  *.json) options=$path ;;
  *) programs=$((programs + 1)) ;;
  esac
done
[ "$programs" -gt 0 ] || set -- "$here"/bugs/*.js
for path in "$@"; do
  case $path in *.json) continue ;; esac
  if ! "$NODE" "$here/minify.mjs" "$path" "$work/minified.js" $options 2>"$work/log"; then
    sed -n '/^[A-Za-z]*Error/p' "$work/log" | head -n 1
    echo "${path##*/}: swc does not minify it here"
    answer 2 "cannot tell"
  fi
  echo "${path##*/}"
  "$NODE" "$here/compare.mjs" "$path" "$work/minified.js" || status=1
done
[ "$status" = 0 ] || answer 1 "affected"
answer 0 "not affected"
