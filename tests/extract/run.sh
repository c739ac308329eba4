#!/bin/sh
# Articles out of web pages: pages.py makes pages of the kinds there are, score.py has the program extract
# them and compares.
set -u
cd "$(dirname "$0")/../.." || exit 2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$PYTHON" tests/extract/score.py "$HAOWAI" "$dir"
