#!/bin/sh
# run.sh: play the stories marked `! tmux` in a real terminal (tmux, on a socket of its own), so that
# what the program paints is proven equal to what the canvas holds. run.sh FILE… plays only these.
cd "$(dirname "$0")/../.." || exit 2
exec "${PYTHON:-python3}" tests/screens/play.py "$@"
