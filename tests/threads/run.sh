#!/bin/sh
# The reader at a terminal while it fetches, built with ThreadSanitizer: see drive.py.
set -u
program=${B:-build}/tsan/haowai
if [ ! -x "$program" ]; then
	echo "no $program: make B=${B:-build}/tsan CC=clang CFLAGS='-O1 -g' HARDEN=-fPIE EXTRA=-fsanitize=thread"
	exit 1
fi
exec "${PYTHON:-python3}" "$(dirname "$0")/drive.py" "$program"
