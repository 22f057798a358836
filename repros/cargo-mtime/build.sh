#!/bin/sh
# Does what a Dockerfile does that builds its dependencies first: builds a stub, copies the sources over it with their times,
# as COPY does, and builds again.
#
# CARGO, RUSTC, CC   the tools
# AGAIN     a file of again/: what is done after COPY
# COPY      "keep" the times of the files, or give them "new" ones
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CARGO:=cargo}" "${RUSTC:=rustc}" "${CC:=cc}"
: "${AGAIN:=plain}" "${COPY:=keep}"
here=$(cd "$(dirname "$0")" && pwd)
export CARGO RUSTC CARGO_HOME="$OUT/cargo-home" CARGO_TERM_COLOR=never CARGO_NET_OFFLINE=true
rm -rf "$OUT/app"
mkdir -p "$OUT/app/src" "$OUT/app/.cargo"
cd "$OUT/app"
cat >.cargo/config.toml <<CONFIG
[target.x86_64-unknown-linux-gnu]
linker = "$CC"
rustflags = ["-Ctarget-cpu=x86-64"]
CONFIG
cp "$here/context/Cargo.toml" .
echo 'fn main() { println!("Hello, world!"); }' >src/main.rs # RUN cargo init
"$CARGO" build --release                                     # RUN cargo build --release
case $COPY in
keep) cp -p "$here/context/src/main.rs" src/main.rs ;; # COPY src src
new) cp "$here/context/src/main.rs" src/main.rs ;;
esac
. "$here/again/$AGAIN.sh" 2>"$OUT/second" || { # RUN cargo build --release
  cat "$OUT/second" >&2
  exit 1
}
