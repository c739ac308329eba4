"""What the hot strip sends: nothing while nothing has changed, once round after a change, then nothing;
ten minutes with a change a minute, at most 10 KB. Time is scaled: `rotate` is one second instead of
eight, and a minute is 7.5 seconds, so that what is counted is the same; two of the ten minutes are
played and count fivefold. `strip.py --real` plays ten real minutes. Ends with "N passed, N failed"."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from terminals import PROGRAM, Run

REAL = "--real" in sys.argv
ROTATE = 8 if REAL else 1
MINUTE = ROTATE * 7.5
MINUTES = 10 if REAL else 2
TITLES = [f"{place}{what}" for what in ("今起加开末班船", "改道两天", "明早试行新规") for place in
          ("光标河渡口", "制表街东口", "退格巷菜场", "空格桥南岸", "换行码头", "等宽大学")]


class Hot:
    """A reader over one hot list in a file, and another process that fetches it."""

    def __init__(self, rotate):
        self.home = tempfile.mkdtemp(prefix="haowai-strip-")
        self.now = 1795353000
        self.list = os.path.join(self.home, "hot.json")
        with open(os.path.join(self.home, "config"), "w", encoding="utf-8") as out:
            out.write(f"refresh-on-start = off\nevery = 0\nstart = all\nrotate = {rotate}s\n"
                      f"[hot 街谈]\nurl = file://{self.list}\nitems = items\ntitle = title\n"
                      "heat = heat\n[feed 空]\nurl = file:///dev/null\npaused = on\n")
        self.change(0)
        self.run = Run(self.home)

    def change(self, turn):
        titles = TITLES[turn % 3:] + TITLES[:turn % 3]
        with open(self.list, "w", encoding="utf-8") as out:
            json.dump({"items": [{"title": t, "heat": 900000 - 1000 * i - turn}
                                 for i, t in enumerate(titles)]}, out, ensure_ascii=False)
        self.fetch()

    def fetch(self):
        self.now += 60
        env = dict(os.environ, HAOWAI_NOW=str(self.now), LC_ALL="C.UTF-8")
        subprocess.run([PROGRAM, "--home", self.home, "refresh", "--quiet"], check=True, env=env,
                       stdout=subprocess.DEVNULL)

    def watch(self, seconds):
        """All that is sent in this time; self.frames counts how often something was."""
        sent, end, self.frames = b"", time.time() + seconds, 0
        while time.time() < end:
            frame = self.run.read(limit=max(0.01, end - time.time()), quiet=0.05)
            self.frames += frame != b""
            sent += frame
        return sent

    def close(self):
        self.run.close()
        shutil.rmtree(self.home, ignore_errors=True)


def check_once_round_then_rests():
    """A change, a rowful every second, the first again, and that is all."""
    hot = Hot(1)
    time.sleep(2)
    hot.change(1)
    hot.watch(8)
    frames = hot.frames
    rest = hot.watch(3)
    hot.fetch()  # the same again is no change
    again = hot.watch(2)
    hot.close()
    return 4 <= frames <= 7 and rest == b"" and again == b""


def check_stands_still_for_keys():
    """While keys are pressed, and two seconds after, nothing moves by itself."""
    hot = Hot(1)
    time.sleep(2)
    hot.change(1)
    hot.watch(0.4)
    good = True
    for key in "jkjk":
        hot.run.press(key)
        good &= hot.watch(0.9) == b""
    good &= hot.watch(3) != b""
    hot.close()
    return good


def check_rests_unfocused():
    hot = Hot(1)
    asked = b"\033[?1004h" in hot.run.sent
    time.sleep(2)
    os.write(hot.run.master, b"\033[O")
    hot.change(1)
    hot.watch(0.4)  # what changed is drawn
    away = hot.watch(4)
    os.write(hot.run.master, b"\033[I")
    back = hot.watch(4)
    hot.close()
    return asked and away == b"" and back != b""


def check_can_be_turned_off():
    hot = Hot(0)
    time.sleep(2)
    hot.change(1)
    hot.watch(4)
    hot.close()
    return hot.frames == 1 and b"\033[?1004h" not in hot.run.sent


def check_ten_minutes():
    hot = Hot(ROTATE)
    time.sleep(2)
    total = 0
    for minute in range(MINUTES):
        started = time.time()
        hot.change(minute + 1)
        total += len(hot.watch(MINUTE - (time.time() - started)))
    hot.close()
    total = total * 10 // MINUTES
    print(f"     {total} bytes in ten minutes with a change a minute")
    return 0 < total <= 10000


def main():
    passed = failed = 0
    for name, check in sorted(globals().items()):
        if not name.startswith("check_") or (REAL and name != "check_ten_minutes"):
            continue
        good = check()
        passed += good
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
