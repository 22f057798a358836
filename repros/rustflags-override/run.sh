#!/bin/sh
# Says what the configuration asks for, what Cargo gave to rustc, and what the program was compiled for.
set -eu
cd "${OUT:?set OUT to the folder that build.sh built into}/app"
if grep -q 'target-cpu=x86-64-v2' .cargo/config.toml; then echo "asked for: target-cpu=x86-64-v2"; fi
given=$(sed -n 's/.*"rustflags":\[\([^]]*\)\].*/\1/p' target/release/.fingerprint/app-*/bin-app.json | tr -d '"' | tr ',' ' ')
echo "rustc got: ${given:-nothing}"
exec target/release/app
