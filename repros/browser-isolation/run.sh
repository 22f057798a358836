#!/bin/sh
# HEADERS  a file of headers/: none, _headers, vercel.json, firebase.json, nginx.conf, .htaccess, Caddyfile …
#
#   OUT=/tmp HEADERS=nginx.conf sh run.sh
#
# nginx.conf, .htaccess and Caddyfile are read by nginx, Apache and Caddy ($NGINX_BIN, $APACHE2, $CADDY).
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${CHROMIUM:=chromium}" "${HEADERS:=none}"
export OUT CHROMIUM
exec "$NODE" "$(dirname "$0")/run.mjs" "$HEADERS"
