#!/bin/sh
# Builds one program of bugs/ with Cargo. By hand:
#
#   OUT=/tmp/x SOURCE=bugs/ok-for-err.rs sh build.sh && OUT=/tmp/x sh run.sh
#
# CARGO, RUSTC, CC   the tools; with rustup, RUSTC=$(rustup which --toolchain 1.92.0 rustc)
# SOURCE    a program of bugs/ or fixes/
# PROFILE   a file of profiles/: the optimisation level
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CARGO:=cargo}" "${RUSTC:=rustc}" "${CC:=cc}"
: "${SOURCE:=bugs/ok-for-err.rs}" "${PROFILE:=opt-level-3}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT/src"
cp "$here/profiles/$PROFILE.toml" "$OUT/Cargo.toml"
cp "$here/$SOURCE" "$OUT/src/main.rs"
export RUSTC CARGO_HOME="$OUT/cargo-home" RUSTFLAGS="-Ctarget-cpu=x86-64 -Clinker=$CC"
cd "$OUT"
"$CARGO" build --quiet --color never --offline --release --target-dir target
cp target/release/program program
