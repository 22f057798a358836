#!/bin/sh
# Builds the Rust static library and links it into several layouts of the same program: $OUT/program0, $OUT/program1, …
#
#   LIBRARY        checked, checked-second: which static library
#   PROFILE        a file of profiles/ instead of the profile in Cargo.toml
#   OPT_LEVEL      overrides the profile, and
#   CODEGEN_UNITS  does as well
#   OUTLINER       "never" switches LLVM's machine outliner off
#   DRIVER         cargo, or rustc for compilers that have no Cargo beside them
#   PROGRAM        main (main.zig, an ordinary Zig program), root (main.c and an empty root.zig, without what is not used)
#   LINKER         default, no-lld, llvm-lld: zig build-exe with no linker flag, -fno-lld, -fllvm -flld;
#                  build-default, build-lld: `zig build` with the build.zig of that folder, and main.zig;
#                  gnu, rust-lld: that linker through cc, with main.c
#   PADDINGS       the layouts: how many 4-byte constants are added. Each moves a constant that lost its alignment by 4
#                  bytes, so eight of them put it at every place modulo 32. Of any two neighbours at most one is aligned
#   CPU            what Zig compiles for, so that no machine's own CPU decides the layout
set -eu
OUT=${OUT:-out} CC=${CC:-cc} ZIG=${ZIG:-zig} CARGO=${CARGO:-cargo} RUSTC=${RUSTC:-rustc}
LIBRARY=${LIBRARY:-checked} LINKER=${LINKER:-default} DRIVER=${DRIVER:-cargo} PROGRAM=${PROGRAM:-main}
PADDINGS=${PADDINGS:-0 1 2 3 4 5 6 7} CPU=${CPU:-x86_64_v3}
mkdir -p "$OUT"
here=$(pwd)
OUT=$(cd "$OUT" && pwd)

# Cargo writes beside its workspace, and everything here is to be written below $OUT.
workspace=$OUT/workspace
rm -rf "$workspace"
mkdir -p "$workspace"
cp -R .cargo Cargo.toml Cargo.lock mixer checked checked-second "$workspace"
chmod -R u+w "$workspace"
if [ -n "${PROFILE:-}" ]; then
  sed '/^# The profile of the report/,$d' Cargo.toml >"$workspace/Cargo.toml"
  cat "profiles/$PROFILE.toml" >>"$workspace/Cargo.toml"
fi

crate=$(echo "$LIBRARY" | tr - _)
case $DRIVER in
cargo)
  export RUSTC CARGO_HOME="$OUT/cargo-home"
  [ -z "${OPT_LEVEL:-}" ] || export CARGO_PROFILE_RELEASE_OPT_LEVEL="$OPT_LEVEL"
  [ -z "${CODEGEN_UNITS:-}" ] || export CARGO_PROFILE_RELEASE_CODEGEN_UNITS="$CODEGEN_UNITS"
  [ "${OUTLINER:-}" != never ] ||
    export RUSTFLAGS="-Ctarget-cpu=x86-64-v3 -Cllvm-args=-enable-machine-outliner=never"
  (cd "$workspace" && "$CARGO" build -v --color never --frozen --release --package "$LIBRARY" --target-dir "$OUT/target") \
    >"$OUT/commands" 2>&1 || {
    cat "$OUT/commands" >&2
    exit 1
  }
  archive=$OUT/target/release/lib$crate.a
  ;;
rustc)
  set -- --edition 2021 -Copt-level="${OPT_LEVEL:-z}" -Ccodegen-units="${CODEGEN_UNITS:-1}" -Ctarget-cpu=x86-64-v3
  archive=$OUT/lib$crate.a
  set -x
  {
    "$RUSTC" --crate-name mixer "$@" --crate-type rlib --out-dir "$OUT" mixer/src/lib.rs
    "$RUSTC" --crate-name "$crate" "$@" --crate-type staticlib --out-dir "$OUT" \
      --extern mixer="$OUT/libmixer.rlib" "$LIBRARY/src/lib.rs"
  } 2>"$OUT/commands" || {
    cat "$OUT/commands" >&2
    exit 1
  }
  set +x
  ;;
esac

# What rustc really got for each crate, whatever the profile's name says.
awk '{
  crate = ""
  got = " opt-level=0"
  for (i = 1; i < NF; i++) if ($i == "--crate-name") crate = $(i + 1)
  if (crate == "") next
  for (i = 1; i <= NF; i++) {
    flag = $i
    gsub(/^-C|`$/, "", flag)
    if (flag ~ /^opt-level=/) got = " " flag
    if (flag ~ /^(codegen-units=|lto|llvm-args=)/) rest = rest " " flag
  }
  printf "%s%s:%s%s", separator, crate, got, rest
  separator = "; "
  rest = ""
} END { print "" }' "$OUT/commands" >"$OUT/got"
if [ -n "${OPT_LEVEL:-}" ]; then
  asked="opt-level=$OPT_LEVEL codegen-units=$CODEGEN_UNITS"
  [ "$(cat "$OUT/got")" = "mixer: $asked; $crate: $asked" ] || {
    echo "asked for $asked, and rustc got $(cat "$OUT/got")" >&2
    exit 96
  }
fi

# The copies of the constant in the order in which a linker meets them, for $OUT/facts.json.
readelf -SW "$archive" | awk '
  /^File: / { crate = $0; sub(/.*\(/, "", crate); sub(/[-.].*/, "", crate) }
  / \.rodata\.cst32 / && crate ~ /^(checked|checked_second|mixer)$/ {
    printf "%s{\"crate\":\"%s\",\"alignment\":%d}", separator, crate, $NF
    separator = ","
  }' >"$OUT/copies"

# Most of an archive is debug information, and most of a link is reading it.
objcopy --strip-debug "$archive" "$OUT/library.a"

# What Zig compiles for itself (compiler-rt, libunwind) is the same in every cell: start from the prepared copy.
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
if [ -n "${PREPARED:-}" ] && [ ! -d "$OUT/zig-cache" ]; then
  cp -R "$PREPARED/zig-cache" "$OUT/zig-cache"
  chmod -R u+w "$OUT/zig-cache"
fi

zig_link() { # zig_link NAME FLAG… PAD
  name=$1
  shift
  case $PROGRAM in
  main) set -- main.zig "$@" ;;
  root) set -- root.zig "$OUT/main.o" "$@" --gc-sections ;;
  esac
  case $("$ZIG" version) in
  0.12.* | 0.13.*) ;;
  *) set -- "$@" -fno-ubsan-rt ;; # Zig 0.14 compiles it anew for each link, and nothing here calls it
  esac
  "$ZIG" build-exe "$@" "$OUT/library.a" -lc -lunwind -mcpu="$CPU" --name "$name" -femit-bin="$OUT/$name"
  rm -f "$OUT/$name.o" # LLVM's object stays behind
}

link() { # link NAME PAD
  case $LINKER in
  default) zig_link "$1" "$2" ;;
  no-lld) zig_link "$1" -fno-lld "$2" ;;
  llvm-lld) zig_link "$1" -fllvm -flld "$2" ;;
  build-default | build-lld)
    "$ZIG" build --build-file "$here/$LINKER/build.zig" --prefix "$OUT" -Dname="$1" -Dobject="$2" -Darchive="$OUT/library.a"
    mv "$OUT/bin/$1" "$OUT/$1"
    ;;
  # gcc looks for the linker by name: ld.bfd and ld.lld below -B.
  gnu)
    ln -sf "$(command -v "${LD:-ld.bfd}")" "$OUT/ld.bfd"
    "$CC" -B"$OUT" -fuse-ld=bfd -Wl,--gc-sections "$OUT/main.o" "$2" "$OUT/library.a" -lm -lpthread -ldl -o "$OUT/$1"
    ;;
  rust-lld)
    ln -sf "$(command -v "${RUST_LLD:-rust-lld}")" "$OUT/ld.lld"
    "$CC" -B"$OUT" -fuse-ld=lld -Wl,--gc-sections "$OUT/main.o" "$2" "$OUT/library.a" -lm -lpthread -ldl -o "$OUT/$1"
    ;;
  esac
}

"$CC" -O1 -march=x86-64 fault.c -o "$OUT/fault"
"$CC" -c -O1 -march=x86-64 main.c -o "$OUT/main.o"
for padding in $PADDINGS; do
  "$CC" -c -DPADDING="$padding" pad.S -o "$OUT/pad$padding.o"
  link "program$padding" "$OUT/pad$padding.o"
done
