#!/bin/sh
# deps.sh [run|check]: install what building and running (run) or testing too (check) needs and this
# system lacks. Debian and its kin: with apt-get, as root or through sudo. Elsewhere the packages are
# named and nothing is done (exit 2).
#
# A line: who needs it, Debian's package, and a probe for the thing itself, so that what came from
# elsewhere counts too: cmd a command, pc a pkg-config module, header, file (any of several),
# fuzzer what clang needs to link a fuzz target.
set -u
want=${1:-run}

needs='
run    gcc                   cmd    cc
run    libc6-dev             header stdio.h
run    pkg-config            cmd    pkg-config
run    gettext               cmd    msgfmt
run    ca-certificates       file   /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem
run    libncurses-dev        pc     ncursesw
run    libcurl4-openssl-dev  pc     libcurl
run    libjansson-dev        pc     jansson
run    libsqlite3-dev        pc     sqlite3
run    libuchardet-dev       pc     uchardet
run    libpcre2-dev          pc     libpcre2-8
run    zlib1g-dev            pc     zlib
run    libbrotli-dev         pc     libbrotlidec
run    libdeflate-dev        pc     libdeflate
run    libqrencode-dev       pc     libqrencode
run    libunistring-dev      header unistr.h
check  libxml2-dev           pc     libxml-2.0
check  libcmocka-dev         header cmocka.h
check  valgrind              cmd    valgrind
check  tmux                  cmd    tmux
check  mandoc                cmd    mandoc
check  shellcheck            cmd    shellcheck
check  clang                 cmd    clang
check  libclang-rt-dev       fuzzer -
check  unicode-data          file   /usr/share/unicode/UnicodeData.txt
check  python3               cmd    python3
check  openssl               cmd    openssl
check  procps                cmd    ps
'

has_header() {
	printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h "$1" | cc -E - >/dev/null 2>&1
}

links_fuzzer() {
	echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return p && n > 9; }' |
		clang -fsanitize=fuzzer -x c -o /dev/null - >/dev/null 2>&1
}

# any FILE…: one of them is there
any() {
	for f in "$@"; do
		[ -e "$f" ] && return 0
	done
	return 1
}

has() {
	kind=$1
	shift
	case $kind in
	cmd) command -v "$1" >/dev/null ;;
	pc) pkg-config --exists "$1" 2>/dev/null ;;
	header) has_header "$1" ;;
	file) any "$@" ;;
	fuzzer) links_fuzzer ;;
	esac
}

missing() {
	echo "$needs" | while read -r who package probe; do
		[ -n "$who" ] || continue
		[ "$who" = run ] || [ "$want" = check ] || continue
		# shellcheck disable=SC2086 # words
		has $probe || printf ' %s' "$package"
	done
}

case $want in
run | check) ;;
*)
	echo "usage: deps.sh [run|check]" >&2
	exit 2
	;;
esac

lacking=$(missing)
[ -n "$lacking" ] || exit 0
if ! command -v apt-get >/dev/null; then
	echo "haowai needs what Debian calls:$lacking" >&2
	echo "Install it with this system's package manager, then run make again." >&2
	exit 2
fi
as_root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || {
		echo "haowai needs more packages; as root: apt-get install$lacking" >&2
		exit 2
	}
	as_root=sudo
fi

echo "installing:$lacking"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
apt() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
		>>"$log" 2>&1 </dev/null
}
# A list that cannot be had need not be the one that matters: the installation decides.
apt update
# shellcheck disable=SC2086 # words
apt install -y --no-install-recommends $lacking || {
	tail -n 20 "$log" >&2
	echo "cannot install what haowai needs" >&2
	exit 1
}
lacking=$(missing)
[ -z "$lacking" ] || {
	echo "still missing after the installation:$lacking" >&2
	exit 1
}
