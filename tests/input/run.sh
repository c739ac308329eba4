#!/bin/sh
# Pages and answers built like those of real sites, from a server on loopback through the program to
# its JSON: see check.py.
set -u
cd "$(dirname "$0")/../.." || exit 2
dir=$(mktemp -d)
trap 'exec 9>&-; rm -rf "$dir"' EXIT
mkdir "$dir/www" "$dir/home"
cp tests/data/input/*.json tests/data/input/article.html "$dir/www"
mkfifo "$dir/hold"
exec 9<>"$dir/hold"
"$PYTHON" tests/server/server.py --root "$dir/www" <"$dir/hold" >"$dir/port" 2>"$dir/log" 9>&- &
until [ -s "$dir/port" ]; do sleep 0.05; done
port=$(cat "$dir/port")
sed "s|SERVER|http://127.0.0.1:$port|" tests/data/input/config >"$dir/home/config"
# relative times are resolved against 2026-11-23 20:30 in Shanghai
HAOWAI_NOW=1795437000 "$PYTHON" tests/input/check.py "$HAOWAI" "$dir" "$port"
