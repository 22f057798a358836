#!/bin/sh
# Is patch-std.sh careful? Prints what it did, and `broken` where it was not.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${ZIG:=zig}"
here=$(cd "$(dirname "$0")" && pwd)
lib=$("$ZIG" env | sed -n 's/^ *[".]*lib_dir"*[ :=]*"\(.*\)",*$/\1/p')

digest() { # FOLDER: of every file's name and content
  (cd "$1" && find . -type f | LC_ALL=C sort | xargs cksum | cksum)
}
say() { # WORDS COMMAND…
  words=$1
  shift
  if "$@"; then echo "$words"; else
    echo "broken: not $words"
    status=1
  fi
}
status=0

before=$(digest "$lib/std")
sh "$here/patch-std.sh" "$OUT/copy" thread-start join-race
say "the copy is patched" grep -q 'call wasi_thread_body' "$OUT/copy/std/Thread.zig"
say "the original is as it was" test "$(digest "$lib/std")" = "$before"

refuses() { ! sh "$here/patch-std.sh" "$@" 2>>"$OUT/refusals"; }
say "an existing folder is refused" refuses "$OUT/copy" join-race
say "an unknown patch is refused" refuses "$OUT/unknown" no-such-patch
say "the same patch twice is refused" refuses "$OUT/twice" join-race join-race

cat >"$OUT/other-zig" <<'END'
#!/bin/sh
echo 0.99.0
END
chmod +x "$OUT/other-zig"
say "another version of Zig is refused" env ZIG="$OUT/other-zig" sh -c '! sh "$0" "$OUT/other" join-race 2>/dev/null' "$here/patch-std.sh"
test "$status" = 0 && echo "sound in every respect"
exit "$status"
