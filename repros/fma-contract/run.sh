#!/bin/sh
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}"
if [ -n "${QEMU_AARCH64:-}" ]; then exec "$QEMU_AARCH64" "$OUT/program"; fi
exec "${GCC_START:-env}" "$OUT/program"
