#!/bin/sh
# Links the two objects in several layouts: $OUT/program0, $OUT/program1, …
#
#   PROGRAM   main (main.zig, a Zig program), root (start.S and an empty root.zig), start (start.S alone)
#   LINKER    default, no-lld, lld, llvm-lld: Zig with no linker flag, -fno-lld, -flld, -fllvm -flld;
#             build-default, build-lld: `zig build` with the build.zig of that folder;
#             gnu, ld.lld, rust-lld: that linker, without Zig
#   OPTIMIZE  Zig's -O: Debug, ReleaseSafe, ReleaseFast
#   ORDER     low-first or high-first: which object stands first on the command line
#   BYTES     32 (AVX) or 16 (SSE): size and alignment of the constant
#   PADDINGS  the layouts: how many 4-byte constants stand before. Each moves a constant that lost its alignment by 4
#             bytes, so eight of them put it at every place modulo 32. Of any two neighbours at most one is aligned
#   SFRAME    1: start.o has a section .sframe as well
#   CPU       what Zig compiles for, so that no machine's own CPU decides the layout
set -eu
OUT=${OUT:-out} CC=${CC:-cc} ZIG=${ZIG:-zig}
PROGRAM=${PROGRAM:-main} LINKER=${LINKER:-default} OPTIMIZE=${OPTIMIZE:-Debug}
ORDER=${ORDER:-low-first} BYTES=${BYTES:-32} PADDINGS=${PADDINGS:-0 1 2 3 4 5 6 7} CPU=${CPU:-baseline}
mkdir -p "$OUT"
here=$(pwd)
OUT=$(cd "$OUT" && pwd)

# What Zig compiles for itself is the same in every cell: start from the prepared copy.
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
if [ -n "${PREPARED:-}" ] && [ ! -d "$OUT/zig-cache" ]; then
  cp -R "$PREPARED/zig-cache" "$OUT/zig-cache"
  chmod -R u+w "$OUT/zig-cache"
fi

# Precondition: equal bytes, mergeable, at different alignments. Without it nothing below would mean anything.
precondition() { # precondition LOW-OBJECT
  section=.rodata.cst$BYTES
  for object in "$1" "$OUT/high.o"; do
    readelf -SW "$object" | grep -F " $section " >"$object.section"
    objcopy -O binary --only-section="$section" "$object" "$object.bytes"
  done
  if ! grep -Eq ' AM +[0-9]+ +[0-9]+ +4$' "$1.section" ||
    ! grep -Eq " AM +[0-9]+ +[0-9]+ +$BYTES\$" "$OUT/high.o.section" ||
    ! cmp -s "$1.bytes" "$OUT/high.o.bytes" || [ ! -s "$OUT/high.o.bytes" ]; then
    echo "precondition failed: low.o and high.o must hold equal bytes in $section, aligned to 4 and to $BYTES" >&2
    cat "$1.section" "$OUT/high.o.section" >&2
    exit 99
  fi
}

link() { # link NAME OBJECT…
  name=$1
  shift
  case $LINKER in
  gnu) "${LD:-ld}" -o "$OUT/$name" "$OUT/start.o" "$@" ;;
  ld.lld) "${LD_LLD:-ld.lld}" -o "$OUT/$name" "$OUT/start.o" "$@" ;;
  rust-lld) "${RUST_LLD:-rust-lld}" -flavor gnu -o "$OUT/$name" "$OUT/start.o" "$@" ;;
  build-default | build-lld)
    "$ZIG" build --build-file "$here/${LINKER}/build.zig" --prefix "$OUT" \
      -Dname="$name" -Dfirst="$1" -Dsecond="$2"
    mv "$OUT/bin/$name" "$OUT/$name"
    ;;
  *)
    # Only a program in Zig calls compiler-rt.
    case $PROGRAM in
    main) set -- main.zig "$@" ;;
    root) set -- root.zig "$OUT/start.o" "$@" -fno-compiler-rt ;;
    start) set -- "$OUT/start.o" "$@" -fno-compiler-rt ;;
    esac
    case $LINKER in
    default) ;;
    no-lld) set -- "$@" -fno-lld ;;
    lld) set -- "$@" -flld ;;
    llvm-lld) set -- "$@" -fllvm -flld ;;
    esac
    case $("$ZIG" version) in
    0.12.* | 0.13.*) ;;
    *) set -- "$@" -fno-ubsan-rt ;; # Zig 0.14 compiles it anew for each link, and nothing here calls it
    esac
    "$ZIG" build-exe "$@" -mcpu="$CPU" -O"$OPTIMIZE" --name "$name" -femit-bin="$OUT/$name" || {
      code=$?
      echo "zig build-exe failed, exit $code" >&2
      exit "$code"
    }
    ;;
  esac
}

"$CC" -O1 fault.c -o "$OUT/fault"
"$CC" -c -DBYTES="$BYTES" high.S -o "$OUT/high.o"
"$CC" -c ${SFRAME:+-DSFRAME} start.S -o "$OUT/start.o"
for padding in $PADDINGS; do
  low=$OUT/low$padding.o
  "$CC" -c -DBYTES="$BYTES" -DPADDING="$padding" low.S -o "$low"
  precondition "$low"
  case $ORDER in
  low-first) link "program$padding" "$low" "$OUT/high.o" ;;
  high-first) link "program$padding" "$OUT/high.o" "$low" ;;
  esac
done
