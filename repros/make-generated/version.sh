#!/bin/sh
# Another script, whose name is that of the first with .sh.
echo 'const char said[] = "made from version.sh";'
