#!/bin/sh
# Runs the host, then prints what the loader said of counter.so; the exit status is the host's.
set -u
rm -f "$OUT"/loader.*
status=0
LD_DEBUG=bindings LD_DEBUG_OUTPUT=$OUT/loader ${GCC_START:-env} "$OUT/host" "$OUT" || status=$?
sed -n 's|.*marking .*/\(counter.so\) \[0\] \(as NODELETE due to unique symbol\)|the loader marks \1 \2|p' "$OUT"/loader.* | sort -u
exit "$status"
