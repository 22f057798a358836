#!/bin/sh
# Links one case twelve times into $OUT, with __DATA,__data longer by 0 to 11 words, and
# checks that the hazard's precondition holds. By hand:
#
#   OUT=/tmp/x ZIG=zig NEIGHBOUR=c sh build.sh && OUT=/tmp/x sh run.sh
#
# NEIGHBOUR  rust, c or none: what the victim is linked with
# VICTIM     native, plain, pthread-key or mutex: where its object lives
# FIX        pad, pad-without-used, pad-zero, pad-in-archive or emulated-tls
# LINKER     zig, ld64.lld or rust-lld
# IGNORED_FLAG, ANOTHER_LINKER   e.g. -fuse-ld and a linker, given to zig cc at the link
# ARCH       x86_64 or aarch64 (by layout alone)
#
# Exit 3: the precondition does not hold, so the case would show nothing.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}" "${ARCH:=x86_64}"
: "${NEIGHBOUR:=c}" "${VICTIM:=native}" "${FIX:=}" "${LINKER:=zig}" "${IGNORED_FLAG:=}" "${SKEW:=0}"
here=$(cd "$(dirname "$0")" && pwd)
shifts="0 1 2 3 4 5 6 7 8 9 10 11"
target="-target $ARCH-macos.13.0 -O2"

if [ ! -d "${PREPARED:-/nonexistent}/$ARCH" ]; then
  if [ "$NEIGHBOUR" = rust ]; then export RUSTC="${RUSTC:-rustc}"; fi
  mkdir -p "$OUT/prepared"
  OUT="$OUT/prepared" ARCH="$ARCH" sh "$here/prepare.sh"
  PREPARED="$OUT/prepared"
fi
# Zig writes to its cache even when all it needs is there.
cp -R "$PREPARED/zig-cache" "$OUT/zig-cache"
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
mload="$PREPARED/mload"
cp "$mload" "$OUT/mload"

fail() {
  echo "build.sh: $*" >&2
  exit 3
}

compile() { # SOURCE OBJECT [FLAG…]
  source=$1 object=$2
  shift 2
  "$ZIG" c++ $target -std=c++17 "$@" -c "$here/$source" -o "$OUT/$object"
}

link() { # IMAGE OBJECT…
  image=$1
  shift
  case $LINKER in
  zig) "$ZIG" cc $target ${IGNORED_FLAG:+"$IGNORED_FLAG=$ANOTHER_LINKER"} "$@" -o "$image" ;;
  ld64.lld) lld "${LD64_LLD:-ld64.lld}" "$@" -o "$image" ;;
  rust-lld) lld "${RUST_LLD:-rust-lld}" -flavor darwin "$@" -o "$image" ;;
  esac
}

lld() { # LINKER ARGUMENT…
  "$@" -arch x86_64 -platform_version macos 13.0 13.0 -dead_strip -L "$here" -lSystem
}

case $VICTIM in
native) source=victim.cpp ;;
*) source=victim-$VICTIM.cpp ;;
esac
case $FIX in
'') compile "$source" victim.o && extra= ;;
emulated-tls) compile "$source" victim.o -femulated-tls && extra= ;;
pad-in-archive)
  compile "$source" victim.o && compile pad.cpp pad.o
  "$ZIG" ar rcs "$OUT/libpad.a" "$OUT/pad.o"
  extra="$OUT/libpad.a"
  ;;
*) compile "$source" victim.o && compile "$FIX.cpp" pad.o && extra="$OUT/pad.o" ;;
esac

objects="$PREPARED/$ARCH"
neighbour="$objects/neighbour-$NEIGHBOUR.o"
if [ "$NEIGHBOUR" = rust ]; then neighbour="$objects/neighbour-rust.a"; fi

if [ "$FIX" = emulated-tls ]; then
  if link "$OUT/app" "$objects/main.o" "$OUT/victim.o" "$neighbour" 2>"$OUT/link.txt"; then
    fail "-femulated-tls linked; this case expects the link to be refused"
  fi
  cat "$OUT/link.txt" >&2
  grep -q '___emutls_get_address' "$OUT/link.txt" || fail "the link failed for another reason"
  echo "the link is refused: ___emutls_get_address is undefined"
  exit 1
fi

# What the case is about, and the plain hazard to hold it against: victim.cpp beside the C
# or Rust neighbour, linked by Zig, without any fix.
mkdir "$OUT/app" "$OUT/plain"
plain_victim="$OUT/victim.o"
if [ "$VICTIM$FIX" != native ]; then
  compile victim.cpp plain/victim.o
  plain_victim="$OUT/plain/victim.o"
fi
plain_neighbour=$neighbour
if [ "$NEIGHBOUR" = none ]; then plain_neighbour="$objects/neighbour-c.o"; fi
hazards=0 misaligned=0 moved=0 same=0 chosen= fallback= templates=
for n in $shifts; do
  app=$OUT/app/image-$n plain=$OUT/plain/image-$n
  link "$app" "$objects/main.o" "$objects/shift-$n.o" "$OUT/victim.o" $extra "$neighbour"
  (
    LINKER=zig IGNORED_FLAG=
    link "$plain" "$objects/main.o" "$objects/shift-$n.o" "$plain_victim" "$plain_neighbour"
  )
  template=$("$mload" --template "$app")
  templates="$templates${templates:+,}$template"
  if "$mload" --layout "$app" >"$OUT/layout-$n.json"; then aligned=yes; else aligned=no; fi
  case $aligned-$template in
  no-8) misaligned=$((misaligned + 1)) && : "${chosen:=$n}" ;;
  yes-0) ;;
  yes-8) case $VICTIM in native | plain) fail "image $n: template at 16n+8, yet every variable is aligned" ;; esac ;;
  *) fail "image $n: template at 16n+$template, aligned: $aligned; the mechanism does not explain that" ;;
  esac
  if ! "$mload" --layout "$plain" >/dev/null; then
    hazards=$((hazards + 1))
    : "${fallback:=$n}"
  fi
  if [ "$template" != "$("$mload" --template "$plain")" ]; then moved=$((moved + 1)); fi
  if cmp -s "$app" "$plain"; then same=$((same + 1)); fi
done

[ "$hazards" -gt 0 ] || fail "precondition: without a fix none of 12 images has its template at 16n+8"
if [ -n "$IGNORED_FLAG" ]; then
  [ "$same" = 12 ] || fail "$IGNORED_FLAG changed $((12 - same)) of 12 images; it is not ignored here"
  echo "with $IGNORED_FLAG each image is byte for byte the one without it" >"$OUT/note"
fi
if [ "$FIX" = pad-zero ]; then
  [ "$moved" = 12 ] || fail "the zero pad moved the template of $moved of 12 images; expected all"
  echo "each template that was at 16n+8 without the pad is at 16n+0 with it, and the other way round" >"$OUT/note"
fi

# The image that is shown: one that is misaligned, or else one that would be without the fix.
: "${chosen:=$fallback}"
echo "$chosen" >"$OUT/chosen"
printf '{"tls":{"linker":"%s",%s,"images":12,"misaligned":%d,"withoutFix":%d,"templates":[%s]}\n' \
  "$LINKER" "$(cut -c2- "$OUT/layout-$chosen.json")" "$misaligned" "$hazards" "$templates" >"$OUT/facts.json"
rm -rf "$OUT/zig-cache" "$OUT/plain"
