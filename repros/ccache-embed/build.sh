#!/bin/sh
# Copies the source to $OUT/source, and compiles it there for the first time, through ccache.
#
# CCACHE  the cache; CLANG the compiler that it calls
# FORM    embed, embed-disable, has-include, has-include-disable or incbin: the source of that name
# SETTINGS  plain, no-direct, extra-files or depend: the file of that name with .sh
set -eu
: "${OUT:?set OUT to a folder to write into}" "${CCACHE:=ccache}" "${CLANG:=clang}" "${FORM:=embed}" "${SETTINGS:=plain}"
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$OUT/source" "$OUT/cache"
mkdir -p "$OUT/source"
cp "$here/$FORM.c" "$OUT/source/"
cd "$OUT/source"
printf old >data.txt
# ccache stores nothing of files that are as new as its call.
touch -d "1 minute ago" "$FORM.c" data.txt
. "$here/$SETTINGS.sh"
export CCACHE_DIR="$OUT/cache" CCACHE_CONFIGPATH="$OUT/no-settings" CCACHE_LOGFILE="$OUT/first.log"
: >"$OUT/first.log"
"$CCACHE" "$CLANG" -march=x86-64 -Wno-c23-extensions -MD -c "$FORM.c" -o program.o
