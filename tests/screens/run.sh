#!/bin/sh
# run.sh: what only a real terminal can show. The stories marked `! tmux` are played in tmux, on a
# socket of its own, so that what is painted is proven equal to what the canvas holds (play.py); then
# what the program sends to terminals of many kinds is looked at and counted (terminals.py), and what
# the hot strip sends while nobody touches a key (strip.py).
# run.sh FILE… plays only these stories.
cd "$(dirname "$0")/../.." || exit 2
python=${PYTHON:-python3}
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
"$python" tests/screens/play.py "$@" | tee "$log"
[ $# -gt 0 ] || "$python" tests/screens/terminals.py | tee -a "$log"
[ $# -gt 0 ] || "$python" tests/screens/strip.py | tee -a "$log"
awk '/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
     END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' "$log"
