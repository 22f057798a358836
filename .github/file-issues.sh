#!/bin/sh
# Files each issue text of a folder once: one whose id is in the body of any issue, open or closed, is not filed again.
# Usage: file-issues.sh FOLDER. Needs gh, signed in, and jq. Each file is {id, title, body, labels}.
set -eu
folder=$1

for file in "$folder"/*.json; do
  [ -e "$file" ] || continue
  id=$(jq -er .id "$file")
  known=$(gh issue list --state all --search "$id in:body" --json number --jq length)
  if [ "$known" != 0 ]; then
    echo "known: $id"
    continue
  fi
  jq -r '.labels[]' "$file" | while IFS= read -r label; do
    gh label create "$label" --force </dev/null
  done
  jq -r .body "$file" |
    gh issue create --title "$(jq -r .title "$file")" --body-file - \
      --label "$(jq -r '.labels | join(",")' "$file")"
  echo "filed: $id"
done
