# shellcheck shell=sh
# What the suites of this folder say of a command, in a folder of their own that they remove; sourced.
work=$(mktemp -d)
passed=0 failed=0

# expect WHAT STATUS COMMAND…: the command ends with this status
expect() {
	what=$1 want=$2
	shift 2
	"$@" >out 2>err </dev/null
	got=$?
	if [ "$got" = "$want" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$what: status $got, not $want"
		cat out err
	fi
}

# holds WHAT FILE PATTERN / lacks WHAT FILE PATTERN / same WHAT FILE FILE
holds() {
	if grep -q -- "$3" "$2"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1: no $3 in"
		cat "$2"
	fi
}
lacks() {
	if grep -q -- "$3" "$2"; then
		failed=$((failed + 1))
		echo "$1: $3 in"
		cat "$2"
	else
		passed=$((passed + 1))
	fi
}
same() {
	if cmp -s "$2" "$3"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1: $2 and $3 differ"
		diff "$2" "$3" | head -20
	fi
}

haowai() {
	"$HAOWAI" --home "$work/home" "$@"
}

# The last line of a suite, and how it ends.
finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}
