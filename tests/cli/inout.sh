#!/bin/sh
# Getting in and out: add, sources, rename, remove, import, export, with a server on loopback.
set -u
PYTHON=${PYTHON:-python3}
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/cli/expect.sh
. "$top/tests/cli/expect.sh"
server=
trap 'exec 9>&-; [ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work" || exit 2

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
"$PYTHON" "$top/tests/server/server.py" --root www <hold >port 2>log 9>&- &
server=$!
tries=0
until [ -s port ] || [ $((tries += 1)) -gt 200 ]; do sleep 0.05; done
site=http://127.0.0.1:$(tr -dc 0-9 <port)

# --- add ---------------------------------------------------------------------------------------------

expect "a feed" 0 haowai add "$site/news.xml"
holds "its title" out '等宽晚报'
holds "its format, articles, language, interval" out 'rss20, 2 articles, language zh-cn.*30m'
holds "what was stored" out 'stored: 2 new articles'
expect "they are there" 0 haowai list
[ "$(grep -c 格子桥亮灯 out)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
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
expect "and back again" 0 haowai add "$site/sport.xml" --no-refresh
holds "nothing is fetched for it" out 'nothing is stored yet: haowai refresh 体育'
holds "added" out 'subscribed to 体育'
printf '[feed 密]\nurl = %s/news.xml?key=geheim\n' "$site" >home/config
expect "secrets" 0 haowai sources
lacks "masked" out geheim

# --- import --------------------------------------------------------------------------------------------

other() {
	"$HAOWAI" --home "$work/$home" "$@"
}

home=opml
cat >in.opml <<'END'
<?xml version="1.0"?><opml version="2.0" xmlns:frss="https://freshrss.org/opml"><body>
<outline text="国内"><outline text="时政">
<outline type="rss" text="甲" xmlUrl="https://a.example.com/rss?x=1&amp;y=2" category="要闻,热点"/>
</outline></outline>
<outline text="json" type="JSON+DotNotation" xmlUrl="https://b.example.com/api" frss:jsonItem="data.list"
 frss:jsonItemTitle="t" frss:jsonItemUri="u"/>
<outline text="xpath" type="HTML+XPath" xmlUrl="https://c.example.com/" frss:xPathItem="//div[@class='card']"
 frss:xPathItemTitle="descendant::h2" frss:xPathItemUri="descendant::a/@href"/>
<outline text="hard" type="HTML+XPath" xmlUrl="https://d.example.com/" frss:xPathItem="//div[last()]"
 frss:xPathItemTitle="a"/>
<outline text="evil" xmlUrl="|touch x"/><outline text="evil" xmlUrl="exec:touch x"/>
<outline text="evil" xmlUrl="file:///etc/passwd"/><outline text="evil" xmlUrl="javascript:1"/>
<outline text="secret" xmlUrl="https://e.example.com/" xmlns:h="urn:haowai:opml"
 h:header-env="X: HOME" h:auth-command="touch x" h:items="ul &gt; li" h:title="a"/>
</body></opml>
END
expect "a rehearsal" 0 other import in.opml --dry-run
holds "what would be" out '4 would be added, 0 are there already, 5 refused'
[ ! -e opml/subscriptions ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "OPML" 0 other import in.opml
holds "the summary" out '4 added, 0 there already, 5 refused'
holds "reasons" err 'exec:touch x'
holds "reasons" err 'XPath'
holds "folders" opml/subscriptions 'group = 国内/时政'
holds "tags" opml/subscriptions 'tag = 热点'
holds "JSON" opml/subscriptions 'items = data.list'
holds "XPath in CSS" opml/subscriptions 'items = div.card'
holds "XPath of an attribute" opml/subscriptions 'link = a @href'
holds "our own" opml/subscriptions 'items = ul > li'
lacks "no command" opml/subscriptions 'touch'
lacks "no secret" opml/subscriptions 'HOME'
expect "once more" 0 other import in.opml
holds "nothing new" out '0 added, 4 there already'

home=newsboat
cat >urls <<'END'
# a comment
https://a.example.com/rss 科技 "two words" "~甲的名字"
https://b.example.com/rss !
"query:未读:unread = \"yes\""
"exec:~/bin/feed.sh"
"filter:~/bin/f:https://c.example.com/rss"
file:///home/x/feed.xml
END
expect "newsboat's urls" 0 other import urls
holds "the summary" out 'newsboat: 3 added, 0 there already, 3 refused'
holds "a name" newsboat/subscriptions '\[feed 甲的名字\]'
holds "a tag of two words" newsboat/subscriptions 'tag = two words'
holds "a view" newsboat/subscriptions '\[view 未读\]'
holds "the way here" err 'items ='

home=newsraft
cat >feeds <<'END'
@ 新闻 < reload-period 60
https://a.example.com/rss "甲" < reload-period 30
https://b.example.com/rss
END
expect "newsraft's feeds" 0 other import feeds
holds "a section" newsraft/subscriptions 'group = 新闻'
holds "a name" newsraft/subscriptions '\[feed 甲\]'

home=sfeed
cat >sfeedrc <<'END'
#sfeedpath="$HOME/.sfeed/feeds"
feeds() {
	feed "甲" "https://a.example.com/rss" "https://a.example.com" "gbk"
	feed 'b' 'https://b.example.com/rss'
}
END
expect "sfeedrc" 0 other import sfeedrc
holds "the summary" out 'sfeedrc: 2 added'
holds "a name" sfeed/subscriptions '\[feed 甲\]'

home=plain
printf 'https://a.example.com/rss\nhttps://b.example.com/rss\n\nhttps://a.example.com/rss\n' |
	"$HAOWAI" --home "$work/plain" import - >out 2>err
holds "addresses" out 'URL: 2 added'

home=words
cat >words.txt <<'END'
[GLOBAL_FILTER]
抽奖

[WORD_GROUPS]
华为
鸿蒙 => 华为系
+手机
!广告
@10

/芯片|光刻/i => 半导体

[航天]
C++ 火箭
END
expect "keywords of TrendRadar" 0 other import words.txt
holds "words" words/subscriptions 'match = 华为|鸿蒙 手机 !抽奖 !广告'
holds "its tag" words/subscriptions 'tag = 华为'
holds "an expression" words/subscriptions 'match = /芯片|光刻/ !抽奖 !广告'
holds "its name" words/subscriptions '\[rule 半导体\]'
holds "a name in brackets" words/subscriptions '\[rule 航天\]'
holds "signs in quotes" words/subscriptions 'match = "C++ 火箭" !抽奖 !广告'
expect "they are read" 0 other check
printf '\001\002\003' >binary
expect "no list at all" 1 other import binary
expect "an empty one" 1 other import /dev/null
expect "no file" 1 other import nowhere

# --- export, and in again ----------------------------------------------------------------------------------

home=home
expect "OPML out" 0 other export
cp out all.opml
home=again
expect "and in" 0 other import "$work/all.opml"
cp out summary
holds "all of it" summary ', 0 refused'
expect "out again" 0 other export
same "nothing is lost" all.opml out
home=mapped
mkdir mapped
cat >mapped/config <<'END'
[hot 榜]
url = https://a.example.com/hot?a=1&b=2
group = 热点/全网
tag = a,b
tag = c/d
items = data.list
drop = ad == 1
drop = title ~ "广告|<推广>"
title = word
link = https://s.example.com/?q={word|url}
link = url
heat = num
every = 2m
skip = "广告" | 抽奖
[page www.x.example/*]
title = h1
[feed 页]
url = https://b.example.com/
items = ul.a > li, div.b
title = h4 a
fulltext = .content
remove = .ad
strip-query = s, t
limit = 20
keep-for = 30d
timezone = +08:00
[feed 预设]
preset = guancha
END
expect "hot lists and pages out" 0 other export --out "$work/mapped.opml"
home=mapped2
expect "and in" 0 other import "$work/mapped.opml"
holds "all of it" out '3 added, 0 there already, 0 refused'
expect "out again" 0 other export
same "nothing is lost" mapped.opml out
holds "more than one line" mapped2/subscriptions 'tag = c/d'
expect "the same sources" 0 other sources
cp out sources2
home=mapped
expect "the same sources" 0 other sources
same "the same sources" sources2 out

home=home
expect "an article is read and starred" 0 other list --json
printf '[feed 甲]\nurl = %s/news.xml\n' "$site" >>home/config
expect "JSON out" 0 other export --json --out "$work/all.json"
"$PYTHON" - all.json >marked.json <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
assert d["format"] == "haowai" and len(d["sources"]) >= 4 and len(d["articles"]) >= 4, d
assert any(h["title"] == "空格桥亮灯" for h in d["hot"])
for a in d["articles"][:2]:
    a["read"] = a["starred"] = True
    a["own_tags"] = ["留着"]
d["articles"].append({"source": "x", "link": "https://nowhere.example/", "read": True})
print(json.dumps(d, ensure_ascii=False, indent=1))
END
expect "JSON in" 0 other import marked.json
holds "marks" out 'marks of 2 articles, 1 articles are not here'
expect "they are set" 0 other list --filter ':star +留着' --json
[ "$(grep -c '"read":true,"starred":true' out)" = 2 ] && passed=$((passed + 1)) || failed=$((failed + 1))
expect "once more out" 0 other export --json
[ "$(grep -c '"own_tags":\["留着"\]' out)" = 2 ] && passed=$((passed + 1)) || failed=$((failed + 1))
head -c 600 marked.json >cut.json
expect "one that breaks off" 1 other import cut.json
[ "$(grep -c haowai: err)" = 1 ] && passed=$((passed + 1)) || failed=$((failed + 1))
printf '{"a":[1,2]}' >foreign.json
expect "other JSON" 1 other import foreign.json
home=fresh
expect "into an empty house" 0 other import "$work/all.json"
holds "its sources" out ' 0 there already'
expect "both at once" 2 other export --json --opml

# --- nothing to show: what to do next ---------------------------------------------------------------------

home=bare
printf '<rss version="2.0"><channel><title>甲</title></channel></rss>' >empty.xml
expect "no sources" 0 other sources
holds "how to get one" err 'haowai add'
expect "a feed of nothing" 0 other add "file://$work/empty.xml"
for command in hot alerts tags 'search 灯塔'; do
	# shellcheck disable=SC2086 # words
	expect "no $command" 0 other $command
	holds "no $command: what to do" err 'haowai'
	# shellcheck disable=SC2086 # words
	expect "no $command as JSON" 0 other $command --json
	[ ! -s err ] && passed=$((passed + 1)) || failed=$((failed + 1))
done

printf '[hot 榜]\nurl = http://127.0.0.1:9/\nitems = data\ntitle = name\n' >hot.conf
expect "a hot list that was not fetched" 0 haowai --home hot-home --config hot.conf hot
holds "it is fetched first" err 'haowai refresh'

for command in add sources rename remove import export; do
	expect "help of $command" 0 haowai "$command" --help
	holds "help of $command" out "haowai $command"
done

finish
