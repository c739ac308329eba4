"""widths.py HAOWAI: tables, nested lists, ruby, code and quotations at four widths, in two languages.

Nothing stands beyond the measure (but for what may hang), nothing is lost, and no row of a paragraph or
of a cell begins with a closing mark or ends with an opening one."""
import collections
import html.parser
import re
import subprocess
import sys
import unicodedata

PROGRAM = sys.argv[1]
HANG = 2
BLOCKS = {"p", "li", "h2", "dt", "dd", "summary", "figcaption", "td", "th", "caption", "pre"}
PARTS = BLOCKS | {"ul", "ol", "table", "tr", "blockquote", "dl", "details", "figure", "hr", "audio", "video"}
CLOSING = "，。、；：？！”’）》」』"
OPENING = "（《「『“‘"
AS_IT_IS = ["--punct", "asis", "--quotes", "tight", "--autospace", "off", "--justify", "off"]


class Blocks(html.parser.HTMLParser):
    """The text of each block, and whether it is a table's: cells side by side are not in order."""

    def __init__(self):
        super().__init__()
        self.blocks, self.tables, self.text, self.notes, self.inside = [], 0, "", "", ""

    def end(self):
        if squeeze(self.text):
            self.blocks.append((squeeze(self.text), self.tables > 0))
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if tag in PARTS:
            self.end()
        self.tables += tag == "table"
        self.inside = tag if tag in ("rt", "rp") else self.inside

    def handle_endtag(self, tag):
        if tag in PARTS:
            self.end()
        self.inside = "" if tag in ("rt", "rp") else self.inside
        if tag == "ruby":
            self.text, self.notes = f"{self.text}({self.notes})", ""
        self.tables -= tag == "table"

    def handle_data(self, data):
        if self.inside == "rt":
            self.notes += data
        elif self.inside != "rp":  # the program sets brackets of its own, behind the whole word
            self.text += data


def squeeze(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def cells(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def faults(rows, width, blocks, is_as_it_is):
    for row in rows:
        most = width + (HANG if row[-1:] in CLOSING else 0)
        if cells(row) > most:
            yield f"{cells(row)} cells: {row}"
        if re.search(f"(^|  )[{CLOSING}]", row) or re.search(f"[{OPENING}](  |$)", row):
            yield f"mark at an edge: {row}"
    shown = squeeze("".join(rows))
    there, wanted = collections.Counter(shown), collections.Counter("".join(b for b, _ in blocks))
    for char, n in wanted.items():
        if there[char] < n and (is_as_it_is or char.isalnum()):
            yield f"{n - there[char]} of {n} {char} lost"
    for text, is_cell in blocks:
        if is_as_it_is and not is_cell and text not in shown:
            yield f"not there, or torn: {text}"


def main():
    passed = failed = 0
    for language in ("zh", "en"):
        path = f"tests/data/render/{language}.html"
        parser = Blocks()
        with open(path, encoding="utf-8") as page:
            parser.feed(page.read())
        parser.end()
        for width in (16, 30, 60, 76, 120):
            for options in ([], AS_IT_IS):
                command = [PROGRAM, "render", "--html", "--width", str(width), "--lang", language, path]
                done = subprocess.run(command + options, capture_output=True, timeout=20)
                rows = done.stdout.decode().split("\n")
                found = list(faults(rows, width, parser.blocks, options == AS_IT_IS))
                if done.returncode or found:
                    print("FAIL", *command, *options, done.stderr.decode()[:500])
                    print("\n".join(found[:10]))
                passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
