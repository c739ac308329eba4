#!/usr/bin/env python3
"""Refreshes from the server that run.sh started and looks at what the program says it has read.

What is expected is taken from the files by other means than the program's (regular expressions,
Python's codecs and json), or stands here.
"""
import html
import json
import os
import re
import subprocess
import sys
import urllib.request

PROGRAM, FOLDER, PORT = sys.argv[1:4]
SERVER = "http://127.0.0.1:" + PORT
WWW = os.path.join(FOLDER, "www")
DATA = "tests/data/input/"
passed, failed = 0, 0

# The declared name, the codec the bytes are really in, and what only that codec gets right: 镕 is
# in GBK and not in GB2312, ① and ～ are in the makers' Shift_JIS alone, 嘅 in Hong Kong's Big5.
FEEDS = [
    ("gb2312", "gbk", ["铅字“镕”回到了格子里", "豆浆甜咸之争：各占一列", "钟楼慢了十秒…"]),
    ("Big5", "big5hkscs", ["碼頭夜市延長到凌晨", "「換行」與「不換行」各有道理", "今日嘅渡船"]),
    ("EUC-JP", "euc_jp", ["マス目の町、橋が開通", "「ﾊﾝｶｸ」カナの切手発売", "明日は句点のち晴れ"]),
    ("Shift_JIS", "cp932", ["第①号橋、通行無料", "表示ソフトの能力～十周年", "髙いはしご"]),
    ("EUC-KR", "cp949", ["격자시 다리 개통", "“띄어쓰기” 논쟁, 오늘 결론", "똠방각하 두부 한 모"]),
]


def is_so(what, good, shown=None):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("%s: %s" % (what, shown))


def equal(what, got, want):
    is_so(what, got == want, "%r, not %r" % (got, want))


def run(*arguments, status=0):
    """stdout and stderr of the program, which must end with this status."""
    done = subprocess.run([PROGRAM, "--home", os.path.join(FOLDER, "home"), *arguments],
                          capture_output=True, check=False, timeout=100)
    out, err = done.stdout.decode(), done.stderr.decode()
    is_so("haowai " + " ".join(arguments), done.returncode == status,
          "status %d, not %d\n%s%s" % (done.returncode, status, out, err))
    return out, err


def answer(*arguments, status=0):
    out, _ = run(*arguments, "--json", status=status)
    try:
        return json.loads(out)
    except ValueError as why:
        is_so("JSON of " + " ".join(arguments), False, why)
        sys.exit(1)


def of_server(path):
    with urllib.request.urlopen(SERVER + path) as f:
        return json.load(f)


def text_of(name):
    with open(DATA + name, encoding="utf-8") as f:
        return f.read()


def write(name, data):
    with open(os.path.join(WWW, name), "wb") as f:
        f.write(data)


def plain(source):
    return html.unescape(re.sub(r"<[^>]*>", "", source)).strip()


def prepare():
    """What is in other encodings is kept as UTF-8 and encoded here."""
    write("town.html", text_of("town.html").encode("gb18030"))
    pages = [("论桥", SERVER + "/article.html"),
             ("论字", SERVER + "/!wrongtype=text%2Fhtml/town.html"),
             ("论空白", SERVER + "/no-such-town.html")]
    write("pages.json", json.dumps([{"title": t, "link": u} for t, u in pages]).encode())
    with open(os.path.join(FOLDER, "home", "config"), "a", encoding="utf-8") as config:
        for declared, codec, titles in FEEDS:
            items = "".join("<item><title>%s</title><link>https://gezicheng.example/%s/%d</link>"
                            "</item>" % (t, codec, k) for k, t in enumerate(titles))
            feed = ('<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel>'
                    "<title>%s</title>%s</channel></rss>" % (declared, titles[0], items))
            write(codec + ".xml", feed.encode(codec))
            config.write("\n[feed %s]\nurl = %s/!wrongtype=text%%2Fxml/%s.xml\n"
                         % (codec, SERVER, codec))


def articles(source):
    return answer("list", "--filter", '="%s"' % source)


UNUSED = re.compile(r"<!--.*?-->", re.S)
PAGE = UNUSED.sub("", text_of("article.html"))
RELATED = PAGE[PAGE.index("相关推荐"):]
RELATED = RELATED[:RELATED.index("</ul>")]
HOT = PAGE[PAGE.index("hot-list-2"):]
TITLE = r'<h4[^>]*><a href="([^"?]*)[^>]*>(.*?)</a>'


def html_list():
    rows = articles("相关推荐")
    entries = RELATED.split("<li ")[1:]
    equal("related articles", len(rows), 20)
    by_title = {row["title"]: row for row in rows}
    without = 0
    for entry in entries:
        link, title = re.search(TITLE, entry).groups()
        hour, minute = re.search(r"2026-11-22 (\d\d):(\d\d)", entry).groups()
        topic = re.search(r'interact-key"[^>]*>(.*?)<', entry)
        row = by_title.get(plain(title), {})
        without += not topic
        equal("link of " + title, row.get("link"), SERVER + link)
        equal("time of " + title, row.get("published"),
              "2026-11-22T%02d:%s:00Z" % (int(hour) - 8, minute))
        equal("topic of " + title, row.get("tags"), [topic.group(1)] if topic else [])
    equal("related articles without a topic", without, 4)


def hot_lists():
    want = [(SERVER + link, plain(title)) for link, title in re.findall(TITLE, HOT)]
    rows = answer("hot", "最新闻")
    equal("entries of the page", len(want), 16)
    equal("hot list of the page", [(r["link"], r["title"]) for r in rows], want)
    equal("its ranks", [r["rank"] for r in rows], list(range(1, 17)))
    wanted = json.loads(text_of("app-hot.json"))["datas"]["most_news"]
    rows = answer("hot", "客户端")
    equal("hot list of the app", [(r["rank"], r["title"], r["link"]) for r in rows],
          [(k + 1, e["title"], "https://m.gezicheng.example/news?id=" + e["id"])
           for k, e in enumerate(wanted)])
    equal("no movement at first", {r["state"] for r in rows}, {"same"})


def json_list():
    times = {  # against 2026-11-23 20:30 +08:00
        "昨天 ": "2026-11-21T16:00:00Z", "昨天 22:17": "2026-11-22T14:17:00Z", "": None,
        "1小时前": "2026-11-23T11:30:00Z", "42分钟前": "2026-11-23T11:48:00Z",
        "56分钟前": "2026-11-23T11:34:00Z", "13分钟前": "2026-11-23T12:17:00Z",
        "刚刚": "2026-11-23T12:30:00Z", "11-15 08:30": "2026-11-15T00:30:00Z"}
    wanted = json.loads(text_of("app-list.json"))["data"]["items"]
    rows = {row["title"]: row for row in articles("要闻")}
    equal("articles of the app", len(rows), len(wanted))
    for entry in wanted:
        row = rows.get(entry["title"], {})
        person = entry["author"] or entry["user"] or {}
        equal("time of " + entry["title"], row.get("published"), times[entry["news_time"]])
        equal("link of " + entry["title"], row.get("link"),
              "https://m.gezicheng.example/news?id=" + entry["id"])
        equal("topic of " + entry["title"], row.get("tags"),
              [entry["special"]["name"]] if entry["special"] else [])
        equal("author of " + entry["title"], row.get("author"),
              person.get("name", person.get("nick")))


def paragraphs(text):
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


def body_of(source, opening):
    start = source.index(opening)
    found = re.findall(r"<p[^>]*>(.*?)</p>", source[start:source.index("</div>\n<", start)], re.S)
    return [plain(p) for p in found if plain(p)]


def nothing_else(what, text):
    for other in ("评论", "热门", "旧版面", "早已不用", "小编最近", "不是标题", "分享到", "字号"):
        is_so("%s: no “%s”" % (what, other), other not in text, text)


def page_as_article():
    want = body_of(PAGE, 'class="content all-txt"')
    equal("paragraphs of the page", len(want), 7)
    by_title = {row["title"]: row["id"] for row in articles("正文")}
    page = answer("show", str(by_title["论桥"]))
    lines = paragraphs(page["text"])
    equal("every paragraph", [line for line in lines if "补格子的石匠" not in line], want)
    for key, value in (("source", "格子城报"), ("author", "平格"), ("editor", "老校对"),
                       ("published", "2026-11-22T11:32:27Z"), ("updated", "2026-11-22T12:05:48Z"),
                       ("tags", ["桥", "交通"])):
        equal("the page's " + key, page[key], value)
    equal("related of the page", len(page["related"]), 20)
    equal("topics of the first and the third", [r["tags"] for r in page["related"][:3:2]],
          [["码头新貌"], []])
    nothing_else("text of the page", page["text"])
    before = of_server("/__stats")["requests"]
    shown, _ = run("show", str(by_title["论桥"]))
    equal("a page is fetched once", of_server("/__stats")["requests"], before)
    flat = re.sub(r"\s", "", shown)
    for text in want[:1] + want[-1:] + ["格子城报", "平格", "老校对", "缩进村"]:
        is_so("page shows " + text, re.sub(r"\s", "", text) in flat, shown)
    nothing_else("page", shown)


def page_that_is_gone():
    row = next(row for row in articles("正文") if row["title"] == "论空白")
    out, err = run("show", str(row["id"]))
    is_so("what there is", "论空白" in out, out)
    is_so("why there is no more", "404" in err, err)


def page_by_its_address():
    url = SERVER + "/article.html"
    row = (answer(url) or [{}])[0]
    for key, value in (("title", "交通处回应“桥上不许停步”：大多数是误会"), ("source", "格子城报"),
                       ("author", "平格"), ("tags", ["桥", "交通"]),
                       ("published", "2026-11-22T11:32:27Z"), ("link", url)):
        equal("the address's " + key, row.get(key), value)
    shown, _ = run(url, "--plain")
    is_so("its headline", "交通处回应“桥上不许停步”：大多数是误会" in shown, shown)


def page_in_gb18030():
    want = body_of(text_of("town.html"), 'id="rwb_zw"')
    row = next(row for row in articles("正文") if row["title"] == "论字")
    page = answer("show", str(row["id"]))
    equal("paragraphs in GB18030", paragraphs(page["text"]), want)
    is_so("镕 in the first and last", "镕" in want[0] and "镕" in want[-1])
    equal("its source", page["source"], "格子城网-文化频道")
    equal("its time", page["published"], "2026-11-15T00:18:00Z")
    row = answer(SERVER + "/!wrongtype=text%2Fhtml/town.html")[0]
    equal("its headline", row["title"], "排字人老镕：一格一格排了四十年")


def legacy_feeds():
    for _, codec, titles in FEEDS:
        equal("stored titles in " + codec, sorted(r["title"] for r in articles(codec)),
              sorted(titles))
        feed = answer("parse", os.path.join(WWW, codec + ".xml"))
        equal("parsed titles in " + codec, [e["title"] for e in feed["entries"]], titles)


def files():
    """Name, time of change and size of the database's files, but for those of the lock."""
    home = os.path.join(FOLDER, "home")
    found = [os.path.join(at, name) for at, _, names in os.walk(home) for name in names]
    return sorted((name, os.stat(name).st_mtime_ns, os.stat(name).st_size)
                  for name in found if name.endswith((".db", "-wal")) and os.path.getsize(name))


def again():
    before, stored = files(), answer("list")
    of_server("/__reset")
    equal("a second refresh", answer("refresh"), {"sources": 10, "failed": 0, "new": 0})
    stats = of_server("/__stats")
    asked, status = stats["requests"], stats["status"]
    equal("answers to it", (asked, status.get("304")), (9, 9))  # two sources read one page
    equal("files it wrote", files(), before)
    equal("articles after it", answer("list"), stored)


def one_fails():
    stored, ranks = articles("要闻"), answer("hot", "客户端")
    for name in ("app-list.json", "app-hot.json"):
        os.unlink(os.path.join(WWW, name))
    out, err = run("refresh", status=1)
    equal("failures", re.findall(r"^haowai: (\S+): .*404", err, re.M), ["要闻", "客户端"])
    is_so("the count of them", "2 failed" in out, out)
    equal("its articles stay", articles("要闻"), stored)
    equal("and its ranks", [r["title"] for r in answer("hot", "客户端")],
          [r["title"] for r in ranks])
    equal("the others go on", len(articles("相关推荐")), 20)
    problem = [c["problem"] for c in answer("check", "要闻", status=1)]
    is_so("check says why", "404" in (problem[0] or ""), problem)


def hot_api():
    """The shapes of a hot-list service that people run themselves (dailyhot-api): JSON with numbers
    for ids and milliseconds, `timestamp` 0 or missing, blanks where nothing is known; the same as
    RSS whose times are those of the answer; and a page with status 500 while it cannot look."""
    entries = [{"id": 7000 + k, "title": "第%d座灯塔换灯，渡口的人怎么说？" % (k + 1), "desc": "节选",
                "cover": "", "author": "", "timestamp": (0, 1790000000000)[k % 2],
                "hot": 5000000 - 70000 * k, "url": "https://deng.example/question/%d" % (8000 + k),
                "mobileUrl": "https://m.deng.example/%d" % k} for k in range(15)]
    entries[3]["url"] = ""
    del entries[4]["timestamp"]
    home = os.path.join(FOLDER, "api")
    os.makedirs(home)
    with open(os.path.join(home, "config"), "w", encoding="utf-8") as config:
        config.write("[hot 灯塔]\npreset = dailyhot\nurl = %s/!down/api.json\n"
                     "[feed 灯塔 RSS]\nurl = %s/!down/api.xml\n" % (SERVER, SERVER))

    def serve(rows, when):
        write("api.json", json.dumps({
            "code": 200, "name": "lights", "title": "灯塔", "type": "热榜", "total": len(rows),
            "params": {"type": {"name": "榜单分类"}}, "link": "https://deng.example/hot",
            "fromCache": False, "updateTime": when, "data": rows}, ensure_ascii=False).encode())
        items = "".join("<item><title><![CDATA[%s]]></title><link>%s</link>"
                        '<guid isPermaLink="false">%d</guid><pubDate>%s</pubDate>'
                        "<description><![CDATA[节选 <b>&amp;</b>]]></description><author></author>"
                        '<media:content xmlns:media="http://search.yahoo.com/mrss/">'
                        "<media:thumbnail/></media:content></item>"
                        % (e["title"], e["url"] or "获取失败", e["id"], when) for e in rows)
        write("api.xml", ('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
                          "<title>灯塔</title><link>https://deng.example/</link><generator>x"
                          "</generator>%s</channel></rss>" % items).encode())

    def ask(*arguments, status=0):
        return answer("--home", home, *arguments, status=status)

    serve(entries, "Sun, 22 Nov 2026 12:00:00 GMT")
    equal("a service's lists", ask("refresh"), {"sources": 2, "failed": 0, "new": 15})
    rows = ask("hot", "灯塔")
    equal("its entries", [(r["rank"], r["title"], r["heat"], r["link"]) for r in rows],
          [(k + 1, e["title"], e["hot"], e["url"] or e["mobileUrl"])
           for k, e in enumerate(entries)])
    stored = ask("list")
    equal("its RSS", sorted(r["title"] for r in stored), sorted(e["title"] for e in entries))
    serve([entries[1], entries[0], *entries[2:]], "Sun, 22 Nov 2026 12:10:00 GMT")
    equal("new times, old articles", ask("refresh")["new"], 0)
    equal("who moved", [(r["rank"], r["previous"], r["state"]) for r in ask("hot", "灯塔")][:3],
          [(1, 2, "up"), (2, 1, "down"), (3, 3, "same")])
    stored, ranks = ask("list"), ask("hot", "灯塔")
    for name in ("api.json.down", "api.xml.down"):
        write(name, b"")
    _, err = run("--home", home, "refresh", status=1)
    equal("it is down", re.findall(r"^haowai: ([^:]+): .*\b500\b", err, re.M),
          ["灯塔", "灯塔 RSS"])
    is_so("nothing of its page is shown", "<" not in err and "login" not in err, err)
    equal("the list stays", ask("hot", "灯塔"), ranks)
    equal("and the articles", ask("list"), stored)


def changed():
    """An article that its feed writes anew: one article, told as changed, with what differs."""
    home = os.path.join(FOLDER, "changed")
    os.makedirs(home)
    with open(os.path.join(home, "config"), "w", encoding="utf-8") as config:
        config.write("[feed 桥报]\nurl = %s/bridge.xml\n" % SERVER)

    def serve(title, body):
        write("bridge.xml", ("<rss version='2.0'><channel><title>桥报</title><item><guid>1</guid>"
                             "<title>%s</title><link>https://news.example/1</link><description>"
                             "<![CDATA[%s]]></description></item></channel></rss>"
                             % (title, body)).encode())

    def ask(*arguments, status=0):
        return answer("--home", home, *arguments, status=status)

    serve("空格桥通车，3人受伤", "<p>桥上有3人受伤。</p><p>雪还在下。</p>")
    ask("refresh")
    row, = ask("list")
    number = str(row["id"])
    out, err = run("--home", home, "show", number, "--changes", status=1)
    is_so("nothing has changed yet", "has not been changed" in err and not out, err)
    serve("空格桥通车，5人受伤", "<p>桥上有5人受轻伤。</p><p>雪还在下。</p><p>渡船停航。</p>")
    equal("an article written anew is no new one", ask("refresh")["new"], 0)
    equal("there is one of it", [r["title"] for r in ask("list")], ["空格桥通车，5人受伤"])
    out, _ = run("--home", home, "show", number, "--changes")
    for line in ("空格桥通车，〔3〕5人受伤", "桥上有〔3〕5人受轻伤。", "渡船停航。"):
        is_so("its changes say " + line, line in out, out)
    is_so("what stayed is not marked", "〔雪" not in out, out)


prepare()
equal("the first refresh", answer("refresh"), {"sources": 10, "failed": 0,
                                               "new": 20 + 9 + 3 + 5 * 3})
for check in (html_list, hot_lists, json_list, legacy_feeds, again, page_as_article,
              page_that_is_gone, page_by_its_address, page_in_gb18030, one_fails,
              hot_api, changed):
    check()
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
