#!/bin/sh
# Writes $OUT/program, which has codec 2 in itself, $OUT/libviewer.so, which uses codec 1, and $OUT/libcodec.so.1.
#
# GCC or CLANG   the compiler
# LD, LD_LLD, LD_GOLD or MOLD   the linker, where it is not the compiler's own
# BUNDLED        flags for compiling codec 2: the file of that name with .rsp
# LINK           flags for linking the program; SYSTEM for linking libcodec.so.1; VIEWER for linking the viewer
# PROGRAM_HAS    archive: codec 2 in itself; shared: it uses codec 1 of libcodec.so.1 as well
# VIEWER_HAS     shared: it uses libcodec.so.1; archive: it has codec 1 in itself
# HOW            linked, or plugin: the viewer is loaded by dlopen
set -eu
: "${OUT:?set OUT to a folder to write into}" "${BUNDLED:=none}" "${LINK:=none}" "${SYSTEM:=none}" "${VIEWER:=none}" "${PROGRAM_HAS:=archive}" "${VIEWER_HAS:=shared}" "${HOW:=linked}"
cd "$(dirname "$0")"
compiler=${GCC:-${CLANG:-cc}}
linker=${LD:-${LD_LLD:-${LD_GOLD:-${MOLD:-}}}}
place=
if [ -n "$linker" ]; then
  # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  place=-B$OUT/linker
fi
compile() {
  "$compiler" $place -O1 -march=x86-64 "$@"
}
# Codec 1, and a viewer that uses it.
if [ "$VIEWER_HAS" = archive ]; then
  compile -fPIC -DCODEC=1 -c codec.c -o "$OUT/codec1.o"
  rm -f "$OUT/libcodec1.a"
  ar rcs "$OUT/libcodec1.a" "$OUT/codec1.o"
  codec1=$OUT/libcodec1.a
else
  compile -fPIC -DCODEC=1 -shared -Wl,-soname,libcodec.so.1 "@$SYSTEM.rsp" codec.c -o "$OUT/libcodec.so.1"
  codec1=$OUT/libcodec.so.1
fi
compile -fPIC -DCODEC=1 -shared "@$VIEWER.rsp" viewer.c -o "$OUT/libviewer.so" "$codec1" -Wl,-rpath,"$OUT" -ldl
# The program's own copy: an archive, as a build from source makes it.
if [ "$PROGRAM_HAS" = archive ]; then
  compile -fPIC -DCODEC=2 "@$BUNDLED.rsp" -c codec.c -o "$OUT/codec.o"
  rm -f "$OUT/libcodec.a"
  ar rcs "$OUT/libcodec.a" "$OUT/codec.o"
  codec=2
  own=$OUT/libcodec.a
else
  codec=1
  own=$OUT/libcodec.so.1
fi
case $HOW in
plugin) use=-DPLUGIN ;;
*) use=$OUT/libviewer.so ;;
esac
compile -DCODEC="$codec" "@$BUNDLED.rsp" program.c -o "$OUT/program" "@$LINK.rsp" "$own" "$use" -Wl,-rpath,"$OUT" -ldl
