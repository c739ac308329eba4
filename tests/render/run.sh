#!/bin/sh
# Pages set by `haowai render --html`: at four widths and more, nothing beyond the measure and nothing lost
# (widths.py); pages that mean harm (hostile.py; by hand at full size: hostile.py build/haowai 1).
set -u
cd "$(dirname "$0")/../.." || exit 2
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
for part in widths hostile; do
	"$PYTHON" "tests/render/$part.py" "$HAOWAI" | tee -a "$log"
done
awk '/^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3; n++ }
	END { printf "%d passed, %d failed\n", p, f + (n != 2); exit f + (n != 2) > 0 }' "$log"
