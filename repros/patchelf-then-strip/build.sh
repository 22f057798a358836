#!/bin/sh
# Writes $OUT/libanswer.so, whose rpath is changed by patchelf and which is stripped, and $OUT/load, which loads it.
#
# ORDER     after: stripped after patchelf; before: stripped first
# STRIPPER  llvm ($LLVM_STRIP) or gnu ($STRIP)
# LINKED    nothing; or the rpath that the library is linked with
set -eu
: "${OUT:?set OUT to a folder to write into}" "${CC:=cc}" "${PATCHELF:=patchelf}" "${LLVM_STRIP:=llvm-strip}" "${STRIP:=strip}" "${ORDER:=after}" "${STRIPPER:=llvm}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT"
"$CC" -O2 -g -march=x86-64 -fPIC -shared ${LINKED:+"-Wl,-rpath,$LINKED"} "$here/answer.c" -o libanswer.so
"$CC" -O2 -march=x86-64 "$here/load.c" -o load
case $STRIPPER in gnu) stripper=$STRIP ;; *) stripper=$LLVM_STRIP ;; esac
rpath=/opt/a/folder/of/some/length/lib:/opt/another/folder/of/some/length/lib64
case $ORDER in
before)
  # misbuilt:region before
  # MB0051: strip first. llvm-strip before 19 moves the segment that patchelf adds to where it cannot be loaded.
  "$stripper" libanswer.so
  "$PATCHELF" --set-rpath "$rpath" libanswer.so
  # misbuilt:endregion before
  ;;
*)
  "$PATCHELF" --set-rpath "$rpath" libanswer.so
  "$stripper" libanswer.so
  ;;
esac
