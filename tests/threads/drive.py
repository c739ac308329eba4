"""The reader at a terminal while it fetches: keys, filters, searches, lookups, and leaving in the middle.

Run with a program built with -fsanitize=thread; every report of it is a failure. Each row of STORIES
is one run of the reader in one home: keys, each sent when the screen has rested for a moment or after
REST_S, so that it is never idle and never waited for.
"""
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
HAOWAI = os.path.abspath(sys.argv[1])
FEEDS, ITEMS, HOSTS = 200, 12, 20
REST_S = 0.06
END_S = 25     # of one run; far more than any takes

WORDS = "空格桥 等宽河 半角街 制表站 全角塔 换行亭 缩进巷 行首坡 标点湖 折行岛".split()
DOINGS = "今晚亮灯 恢复通航 全部换新 下月搬家 延长开放 发现旧报 水位回落 开始试行".split()

ESC = "\x1b"
REST = ""    # a moment without a key

STORIES = [
    # a refresh, read and marked meanwhile, left in the middle
    ["R", "j", "j", "N", "*", "/", "桥", "灯", "\r", "j", ESC, "\\", "亮", "灯", "\r", "j"],
    # marks, undo, hot lists, a topic, an address looked at, cancelled and begun again
    ["R", "j", "\r", " ", "q", "N", "j", "N", "U", "U", "H", "j", "\r", ESC, "W", "桥", "\r",
     "1G", "\t", "a", "LOOK", "\r", REST, ESC, "\x03", "&", "q", "R", "/", "河", ESC, "\x12", "R"],
    # once more, until all has come
    ["R"] + ["j", "N", "\\", "桥", "\r", "j", ESC, ESC, "/", "湖", ESC, ESC] * 3 + [REST, "A", "U"],
]


def make_feeds(root):
    for i in range(FEEDS):
        rows = "".join(
            "<item><title>%s%s（%d）</title><link>http://gezicheng.example/%d/%d</link>"
            "<guid>%d-%d</guid><description>&lt;p&gt;%s的消息：%s。&lt;/p&gt;</description></item>"
            % (WORDS[(i + k) % 10], DOINGS[(i * 3 + k) % 8], k, i, k, i, k, WORDS[i % 10],
               DOINGS[k % 8] * 20)
            for k in range(ITEMS))
        with open(os.path.join(root, "%d.xml" % i), "w", encoding="utf-8") as f:
            f.write('<?xml version="1.0"?><rss version="2.0"><channel><title>报%d</title>%s'
                    "</channel></rss>" % (i, rows))
    with open(os.path.join(root, "page.html"), "w", encoding="utf-8") as f:
        f.write("<title>页</title><ul class=list>" + "".join(
            "<li><a href=/p/%d>%s%s，%s也%s</a><i>2026-11-%02d</i>"
            % (i, WORDS[i % 10], DOINGS[i % 8], WORDS[i // 10 % 10], DOINGS[i // 8 % 8], 1 + i % 20)
            for i in range(40)) + "</ul>")


def make_home(home, port):
    with open(os.path.join(home, "config"), "w", encoding="utf-8") as f:
        f.write("every = 15m\nstart = all\n")
        for i in range(FEEDS):
            f.write("[%s 报%d]\nurl = http://127.0.0.%d:%d/%d.xml\n"
                    % ("hot" if i % 20 == 7 else "feed", i, 1 + i % HOSTS, port, i))


def read_for(fd, seconds):
    """What it draws is read until it rests. False: it has ended."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if not select.select([fd], [], [], left)[0]:
            return True
        try:
            if not os.read(fd, 65536):
                return False
        except OSError:
            return False
    return True


def play(home, keys, port):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.execv(HAOWAI, [HAOWAI, "--home", home])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    deadline = time.monotonic() + END_S
    alive = read_for(fd, 0.5)
    for key in keys:
        if not alive:
            break
        if key == REST:
            alive = read_for(fd, 2)
            continue
        if key == "LOOK":
            key = "http://127.0.0.1:%d/page.html" % port
        os.write(fd, key.encode())
        alive = read_for(fd, REST_S)
    while alive and time.monotonic() < deadline: # out of whatever is open, and away
        os.write(fd, b"\x1b")
        if alive := read_for(fd, 0.2):
            os.write(fd, b"Q")
            alive = read_for(fd, 1)
    if alive:
        os.kill(pid, 9)
    status = os.waitpid(pid, 0)[1]
    os.close(fd)
    return "still there after %d s" % END_S if alive else status and "ended with %#x" % status


def main():
    work = tempfile.mkdtemp()
    server = None
    failed = 0
    try:
        root, home = os.path.join(work, "www"), os.path.join(work, "home")
        os.mkdir(root)
        os.mkdir(home)
        make_feeds(root)
        server = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "..", "server", "server.py"), "--root", root,
             "--hosts", str(HOSTS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = int(server.stdout.readline().split()[0])
        make_home(home, port)
        os.environ["TSAN_OPTIONS"] = "log_path=%s/tsan second_deadlock_stack=1" % work
        for i, keys in enumerate(STORIES):
            began = time.monotonic()
            wrong = play(home, keys, port)
            reports = sorted(n for n in os.listdir(work) if n.startswith("tsan"))
            for name in reports:
                with open(os.path.join(work, name), encoding="utf-8", errors="replace") as f:
                    print(f.read()[:20000])
                os.remove(os.path.join(work, name))
            good = not wrong and not reports
            failed += not good
            print("%s story %d: %.1f s%s" % ("ok  " if good else "FAIL", i + 1,
                  time.monotonic() - began, ", %s" % wrong if wrong else ""))
    finally:
        if server:
            server.stdin.close()
            server.wait()
        shutil.rmtree(work, ignore_errors=True)
    print("%d passed, %d failed" % (len(STORIES) - failed, failed))
    return failed > 0


sys.exit(main())
