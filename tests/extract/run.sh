#!/bin/sh
# Articles out of web pages: pages.py makes pages of the kinds there are, score.py has the program extract
# them and compares; paged.py reads texts of several pages from a server on loopback,
# hostile.py pages that mean harm.
set -u
cd "$(dirname "$0")/../.." || exit 2
dir=$(mktemp -d)
trap 'exec 9>&-; rm -rf "$dir"' EXIT
mkdir "$dir/www" "$dir/home"
mkfifo "$dir/hold"
exec 9<>"$dir/hold"
"$PYTHON" tests/server/server.py --root "$dir/www" <"$dir/hold" >"$dir/port" 2>"$dir/log" 9>&- &
until [ -s "$dir/port" ]; do sleep 0.05; done
"$PYTHON" tests/extract/score.py "$HAOWAI" "$dir" >"$dir/scores"
"$PYTHON" tests/extract/paged.py "$HAOWAI" "$dir" "$(cat "$dir/port")" >"$dir/pages"
"$PYTHON" tests/extract/hostile.py "$HAOWAI" "$dir" >"$dir/hostile"
cat "$dir/scores" "$dir/pages" "$dir/hostile"
awk '/^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3; n++ }
	END { printf "%d passed, %d failed\n", p, f + (n != 3); exit f + (n != 3) > 0 }' \
	"$dir/scores" "$dir/pages" "$dir/hostile"
