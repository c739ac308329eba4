#!/bin/sh
# What cannot be opened is said at once, and the exit status says it too.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0 failed=0

# refuses STATUS PATTERN ARGUMENT…: within 5 s, with this status and a sentence that holds the pattern
refuses() {
	want=$1 pattern=$2
	shift 2
	timeout 5 "$HAOWAI" "$@" >out 2>err </dev/null
	got=$?
	if [ "$got" = "$want" ] && grep -q -- "$pattern" err; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "haowai $*: status $got, not $want"
		cat err
	fi
}

mkdir -p home pipe folder/news.db
mkfifo pipe/news.db
for home in pipe folder; do
	printf '[feed 甲]\nurl = http://127.0.0.1:9/\n' >$home/config
	for command in list hot tags sources digest alerts refresh 'show 1' 'search 桥' 'mark 1 --read' \
		'export --json' --plain; do
		# shellcheck disable=SC2086 # words
		refuses 1 'news.db is not a file' --home $home $command
	done
done

for command in list refresh sources --plain ''; do
	# shellcheck disable=SC2086 # words
	refuses 2 'cannot read missing: ' --home home --config missing $command
done
refuses 2 'cannot read folder: ' --home home --config folder list
refuses 1 'ftp://x/ cannot be fetched' --home home --plain ftp://x/
refuses 1 'ftp://x/ cannot be fetched' --home home ftp://x/
refuses 1 'cannot open missing.xml: ' --home home --plain missing.xml

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
