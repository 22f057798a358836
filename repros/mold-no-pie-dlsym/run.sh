#!/bin/sh
# Says as what the program lists FUNCTION among its dynamic symbols, and runs it; the exit status is the program's own.
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote to}"
# readelf calls an IFUNC by its number where the file's header names no GNU system.
readelf --dyn-syms -W program | awk -v name="${FUNCTION:-memcpy}" '
  $8 ~ "^" name "(@|$)" || $9 ~ "^" name "(@|$)" || $10 ~ "^" name "(@|$)" {
    print name " is listed as " (/IFUNC|OS specific>: 10/ ? "IFUNC" : "FUNC") (/ UND /  ? ", undefined" : "") ($2 ~ /^0+$/ ? "" : ", with an address") }'
exec ./program
