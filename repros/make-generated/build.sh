#!/bin/sh
# Lays out a small project in $OUT/project, as a checkout does, with times in one order or the other. It builds nothing.
#
# FORM    yacc: parser.y lies beside a parser.c that was written by hand; script: version.sh beside version; rule: the project has a
#         rule of its own for table.c; absent: the same, and its generator is not installed; maintainer: the rule is for those who ask
# FIRST   plain, suffixes, no-rules or cancel: what the Makefile begins with, the file of that name with .mk
# NEWER   source: the file that another could be made from is the newer one; committed: the other way round
set -eu
: "${OUT:?set OUT to a folder to write into}" "${FORM:=yacc}" "${FIRST:=plain}" "${NEWER:=source}" "${CC:=cc}"
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$OUT/project"
mkdir -p "$OUT/project"
cd "$OUT/project"
cp "$here/main.c" .
case $FORM in
yacc) committed=parser.c source=parser.y more=yacc.sh ;;
script) committed=version source=version.sh more= ;;
*) committed=table.c source=table.txt more=generate.sh ;;
esac
for file in $committed $source $more; do cp "$here/$file" .; done
{ cat "$here/$FIRST.mk" "$here/$FORM.mk" && echo "CC = $CC"; } >Makefile
touch -d "2 hours ago" ./*
case $NEWER in
source) touch -d "1 hour ago" "$source" ;;
committed) touch -d "1 hour ago" "$committed" ;;
esac
cp "$committed" "$OUT/committed"
echo "$committed" >"$OUT/name"
# What git ls-files would say.
ls >"$OUT/list"
