#!/bin/sh
# sh patch-std.sh DESTINATION PATCH…
# Makes a copy of Zig's lib folder with patches of patches/ applied to its std, for `zig build-exe --zig-lib-dir`.
# The folder of the installation is never written to: what is linked is replaced, not changed.
#
#   ZIG=zig sh patch-std.sh "$HOME/zig-lib-threads" allocator-guard allocator-lock
#
# Patches know versions: the file is PATCH.0.14.diff where it fits Zig 0.14 and those after it that
# std did not change for. Any other version of Zig is refused. Needs patch(1).
set -eu
: "${ZIG:=zig}"
here=$(cd "$(dirname "$0")" && pwd)
destination=${1:?say where the copy shall be}
shift

version=$("$ZIG" version)
case $version in
0.13.0) fits="0.13" ;;
0.14.0 | 0.14.1) fits="0.14 0.13" ;;
0.15.1 | 0.15.2) fits="0.15 0.14 0.13" ;;
0.16.0 | 0.17.0 | 0.17.1) fits="0.16 0.15 0.14 0.13" ;;
*)
  echo "patch-std.sh: Zig $version is none of 0.13.0, 0.14.0, 0.14.1, 0.15.1, 0.15.2, 0.16.0, 0.17.0, 0.17.1; the patches were not tried on it" >&2
  exit 2
  ;;
esac

# `zig env` prints JSON, from 0.15 on ZON.
lib=$("$ZIG" env | sed -n 's/^ *[".]*lib_dir"*[ :=]*"\(.*\)",*$/\1/p')
if [ ! -f "$lib/std/std.zig" ]; then
  echo "patch-std.sh: $ZIG does not say where its lib folder is (lib_dir of zig env: '$lib')" >&2
  exit 2
fi
if [ -e "$destination" ]; then
  echo "patch-std.sh: $destination exists already; remove it or name another folder" >&2
  exit 2
fi

# std is linked file by file (copied where that is another disk), all else is linked as it is.
mkdir -p "$destination"
for entry in "$lib"/*; do
  case $entry in
  */std) cp -Rl "$entry" "$destination/" 2>/dev/null || cp -R "$entry" "$destination/" ;;
  *) ln -s "$entry" "$destination/" ;;
  esac
done

for name in "$@"; do
  diff=
  for fit in $fits; do
    if [ -z "$diff" ] && [ -f "$here/patches/$name.$fit.diff" ]; then diff="$here/patches/$name.$fit.diff"; fi
  done
  if [ -z "$diff" ]; then
    echo "patch-std.sh: patches/ has no $name for Zig $version" >&2
    exit 2
  fi
  # A file that the patch names gets an inode of its own first, so that no link leads back to the installation.
  sed -n 's/^--- a\///p' "$diff" | while read -r file; do
    cp "$destination/$file" "$destination/$file.own"
    chmod u+w "$destination/$file.own"
    mv -f "$destination/$file.own" "$destination/$file"
  done
  patch --silent --strip=1 --fuzz=0 --no-backup-if-mismatch --directory="$destination" --input="$diff" >&2 || {
    echo "patch-std.sh: $diff does not apply to the std of Zig $version" >&2
    exit 2
  }
done
