#!/bin/sh
# Builds the Rust static library and links it into two layouts of the same program: $OUT/program0 and $OUT/program1.
# They differ by one 4-byte constant. Of two addresses that differ by 4 at most one is a multiple of 32, so a constant
# whose alignment was lost is misaligned in one of them at least: luck is excluded.
#
#   LIBRARY        checked, checked-second: which static library
#   PROFILE        a file of profiles/ instead of the profile in Cargo.toml
#   OPT_LEVEL      overrides the profile, and
#   CODEGEN_UNITS  does as well
#   OUTLINER       "never" switches LLVM's machine outliner off
#   DRIVER         cargo, or rustc for compilers that have no Cargo beside them
#   LINKER         default, no-lld, llvm-lld: zig build-exe with no linker flag, -fno-lld, -fllvm -flld;
#                  build-default, build-lld: `zig build` with the build.zig of that folder;
#                  gnu, rust-lld: that linker through cc, with main.c
set -eu
OUT=${OUT:-out} CC=${CC:-cc} ZIG=${ZIG:-zig} CARGO=${CARGO:-cargo} RUSTC=${RUSTC:-rustc}
LIBRARY=${LIBRARY:-checked} LINKER=${LINKER:-default} DRIVER=${DRIVER:-cargo}
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

case $DRIVER in
cargo)
  export RUSTC CARGO_HOME="$OUT/cargo-home"
  [ -z "${OPT_LEVEL:-}" ] || export CARGO_PROFILE_RELEASE_OPT_LEVEL="$OPT_LEVEL"
  [ -z "${CODEGEN_UNITS:-}" ] || export CARGO_PROFILE_RELEASE_CODEGEN_UNITS="$CODEGEN_UNITS"
  [ "${OUTLINER:-}" != never ] ||
    export RUSTFLAGS="-Ctarget-cpu=x86-64-v3 -Cllvm-args=-enable-machine-outliner=never"
  (cd "$workspace" && "$CARGO" build --quiet --frozen --release --package "$LIBRARY" --target-dir "$OUT/target")
  archive=$OUT/target/release/lib$(echo "$LIBRARY" | tr - _).a
  ;;
rustc)
  set -- --edition 2021 -Copt-level="${OPT_LEVEL:-z}" -Ccodegen-units="${CODEGEN_UNITS:-1}" -Ctarget-cpu=x86-64-v3
  "$RUSTC" "$@" --crate-type rlib --crate-name mixer --out-dir "$OUT" mixer/src/lib.rs
  "$RUSTC" "$@" --crate-type staticlib --crate-name checked --out-dir "$OUT" \
    --extern mixer="$OUT/libmixer.rlib" "$LIBRARY/src/lib.rs"
  archive=$OUT/libchecked.a
  ;;
esac

# The copies of the constant in the order in which a linker meets them, for $OUT/facts.json.
readelf -SW "$archive" | awk '
  /^File: / { crate = $0; sub(/.*\(/, "", crate); sub(/[-.].*/, "", crate) }
  / \.rodata\.cst32 / && crate ~ /^(checked|checked_second|mixer)$/ {
    printf "%s{\"crate\":\"%s\",\"alignment\":%d}", separator, crate, $NF
    separator = ","
  }' >"$OUT/copies"

# What Zig compiles for itself (compiler-rt, libunwind) is the same in every cell: start from the prepared copy.
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
if [ -n "${PREPARED:-}" ] && [ ! -d "$OUT/zig-cache" ]; then
  cp -R "$PREPARED/zig-cache" "$OUT/zig-cache"
  chmod -R u+w "$OUT/zig-cache"
fi

link() { # link NAME OBJECT ARCHIVE
  name=$1
  shift
  case $LINKER in
  default) "$ZIG" build-exe main.zig "$@" -lc -lunwind --name "$name" -femit-bin="$OUT/$name" ;;
  no-lld) "$ZIG" build-exe main.zig "$@" -lc -lunwind -fno-lld --name "$name" -femit-bin="$OUT/$name" ;;
  llvm-lld) "$ZIG" build-exe main.zig "$@" -lc -lunwind -fllvm -flld --name "$name" -femit-bin="$OUT/$name" ;;
  build-default | build-lld)
    "$ZIG" build --build-file "$here/$LINKER/build.zig" --prefix "$OUT" -Dname="$name" -Dobject="$1" -Darchive="$2"
    mv "$OUT/bin/$name" "$OUT/$name"
    ;;
  # gcc looks for the linker by name: ld.bfd and ld.lld below -B.
  gnu)
    ln -sf "$(command -v "${LD:-ld.bfd}")" "$OUT/ld.bfd"
    "$CC" -B"$OUT" -fuse-ld=bfd main.c "$@" -lm -lpthread -ldl -o "$OUT/$name"
    ;;
  rust-lld)
    ln -sf "$(command -v "${RUST_LLD:-rust-lld}")" "$OUT/ld.lld"
    "$CC" -B"$OUT" -fuse-ld=lld main.c "$@" -lm -lpthread -ldl -o "$OUT/$name"
    ;;
  esac
}

for padding in 0 1; do
  "$CC" -c -DPADDING="$padding" pad.S -o "$OUT/pad$padding.o"
  link "program$padding" "$OUT/pad$padding.o" "$archive"
done
