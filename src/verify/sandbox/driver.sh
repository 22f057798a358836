#!/bin/sh
# Runs one or two scripts of a reproducer, inside its sandbox.
#   driver.sh PRODUCT FIRST [SECOND]
# Standard output and error are FIRST's; 3 and 4 are SECOND's. Lines on 5 say how each ended; 6 gets the product:
# "facts" is $OUT/facts.json, "tree" is an archive of all that $OUT holds. SECOND runs only where FIRST succeeded.
set -u
product=$1
first=$2
second=${3-}

mkdir -p "$HOME" "$TMPDIR"

sh "./$first" </dev/null 3>&- 4>&- 5>&- 6>&-
status=$?
echo "first $status" >&5

if [ "$status" -eq 0 ] && [ -n "$second" ]; then
  sh "./$second" </dev/null >&3 2>&4 3>&- 4>&- 5>&- 6>&-
  echo "second $?" >&5
fi

echo "free $(df -Pk "$OUT" 2>/dev/null | awk 'NR == 2 { print $4 }')" >&5

case $product in
  facts) if [ -f "$OUT/facts.json" ]; then head -c 65537 "$OUT/facts.json" >&6; fi ;;
  tree) if [ "$status" -eq 0 ]; then rm -rf "$HOME" "$TMPDIR" && tar -C "$OUT" -cf - . >&6; fi ;;
esac
echo "end 0" >&5
