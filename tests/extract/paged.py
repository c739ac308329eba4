"""paged.py HAOWAI DIR PORT: texts of several pages, served from DIR/www on loopback.

Three pages become one text; pages that lead round in a circle, and one that is served under ever new
addresses, end; a page of another host is not followed; and `show` of a subscribed source with
`fulltext = on` joins them too, while a page that wants a login leaves the feed's text where it is.
"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
from words import Writer  # noqa: E402

PROGRAM, DIR, PORT = sys.argv[1], sys.argv[2], sys.argv[3]
HOST = f"http://127.0.0.1:{PORT}"
results = []


def expect(what, ok, more=""):
    results.append(bool(ok))
    if not ok:
        print("FAIL", what, more)


def put(name, text):
    with open(os.path.join(DIR, "www", name), "w", encoding="utf-8") as f:
        f.write(text)


def page(name, title, paragraphs, links):
    put(name, f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_格子城日报</title></head><body>'
              f'<h1>{title}</h1><div class="text">{"".join(f"<p>{p}</p>" for p in paragraphs)}</div><div class="pages">{links}</div></body></html>')


def run(*args):
    done = subprocess.run([PROGRAM, "--home", os.path.join(DIR, "home"), *args], capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def extract(name):
    code, out, err = run("extract", f"{HOST}/{name}", "--json")
    return code, json.loads(out) if out else {"failed": err}


def squeeze(text):
    return "".join((text or "").split())


def in_order(text, paragraphs):
    text, at = squeeze(text), -1
    for p in paragraphs:
        new = text.find(squeeze(p))
        if new <= at:
            return False
        at = new
    return True


w = Writer("zh", "paged")
title, texts = w.title(), [w.paragraphs(3) for _ in range(3)]
every = [p for t in texts for p in t]
page("a.html", title, texts[0], '1 <a href="a_2.html">2</a> <a href="a_3.html">3</a> <a href="a_2.html">下一页</a>')
page("a_2.html", title, texts[1], '<a href="a.html">1</a> 2 <a href="a_3.html">3</a> <a href="a_3.html">下一页</a>')
page("a_3.html", title, texts[2] + ["（责任编辑：方格）"], '<a href="a.html">1</a> <a href="a_2.html">2</a> 3')
code, got = extract("a.html")
expect("three pages: status", code == 0, got)
expect("three pages: all of them, in order", in_order(got.get("text"), every), got)
expect("three pages: nothing is left", got.get("next") is None, got.get("next"))
expect("three pages: the editor of the last one", got.get("editor") == "方格", got.get("editor"))
expect("three pages: nothing twice", squeeze(got.get("text")).count(squeeze(every[0])) == 1)

page("b.html", title, texts[0], '<a href="b2.html">下一页</a>')
page("b2.html", title, texts[1], '<a href="b.html">下一页</a>')
code, got = extract("b.html")
expect("a circle ends", code == 0 and in_order(got.get("text"), every[:6]), got)
expect("a circle: nothing twice", squeeze(got.get("text")).count(squeeze(every[0])) == 1)

page("c.html", title, texts[0], '<a href="c.html?x=1">下一页</a>')
code, got = extract("c.html")
expect("the same text under another address", squeeze(got.get("text")).count(squeeze(every[0])) == 1, got)

for i in range(1, 31):
    page(f"d_{i}.html", title, w.paragraphs(2), f'<a href="d_{i + 1}.html">下一页</a>')
code, got = extract("d_1.html")
expect("twenty pages are enough", code == 0 and (got.get("next") or "").endswith("/d_21.html"), got.get("next"))

page("e.html", title, texts[0], '<a href="http://other.example/e_2.html">下一页</a>')
code, got = extract("e.html")
expect("no other host", code == 0 and in_order(got.get("text"), every[:3]), got)

page("f.html", title, texts[0], '<a href="f_2.html">下一页</a>')
code, got = extract("f.html")
expect("a page that is not there leaves what came before", code == 1 and in_order(got.get("text"), every[:3]), got)

# --- a subscribed source ----------------------------------------------------------------------------------------

put("locked.html", f'<html><head><meta charset="utf-8"><title>上锁的文章一篇</title></head><body><h1>上锁的文章一篇</h1><p>登录后阅读全文</p></body></html>')
put("feed.xml", '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>格子城日报</title>'
                f'<item><title>{title}</title><link>{HOST}/a.html</link><description>摘要甲，请看全文。</description></item>'
                f'<item><title>上锁的文章一篇</title><link>{HOST}/locked.html</link><description>摘要乙，请看全文。</description></item>'
                '</channel></rss>')
os.makedirs(os.path.join(DIR, "home"), exist_ok=True)
with open(os.path.join(DIR, "home", "config"), "w", encoding="utf-8") as f:
    f.write(f"[feed 格子城日报]\nurl = {HOST}/feed.xml\nfulltext = on\n")
run("refresh")
items = {i["title"]: i["id"] for i in json.loads(run("list", "--json")[1])}
code, out, err = run("show", str(items[title]), "--json")
expect("show joins the pages", in_order(json.loads(out)["text"], every), out + err)
code, out, err = run("show", str(items["上锁的文章一篇"]), "--json")
shown = json.loads(out)
expect("a locked page leaves the feed's text", "摘要乙" in (shown["text"] or "") + (shown["summary"] or ""), out)
expect("and says why", "login" in err, err)

print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(not all(results))
