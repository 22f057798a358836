#!/bin/sh
# Do the files of a project agree on how Eigen gets and frees memory?
#
#   sh affected.sh compile_commands.json
#
# Needs the compilers that the file names. CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON; join the files of two projects,
# or add a line for a library that was built elsewhere. Asks the compiler, with each set of flags, what Eigen makes of them: how it gets
# memory, and to how many bytes it is aligned. Then the last line is `affected`, `not affected` or `cannot tell`, and the exit
# status 1, 0 or 2.
set -u
[ -r "${1:-}" ] || {
  echo "usage: sh affected.sh compile_commands.json" >&2
  exit 2
}
seen= unknown=
commands=$(sed -n 's/.*"command": "\(.*\)".*/\1/p' "$1" | sed 's/\\"/"/g; s/ -o [^ ]*//; s/ -c [^ ]*//' | sort -u)
while read -r command; do
  [ -n "$command" ] || continue
  if ! macros=$(echo '#include <Eigen/Core>' | eval "$command -x c++ -E -dM -" 2>&1); then
    # Files that are compiled without the path to Eigen do not use it.
    case $macros in *"Eigen/Core: No such file"* | *"'Eigen/Core' file not found"*) continue ;; esac
    echo "the compiler does not say: $command"
    unknown=1
    continue
  fi
  already=$(printf '%s\n' "$macros" | sed -n 's/^#define EIGEN_MALLOC_ALREADY_ALIGNED //p')
  bytes=$(printf '%s\n' "$macros" | sed -n 's/^#define EIGEN_MAX_ALIGN_BYTES //p')
  case $bytes in EIGEN_*) bytes=$(printf '%s\n' "$macros" | sed -n "s/^#define $bytes //p") ;; esac
  if [ "$already" = 1 ] || [ "$bytes" = 0 ]; then how="malloc and free"; else how="by hand"; fi
  echo "$how, aligned to $bytes bytes: $command"
  case $seen in *"$how, $bytes."*) ;; *) seen="$seen|$how, $bytes." ;; esac
done <<EOF
$commands
EOF
case $seen in "|"*"|"*) echo "affected" && exit 1 ;; esac
if [ -z "$seen" ] || [ -n "$unknown" ]; then echo "cannot tell" && exit 2; fi
echo "not affected"
