#!/bin/sh
# Asks the tool in $TOOL. Its arguments are in $ARGUMENTS, one a line.
set -f
IFS='
'
exec "$TOOL" $ARGUMENTS
