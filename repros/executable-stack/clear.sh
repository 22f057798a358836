#!/bin/sh
# Takes the wish for an executable stack out of a 64-bit ELF file, in place. Needs readelf.
#
#   sh clear.sh libyours.so
#
# Only for a file whose code does not need it. Work on a copy.
set -eu
file=$1
set -- $(LC_ALL=C readelf -hW "$file" | awk '
  /Start of program headers:/ { print $5 }
  /Size of program headers:/ { print $5 }')
index=$(LC_ALL=C readelf -lW "$file" | awk '
  headers && NF == 0 { exit }
  headers && $1 != "Type" && !/\[/ { if ($1 == "GNU_STACK") print number; number++ }
  /^Program Headers:/ { headers = 1; number = 0 }')
# The flags are the second field of a program header: 6 is read and write, 7 execute as well.
printf '\006' | dd of="$file" bs=1 seek=$(($1 + ${index:?no GNU_STACK in this file} * $2 + 4)) conv=notrunc 2>/dev/null
