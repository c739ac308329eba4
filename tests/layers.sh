#!/bin/sh
# Check src/ against src/LAYERS (which folder includes which, which file includes which library), and
# that no file calls a banned function. One line a fault; exit 1 when there is one.
set -u
cd "$(dirname "$0")/.." || exit 2

# shellcheck disable=SC2046 # file names of ours hold no blanks
grep -nE '^[[:space:]]*#[[:space:]]*include' $(find src -name '*.[ch]' -o -name '*.def' | sort) |
	awk '
	# A shell pattern over src/: * is anything, ? one character.
	function matches(file, pattern) {
		gsub(/[.]/, "[.]", pattern)
		gsub(/[*]/, ".*", pattern)
		gsub(/[?]/, ".", pattern)
		return file ~ ("^" pattern "$")
	}
	function fault(text) {
		print file ":" line ": " text
		bad = 1
	}
	FILENAME == "src/LAYERS" {
		sub(/#.*/, "")
		if (!match($0, /:/))
			next
		head = substr($0, 1, RSTART - 1)
		tail = substr($0, RSTART + 1)
		n = split(head, word, " ")
		if (word[1] == "lib" && n == 2)
			{
			sub(/^ +/, "", tail)
			users[word[2]] = tail
		} else {
			below[word[1]] = " " word[1] tail " "
		}
		next
	}
	{
		split($0, part, ":")
		file = part[1]
		line = part[2]
		local = substr(file, 5)
		folder = local ~ /\// ? substr(local, 1, index(local, "/") - 1) : ""
		quoted = $0 ~ /include[ \t]*"/
		name = $0
		sub(/.*include[ \t]*["<]/, "", name)
		sub(/[">].*/, "", name)
	}
	quoted {
		to = name ~ /\// ? substr(name, 1, index(name, "/") - 1) : ""
		if (to == "")
			fault("\"" name "\": write the folder too")
		else if (folder != "" && !(folder in below))
			fault("the folder " folder " is not in src/LAYERS")
		else if (folder != "" && !index(below[folder], " " to " "))
			fault(folder " may not include " name)
		next
	}
	name != "unistd.h" { # the one header of the system that begins like those of libunistring
		for (lib in users) {
			if (index(name, lib) != 1)
				continue
			n = split(users[lib], pattern, " ")
			for (i = 1; i <= n && !matches(local, pattern[i]); i++)
				;
			if (i > n)
				fault("<" name "> is for " users[lib] " only")
		}
	}
	END { exit bad }
	' src/LAYERS -
layers=$?

banned='strcpy|strcat|sprintf|vsprintf|strtok|gets|localtime|gmtime|ctime|asctime|system|popen|alloca'
# shellcheck disable=SC2046
! grep -nE "\\<($banned)\\(" $(find src tests -name '*.[ch]') |
	sed 's/^\([^:]*:[0-9]*\):.*/\1: calls a banned function/' | grep .
calls=$?

# shellcheck disable=SC2046
# what the command line prints for people has one door, which cleans it
! grep -nE '(^|[^_a-z])(printf|fprintf|puts|fputs|putchar|fputc|putc)\(' $(find src/cli -name '*.c' ! -name 'json_*') |
	sed 's/^\([^:]*:[0-9]*\):.*/\1: prints past cli_print()/' | grep .
doors=$?

exit $((layers || calls || doors))
