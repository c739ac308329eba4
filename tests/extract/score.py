"""score.py HAOWAI DIR [--table]: make the pages, have them extracted, compare.

A token is a Han character, a kana, a Hangul syllable, or a word of others; F1 is over multisets of them. Each
page wants its own least F1, its first, middle and last paragraph, nothing that is marked as no text, and the
facts it names. With --table a line a page, and beside it what python3-readability makes of it if it is there.
"""
import json
import os
import re
import subprocess
import sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import pages  # noqa: E402

LEAST_PAGE, LEAST_MEAN = 0.90, 0.97
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def tokens(text):
    return Counter(TOKEN.findall(text))


def f1(found, wanted):
    a, b = tokens(found), tokens(wanted)
    same = sum((a & b).values())
    if not same:
        return 0.0
    precision, recall = same / sum(a.values()), same / sum(b.values())
    return 2 * precision * recall / (precision + recall)


def squeeze(text):
    return re.sub(r"\s+", "", text)


def holds(text, part):
    return squeeze(part) in squeeze(text)


def extract(program, path, page):
    done = subprocess.run([program, "--home", os.path.dirname(path) + "/home", "extract", path, "--base", page.base, "--json"],
                          capture_output=True, timeout=60)
    return json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr.decode()}


def judge(page, got):
    """(F1, what is wrong)."""
    wrong, text = [], got.get("text") or ""
    if not page.is_article:
        if len(text) > 200:
            wrong.append("is no article, but has a text of %d characters" % len(text))
        says = page.facts.get("says")
        if says and not re.search(says, text + got.get("failed", "")):
            wrong.append("does not say why: " + (text or got.get("failed", "")))
        return None, wrong
    score = f1(text, "\n".join(page.truth))
    for where, i in (("first", 0), ("middle", len(page.truth) // 2), ("last", -1)):
        if not holds(text, page.truth[i]):
            wrong.append(f"{where} paragraph is not there: {page.truth[i][:30]}")
    for no in page.never:
        if holds(text, no):
            wrong.append(f"has what is no text: {no[:40]}")
    for key, value in page.facts.items():
        if got.get(key) != value:
            wrong.append(f"{key} is {got.get(key)}, not {value}")
    if got.get("title") != page.title:
        wrong.append(f"title is {got.get('title')}, not {page.title}")
    return score, wrong


def readability(page):
    from readability import Document
    import lxml.html
    html = Document(page.html).summary()
    return "\n".join(lxml.html.fromstring(html).itertext()) if html else ""


def main():
    program, folder, table = sys.argv[1], sys.argv[2], "--table" in sys.argv
    passed, failed, scores, others = 0, 0, [], []
    for page in pages.all_pages():
        path = os.path.join(folder, page.name + ".html")
        with open(path, "wb") as f:
            f.write(page.html.encode("gb18030" if page.encoding == "gb2312" else page.encoding))
        got = extract(program, path, page)
        score, wrong = judge(page, got)
        if score is not None:
            scores.append(score)
            if score < LEAST_PAGE:
                wrong.append("F1 %.3f" % score)
        if wrong:
            failed += 1
            print(f"{page.name}:")
            for line in wrong[:8]:
                print("   ", line)
        else:
            passed += 1
        if table and page.is_article:
            try:
                other = f1(readability(page), "\n".join(page.truth))
            except Exception as e:  # it fails on some
                other = 0.0
            others.append(other)
            print("%-20s %.3f  readability %.3f" % (page.name, score, other))
    mean = sum(scores) / len(scores)
    print("mean F1 %.4f over %d articles" % (mean, len(scores)))
    if others:
        print("readability: mean F1 %.4f" % (sum(others) / len(others)))
    if mean < LEAST_MEAN:
        failed += 1
        print("the mean is below %.2f" % LEAST_MEAN)
    else:
        passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
