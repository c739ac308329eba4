#!/bin/sh
# Every message of the program has a translation in every catalogue of po/, none is left over that
# the program does not say any more, and formats agree. GENERATE=1 brings the catalogues up to date
# (new messages empty).
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find src \( -name '*.c' -o -name '*.h' -o -name '*.def' \) ! -path '*/tables/*' | LC_ALL=C sort >"$work/files"
xgettext --from-code=UTF-8 -L C -k_ -kN_ --keyword=ngettext:1,2 --add-comments=TRANSLATORS \
	--no-location --sort-output -o "$work/haowai.pot" -f "$work/files" 2>/dev/null

passed=0 failed=0
for po in po/*.po; do
	if [ "${GENERATE-}" ]; then
		msgmerge --quiet --no-fuzzy-matching --no-location --sort-output --backup=none \
			--update "$po" "$work/haowai.pot"
		msgattrib --no-obsolete --no-location -o "$po" "$po"
	fi
	msgmerge --quiet --no-fuzzy-matching -o "$work/merged.po" "$po" "$work/haowai.pot"
	msgattrib --no-wrap --force-po --untranslated --no-obsolete -o "$work/missing.po" "$work/merged.po"
	msgattrib --no-wrap --force-po --only-obsolete -o "$work/left.po" "$work/merged.po"
	missing=$(grep -c '^msgid ' "$work/missing.po" || true)
	left=$(grep -c '^#~ msgid ' "$work/left.po" || true)
	if [ "$missing" -gt 1 ] || [ "$left" -gt 0 ] || ! msgfmt --check -o /dev/null "$po"; then
		echo "$po: translate what is new, drop what is gone (GENERATE=1 $0 prepares it):"
		grep -h '^msgid\|^#~ msgid' "$work/missing.po" "$work/left.po" | grep -v '^msgid ""$'
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
