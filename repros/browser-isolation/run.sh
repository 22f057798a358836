#!/bin/sh
# HEADERS  a file of headers/: none, _headers, vercel.json, firebase.json, nginx.conf, .htaccess, Caddyfile …
#
#   OUT=/tmp CHROMIUM=chromium HEADERS=nginx.conf sh run.sh
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${CHROMIUM:=chromium}" "${HEADERS:=none}"
export OUT CHROMIUM
exec "$NODE" "$(dirname "$0")/run.mjs" "$HEADERS"
