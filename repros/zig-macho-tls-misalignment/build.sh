#!/bin/sh
# Links one case twelve times into $OUT, with __DATA,__data longer by 0 to 11 words, and
# checks that these layouts sweep what the hazard depends on. By hand:
#
#   OUT=/tmp/x ZIG=zig NEIGHBOUR=c sh build.sh && OUT=/tmp/x sh run.sh
#
# NEIGHBOUR     rust, c or none: what the victim is linked with
# VICTIM        victim.cpp, or another source of it; VICTIM_FROM=archive makes it a static library
# PAD           pad.cpp, or another source of a pad; PAD_FROM=archive makes it a static library
# COMPILE_FLAG  one more flag for the victim
# LINKER        zig, ld64.lld or rust-lld
# IGNORED_FLAG, ANOTHER_LINKER   e.g. -fuse-ld and a linker, given to zig cc at the link
# ARCH          x86_64 or aarch64 (by layout alone)
#
# Exit 3: the layouts do not sweep, or the mechanism does not explain one of them.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}" "${ARCH:=x86_64}"
: "${NEIGHBOUR:=c}" "${VICTIM:=victim.cpp}" "${VICTIM_FROM:=object}" "${PAD:=}" "${PAD_FROM:=object}"
: "${COMPILE_FLAG:=}" "${LINKER:=zig}" "${IGNORED_FLAG:=}" "${ANOTHER_LINKER:=}"
here=$(cd "$(dirname "$0")" && pwd)
. "$here/compile.sh"

if [ ! -d "${PREPARED:-/nonexistent}/$ARCH" ]; then
  if [ "$NEIGHBOUR" = rust ]; then export RUSTC="${RUSTC:-rustc}"; fi
  mkdir -p "$OUT/prepared"
  OUT="$OUT/prepared" ARCH="$ARCH" sh "$here/prepare.sh"
  PREPARED="$OUT/prepared"
fi
# Zig writes to its cache even when all it needs is there.
cp -R "$PREPARED/zig-cache" "$OUT/zig-cache"
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
cp "$PREPARED/mload" "$OUT/mload"
mload="$OUT/mload" objects="$PREPARED/$ARCH"

fail() {
  echo "build.sh: $*" >&2
  exit 3
}

placed() { # object|archive OBJECT; prints what to link
  if [ "$1" = object ]; then echo "$2" && return; fi
  "$ZIG" ar rcs "${2%.o}.a" "$2"
  echo "${2%.o}.a"
}

link() { # IMAGE OBJECT…
  image=$1
  shift
  case $LINKER in
  zig) zig_link ${IGNORED_FLAG:+"$IGNORED_FLAG=$ANOTHER_LINKER"} "$@" -o "$image" ;;
  ld64.lld) lld "${LD64_LLD:-ld64.lld}" "$@" -o "$image" ;;
  rust-lld) lld "${RUST_LLD:-rust-lld}" -flavor darwin "$@" -o "$image" ;;
  esac
}

lld() { # LINKER ARGUMENT…
  "$@" -arch x86_64 -platform_version macos 13.0 13.0 -dead_strip -L "$here" -lSystem
}

victim="$objects/victim.o"
if [ "$VICTIM$COMPILE_FLAG" != victim.cpp ]; then
  compile "$here/$VICTIM" "$OUT/victim.o" ${COMPILE_FLAG:+"$COMPILE_FLAG"}
  victim=$(placed "$VICTIM_FROM" "$OUT/victim.o")
fi
neighbour="$objects/neighbour-$NEIGHBOUR.o" pad=
if [ "$NEIGHBOUR" = rust ]; then neighbour="$objects/neighbour-rust.a"; fi
case $PAD in
'') ;;
*.rs) # Pasted into the Rust library, as a reader would.
  cat "$here/neighbour.rs" "$here/$PAD" >"$OUT/neighbour.rs"
  neighbour="$OUT/neighbour-rust.a"
  compile "$OUT/neighbour.rs" "$neighbour"
  ;;
*)
  compile "$here/$PAD" "$OUT/pad.o"
  pad=$(placed "$PAD_FROM" "$OUT/pad.o")
  ;;
esac

mkdir "$OUT/app" "$OUT/without-fix"
ends_at_0=0 misaligned=0 without_fix=0 moved=0 same=0 chosen=0 templates=
for n in 11 10 9 8 7 6 5 4 3 2 1 0; do
  app=$OUT/app/image-$n plain=$OUT/without-fix/image-$n
  cp "$objects/without-fix/image-$n" "$plain"
  link "$app" "$objects/main.o" "$victim" $pad "$neighbour" "$objects/shift-$n.o"
  places=$("$mload" --template "$app")
  template=${places% *}
  templates="$template${templates:+,}$templates"
  if [ "${places#* }" = 0 ]; then ends_at_0=$((ends_at_0 + 1)); elif [ "$misaligned" = 0 ]; then chosen=$n; fi
  if "$mload" --layout "$app" >"$OUT/layout-$n.json"; then aligned=yes; else aligned=no; fi
  case $aligned-$template in
  no-8) misaligned=$((misaligned + 1)) && chosen=$n ;;
  yes-0 | yes-8) ;;
  *) fail "image $n: template at 16n+$template, aligned: $aligned; the mechanism does not explain that" ;;
  esac
  if ! "$mload" --layout "$plain" >/dev/null; then without_fix=$((without_fix + 1)); fi
  if [ "$template" != "$("$mload" --template "$plain" | cut -d' ' -f1)" ]; then moved=$((moved + 1)); fi
  if cmp -s "$app" "$plain"; then same=$((same + 1)); fi
done

[ "$ends_at_0" -gt 0 ] && [ "$ends_at_0" -lt 12 ] ||
  fail "no sweep: what precedes the template ends at 16n+0 in $ends_at_0 of 12 images; expected some, not all"
{
  echo "12 images, __DATA,__data longer by 0 to 11 words"
  echo "what precedes the template ends at 16n+0 in $ends_at_0 images, at 16n+8 in $((12 - ends_at_0))"
  if [ -n "$IGNORED_FLAG" ] && [ "$same" = 12 ]; then echo "each is byte for byte the image without a fix"; fi
  if [ "$misaligned" -gt 0 ] && [ "$moved" = 12 ]; then echo "each template has moved by 8 modulo 16 against the image without a fix"; fi
} >"$OUT/swept"

# The image that is run last and drawn: the first that is misaligned, or else the first that would be without the fix.
echo "$chosen" >"$OUT/chosen"
printf '{"tls":{"linker":"%s",%s,"images":12,"misaligned":%d,"withoutFix":%d,"templates":[%s]}\n' \
  "$LINKER" "$(cut -c2- "$OUT/layout-$chosen.json")" "$misaligned" "$without_fix" "$templates" >"$OUT/facts.json"
rm -rf "$OUT/zig-cache"
