"""What `haowai` does with a server of our own: pace, moves, secrets, misbehaviour, other processes.

Each function whose name begins with test_ is one story in a home of its own; every check counts.
"""
import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
HAOWAI = os.environ["HAOWAI"]
SECRET = "zaoxing7"  # whatever holds this must never be seen

ITEM = "<item><title>%s</title><link>http://gezicheng.example/%s</link><guid>%s</guid></item>"


def feed(title, items, more=""):
    return ('<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title>%s%s</channel></rss>'
            % (title, more, "".join(ITEM % (t, k, k) for k, t in items))).encode()


class Server:
    def __init__(self, root, *more):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "..", "server", "server.py"), "--root", root, *more],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        words = self.process.stdout.readline().split()
        self.port = int(words[0])
        self.named = dict(w.split("=", 1) for w in words[1:])

    def at(self, path, host="127.0.0.1"):
        return "http://%s:%d/%s" % (host, self.port, path)

    def ask(self, what):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.at(what)) as answer:
            return json.loads(answer.read())

    def reset(self):
        self.ask("__reset")

    def paths(self):
        return self.ask("__stats")["paths"]

    def log(self):
        return self.ask("__log")

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Desk:
    """A home, a configuration, and what was printed in it."""
    passed = failed = 0

    def __init__(self, name, work, servers):
        self.name, self.servers = name, servers
        self.server, self.other = servers
        self.home = os.path.join(work, name)
        os.makedirs(self.home)
        self.printed = ""

    def config(self, text):
        with open(os.path.join(self.home, "config"), "w", encoding="utf-8") as f:
            f.write(text)

    def run(self, *words, env=None, wait=True):
        process = subprocess.Popen([HAOWAI, "--home", self.home, *words], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                                   env={**os.environ, "SSL_CERT_FILE": self.server.named["ca"],
                                        **(env or {})})
        return self.end(process) if wait else process

    def end(self, process):
        out, err = process.communicate(timeout=60)
        self.printed += out + err
        return process.returncode, out, err

    def rows(self, sql):
        db = sqlite3.connect("file:%s?mode=ro" % os.path.join(self.home, "news.db"), uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def write(self, sql):
        db = sqlite3.connect(os.path.join(self.home, "news.db"))
        db.execute(sql)
        db.commit()
        db.close()

    def statuses(self):
        """Of the server, without what was asked of itself here."""
        log = self.server.ask("__stats")
        served = dict(log["status"])
        served["200"] = log["requests"] - sum(n for s, n in served.items() if s != "200")
        return {s: n for s, n in served.items() if n}

    def ok(self, what, good, *seen):
        if good:
            Desk.passed += 1
        else:
            Desk.failed += 1
            print("%s: %s" % (self.name, what), *seen)

    def same(self, what, got, want):
        self.ok(what, got == want, "is", repr(got), "not", repr(want))


def put(name, data, root):
    with open(os.path.join(root, name), "wb") as f:
        f.write(data)


# --- moves, ends, pauses ------------------------------------------------------------------------


def test_moves(d, root):
    put("new.xml", feed("迁址报", [("1", "搬家启事")]), root)
    d.config("[feed 甲]\nurl = %s\n[feed 乙]\nurl = %s\n[feed 丙]\nurl = %s\n" % (
        d.server.at("!301/new.xml"), d.server.at("!302/new.xml"),
        d.server.at("!301=%2Ftrad/simp/new.xml")))
    os.makedirs(os.path.join(root, "trad", "simp"), exist_ok=True)
    put("trad/simp/new.xml", feed("繁报", [("2", "搬家")]), root)
    status, out, err = d.run("refresh")
    d.same("status", status, 0)
    d.same("told once", err.count("moved for good"), 1)
    d.same("the other script is named", err.count("the other Chinese script"), 1)
    d.ok("the temporary one is not told", "乙" not in err, err)
    d.server.reset()
    status, out, err = d.run("refresh")
    d.same("not told again", err, "")
    paths = d.server.paths()
    d.same("asked where it is now", paths.get("/!301/new.xml"), None)
    d.same("the temporary one where it was", paths.get("/!302/new.xml"), 1)
    d.same("conditional", d.statuses(), {"304": 3, "302": 1})
    status, out, err = d.run("check", "甲")
    d.ok("check says so", "moved for good: write url = " in out, out)
    status, out, err = d.run("check", "--json", "甲")
    d.ok("in JSON too", json.loads(out)[0]["moved_to"].endswith("/new.xml"), out)


def test_moved_away_again(d, root):
    put("there.xml", feed("迁址报", [("1", "搬家启事")]), root)
    put("back.xml", feed("迁址报", [("1", "搬家启事")]), root)
    d.config("[feed 甲]\nurl = %s\n" % d.server.at("back.xml"))
    d.run("refresh")
    d.write("UPDATE source SET moved_to = '%s', etag = NULL WHERE key LIKE 'feed:http%%'"
            % d.server.at("nowhere.xml"))
    d.same("the new place is gone", d.run("refresh")[0], 1)
    d.same("the written address counts again", d.run("refresh")[0], 0)


def test_gone(d, root):
    put("alive.xml", feed("在", [("1", "在")]), root)
    d.config("[feed 老报]\nurl = %s\n" % d.server.at("alive.xml"))
    d.run("refresh")
    d.config("[feed 老报]\nurl = %s\n[feed 新报]\nurl = %s\n" % (
        d.server.at("!status=410/alive.xml"), d.server.at("alive.xml")))
    d.write("UPDATE source SET key = replace(key, '/alive.xml', '/!status=410/alive.xml')"
            " WHERE key LIKE '%alive%'")
    status, out, err = d.run("refresh")
    d.same("gone is a failure once", status, 1)
    d.ok("and said", "gone for good (410)" in err, err)
    d.server.reset()
    status, out, err = d.run("refresh")
    d.same("then it is not asked", d.server.paths(), {"/alive.xml": 1})
    d.same("nor a failure", status, 0)
    d.ok("but said", "not asked this time" in err, err)
    d.same("not with --quiet", d.run("refresh", "--quiet"), (0, "", ""))
    d.ok("its articles are kept", d.run("list")[1].count("在") >= 1)
    d.run("refresh", "老报")
    d.same("by name it is asked", d.server.paths()["/!status=410/alive.xml"], 1)


def test_retry_after(d, root):
    put("a.xml", feed("甲", [("1", "一")]), root)
    d.config("[feed 甲]\nurl = %s\n[feed 乙]\nurl = %s\n" % (
        d.server.at("!retry=3600/a.xml"), d.server.at("!busy=600/a.xml")))
    now = int(time.time())
    status, out, err = d.run("refresh")
    d.same("status", status, 1)
    d.ok("too many requests", "too many requests (429), again in 60 min" in err, err)
    d.ok("busy", "(503), again in 10 min" in err, err)
    rows = dict(d.rows("SELECT status, not_before FROM source WHERE status > 0"))
    d.ok("seconds", 3590 <= rows[429] - now <= 3620, rows)
    d.ok("a date", 590 <= rows[503] - now <= 620, rows)
    d.server.reset()
    status, out, err = d.run("refresh")
    d.same("nobody is asked before that", d.server.paths(), {})
    d.same("no failure", status, 0)
    d.run("refresh", "甲")
    d.same("but by name", sum(d.server.paths().values()), 1)


def test_pace(d, root):
    put("ttl.xml", feed("慢报", [("1", "慢")], "<ttl>600</ttl><skipHours><hour>3</hour></skipHours>"
                                              "<skipDays><day>Monday</day></skipDays>"), root)
    put("plain.xml", feed("快报", [("1", "快")]), root)
    d.config("every = 30m\n[feed 慢]\nurl = %s\n[feed 存]\nurl = %s\n[feed 自]\nurl = %s\n"
             "every = 10m\n" % (d.server.at("ttl.xml"), d.server.at("!maxage=7200/plain.xml"),
                                d.server.at("!maxage=7200/ttl.xml")))
    at = 1795276800  # Saturday 16:00 UTC
    env = {"HAOWAI_NOW": str(at)}
    d.same("status", d.run("refresh", env=env)[0], 0)

    def waits():
        return {name: when - at for name, when in d.rows(
            "SELECT name, next_try FROM source WHERE next_try IS NOT NULL")}
    d.same("ttl, Cache-Control, and the user's word", waits(),
           {"慢": 36000, "存": 7200, "自": 600})
    d.same("status", d.run("refresh", env=env)[0], 0)
    d.same("an unchanged answer forgets nothing", waits(), {"慢": 36000, "存": 7200, "自": 600})
    d.same("kept", d.rows("SELECT ttl, skip FROM source WHERE name = '慢'"),
           [(36000, 1 << 3 | 1 << 25)])


# --- secrets ------------------------------------------------------------------------------------


def script(d, name, text):
    path = os.path.join(d.home, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(path, 0o700)
    return path


def test_secrets_are_never_seen(d, root):
    put("s.xml", feed("密报", [("1", "密")]), root)
    put("login.xml", feed("登录", [("1", "登录")]), root)
    jar = os.path.join(d.home, "cookies.txt")
    with open(jar, "w", encoding="utf-8") as f:
        f.write("# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\t%s\n" % SECRET)
    os.chmod(jar, 0o600)
    command = script(d, "token-" + SECRET, "#!/bin/sh\necho x >>'%s/runs'\necho 'Bearer %s'\n"
                     "echo %s >&2\n" % (d.home, SECRET, SECRET))
    os.rename(command, os.path.join(d.home, "token"))
    bad = script(d, "bad", "#!/bin/sh\necho %s\nexit 3\n" % SECRET)
    long = script(d, "two", "#!/bin/sh\necho a\necho %s\n" % SECRET)
    host = d.server.at("").replace("http://", "http://reader:%s@" % SECRET)
    other = d.other.at("s.xml")
    sources = [
        ("名", host + "!login/login.xml", ""),
        ("键", d.server.at("s.xml?key=%s&a=1" % SECRET), ""),
        ("令", d.server.at("!status=500/s.xml?access_token=%s" % SECRET), ""),
        ("头", d.server.at("!302=%s/s.xml" % d.other.at("").rstrip("/").replace("/", "%2F")),
         "header = X-Key: %s\nheader = Authorization: Basic %s\n" % (SECRET, SECRET)),
        ("境", d.server.at("s.xml?2"), "header-env = X-Key: KEY\n"),
        ("命", d.server.at("s.xml?3"), "auth-command = %s/token %s\n" % (d.home, SECRET)),
        ("令二", d.server.at("s.xml?4"), "auth-command = %s/token %s\n" % (d.home, SECRET)),
        ("坏命", d.server.at("s.xml?5"), "auth-command = %s\n" % bad),
        ("多行", d.server.at("s.xml?6"), "auth-command = %s\n" % long),
        ("饼", d.server.at("s.xml?7"), "cookie-file = %s\n" % jar),
        ("迁", d.server.at("!301/s.xml?secret=%s" % SECRET), ""),
        ("断", host.replace(str(d.server.port), "1") + "s.xml?code=%s" % SECRET, ""),
        ("理", d.server.at("s.xml?8"), "proxy = http://reader:%s@127.0.0.1:1\n" % SECRET),
        ("错头", d.server.at("s.xml?9"), "header = %s\n" % SECRET),
        ("错理", d.server.at("s.xml?10"), "proxy = reader:%s@127.0.0.1\n" % SECRET),
        ("错址", "ftp://reader:%s@gezicheng.example/" % SECRET, ""),
        (None, host + "!login/s.xml?token=%s" % SECRET, ""),
    ]
    d.config("".join(("[feed %s]\nurl = %s\n%s" % (name, url, more)) if name else url + "\n"
                     for name, url, more in sources))
    env = {"KEY": SECRET}
    d.server.reset()
    d.other.reset()
    status, out, err = d.run("refresh", env=env)
    d.same("status", status, 1)
    d.ok("a command that fails", "坏命: auth-command: " in err and "failed with status 3" in err, err)
    d.ok("a command that says too much", "must print one line" in err, err)
    with open(os.path.join(d.home, "runs"), encoding="utf-8") as f:
        d.same("one command for two sources, once", f.read(), "x\n")
    log = d.server.log()

    def sent(end):
        return [r["headers"] for r in log if r["path"].endswith(end)]
    d.same("by name and password", sent("/login.xml")[-1].get("authorization"),
           "Basic cmVhZGVyOnphb3hpbmc3")
    d.same("by the environment", sent("?2")[0].get("x-key"), SECRET)
    d.same("by a command", sent("?3")[0].get("authorization"), "Bearer " + SECRET)
    d.same("by the same command", sent("?4")[0].get("authorization"), "Bearer " + SECRET)
    d.same("not without what it needs", sent("?5") + sent("?6"), [])
    d.same("by a cookie", sent("?7")[0].get("cookie"), "sid=" + SECRET)
    d.ok("nothing at the other host", d.other.log() and SECRET not in json.dumps(d.other.log()), other)
    for words in (["refresh", "--json"], ["check"], ["check", "--json"], ["list", "--json"],
                  ["list"], ["fetch", host + "!status=403/s.xml?key=" + SECRET],
                  ["fetch", host + "!302=file:%2F%2F/s.xml?key=" + SECRET],
                  ["fetch", "gopher://reader:%s@x/" % SECRET],
                  ["--plain", host + "!status=403/s.xml?key=" + SECRET],
                  ["--plain", "ftp://reader:%s@x/" % SECRET], ["refresh", host + "!login/login.xml"],
                  ["list", "--language", "zh"], ["refresh", "--language", "zh"]):
        d.run(*words, env=env)
    seen = [line for line in d.printed.split("\n") if SECRET in line]
    d.same("what was printed", seen, [])
    for folder, _, names in os.walk(d.home):
        for name in names:
            path = os.path.join(folder, name)
            if name in ("config", "cookies.txt", "token", "bad", "two") or name.startswith("news.db"):
                continue
            with open(path, "rb") as f:
                d.ok("in " + name, SECRET.encode() not in f.read())
            d.ok("mode of " + name, name == "runs" or not os.stat(path).st_mode & 0o077)


def test_cookie_file_of_all(d, root):
    put("c.xml", feed("饼", [("1", "饼")]), root)
    jar = os.path.join(d.home, "cookies.txt")
    lines = ["#HttpOnly_127.0.0.1\tFALSE\t/c\tFALSE\t0\ta\t1", "127.0.0.1\tFALSE\t/other\tFALSE\t0\tb\t2",
             "127.0.0.1\tFALSE\t/\tTRUE\t0\tc\t3", "127.0.0.1\tFALSE\t/\tFALSE\t1000\td\t4",
             "gezicheng.example\tTRUE\t/\tFALSE\t0\te\t5", "127.0.0.1\tFALSE\t/\tFALSE\t9999999999\tf\t6",
             "# a remark", "nonsense", "127.0.0.1\tFALSE\t/\tFALSE\t0\tg\ta;b"]
    with open(jar, "w", encoding="utf-8") as f:
        f.write("\r\n".join(lines) + "\n")
    d.config("[feed 饼]\nurl = %s\ncookie-file = %s\n" % (d.server.at("c.xml"), jar))
    os.chmod(jar, 0o644)
    d.server.reset()
    status, out, err = d.run("refresh")
    d.same("a file that others may read", (status, d.server.paths()), (1, {}))
    d.ok("said", "chmod 600" in err, err)
    os.chmod(jar, 0o600)
    d.same("ours alone", d.run("refresh")[0], 0)
    d.same("what fits", d.server.log()[0]["headers"].get("cookie"), "f=6")
    os.unlink(jar)
    os.mkfifo(jar)
    d.same("a pipe is not waited for", d.run("refresh")[0], 1)


def test_a_command_that_hangs(d, root):
    put("h.xml", feed("等", [("1", "等")]), root)
    command = script(d, "loud", "#!/bin/sh\nhead -c 100000 /dev/zero | tr '\\0' x\n")
    d.config("[feed 多]\nurl = %s\nauth-command = %s\n[feed 无]\nurl = %s\n"
             "auth-command = %s/nothing here\n[feed 好]\nurl = %s\n" % (
                 d.server.at("h.xml?1"), command, d.server.at("h.xml?2"), d.home, d.server.at("h.xml")))
    began = time.time()
    status, out, err = d.run("refresh")
    d.same("status", status, 1)
    d.ok("too much", "printed too much" in err, err)
    d.ok("not there", "cannot start" in err, err)
    d.ok("the others are fetched", "3 sources, 1 new" in out, out)
    d.ok("at once", time.time() - began < 8)


def test_pages(d, root):
    with open(os.path.join(root, "p.html"), "w", encoding="utf-8") as f:
        f.write("<html><body><article><h1>全文</h1>" + "".join("<p>格子城第%d座桥今天通车，两岸的人都来看，走了又回来。</p>" % k for k in range(9)) +
                "</article></body></html>")
    item = "<item><title>%s</title><link>%s</link><guid>%s</guid></item>"
    put("pages.xml", ("<rss version='2.0'><channel><title>t</title>" +
                      item % ("near", d.server.at("p.html?near"), 1) +
                      item % ("far", d.other.at("p.html?far"), 2) +
                      "</channel></rss>").encode(), root)
    d.config("[feed 页]\nurl = %s\nfulltext = on\nheader = X-Key: %s\n" % (
        d.server.at("pages.xml").replace("http://", "http://reader:%s@" % SECRET), SECRET))
    d.run("refresh")
    ids = {i["title"]: i["id"] for i in json.loads(d.run("list", "--json")[1])}
    d.server.reset()
    d.other.reset()
    for title in ("near", "far"):
        status, out, err = d.run("show", str(ids[title]))
        d.ok(title, status == 0 and "通车" in out, status, out, err)
    near, far = d.server.log()[0]["headers"], d.other.log()[0]["headers"]
    d.same("its own host is given what lets in", near.get("x-key"), SECRET)
    d.ok("name and password too", "authorization" in near, near)
    d.ok("another is not", SECRET not in json.dumps(far) and "authorization" not in far, far)


# --- other processes, other files ------------------------------------------------------------------


def test_one_fetches_at_a_time(d, root):
    put("l.xml", feed("慢", [("1", "慢")]), root)
    d.config("[feed 慢]\nurl = %s\n" % d.server.at("!latency=1.5/l.xml"))
    d.run("list")
    d.server.reset()
    first = d.run("refresh", wait=False)
    for _ in range(100):
        if d.server.paths():
            break
        time.sleep(0.02)
    status, out, err = d.run("refresh")
    d.same("the second one", (status, out), (0, ""))
    d.ok("says so", "another haowai is fetching" in err, err)
    d.same("quietly", d.run("refresh", "--quiet"), (0, "", ""))
    status, out, err = d.end(first)
    d.same("the first one", (status, "1 sources, 1 new" in out), (0, True))
    d.same("one request", sum(d.server.paths().values()), 1)


def test_killed_in_the_middle(d, root):
    names = ["k%d.xml" % k for k in range(30)]
    for k, name in enumerate(names):
        put(name, feed("报%d" % k, [("%d-%d" % (k, i), "第%d条" % i) for i in range(40)]), root)
    d.config("".join("[feed 报%d]\nurl = %s\n" % (k, d.server.at("!latency=%.2f/%s" % (
        0.02 * k, name))) for k, name in enumerate(names)))
    d.run("list")
    process = d.run("refresh", wait=False)
    kept = 0
    for _ in range(200):
        time.sleep(0.02)
        kept = d.rows("SELECT count(*) FROM item JOIN source ON source.id = source_id"
                      " WHERE key LIKE 'feed:http%'")[0][0]
        if kept >= 200:
            break
    process.kill()
    process.communicate()
    d.ok("what was committed is kept", d.rows("SELECT count(*) FROM item")[0][0] >= kept >= 200, kept)
    d.same("whole sources only", [r for r in d.rows(
        "SELECT n FROM (SELECT count(*) AS n FROM item JOIN source ON source.id = source_id"
        " WHERE key LIKE 'feed:http%' GROUP BY source_id) WHERE n <> 40")], [])
    d.same("sound", d.rows("PRAGMA integrity_check"), [("ok",)])
    done = {r[0] for r in d.rows("SELECT name FROM source WHERE etag IS NOT NULL")}
    d.server.reset()
    status, out, err = d.run("refresh")
    d.ok("the rest comes", status == 0 and "30 sources" in out, status, out, err)
    d.same("what was there is not sent again", d.server.ask("__stats")["status"].get("304"), len(done))
    d.same("nothing twice", d.rows("SELECT count(*) FROM item JOIN source ON source.id = source_id"
                                   " WHERE key LIKE 'feed:http%'")[0][0], 1200)


def test_unchanged(d, root):
    for k in range(5):
        put("u%d.xml" % k, feed("报%d" % k, [(str(k), "一")]), root)
    d.config("".join("[feed 报%d]\nurl = %s\n" % (k, d.server.at("u%d.xml" % k)) for k in range(5)))
    d.run("refresh")
    before = d.rows("SELECT total(id), total(fetched), count(*) FROM item")
    d.server.reset()
    d.run("refresh")
    d.same("all 304", d.statuses(), {"304": 5})
    d.same("no article row", d.rows("SELECT total(id), total(fetched), count(*) FROM item"), before)


def test_no_database(d, root):
    path = os.path.join(d.home, "news.db")
    for kind in ("pipe", "folder", "device"):
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            os.mkdir(path)
        else:
            os.symlink("/dev/zero", path)
        for words in (["list"], ["show", "1"], ["refresh"]):
            began = time.time()
            status, out, err = d.run(*words)
            d.ok("%s, %s" % (kind, words[0]), status == 1 and "is not a file" in err and
                 time.time() - began < 5, status, err)
        os.rmdir(path) if kind == "folder" else os.unlink(path)


def test_damaged(d, root):
    put("d.xml", feed("伤", [("1", "伤")]), root)
    d.config("[feed 伤]\nurl = %s\n" % d.server.at("d.xml"))
    d.run("refresh")
    with open(os.path.join(d.home, "news.db"), "r+b") as f:
        f.seek(16384)
        f.write(b"\xa5" * 16384 * 3)
    status, out, err = d.run("refresh")
    d.same("mended, and done", (status, "1 sources" in out), (0, True))
    d.ok("said", "damaged" in err, err)
    d.write("DROP TABLE related")
    status, out, err = d.run("refresh")
    d.ok("a table that is missing", status == 0 and "damaged" in err, status, err)
    d.same("is there again", d.rows("SELECT count(*) FROM related"), [(0,)])


def test_words(d, root):
    for words, want, text in (
            (["--config", os.path.join(d.home, "missing"), "list"], 2, "missing: No such file"),
            (["--plain", "ftp://x/"], 1, "cannot be fetched"),
            (["fetch", "javascript:x"], 1, "javascript:x cannot be fetched"),
            (["fetch", "nothing.xml"], 1, "cannot open nothing.xml"),
            (["--language", "xx", "list"], 2, "--language takes en or zh"),
            (["fetch", "http://127.0.0.1:1/"], 1, "haowai: 127.0.0.1: connection refused\n")):
        status, out, err = d.run(*words)
        d.ok(" ".join(words), status == want and text in err, status, err)
    d.config("http://127.0.0.1:1/\n")
    d.same("a host is named once", d.run("refresh", "--quiet")[2],
           "haowai: 127.0.0.1: connection refused\n")


# --- identity: a second fetch brings nothing new ---------------------------------------------------


def churn(kind, turn):
    """Three entries of one day, fetched for the turn-th time."""
    out = []
    for k in range(3):
        guid, link, date = "g%d" % k, "http://gezicheng.example/%s/%d" % (kind, k), 20
        if kind == "guid-churn":
            guid = "g%d-%d" % (k, turn)
        elif kind == "guid-vanish":
            guid = guid if turn == 0 else ""
        elif kind == "guid-come":
            guid = guid if turn else ""
        elif kind == "guid-same":
            guid = "the one"
        elif kind == "link-churn":
            guid, link = "", link + "?session=%d%d" % (k, turn)
        elif kind == "both-churn":
            guid, link = "g%d-%d" % (k, turn), link + "?session=%d%d" % (k, turn)
        elif kind == "tracking":
            guid, link = "", link + "?utm_source=feed%d&fbclid=%d" % (turn, turn)
        elif kind == "scheme":
            guid, link = "", link.replace("http:", "https:") if turn % 2 else link
        elif kind == "fragment":
            guid, link = "", link + "#t%d" % turn
        elif kind == "no-link":
            guid, link = "", ""
        elif kind == "date-churn":
            guid, date = "", 20 + turn % 3
        elif kind == "guid-is-date":
            guid, date = "2026-11-2%d-%d" % (turn, k), 20 + turn % 3
        elif kind == "title-edit":
            pass
        title = "格子城第%d条" % k + ("（更新）" if kind == "title-edit" and turn else "")
        out.append("<item><title>%s</title>%s%s<pubDate>Fri, %d Nov 2026 0%d:00:00 GMT</pubDate>"
                   "<description>第%d条的正文，两岸的人都来看桥。</description></item>" % (
                       title, "<link>%s</link>" % link.replace("&", "&amp;") if link else "",
                       '<guid isPermaLink="false">%s</guid>' % guid if guid else "", date, k, k))
    return ("<rss version='2.0'><channel><title>%s</title>%s</channel></rss>" % (
        kind, "".join(out))).encode()


KINDS = ("guid-churn guid-vanish guid-come guid-same link-churn both-churn tracking scheme fragment "
         "no-link date-churn guid-is-date title-edit").split()


def test_identity(d, root):
    d.config("".join("[feed %s]\nurl = %s\n" % (k, d.server.at("id-%s.xml" % k)) for k in KINDS))
    for turn in range(4):
        for kind in KINDS:
            put("id-%s.xml" % kind, churn(kind, turn), root)
        status, out, err = d.run("refresh", "--json")
        d.same("turn %d" % turn, json.loads(out), {"sources": len(KINDS), "failed": 0,
                                                   "new": 0 if turn else 3 * len(KINDS)})
    for name, n in d.rows("SELECT source.name, count(*) FROM item JOIN source ON source.id = source_id"
                          " WHERE key LIKE 'feed:http%' GROUP BY source_id"):
        d.same(name, n, 3)
    how = dict(d.rows("SELECT name, identity FROM source WHERE key LIKE 'feed:http%'"))
    d.ok("churning guids: by link, for good", how["guid-churn"] == 1 and how["guid-is-date"] == 1, how)
    d.same("an edit is one article, and what it said before is kept", d.rows(
        "SELECT count(*) FROM version JOIN item ON item.id = item_id JOIN source ON source.id = source_id"
        " WHERE source.name = 'title-edit'"), [(3,)])

# --- misbehaviour: each ends in time, with one clear line ------------------------------------------


FAULTS = [
    ("!slow=9", "timed out"), ("!drip=9", "timed out"), ("!hang", "timed out"),
    ("!hangbody", "timed out"), ("!close", "no answer came"), ("!reset", "connection cut"),
    ("!cut", "connection cut before the end"), ("!cuthead", "connection cut"),
    ("!cutchunk", "connection cut"), ("!cutgzip", "damaged or cut off"), ("!cutbr", "damaged or cut off"),
    ("!badgzip", "damaged or cut off"), ("!badlength", ""), ("!badchunk", "connection cut"),
    ("!double", "packed in a way"), ("!zstd", "packed in a way"), ("!bomb", "times its size"),
    ("!deflatebomb", "times its size"), ("!brbomb", "times its size"), ("!loop", "too many redirects"),
    ("!tofile", "not on the web"), ("!togopher", "not on the web"), ("!nolocation", "without an address"),
    ("!nothttp", "not HTTP"), ("!endlesshead", "header is too large"), ("!html", "feed"),
    ("!empty", ""), ("!status=404", "not found (404)"), ("!status=500", "server error (500)"),
    ("!304", "not changed"), ("!endlesserror", "not found (404)"),
    ("expired", "has expired"), ("wronghost", "for another host"), ("selfsigned", "self-signed"),
    ("unknown", "does not trust"), ("old", "outdated TLS"), ("plain", "does not speak https"),
    ("!301=tls", "from https to http"),
]


def test_misbehaviour(d, root):
    put("m.xml", feed("好", [("1", "好")]), root)
    text = "timeout = 3s\nconnect-timeout = 3s\nconnections-per-host = 16\nconnections = 64\n"
    for k, (fault, _) in enumerate(FAULTS):
        if fault == "!301=tls":
            url = "https://localhost:%s/!301=%s/m.xml" % (
                d.server.named["good"], d.server.at("").rstrip("/").replace("/", "%2F"))
        elif fault == "plain":
            url = d.server.at("m.xml").replace("http:", "https:")
        elif not fault.startswith("!"):
            url = "https://localhost:%s/m.xml" % d.server.named[fault]
        else:
            url = d.server.at(fault + "/m.xml")
        text += "[feed 坏%d]\nurl = %s\n" % (k, url)
    d.config(text + "[feed 好]\nurl = https://localhost:%s/m.xml\n" % d.server.named["good"])
    began = time.time()
    status, out, err = d.run("refresh")
    took = time.time() - began
    d.same("status", status, 1)
    d.ok("in time", took < 20, took)
    d.ok("the good one comes", "1 new articles" in out, out)
    lines = err.splitlines()
    for k, (fault, want) in enumerate(FAULTS):
        mine = [line for line in lines if "坏%d:" % k in line]
        d.ok(fault, len(mine) == 1 and want in mine[0], mine)
    d.ok("nothing else is said", len(lines) == len(FAULTS), len(lines))
    d.ok("no control bytes", not re.search("[\0-\x09\x0b-\x1f\x7f]", out + err))


def main(stories):
    work = tempfile.mkdtemp()
    root = os.path.join(work, "www")
    os.mkdir(root)
    servers = Server(root, "--tls"), Server(root)
    wanted = sys.argv[1:]
    try:
        for name, story in list(stories.items()):
            if name.startswith("test_") and (not wanted or any(w in name for w in wanted)):
                story(Desk(name[5:], work, servers), root)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(work)
    print("%d passed, %d failed" % (Desk.passed, Desk.failed))
    sys.exit(Desk.failed > 0)


if __name__ == "__main__":
    main(globals())
