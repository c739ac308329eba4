#!/bin/sh
# What the commands print and how they end, on the first edition and on files: no network.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/cli/expect.sh
. "$top/tests/cli/expect.sh"
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

expect "the first edition without a terminal" 0 haowai
holds "its headlines" out "空格桥全线通车"
expect "all of it" 0 haowai list --json
holds "ids are numbers" out '"id":[0-9]'
lacks "keys are filled in" out '{k:'
expect "one row" 0 haowai list --limit 1
[ "$(wc -l <out)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "hot lists" 0 haowai hot --json
holds "movement" out '"state":"up"'
# a digest: nothing of the edition is new in other years, but it has a date of its own
expect "a digest" 0 haowai digest --width 60
holds "a lead and sections" out "煎饼摊排队新规"
lacks "no trailing blanks" out ' $'
expect "a digest as Markdown" 0 haowai digest --format markdown --per-tag 1
holds "sections" out '^## '
expect "a digest as HTML, into a file" 0 haowai digest --format html --out digest.html
holds "a whole page" digest.html '^</html>$'
lacks "nothing is fetched by it" digest.html '<script\|<img\|<link'
# a pipe or a device stays what it is
mkfifo pipe
for what in digest export "show 1"; do
	cat pipe >taken &
	# shellcheck disable=SC2086
	expect "$what into a pipe" 0 haowai $what --out pipe
	[ -p pipe ] || kill $!
	wait $!
	[ -p pipe ] && [ -s taken ] && passed=$((passed + 1)) || failed=$((failed + 1))
done
expect "a digest as JSON" 0 haowai digest --json
holds "its keys" out '"title":.*"since":.*"until":.*"lead":.*"hot":.*"sections":'
expect "a filter that nothing passes" 0 haowai digest --filter "没有这个词就好"
holds "an honest sentence" out 'Nothing new since\|以来没有新内容'
expect "since the last one" 0 haowai digest --since last
expect "no such span" 2 haowai digest --since soon
expect "no such format" 2 haowai digest --format pdf
expect "too many" 2 haowai digest --per-tag 1000
expect "an option of another command" 2 haowai list --per-tag 3

expect "an article" 0 haowai show 1
lacks "no trailing blanks" out ' $'

for lead in en:Cursor ja:改行 ko:격자시 zh:空格桥; do
	expect "the edition in ${lead%%:*}" 0 "$HAOWAI" --home "$work/${lead%%:*}" \
		--language "${lead%%:*}" list --limit 1
	holds "what leads it" out "${lead#*:}"
done

expect "no such article" 1 haowai show 999999
expect "no such hot list" 1 haowai hot nowhere
expect "no such source" 1 haowai refresh nowhere
holds "where they are listed" err "haowai sources"
expect "a source's name mistyped" 1 haowai remove 格子城热傍
holds "the nearest" err "格子城热榜"
expect "a command mistyped" 2 haowai lsit --limit 3
holds "the nearest" err "did you mean list"
expect "no such command" 2 haowai nowhere
expect "usage in the language asked for" 2 haowai --nosuch --language zh
holds "Chinese" err "没有叫--nosuch的选项"
expect "no such file" 1 haowai nowhere.xml --plain
expect "a regular expression that is none" 2 haowai list --filter '/(/'
holds "it is named" err 'regular expression'
expect "two addresses" 2 haowai one two
expect "an unknown option" 2 haowai --nonsense
expect "a missing argument" 2 haowai show
expect "an option of another command" 2 haowai list --width 40
expect "a search" 0 haowai search 空格桥 -豆浆
holds "its headline" out "空格桥全线通车"
expect "the same as JSON" 0 haowai search 空格桥 --json --limit 1
holds "where the hits are" out '"title_hits":\[\[[0-9]*,[0-9]*\]'
lacks "keys are filled in" out '{k:'
expect "a word that is nowhere" 0 haowai search 鱻鱻
[ ! -s out ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "a search for nothing" 2 haowai search -- -
expect "a search that is not understood" 2 haowai search 雪 @10
expect "marks on several" 0 haowai mark 1 2 --star --tag 晨读
holds "how many" out '^2 '
expect "what is marked" 0 haowai list --filter "+晨读 :star"
[ "$(wc -l <out)" = 2 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "the tags" 0 haowai tags
holds "name, unread, all" out '^晨读	2	2$'
expect "marks on what a list prints" 0 sh -c "'$HAOWAI' --home '$work/home' list --filter +晨读 |
	'$HAOWAI' --home '$work/home' mark - --read --unstar"
expect "the tags as JSON" 0 haowai tags --json
holds "counts are numbers" out '{"name":"晨读","unread":0,"items":2}'
expect "marks on what a filter finds" 0 haowai mark --filter +晨读 --untag 晨读 --unread --json
holds "how many" out '{"articles":2}'
expect "nothing is left of it" 0 haowai list --filter "+晨读 | :star | :read"
[ ! -s out ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "one of two that is there" 1 haowai mark 999999 3 --star
holds "which one is not" err '999999'
holds "the other is marked" out '^1 '
expect "and back" 0 haowai mark 3 --unstar --quiet
expect "no mark" 2 haowai mark 3
expect "no article" 2 haowai mark --read
expect "a filter that is not understood" 2 haowai mark --read --filter @10
expect "both at once" 2 haowai mark 3 --read --unread
expect "alerts" 0 haowai alerts
[ ! -s out ] && passed=$((passed + 1)) || failed=$((failed + 1))
for command in refresh list search hot digest show mark tags alerts check parse render extract fetch; do
	expect "help of $command" 0 haowai "$command" --help
	holds "help of $command" out "haowai $command"
done

echo 'this is no feed' >none
expect "no feed" 1 haowai parse none --json
[ "$(wc -l <err)" = 1 ] && [ ! -s out ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "no file" 1 haowai parse nowhere.xml
expect "a name that is taken for a folder" 1 haowai parse .

printf '<rss version="2.0"><channel><title>格</title><item><title>甲</title></item></channel></rss>' >feed.xml
expect "a feed" 0 haowai parse feed.xml --json
holds "its version" out '"version":"rss20"'
expect "a feed by its address" 0 haowai fetch "file://$work/feed.xml" --json
holds "its entry" out '"title":"甲"'
expect "a feed opened without subscribing" 0 haowai "file://$work/feed.xml"
holds "its entry" out '甲'

printf 'url\nkey = \n[feed 甲]\nurl = file://%s/feed.xml\n[feed 乙]\nurl = file://%s/none\n' \
	"$work" "$work" >home/config
expect "a refresh with one failure" 1 haowai refresh
holds "which one" err '乙'
lacks "and no other" err '甲'
expect "a source by its name" 0 haowai refresh 甲
expect "what a source gives" 1 haowai check
holds "mistakes with their lines" out 'config:1:'
holds "entries" out '1 entries'
expect "in the order of the configuration" 1 haowai check --json
grep -o '"source":"[^"]*"' out | tr -d '\n' >order
holds "one after the other" order '甲.*乙'
expect "one by a part of its address is none" 1 haowai check feed.xml
holds "it is said" err 'feed.xml'
mkdir several
for name in 甲乙 甲乙丙丁 甲乙丙戊; do
	cp feed.xml "$name.xml"
	printf '[feed %s]\nurl = file://%s/%s.xml\n' "$name" "$work" "$name" >>several/config
done
several() {
	"$HAOWAI" --home "$work/several" "$@"
}
expect "one by a part of its name" 0 several check 丙丁
holds "that one" out '甲乙丙丁'
expect "one by a part that several names hold" 1 several check 乙丙
holds "which ones" err '甲乙丙丁, 甲乙丙戊'
expect "a name that others hold too" 0 several check 甲乙
lacks "only that one" out '丙'

# Rules: what they match, what sets off an alert, and what is muted is found.
mkdir ruled
printf '<rss version="2.0"><channel><title>格</title><item><title>%s</title>%s</item></channel></rss>' \
	甲桥通车 '<category>bridge</category>' >ruled.xml
printf '[feed 报]\nurl = file://%s/ruled.xml\n' "$work" >ruled/config
ruled() {
	"$HAOWAI" --home "$work/ruled" "$@"
}
expect "the first fetch" 0 ruled refresh
printf '<rss version="2.0"><channel><title>格</title><item><title>%s</title>%s</item>%s</channel></rss>' \
	乙桥通车 '<category>bridge</category>' '<item><title>甲桥特卖</title></item>' >ruled.xml
cat >>ruled/config <<'EOF'
[rule 路]
match = +bridge
tag = 路
[rule 卖]
match = 特卖
mute = on
[rule 空]
match = 没有的
tag = 空
[alert 桥]
match = 桥 +路
[tags]
rename = bridge = 桥梁
hide = 广告
EOF
expect "the next one" 0 ruled refresh
expect "what set off an alert" 0 ruled alerts
holds "once, by name" out '	桥	报	乙桥通车$'
[ "$(wc -l <out)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "the same as JSON" 0 ruled alerts --json
holds "its article" out '"alert":"桥",.*"id":[0-9].*"seen":false'
expect "a tag by its old name" 0 ruled list --filter '+bridge +路'
[ "$(wc -l <out)" = 2 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "what is muted is in no list" 0 ruled list --filter 特卖
[ ! -s out ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "a search finds it" 0 ruled search 特卖 --json
holds "and says so" out '"muted":true'
expect "what rules match" 0 ruled check --rules
sed -n '/rule 路/{n;p;}' out >rule
holds "so many" rule '2'
sed -n '/alert 桥/{n;p;}' out >rule
holds "so many" rule '2'
sed -n '/rule 空/{n;p;}' out >rule
lacks "nothing in words" rule '[0-9]'
holds "a name that no tag has" out '^\[tags\].*广告'
lacks "and no other" out 'bridge'
expect "the same as JSON" 0 ruled check --json
holds "behind the source" out '{"rule":"卖","articles":1,"entries":0}'

printf '<html><head><title>格子桥</title></head><body><article><h1>格子桥</h1><p>%s</p><p>%s</p>' \
	"桥上的灯今晚全部亮了,行人沿着河走回家,孩子们数着水里的倒影。" \
	"工程队说,栏杆的油漆要再等两天才干,请不要靠着看船,也不要在桥头停车。" >page.html
printf '</article></body></html>' >>page.html
expect "a page that is no feed" 0 haowai fetch "file://$work/page.html"
holds "is one entry" out '格子桥'
expect "the same as JSON" 0 haowai fetch "file://$work/page.html" --json
holds "with its text" out '今晚全部亮了'

# A database that is none is set aside, and that is said; what else there is goes on.
mkdir spoilt
printf 'this is no database, and long enough to be looked at as one would be looked at\n' >spoilt/news.db
expect "a damaged database" 0 "$HAOWAI" --home spoilt list
holds "it is said" err 'news.db'
[ "$(wc -l <err)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
holds "what else there is" out '空格桥'
expect "said once" 0 "$HAOWAI" --home spoilt list
[ ! -s err ] && passed=$((passed + 1)) || failed=$((failed + 1))

mkdir filed
printf '[feed 甲]\nurl = file://%s/page.xml\n' "$work" >filed/config
printf '<rss version="2.0"><channel><title>甲</title><item><title>桥</title></item></channel></rss>' >page.xml
expect "a file is looked at" 0 "$HAOWAI" --home filed check
lacks "as what needs no answer" out 'answer'
holds "as what it is" out '1 entries'

# What is printed is nothing that a terminal obeys, whoever said it.
mkdir obeyed
printf '[feed 甲]\nurl = http://127.0.0.1:9/\n' >obeyed/config
expect "a name with an escape" 0 "$HAOWAI" --home obeyed rename 甲 "$(printf '乙\033]0;x\007')"
lacks "is said without it" out "$(printf '\033')"
holds "but for that" out '乙'

# A full disk must not pass for success.
if [ -w /dev/full ]; then
	for command in "" "list" "show 1" "--help" "--version"; do
		# shellcheck disable=SC2086 # words
		if haowai $command >/dev/full 2>err; then
			failed=$((failed + 1))
			echo "haowai $command takes a full disk for success"
		else
			passed=$((passed + 1))
		fi
	done
fi

finish
