#!/bin/sh
# The client as a whole: `haowai refresh` and its kin against a server of our own (client.py).
cd "$(dirname "$0")" || exit 2
exec "${PYTHON:-python3}" client.py "$@"
