#!/bin/sh
# Did Cargo drop rustflags of your configuration in its last build?
#
#   sh affected.sh PROJECT      the folder with Cargo.toml and target
#
# Compares the rustflags of .cargo/config.toml there and in the folders above with those that Cargo recorded for the programs
# in target. Tables of [target] count where they are for this target, for all(), or for one of rustc's plain cfgs, such as
# unix. It reads flags in double quotes under the name of their table, and names what it does not understand.
# Ends with `affected`, `not affected` or `cannot tell`; exit 1, 0 or 2.
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
status=0 asked=0 unread=0 folder=$(pwd -P)
while :; do
  for file in "$folder/.cargo/config.toml" "$folder/.cargo/config"; do
    [ -f "$file" ] || continue
    # One line a table: its name, a tab, its flags.
    flags=$(awk '
      function code(line, kept) { # the line without its comment
        while (match(line, /"[^"]*"|#/)) {
          if (substr(line, RSTART, 1) == "#") return kept substr(line, 1, RSTART - 1)
          kept = kept substr(line, 1, RSTART + RLENGTH - 1)
          line = substr(line, RSTART + RLENGTH)
        }
        return kept line
      }
      { $0 = code($0) }
      /^[[:space:]]*\[[^]]*\][[:space:]]*$/ { table = $0; sub(/^[[:space:]]*\[/, "", table); sub(/\][[:space:]]*$/, "", table) }
      /^[[:space:]]*rustflags[[:space:]]*=/ { inside = 1; text = "" }
      /^[[:space:]]*RUSTFLAGS[[:space:]]*=/ && table == "env" { inside = 1; text = "" }
      !inside && table !~ /^env/ && /rustflags[[:space:]]*=/ { print "?\t" $0 }
      inside {
        text = text " " $0
        if (text !~ /\[/ || text ~ /\]/) {
          list = ""
          while (match(text, /"[^"]*"/)) {
            list = list (list == "" ? "" : " ") substr(text, RSTART + 1, RLENGTH - 2)
            text = substr(text, RSTART + RLENGTH)
          }
          if (list == "" && text !~ /\[[[:space:]]*\]/) print "?\t" text; else print table "\t" list
          inside = 0
        }
      }' "$file")
    while IFS='	' read -r table list; do
      [ -n "$list" ] || continue
      plain=$(echo "$table" | tr -d "\"' ")
      case $plain in
      build | env | "target.$host" | 'target.cfg(all())') ;;
      target.cfg\(*\))
        one=${plain#target.cfg(}
        case $one in *\(*)
          echo "not understood: [$table] in .cargo/${file##*/}"
          unread=1
          continue
          ;;
        esac
        case " $(echo "$cfgs" | tr -d '"') " in *" ${one%)} "*) ;; *) continue ;; esac
        ;;
      "?")
        echo "not understood: $list, in .cargo/${file##*/}"
        unread=1
        continue
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
[ "$status" = 1 ] || [ "$unread" = 0 ] || status=2
[ "$asked$unread" != 00 ] || echo "no configuration asks for rustflags"
case $status in
0) echo "not affected" ;;
1) echo "affected" ;;
*) echo "cannot tell" ;;
esac
exit "$status"
