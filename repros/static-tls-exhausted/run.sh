#!/bin/sh
# Opens the plug-ins in the order of OPEN; the exit status is the host's own.
#
# OPEN   names of plug-ins, without .so
# START  plain, tunable or preload: how the host is started
# COMPILER  as for build.sh
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote into}"
: "${OPEN:=reverb}" "${START:=plain}"
set --
for name in $OPEN; do set -- "$@" "./$name.so"; done
case $START in
tunable)
  # misbuilt:region tunable
  export GLIBC_TUNABLES=glibc.rtld.optional_static_tls=8192
  # misbuilt:endregion tunable
  ;;
preload)
  # misbuilt:region preload
  export LD_PRELOAD=./reverb.so
  # misbuilt:endregion preload
  ;;
esac
# A program for aarch64 runs in an emulator, with the C library of the cross compiler.
if [ "${COMPILER:-cc}" = aarch64 ]; then
  exec "${QEMU_AARCH64:-qemu-aarch64}" -L /usr/aarch64-linux-gnu ./host "$@"
fi
# GCC_START starts a program with the C library that it was linked for.
exec ${GCC_START:+"$GCC_START"} ./host "$@"
