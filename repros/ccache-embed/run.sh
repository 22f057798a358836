#!/bin/sh
# Changes what the source of $OUT/source embeds or looks for, compiles it as before, through ccache and without, and compares
# what both programs print. Exit 0: they print the same; 1: another thing; 3: the change has no effect even without ccache.
set -eu
: "${OUT:?set OUT to the folder that build.sh wrote to}" "${CCACHE:=ccache}" "${CLANG:=clang}" "${FORM:=embed}" "${SETTINGS:=plain}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT/source"
printf new >data.txt
echo '#define SETTING "new"' >settings.h
touch -d "1 minute ago" data.txt settings.h
. "$here/$SETTINGS.sh"
export CCACHE_DIR="$OUT/cache" CCACHE_CONFIGPATH="$OUT/no-settings" CCACHE_LOGFILE="$OUT/second.log"
: >"$OUT/second.log"
"$CCACHE" "$CLANG" -march=x86-64 -Wno-c23-extensions -MD -c "$FORM.c" -o program.o
"$CLANG" -march=x86-64 -Wno-c23-extensions -c "$FORM.c" -o alone.o
"$CLANG" program.o -o program
"$CLANG" alone.o -o alone
program=$(./program) alone=$(./alone)
[ "$alone" = new ] || {
  echo "even without ccache the program says $alone"
  exit 3
}
# What ccache did, in its own words.
if grep -q "Result: direct_cache_hit" "$OUT/second.log"; then did="took the object from its cache, in direct mode"; else did="called the compiler"; fi
echo "ccache $did: the program says $program, without ccache it says $alone"
[ "$program" = "$alone" ]
