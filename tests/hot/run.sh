#!/bin/sh
# Hot lists fetched from a server of our own, and what `haowai hot` says of them (fetches.py).
cd "$(dirname "$0")" || exit 2
PYTHONPATH=../client exec "${PYTHON:-python3}" fetches.py "$@"
