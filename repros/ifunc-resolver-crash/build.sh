#!/bin/sh
# Writes $OUT/program, for SHAPE=library $OUT/libsum.so as well, and $OUT/tracer.
#
# SHAPE     static, static-pie, dynamic or library: how it is linked
# SOURCE    the file with the resolver
# PROTECT   strong, or none: the stack protector
# KIND      for a library: exported, own, hidden or both, then -lazy or -now. `exported`: sum and what its resolver calls are seen
#           from outside; `own`: sum is not; `hidden`: what the resolver calls is not; `both`: neither. `now`: the loader resolves all at once
# CALLS     plt or no-plt: how the library's code calls its functions
# COMPILER  cc ($CC), clang ($CLANG), gcc ($GCC) or musl ($MUSL_GCC)
# LD, LD_GOLD, LD_LLD or MOLD   the linker of the library; that of COMPILER without any
set -eu
: "${OUT:?set OUT to a folder to write into}" "${SHAPE:=static}" "${SOURCE:=sum.c}" "${PROTECT:=strong}" "${KIND:=exported-now}" "${COMPILER:=cc}" "${CALLS:=plt}"
here=$(cd "$(dirname "$0")" && pwd)
case $COMPILER in
clang) compiler=${CLANG:-clang} ;;
gcc) compiler=${GCC:?the compiler to measure} ;;
musl) compiler=${MUSL_GCC:-musl-gcc} ;;
*) compiler=${CC:-cc} ;;
esac
linker=${LD:-${LD_GOLD:-${LD_LLD:-${MOLD:-}}}}
set -- -O2 -march=x86-64
if [ "$SHAPE" = library ]; then
  if [ -n "$linker" ]; then
    # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=gold, lld or mold is what people write.
    mkdir -p "$OUT/linker"
    ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
    set -- "$@" "-B$OUT/linker"
  fi
  [ "$CALLS" = plt ] || set -- "$@" -fno-plt
  "$compiler" "$@" -fPIC -fno-inline "-Wl,-z,${KIND##*-}" -shared "$here/sum-${KIND%-*}.c" -o "$OUT/libsum.so"
  "$compiler" "$@" "$here/main.c" "$OUT/libsum.so" -Wl,-rpath,'$ORIGIN' -o "$OUT/program"
else
  case $SHAPE in dynamic) shape='' ;; *) shape=-$SHAPE ;; esac
  # shellcheck disable=SC2086
  "$compiler" "$@" "@$here/$PROTECT.rsp" $shape "$here/$SOURCE" "$here/main.c" -o "$OUT/program"
fi
"${CC:-cc}" -O1 "$here/tracer.c" -o "$OUT/tracer"
