#!/bin/sh
# Writes $OUT/player, $OUT/lib/libcodec.so, which it needs, and $OUT/lib/libbits.so, which that needs.
#
# TAGS      default, new or old: the file of that name with .rsp, for the link of the program
# OWN       no, library, elsewhere, make or patchelf: the library's own search path, and how it gets it
# NEEDS     one: the program names libcodec alone; both: it names libbits as well
# LATE      yes: libcodec opens libbits by its name
# COMPILER  cc ($CC) or musl ($MUSL_GCC)
# LD, LD_GOLD, LD_LLD or MOLD   the linker; that of COMPILER without any
set -eu
: "${OUT:?set OUT to a folder to write into}" "${TAGS:=default}" "${OWN:=no}" "${NEEDS:=one}" "${LATE:=no}" "${COMPILER:=cc}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${CC:-cc}
[ "$COMPILER" = cc ] || compiler=${MUSL_GCC:-musl-gcc}
linker=${LD:-${LD_GOLD:-${LD_LLD:-${MOLD:-}}}}
set -- -O2 -march=x86-64
if [ -n "$linker" ]; then
  # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=gold, lld or mold is what people write.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  set -- "$@" "-B$OUT/linker"
fi
mkdir -p "$OUT/lib"
"$compiler" "$@" -fPIC -shared "$here/bits.c" -o "$OUT/lib/libbits.so"
own='' late='' bits=-lbits both=''
[ "$LATE" = no ] || late=-DLATE bits=-ldl
[ "$NEEDS" = one ] || both=@$here/direct.rsp
case $OWN in
library) own=@$here/library.rsp ;;
elsewhere) own=-Wl,--enable-new-dtags,-rpath,/opt/nowhere ;;
esac
if [ "$OWN" = make ]; then
  (cd "$here" && "${MAKE_BIN:-make}" -s "OUT=$OUT" "COMPILER=$compiler" "$OUT/lib/libcodec.so")
else
  # An empty variable is no argument.
  # shellcheck disable=SC2086
  "$compiler" "$@" $late -fPIC -shared "$here/codec.c" $own "-L$OUT/lib" $bits -o "$OUT/lib/libcodec.so"
fi
if [ "$OWN" = patchelf ]; then
  # misbuilt:region patchelf
  "${PATCHELF:=patchelf}" --set-rpath '$ORIGIN' "$OUT/lib/libcodec.so"
  # misbuilt:endregion patchelf
fi
# The linker itself finds libbits by -rpath-link; the loader knows nothing of that.
# shellcheck disable=SC2086
"$compiler" "$@" "$here/player.c" "@$here/$TAGS.rsp" "-L$OUT/lib" -lcodec $both "-Wl,-rpath-link,$OUT/lib" -Wl,-rpath,'$ORIGIN/lib' -o "$OUT/player"
