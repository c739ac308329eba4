#!/bin/sh
# What passes a filter, program against reference (filter.py); HAOWAI is the program.
exec "${PYTHON:-python3}" "$(dirname "$0")/filter.py"
