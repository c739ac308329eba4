"""The program on terminals of many kinds: what it sends, how it ends, what it leaves behind. Runs on
a pseudo-terminal of its own, measures bytes, and ends with "N passed, N failed"."""
import fcntl
import os
import pty
import re
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

PROGRAM = os.environ.get("HAOWAI", os.path.abspath("build/haowai"))
KEYS = {"Enter": "\r", "Space": " ", "Esc": "\033"}


class Run:
    """The program on a terminal of that size; nothing answers its questions."""

    def __init__(self, home, columns=80, rows=24, **env):
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        surroundings = {k: v for k, v in os.environ.items() if k not in
                        ("TMUX", "SSH_CONNECTION", "BROWSER", "NO_COLOR", "LANGUAGE", "COLORFGBG")}
        surroundings.update({"TERM": "xterm-256color", "HAOWAI_NOW": "1795353000", "TZ": "CST-8",
                             "LC_ALL": "C.UTF-8"}, **env)
        self.process = subprocess.Popen([PROGRAM, "--home", home, "--language", "zh"], stdin=slave,
                                        stdout=slave, stderr=slave, env=surroundings,
                                        start_new_session=True, close_fds=True)
        self.slave = slave
        self.sent = self.read(4.0, 0.4)

    def read(self, limit=1.0, quiet=0.12):
        """What is sent until nothing has come for a while."""
        got, end = b"", time.time() + limit
        while time.time() < end:
            ready, _, _ = select.select([self.master], [], [], quiet if got else limit)
            if not ready:
                break
            try:
                got += os.read(self.master, 65536)
            except OSError:
                break
        return got

    def press(self, keys):
        os.write(self.master, "".join(KEYS.get(k, k) for k in keys.split()).encode())
        return self.read()

    def ended(self, limit=3.0):
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            return None

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def cells(row, columns):
    """Bytes of a row with blanks up to the terminal's width."""
    wide = sum(2 if ord(c) > 0x2e7f else 1 for c in row)
    return len(row.encode()) + max(0, columns - wide)


def front_rows():
    with open("tests/screens/front.keys", encoding="utf-8") as story:
        return [line[1:].rstrip("\n") for line in story if line.startswith("|")]


def check_leaves_cleanly(home):
    run = Run(home)
    run.press("Q")
    good = run.ended() == 0 and termios.tcgetattr(run.slave) == run.before
    run.close()
    return good


def check_selection_is_cheap(home):
    """Two rows' text and 64 bytes."""
    rows, run = front_rows(), Run(home)
    good = True
    for i in range(1, 6):
        sent = run.press("j")
        limit = cells(rows[i], 80) + cells(rows[i + 1], 80) + 64
        good &= 0 < len(sent) <= limit
    run.close()
    return good


def check_scrolling_is_cheap(home):
    """An article's next line: its bytes and 72, whatever the size."""
    good = True
    for columns, rows in ((80, 14), (200, 12)):
        run = Run(home, columns, rows)
        run.press("g Enter")
        run.press("j")  # the headline's place in the first row changes once
        for _ in range(3):
            good &= len(run.press("j")) <= 68 * 3 // 2 + 72
        run.close()
    return good


def check_nothing_idle(home):
    run = Run(home)
    good = run.read(2.0) == b""
    run.close()
    return good


def check_terminated(home):
    good = True
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        run = Run(home)
        run.process.send_signal(number)
        good &= run.ended() == 0
        run.close()
    return good


def check_crashed(home):
    """Whatever ends it, the terminal is the user's again: modes, screen, cursor."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    good = True
    for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS):
        run = Run(home)
        run.process.send_signal(number)
        good &= run.ended() not in (0, None)
        left = run.read()
        good &= termios.tcgetattr(run.slave) == run.before
        good &= b"\033[?1049l" in left and b"\033[?2004l" in left
        run.close()
    return good


def check_hang_up(home):
    run = Run(home)
    os.close(run.slave)
    os.close(run.master)
    good = run.ended() is not None
    if not good:
        run.process.kill()
    return good


def check_terminals(home):
    """Known ones, old ones, one nobody has heard of: all show the paper in UTF-8."""
    good = True
    for term in ("xterm", "screen", "tmux-256color", "linux", "vt100", "xterm-nosuch", "foot-extra"):
        run = Run(home, TERM=term)
        shown = "号外".encode() in run.sent and "煎饼摊".encode() in run.sent
        known = b"TERM=" not in run.sent
        good &= shown and known == (term not in ("xterm-nosuch", "foot-extra"))
        if term in ("linux", "vt100"):  # these print what they do not know
            good &= b"\033]" not in run.sent and b"?2026" not in run.sent
        run.press("Q")
        good &= run.ended() == 0
        run.close()
    return good


def check_no_locale(home):
    good = True
    for locale in ("C", "POSIX"):
        run = Run(home, LC_ALL=locale)
        good &= "煎饼摊".encode() in run.sent
        run.close()
    return good


def check_no_color(home):
    run = Run(home, NO_COLOR="1")
    sent = run.sent + run.press("j")
    colored = re.search(rb"\033\[[0-9;]*3[0-7]m", sent)
    run.close()
    return not colored and b"\033[" in sent


def check_dumb(home):
    run = Run(home, TERM="dumb")
    good = run.ended() == 0 and b"\033" not in run.sent and "煎饼摊".encode() in run.sent
    run.close()
    return good


def check_answers_are_no_keys(home):
    """LIBRARIES 0.12: what terminals answer late was taken for commands elsewhere."""
    run = Run(home)
    quiet = run.press("\033]11;rgb:1e1e/1e1e/1e1e\033\\") + run.press("\033[?62;c\033[12;40R")
    run.press("\033P>|xterm(379)\033\\")
    good = run.process.poll() is None and "筛选".encode() not in quiet
    run.close()
    return good


def check_clipboard(home):
    run = Run(home)
    sent = run.press("c j y")
    good = re.search(rb"\033\]52;c;[A-Za-z0-9+/=]+\a", sent) is not None
    run.close()
    return good


def check_resizing(home):
    run = Run(home)
    for columns, rows in ((200, 50), (40, 20), (10, 3), (1, 1), (120, 40), (80, 24)):
        fcntl.ioctl(run.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        run.process.send_signal(signal.SIGWINCH)
        run.read(0.5)
        run.press("j")
    good = run.process.poll() is None
    run.close()
    return good


def check_one_write(home):
    """A page is one write, inside a synchronized update."""
    run = Run(home)
    sent = run.press("H")
    good = sent.startswith(b"\033[?2026h") and sent.count(b"\033[?2026h") == 1
    good &= sent.count(b"\033[?2026l") == 1
    run.close()
    return good


def main():
    passed = failed = 0
    home = tempfile.mkdtemp(prefix="haowai-terminals-")
    with open(os.path.join(home, "config"), "w", encoding="utf-8") as out:
        out.write("refresh-on-start = off\nevery = 0\nstart = all\n")
    try:
        for name, check in sorted(globals().items()):
            if not name.startswith("check_") or (len(sys.argv) > 1 and name not in sys.argv):
                continue
            if check(home):
                passed += 1
                print(f"ok   {name}")
            else:
                failed += 1
                print(f"FAIL {name}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
