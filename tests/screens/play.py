"""Plays stories (tests/unit/story.h says how they are written) in tmux: polls until the screen is as
told, five seconds at most, and ends with "N passed, N failed"."""
import difflib
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = {"Enter": "Enter", "Space": "Space", "Tab": "Tab", "S-Tab": "BTab", "Esc": "Escape",
         "Backspace": "BSpace", "Up": "Up", "Down": "Down", "Left": "Left", "Right": "Right",
         "Home": "Home", "End": "End", "PgUp": "PPage", "PgDn": "NPage", "Del": "DC", "F1": "F1"}
PROGRAM = os.environ.get("HAOWAI", os.path.abspath("build/haowai"))
SURROUNDINGS = {"HAOWAI_NOW": "1795353000", "TZ": "CST-8", "LC_ALL": "C.UTF-8"}
HERE = os.getcwd()


class Terminal:
    """One tmux server with one window in which the program runs."""

    def __init__(self, home, columns, rows, language):
        self.socket = os.path.join(home, "tmux")
        env = {k: v for k, v in os.environ.items()
               if k not in ("TMUX", "SSH_CONNECTION", "BROWSER", "NO_COLOR")}
        env.update(SURROUNDINGS)
        self.env = env
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  PROGRAM, "--home", home, "--language", language)

    def tmux(self, *arguments):
        return subprocess.run(["tmux", "-S", self.socket, *arguments], env=self.env, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout.decode()

    def press(self, keys):
        for key in keys.split():
            if key in NAMES:
                self.tmux("send-keys", NAMES[key])
            elif len(key) == 2 and key[0] == "^":
                self.tmux("send-keys", "C-" + key[1].lower())
            else:
                self.tmux("send-keys", "-l", key.replace(";", "\\;"))
            if key == "Esc":
                time.sleep(0.1)  # what follows at once would be Alt and that key

    def resize(self, columns, rows):
        self.tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self):
        rows = self.tmux("capture-pane", "-p").replace(HERE, "{here}").split("\n")
        return [row.rstrip() for row in rows]

    def close(self):
        self.tmux("kill-server")


def read_story(path):
    """Steps (sign, argument, expected rows), the configuration, the language; or None."""
    steps, config, language, marked = [], [], "zh", False
    with open(path, encoding="utf-8") as story:
        for line in story.read().split("\n"):
            sign, argument = line[:1], line[1:].strip()
            if sign == "|":
                steps[-1][2].append(line[1:].rstrip())
            elif sign in ("@", ">", "$", "~"):
                steps.append((sign, argument, []))
            elif sign == "=":
                config.append(argument.replace("{data}", HERE + "/tests/data/screens"))
            elif sign == "%":
                language = argument
            elif sign == "!":
                marked |= argument == "tmux"
    return (steps, config, language) if marked else None


def same(expected, rows):
    last = len(rows)
    while last and not rows[last - 1]:
        last -= 1
    want = list(expected)
    while want and not want[-1]:
        want.pop()
    return want == rows[:last]


def await_screen(terminal, path, expected):
    end = time.time() + 5
    while True:
        rows = terminal.screen()
        if same(expected, rows):
            return True
        if time.time() > end:
            print(f"{path}: the terminal shows something else")
            print("\n".join(difflib.unified_diff(expected, rows, "told", "shown", "", "", 0, "")))
            return False
        time.sleep(0.02)


def play(path, story):
    steps, config, language = story
    home = tempfile.mkdtemp(prefix="haowai-screens-")
    with open(os.path.join(home, "config"), "w", encoding="utf-8") as out:
        out.write("refresh-on-start = off\nevery = 0\n" + "\n".join(config) + "\n")
    terminal, good = None, True
    try:
        for sign, argument, expected in steps:
            if sign == "@":
                size = [int(n) for n in argument.split("x")]
                if terminal:
                    terminal.resize(*size)
                else:
                    terminal = Terminal(home, *size, language)
                    time.sleep(0.1)
            elif sign == ">":
                terminal.press(argument)
            elif sign == "$":
                good = await_screen(terminal, path, expected)
            if not good:
                break
    finally:
        if terminal:
            terminal.close()
        shutil.rmtree(home, ignore_errors=True)
    return good


def main():
    passed = failed = 0
    for path in sys.argv[1:] or sorted(glob.glob("tests/screens/*.keys")):
        story = read_story(path)
        if not story:
            continue
        if play(path, story):
            passed += 1
            print(f"ok   {path}")
        else:
            failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
