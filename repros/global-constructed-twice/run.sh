#!/bin/sh
# Runs the program; its exit status is the program's.
exec ${GCC_START:-env} "$OUT/program"
