#!/bin/sh
# Did Cargo drop rustflags of your configuration in its last build?
#
#   sh affected.sh PROJECT      the folder with Cargo.toml and target
#
# Compares the rustflags of .cargo/config.toml there and in the folders above with those that Cargo recorded for the programs
# in target. Tables of [target] count where they are for this target, for all(), or for one of rustc's plain cfgs, such as
# unix. It reads flags that stand in double quotes. Ends with `affected`, `not affected` or `cannot tell`; exit 1, 0 or 2.
set -u
: "${RUSTC:=rustc}"
cd "${1:-.}" 2>/dev/null || {
  echo "cannot tell"
  exit 2
}
cfgs=$("$RUSTC" --print cfg 2>/dev/null | tr '\n' ' ')
host=$("$RUSTC" -vV 2>/dev/null | sed -n 's/^host: //p')
[ -n "$host" ] || {
  echo "no rustc"
  echo "cannot tell"
  exit 2
}
record=$(ls -td target/release/.fingerprint/*/bin-*.json target/debug/.fingerprint/*/bin-*.json \
  "target/$host"/release/.fingerprint/*/bin-*.json 2>/dev/null | head -n 1)
[ -n "$record" ] || {
  echo "no program in target that Cargo built for $host"
  echo "cannot tell"
  exit 2
}
given=$(sed -n 's/.*"rustflags":\[\([^]]*\)\].*/\1/p' "$record" | tr -d '"' | tr ',' ' ')
echo "Cargo gave to rustc: ${given:-nothing}"
status=0 asked=0 folder=$(pwd -P)
while :; do
  for file in "$folder/.cargo/config.toml" "$folder/.cargo/config"; do
    [ -f "$file" ] || continue
    # One line a table: its name, a tab, its flags.
    flags=$(sed 's/^[[:space:]]*#.*//' "$file" | awk '
      /^[[:space:]]*\[[^]]*\][[:space:]]*(#.*)?$/ { table = $0; sub(/^[[:space:]]*\[/, "", table); sub(/\][[:space:]]*(#.*)?$/, "", table) }
      /^[[:space:]]*rustflags[[:space:]]*=/ { inside = 1; text = "" }
      /^[[:space:]]*RUSTFLAGS[[:space:]]*=/ && table == "env" { inside = 1; text = "" }
      inside {
        text = text " " $0
        if (text !~ /\[/ || text ~ /\]/) {
          list = ""
          while (match(text, /"[^"]*"/)) {
            list = list (list == "" ? "" : " ") substr(text, RSTART + 1, RLENGTH - 2)
            text = substr(text, RSTART + RLENGTH)
          }
          print table "\t" list
          inside = 0
        }
      }')
    while IFS='	' read -r table list; do
      [ -n "$list" ] || continue
      plain=$(echo "$table" | tr -d "\"' ")
      case $plain in
      build | env | "target.$host" | 'target.cfg(all())') ;;
      target.cfg\(*\))
        one=${plain#target.cfg(}
        case " $(echo "$cfgs" | tr -d '"') " in *" ${one%)} "*) ;; *) continue ;; esac
        ;;
      *) continue ;;
      esac
      asked=1
      case " $given " in
      *" $list "*) ;;
      *)
        echo "not given: $list, of [$table] in .cargo/${file##*/}"
        status=1
        ;;
      esac
    done <<FLAGS
$flags
FLAGS
  done
  [ "$folder" != / ] || break
  folder=$(dirname "$folder")
done
[ "$asked" = 1 ] || echo "no configuration asks for rustflags"
if [ "$status" = 1 ]; then echo "affected"; else echo "not affected"; fi
exit "$status"
