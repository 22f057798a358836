#!/bin/sh
# Runs the program; its exit status is the program's.
exec "$OUT/program" "$OUT/libviewer.so"
