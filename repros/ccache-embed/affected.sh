#!/bin/sh
# Can ccache give an old object for these sources, after something changed that they embed or look for?
#
#   sh affected.sh SOURCE…
#
# Give it the headers of the project as well: it reads these files alone, and nothing that they include. Asks the ccache that is first in
# PATH, or CCACHE, with its settings. The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh SOURCE…" >&2
  exit 2
}
ccache=${CCACHE:-ccache}
version=$("$ccache" --version 2>/dev/null | sed -n '1s/.* \([0-9][0-9.]*\).*/\1/p')
[ -n "$version" ] || {
  echo "no ccache was found"
  echo "cannot tell"
  exit 2
}
setting() { "$ccache" --get-config "$1" 2>/dev/null; }
rest=${version#*.}
# Since 4.14 ccache looks for #embed, and for .incbin in depend mode too; since 4.8 it looks for ccache:disable.
since() { [ "${version%%.*}" -gt 4 ] || { [ "${version%%.*}" -eq 4 ] && [ "${rest%%.*}" -ge "$1" ]; }; }
sees_embed=false
since 14 && sees_embed=true
direct=$(setting direct_mode) depend=$(setting depend_mode) disable=$(setting disable) extra=$(setting extra_files_to_hash)
echo "ccache $version: direct_mode $direct, depend_mode $depend, disable $disable"
answer=0
for source; do
  [ -r "$source" ] || {
    echo "$source: cannot be read"
    [ "$answer" -ne 0 ] || answer=2
    continue
  }
  found='' maybe=''
  if [ "$direct" = true ] && [ "$disable" != true ] && ! { since 8 && head -c 4096 "$source" | grep -q "ccache:disable"; }; then
    # Depend mode takes #embed from the compiler's dependency file, and knows nothing of .incbin.
    grep -qE '#[[:space:]]*embed([^[:alnum:]_]|$)' "$source" && [ "$sees_embed" = false ] && [ "$depend" = false ] && found="#embed"
    # A second spelling of #, which no version looks for.
    grep -qE '%:[[:space:]]*embed([^[:alnum:]_]|$)' "$source" && [ "$depend" = false ] && found="%:embed"
    grep -q '\.incbin' "$source" && [ "$sees_embed" = false ] && [ "$depend" = true ] && found=".incbin"
    if [ -n "$found" ] && [ -n "$extra" ]; then
      maybe="$found; ccache looks at $extra besides, and not at what else it embeds"
      found=
    fi
    grep -qE '__has_(include|include_next|embed)[[:space:]]*\([[:space:]]*[^"]' "$source" &&
      maybe="__has_include, which does no harm if it is of a header of the system, and does if it is of one of the project"
    grep -qE '__has_(include|include_next|embed)[[:space:]]*\([[:space:]]*"' "$source" && found="__has_include of a file of the project"
  fi
  if [ -n "$found" ]; then
    echo "$source: $found, which this ccache does not look at"
    answer=1
  elif [ -n "$maybe" ]; then
    echo "$source: $maybe"
    [ "$answer" -ne 0 ] || answer=2
  else
    echo "$source: nothing that this ccache would miss"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
