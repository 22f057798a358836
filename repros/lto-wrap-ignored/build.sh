#!/bin/sh
# Writes $OUT/program: timer.c calls clock.c, and test.c mocks clock.c with --wrap.
#
# LTO       -flto, -flto=thin or -fno-lto, for all files
# CLOCK     nothing, or other flags for clock.c, such as -fno-lto
# TEST      nothing, or other flags for the test
# END       nothing, or other flags for the link, such as -fno-lto
# MOCK      wrap, or weak: test-weak.c and clock-weak.c, without --wrap
# COMPILER  gcc ($GCC) or clang ($CLANG)
# LD, LD_GOLD, LD_LLD or MOLD   the linker; the compiler's own without
set -eu
: "${OUT:?set OUT to a folder to write into}" "${GCC:=gcc}" "${CLANG:=clang}" "${COMPILER:=gcc}" "${LTO:=-flto}" "${MOCK:=wrap}"
here=$(cd "$(dirname "$0")" && pwd)
case $MOCK in weak) suffix=-weak ;; *) suffix= ;; esac
cd "$OUT"
linker=${LD_LLD:-${LD_GOLD:-${MOLD:-${LD:-}}}}
case $COMPILER in clang) set -- "$CLANG" ;; *) set -- "$GCC" ;; esac
# Both compilers take the program `ld` that they find in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
[ -z "$linker" ] || {
  mkdir -p linker
  ln -sf "$(command -v "$linker")" linker/ld
  set -- "$@" -Blinker
}
set -- "$@" -O2 -march=x86-64
# misbuilt:region objects
# MB0037: a function that --wrap replaces is compiled without LTO.
"$@" ${CLOCK:-$LTO} -c "$here/clock$suffix.c" -o clock.o
"$@" $LTO -c "$here/timer.c" -o timer.o
"$@" ${TEST:-$LTO} -c "$here/test$suffix.c" -o test.o
# misbuilt:endregion objects
"$@" ${END:-$LTO} clock.o timer.o test.o "@$here/$MOCK.rsp" -o program
