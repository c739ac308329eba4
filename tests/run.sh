#!/bin/sh
# run.sh: everything `make check` runs. Builds the program and its unit tests as users get them and
# with ASan and UBSan, both with warnings as errors, then runs
#
#   the checks      layers, clang, shellcheck, mandoc
#   the unit tests  tests/unit/*_test.c, both builds
#   the suites      tests/cli/*.sh and every executable tests/*/run.sh, both builds if they use
#                   the program
#   the threads     tests/threads, a build of its own with TSan
#   the fuzzers     tests/fuzz/*.c, FUZZ_SECONDS each (10)
#
# One line a program, the logs of what failed, and "N passed, N failed" at the end. A suite finds the
# program in $HAOWAI, its build folder in $B, Python in $PYTHON, an empty $HOME, and no proxy. When
# its last line is "N passed, N failed" those count, else its exit status does.
#
# run.sh PATTERN… runs only what has a name that holds one of the patterns.
set -u
cd "$(dirname "$0")/.." || exit 2

# --- one job: run.sh --job LIMIT_S NAME COMMAND… -------------------------------------------------

# What a log says was passed and failed: cmocka's closing lines, a closing line of our own, or nothing.
tally() {
	awk '
	/^\[  PASSED  \] [0-9]+ test/ { passed += $4; seen = 1 }
	/^\[  FAILED  \] [0-9]+ test/ { failed += $4; seen = 1 }
	/^[0-9]+ passed, [0-9]+ failed/ { own = 1; p = $1; f = $3 }
	END {
		if (own) print p + 0, f + 0
		else if (seen) print passed + 0, failed + 0
		else print 0, 0
	}' "$1"
}

job() {
	limit=$1 name=$2
	shift 2
	log="$LOGS/$(echo "$name" | tr '/ ' '__').log"
	timeout -k 5 "$limit" "$@" >"$log" 2>&1 </dev/null
	status=$?
	counts=$(tally "$log")
	passed=${counts% *} failed=${counts#* }
	[ "$status" != 124 ] || echo "ended after $limit s" >>"$log"
	[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
	[ "$status" != 0 ] || [ "$((passed + failed))" != 0 ] || passed=1
	echo "$passed $failed $log" >>"$LOGS/results"
	if [ "$failed" = 0 ]; then
		printf '  ok    %4d  %s\n' "$passed" "$name"
	else
		printf '  FAIL  %4d  %s (%d failed, status %d)\n' "$passed" "$name" "$failed" "$status"
	fi
}

if [ "${1-}" = --job ]; then
	shift
	job "$@"
	exit 0
fi

# --- the surroundings of every test --------------------------------------------------------------

MAKE=${MAKE:-make}
B=${B:-build}
LOGS=$B/check
PYTHON=$(python3 -c 'import sys; print(sys.executable)')
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
mkdir -p "$scratch/home" "$scratch/tmp"
rm -rf "$LOGS"
mkdir -p "$LOGS"
LOGS=$(cd "$LOGS" && pwd)
export MAKE LOGS PYTHON TZ=UTC0 LC_ALL=C.UTF-8
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
unset LANGUAGE HAOWAI_NOW http_proxy https_proxy all_proxy no_proxy HTTPS_PROXY ALL_PROXY NO_PROXY
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME TMUX

cores=$(nproc 2>/dev/null || echo 2)
case ${MAKEFLAGS-} in
*j*) jobs= ;;
*) jobs=-j$cores ;;
esac

wanted() {
	[ -n "$patterns" ] || return 0
	for pattern in $patterns; do
		case $1 in *"$pattern"*) return 0 ;; esac
	done
	return 1
}
patterns=$*

# queue LIMIT_S NAME COMMAND: a line for the pool
queue() {
	! wanted "$2" || printf '%s\n' "$1 '$2' $3" >>"$scratch/queue"
}

run_queue() {
	[ -f "$scratch/queue" ] || return 0
	# shellcheck disable=SC2016 # the inner shell expands
	tr '\n' '\0' <"$scratch/queue" |
		HOME=$scratch/home TMPDIR=$scratch/tmp TMUX_TMPDIR=$scratch/tmp \
			xargs -0 -n 1 -P "$1" sh -c 'eval "exec tests/run.sh --job $1"' sh
	rm -f "$scratch/queue"
}

# build NAME ARGUMENT…: a make that ends the run when it fails
build() {
	name=$1
	shift
	# shellcheck disable=SC2086 # $jobs is a word or nothing
	"$MAKE" --no-print-directory $jobs "$@" >"$LOGS/build.log" 2>&1 && return 0
	grep -v '^  [A-Z]* ' "$LOGS/build.log" | tail -n 60
	echo "the $name build failed"
	echo "0 passed, 1 failed"
	exit 1
}

asan=$B/asan
fuzz=$B/fuzz
build plain B="$B" WERROR=-Werror all unit
build ASan B="$asan" CFLAGS='-O1 -g' HARDEN=-fPIE \
	EXTRA='-fsanitize=address,undefined -fno-omit-frame-pointer' all unit
build TSan B="$B/tsan" CC=clang CFLAGS='-O1 -g' HARDEN=-fPIE EXTRA=-fsanitize=thread "$B/tsan/haowai"
set -- tests/fuzz/*.c
if [ -e "$1" ]; then
	build fuzz B="$fuzz" CC=clang CFLAGS='-O1 -gline-tables-only' HARDEN=-fPIE \
		EXTRA='-fsanitize=fuzzer-no-link,address,undefined' fuzz
fi

# --- what there is to run ------------------------------------------------------------------------

scripts=$(find .ci tests -name '*.sh' -o -path .ci/run | sort | tr '\n' ' ')
queue 60 layers "tests/layers.sh"
queue 60 shellcheck "shellcheck $scripts"
set -- man/*.[15]
[ ! -e "$1" ] || queue 60 mandoc "sh -c '! mandoc -Tlint man/*.[15] | grep -v \"referenced manual\\|mandoc.db\"'"
queue 300 "clang warnings" "$MAKE -s --no-print-directory B=$B lint"

for build in "$B" "$asan"; do
	for test in tests/unit/*_test.c; do
		[ -e "$test" ] || continue
		name=unit/$(basename "$test" .c)
		queue 120 "$build/$name" "env B=$build $build/$name"
	done
done
run_queue "$cores"

for build in "$B" "$asan"; do
	for suite in tests/cli/*.sh tests/*/run.sh; do
		[ -x "$suite" ] || continue
		note=
		if [ "$build" != "$B" ]; then
			grep -q HAOWAI "$suite" || continue
			note=' with ASan'
		fi
		queue 300 "$suite$note" "env B=$build HAOWAI=$PWD/$build/haowai $suite"
	done
done
for target in tests/fuzz/*.c; do
	[ -e "$target" ] || continue
	name=fuzz/$(basename "$target" .c)
	seeds=${target%.c}
	[ -d "$seeds" ] || seeds=
	# what it finds goes into a folder of its own: seeds stay as they are written
	found=$LOGS/found-$(basename "$target" .c)
	mkdir -p "$found"
	queue 120 "$name" "$fuzz/$name -seed=${FUZZ_SEED:-1} -max_total_time=${FUZZ_SECONDS:-10} -timeout=5 -rss_limit_mb=1024 \
		-max_len=65536 -artifact_prefix=$LOGS/ $found $seeds"
done
run_queue "$cores"

# --- the end -------------------------------------------------------------------------------------

awk '$2 > 0 { print $3 }' "$LOGS/results" | while read -r log; do
	printf '\n--- %s\n' "$(basename "$log" .log)"
	grep -vE '^\[( RUN      |       OK )\]' "$log" | tail -n 80
done
awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 }' "$LOGS/results"
