#!/usr/bin/env python3
"""`haowai refresh` beside `curl --parallel --compressed` fetching the same from loopback.

    HAOWAI=build/haowai tests/bench/refresh_bench.py [FEEDS [ITEMS [RUNS]]]

500 feeds of 40 items (98 MB) on 50 addresses unless told otherwise: cold, then all of it unchanged
(304). Wall and CPU seconds and the largest memory are medians over the runs, the ratio is taken run by
run. The feeds are made once, below build/bench.
"""
import asyncio
import gzip
import hashlib
import multiprocessing
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HAOWAI = os.path.abspath(os.environ.get("HAOWAI", "build/haowai"))
HOSTS = 50
WORDS = ("格子城 空格桥 光标河 煎饼摊 钟楼 码头 渡船 铅字 报亭 豆浆 早市 夜校 电车 读者 编辑 校对 今天 昨天 已经 开始 "
         "两岸 通车 排队 修好 新的 旧的 三十 四百 之后 因为 所以 但是 大家 都说 很久 没有 可以 看见 听到 回来 Linux UTF-8 "
         "HTTP/2 2026 42% 下雪 放晴 风大 水位 桥墩 灯笼 茶馆 讲座 展览 借书 还书").split()


def text(rng, characters):
    out = []
    length = 0
    while length < characters:
        word = rng.choice(WORDS)
        out.append(word)
        length += len(word)
        if rng.random() < 0.12:
            out.append(rng.choice("，，，。、；"))
    return "".join(out) + "。"


def make(job):
    path, k, items = job
    rng = random.Random(k)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>报%d</title>'
             "<link>http://gezicheng.example/%d/</link>" % (k, k)]
    for i in range(items):
        body = "".join("<p>%s</p>" % text(rng, rng.randint(80, 300)) for _ in range(8))
        parts.append("<item><title>%s</title><link>http://gezicheng.example/%d/%d</link><guid>%d-%d</guid>"
                     "<category>%s</category><pubDate>Sat, 21 Nov 2026 %02d:%02d:00 +0800</pubDate>"
                     "<description><![CDATA[%s]]></description></item>\n" % (
                         text(rng, 18), k, i, k, i, rng.choice(WORDS), i % 24, k % 60, body))
    parts.append("</channel></rss>")
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(parts))


def make_all(folder, feeds, items):
    stamp = os.path.join(folder, "made-1")
    if not os.path.exists(stamp):
        os.makedirs(folder, exist_ok=True)
        with multiprocessing.Pool() as pool:
            pool.map(make, [(os.path.join(folder, "%d.xml" % k), k, items) for k in range(feeds)])
        with open(stamp, "w", encoding="utf-8"):
            pass


class Answers(asyncio.Protocol):
    """Everything is packed before the first request: the server costs as little as it can."""
    files = {}
    counts = {}

    def connection_made(self, transport):
        self.to, self.rest = transport, b""

    def data_received(self, data):
        self.rest += data
        while b"\r\n\r\n" in self.rest:
            head, _, self.rest = self.rest.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            etag, body = self.files[path]
            unchanged = b"if-none-match: " + etag in head.lower()
            self.counts[unchanged] = self.counts.get(unchanged, 0) + 1
            if unchanged:
                self.to.write(b"HTTP/1.1 304 -\r\nETag: " + etag + b"\r\n\r\n")
            else:
                self.to.write(b"HTTP/1.1 200 -\r\nETag: " + etag + b"\r\nContent-Type: application/rss+xml"
                              b"\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body))
                self.to.write(body)


async def serve(port, counts):
    loop = asyncio.get_running_loop()
    for k in range(HOSTS):
        await loop.create_server(Answers, "127.0.0.%d" % (k + 1), port, backlog=512)
    while True:
        await asyncio.sleep(0.05)
        for unchanged in (False, True):
            counts[unchanged] = Answers.counts.get(unchanged, 0)


def server(folder, feeds, port, counts, ready):
    for k in range(feeds):
        with open(os.path.join(folder, "%d.xml" % k), "rb") as f:
            data = f.read()
        etag = b'"%s"' % hashlib.sha1(data).hexdigest()[:12].encode()
        Answers.files[b"/%d.xml" % k] = etag, gzip.compress(data, 4, mtime=0)
    ready.set()
    asyncio.run(serve(port, counts))


def run(words):
    """(wall, CPU, MB) of one command; ends the bench when it fails."""
    began = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("%s: status %d\n%s" % (words[0], process.returncode, err.decode()[:2000]))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(home):
    db = sqlite3.connect(os.path.join(home, "news.db"))
    found = db.execute("SELECT count(*), total(item.id), total(fetched) FROM item JOIN source"
                       " ON source.id = source_id WHERE key LIKE 'feed:http%'").fetchone()
    db.close()
    return found


def main():
    feeds, items, runs = ([int(n) for n in sys.argv[1:]] + [500, 40, 5][len(sys.argv) - 1:])[:3]
    folder = os.path.abspath("build/bench/feeds-%d-%d" % (feeds, items))
    make_all(folder, feeds, items)
    size = sum(os.path.getsize(os.path.join(folder, "%d.xml" % k)) for k in range(feeds)) / 1e6
    counts, ready = multiprocessing.Array("i", 2), multiprocessing.Event()
    port = 18000 + os.getpid() % 2000
    process = multiprocessing.Process(target=server, args=(folder, feeds, port, counts, ready),
                                      daemon=True)
    process.start()
    ready.wait()
    time.sleep(0.5)
    work = tempfile.mkdtemp()
    home = os.path.join(work, "home")
    urls = ["http://127.0.0.%d:%d/%d.xml" % (k % HOSTS + 1, port, k) for k in range(feeds)]
    with open(os.path.join(work, "curl"), "w", encoding="utf-8") as f:
        f.write("".join('url = "%s"\noutput = "/dev/null"\n' % u for u in urls))
    with open(os.path.join(work, "urls"), "w", encoding="utf-8") as f:
        f.write("\n".join(urls) + "\n")
    curl = ["curl", "-s", "--compressed", "--parallel", "--parallel-immediate", "--parallel-max", "100",
            "-K", os.path.join(work, "curl")]
    haowai = [HAOWAI, "--home", home, "--config", os.path.join(work, "urls"), "refresh", "--quiet"]
    got = {"curl": [], "haowai refresh": [], "haowai refresh, 304": []}
    for _ in range(runs):
        got["curl"].append(run(curl))
        shutil.rmtree(home, ignore_errors=True)
        got["haowai refresh"].append(run(haowai))
        before = rows(home)
        time.sleep(0.2)
        unchanged = counts[1]
        got["haowai refresh, 304"].append(run(haowai))
        time.sleep(0.2)
        if before[0] != feeds * items or rows(home) != before or counts[1] - unchanged != feeds:
            sys.exit("not the same: %s, %s, %d" % (before, rows(home), counts[1] - unchanged))
    process.terminate()
    shutil.rmtree(work)
    print("%d feeds of %d items, %.1f MB, %d runs, load %.1f" % (feeds, items, size, runs,
                                                               os.getloadavg()[0]))
    print("%-22s %8s %8s %8s %8s" % ("", "wall s", "CPU s", "MB", "x curl"))
    for name, values in got.items():
        ratio = statistics.median(v[0] / c[0] for v, c in zip(values, got["curl"]))
        print("%-22s %8.2f %8.2f %8.1f %8.2f" % (
            name, *(statistics.median(v[k] for v in values) for k in range(3)), ratio))


if __name__ == "__main__":
    main()
