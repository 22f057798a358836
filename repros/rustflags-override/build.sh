#!/bin/sh
# Builds a program with Cargo, whose configuration asks for target-cpu=x86-64-v2.
#
# CARGO, RUSTC, CC   the tools
# CONFIG    a file of configs/: where the configuration says so
# CALL      a file of cargo-calls/: how Cargo is called
# SOURCE    a file of sources/
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CARGO:=cargo}" "${RUSTC:=rustc}" "${CC:=cc}"
: "${CONFIG:=build}" "${CALL:=rustflags}" "${SOURCE:=quiet}"
here=$(cd "$(dirname "$0")" && pwd)
export CARGO RUSTC CARGO_HOME="$OUT/cargo-home" CARGO_TERM_COLOR=never CARGO_NET_OFFLINE=true
export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER="$CC"
rm -rf "$OUT/app"
mkdir -p "$OUT/app/src" "$OUT/app/.cargo"
cp "$here/sources/$SOURCE.rs" "$OUT/app/src/main.rs"
cp "$here/configs/$CONFIG.toml" "$OUT/app/.cargo/config.toml"
cd "$OUT/app"
cat >Cargo.toml <<'MANIFEST'
[package]
name = "app"
version = "0.1.0"
edition = "2024"
MANIFEST
. "$here/cargo-calls/$CALL.sh"
