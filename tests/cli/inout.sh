#!/bin/sh
# Getting in and out: add, sources, rename, remove, import, export, with a server on loopback.
set -u
PYTHON=${PYTHON:-python3}
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'exec 9>&-; rm -rf "$work"' EXIT
cd "$work" || exit 2
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

# --- a town's web server ---------------------------------------------------------------------------

mkdir -p www
feed() {
	printf '<rss version="2.0"><channel><title>%s</title><language>zh-cn</language><ttl>30</ttl>' "$1"
	printf '<item><title>格子桥亮灯</title><link>https://x.example/%s/1</link></item>' "$1"
	printf '<item><title>渡船停开</title><link>https://x.example/%s/2</link></item>' "$1"
	printf '</channel></rss>'
}
feed 等宽晚报 >www/news.xml
feed 体育 >www/sport.xml
feed 评论 >www/comments.xml
link='<link rel=alternate type=application/rss+xml'
printf '<title>甲</title>%s title=要闻 href=news.xml>%s title=评论 href=comments.xml>' \
	"$link" "$link" >www/one.html
printf '<title>甲</title>%s title=要闻 href=news.xml>%s title=体育 href=sport.xml>' \
	"$link" "$link" >www/two.html
printf '<p>nothing but words</p>' >www/bare.html
cat >www/list.html <<'END'
<title>公告栏</title><div id=board><ul class=notes>
<li><h4><a href=/n/1>空格桥今晚亮灯行人沿河回家</a></h4><i class=time>2026-11-22 20:10</i>
<li><h4><a href=/n/2>等宽河水位回落渡船恢复</a></h4><i class=time>2026-11-22 19:10</i>
<li><h4><a href=/n/3>半角街灯全部换新耗时三天</a></h4><i class=time>2026-11-22 18:10</i>
<li><h4><a href=/n/4>制表符车站下月搬到河东</a></h4><i class=time>2026-11-22 17:10</i>
</ul></div>
END
printf '{"data":[{"word":"空格桥亮灯","num":9},{"word":"渡船停开","num":8},{"word":"街灯换新","num":7}]}' \
	>www/hot.json
mkfifo hold
exec 9<>hold
"$PYTHON" "$top/tests/server/server.py" --root www <hold >port &
tries=0
until [ -s port ] || [ $((tries += 1)) -gt 200 ]; do sleep 0.05; done
site=http://127.0.0.1:$(tr -dc 0-9 <port)

# --- add ---------------------------------------------------------------------------------------------

expect "a feed" 0 haowai add "$site/news.xml"
holds "its title" out '等宽晚报'
holds "its format, articles, language, interval" out 'rss20, 2 articles, language zh-cn.*30m'
expect "once more" 0 haowai add "$site/news.xml"
holds "it is said" out 'already'
expect "a page with one feed of articles" 0 haowai add "$site/one.html"
holds "that one is there" out 'already'
expect "a page with two, the first taken" 0 haowai add "$site/two.html" --name 晚报 --group 本地/要闻
holds "both are told" err 'sport.xml'
holds "the first is there" out 'already'
expect "the second one" 0 haowai add "$site/two.html" --choose 2 --name 球 --group 本地/体育
holds "its address" home/subscriptions "url = $site/sport.xml"
holds "its name" home/subscriptions '\[feed 球\]'
holds "its folder" home/subscriptions 'group = 本地/体育'
expect "no such choice" 1 haowai add "$site/two.html" --choose 3
expect "a list on a page" 1 haowai add "$site/list.html"
holds "what would be written" out 'items = ul.notes > li'
holds "what it gives" out '空格桥今晚亮灯行人沿河回家  2026-11-22'
holds "how to take it" err '--yes'
lacks "nothing is written" home/subscriptions 'list.html'
expect "a list that is taken" 0 haowai add "$site/list.html" --yes --json
holds "said as JSON" out '"state":"added".*"articles":4'
holds "it is written" home/subscriptions 'link = a @href'
expect "a hot list in JSON" 0 haowai add "$site/hot.json" --yes --hot --name 榜
holds "its section" home/subscriptions '\[hot 榜\]'
holds "its heat" home/subscriptions 'heat = num'
expect "nothing to be found" 1 haowai add "$site/bare.html"
[ "$(wc -l <err)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "what is not there" 1 haowai add "$site/nowhere"
holds "the reason" err '404'
expect "no address at all" 1 haowai add 'exec:date'
expect "a broken answer" 1 haowai add "$site/!empty/news.xml"
printf '<p>words</p>' >www/plain.html
feed 根 >www/atom.xml
ask() {
	"$PYTHON" -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' "$1"
}
ask "$site/__reset" >/dev/null
expect "a feed at a usual place" 0 haowai add "$site/plain.html"
holds "that one" home/subscriptions "url = $site/atom.xml"
ask "$site/__stats" >stats
lacks "nothing is asked behind it" stats 'feed.xml'
expect "all of it works" 0 haowai refresh --quiet

# --- sources, rename, remove ---------------------------------------------------------------------------

expect "sources" 0 haowai sources
[ "$(wc -l <out)" = 5 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "as JSON" 0 haowai sources --json
holds "with what is unread" out '"name":"球","kind":"feed".*"group":"本地/体育".*"unread":2'
expect "another name" 0 haowai rename 球 体育版
expect "no such source" 1 haowai rename 球 甲
expect "an empty name" 2 haowai rename 体育版 ' '
expect "remove" 0 haowai remove 体育版
expect "it is gone" 0 haowai sources
lacks "it is gone" out 'sport.xml'
expect "not twice" 1 haowai remove 体育版
expect "and back again" 0 haowai add "$site/sport.xml"
holds "added" out 'subscribed to 体育'
printf '[feed 密]\nurl = %s/news.xml?key=geheim\n' "$site" >home/config
expect "secrets" 0 haowai sources
lacks "masked" out geheim

for command in add sources rename remove; do
	expect "help of $command" 0 haowai "$command" --help
	holds "help of $command" out "haowai $command"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
