#!/bin/sh
# Runs the scripts of a reproducer, inside its sandbox.
#   driver.sh PRODUCT FIRST [SECOND [CHECK [VARIABLES [CHECKS_VARIABLES [PATTERN…]]]]]
# Standard output and error are FIRST's; 3 and 4 are SECOND's, 5 and 6 are CHECK's. Lines on 7 say how each ended; 8 gets
# the product: "facts" is $OUT/facts.json, "tree" is an archive of all that $OUT holds. SECOND and CHECK run only where
# FIRST succeeded. CHECK is called with the paths below $OUT that fit the patterns.
# VARIABLES is shell text that exports the scripts' own variables. The driver itself never has them: with LD_PRELOAD
# among them, a script's code would run in the driver.
set -u
product=$1
first=$2
second=${3-}
check=${4-}
variables=${5-}
check_variables=${6-}

mkdir -p "$HOME" "$TMPDIR"

# Ends all that a script left running. As the first process of its namespace the driver reaches nobody else by -1;
# without a sandbox it is not the first, and -1 would be everybody.
end_others() {
  if [ $$ -eq 1 ]; then kill -s KILL -- -1 2>/dev/null; fi
}

(
  eval "$variables"
  exec sh "./$first"
) </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
status=$?
end_others
echo "first $status" >&7

if [ "$status" -eq 0 ] && [ -n "$second" ]; then
  (
    eval "$variables"
    exec sh "./$second"
  ) </dev/null >&3 2>&4 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
  ended=$?
  end_others
  echo "second $ended" >&7
fi

if [ "$status" -eq 0 ] && [ -n "$check" ]; then
  (
    shift 6
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
    eval "$check_variables"
    exec sh "./$check" "$@"
  ) </dev/null >&5 2>&6 3>&- 4>&- 5>&- 6>&- 7>&- 8>&-
  ended=$?
  end_others
  echo "check $ended" >&7
fi

df -Pk "$OUT" 2>/dev/null | {
  read -r _
  read -r _ _ _ free _
  echo "free ${free-}" >&7
}

# Nobody is left who could exchange a file between a test and its use.
case $product in
  facts)
    if [ -L "$OUT/facts.json" ] || { [ -e "$OUT/facts.json" ] && [ ! -f "$OUT/facts.json" ]; }; then
      echo 'not a regular file' >&8
    elif [ -f "$OUT/facts.json" ]; then
      head -c 65537 "$OUT/facts.json" >&8
    fi
    ;;
  tree) if [ "$status" -eq 0 ]; then rm -rf "$HOME" "$TMPDIR" && tar -C "$OUT" -cf - . >&8; fi ;;
esac
echo "end 0" >&7
