#!/bin/sh
# Runs the host; its exit status is the host's own.
#
# INTO     library or program, as for build.sh
# TUNABLE  force: GLIBC_TUNABLES asks for an executable stack from the start
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote into}"
set -- ./answer.host
[ "${INTO:=library}" = program ] || set -- "$@" ./answer.so
if [ "${TUNABLE:-}" = force ]; then
  # misbuilt:region tunable
  export GLIBC_TUNABLES=glibc.rtld.execstack=2
  # misbuilt:endregion tunable
fi
# GCC_START starts a program with the C library that it was linked for.
exec ${GCC_START:+"$GCC_START"} "$@"
