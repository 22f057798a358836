#!/bin/sh
# Runs the scripts of a reproducer, inside its sandbox.
#   driver.sh PRODUCT FIRST [SECOND [CHECK UNSET [PATTERN…]]]
# Standard output and error are FIRST's; 3 and 4 are SECOND's, 5 and 6 are CHECK's. Lines on 7 say how each ended; 8 gets
# the product: "facts" is $OUT/facts.json, "tree" is an archive of all that $OUT holds. SECOND and CHECK run only where
# FIRST succeeded. CHECK is called with the paths below $OUT that fit the patterns, and without the variables that UNSET
# names: a reader who calls it does not have them.
set -u
product=$1
first=$2
second=${3-}
check=${4-}
unset_names=${5-}

mkdir -p "$HOME" "$TMPDIR"

sh "./$first" </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
status=$?
echo "first $status" >&7

if [ "$status" -eq 0 ] && [ -n "$second" ]; then
  sh "./$second" </dev/null >&3 2>&4 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
  echo "second $?" >&7
fi

if [ "$status" -eq 0 ] && [ -n "$check" ]; then
  (
    shift 5
    # Splits nothing, expands only the patterns.
    IFS=
    for pattern; do
      shift
      for path in "$OUT"/$pattern; do
        [ -e "$path" ] || {
          echo "no artefact fits \$OUT/$pattern" >&2
          exit 3
        }
        set -- "$@" "$path"
      done
    done
    unset IFS
    for name in $unset_names; do unset "$name"; done
    exec sh "./$check" "$@"
  ) </dev/null >&5 2>&6 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
  echo "check $?" >&7
fi

echo "free $(df -Pk "$OUT" 2>/dev/null | awk 'NR == 2 { print $4 }')" >&7

case $product in
  facts) if [ -f "$OUT/facts.json" ]; then head -c 65537 "$OUT/facts.json" >&8; fi ;;
  tree) if [ "$status" -eq 0 ]; then rm -rf "$HOME" "$TMPDIR" && tar -C "$OUT" -cf - . >&8; fi ;;
esac
echo "end 0" >&7
