"""hostile.py HAOWAI DIR: pages that mean harm end in time, and the text that is there is shown."""
import json
import os
import subprocess
import sys

PROGRAM, DIR = sys.argv[1], sys.argv[2]
SECONDS = 20  # of the build with sanitizers on a busy machine; a plain one takes less than one
TEXT = "格子城昨天公布了新的换行规则，大家都说很好，以后不用再排队了，也不会再把标点放在行首。"
HEAD = "<html><head><meta charset=utf-8><title>标题一则新闻</title></head><body><h1>标题一则新闻</h1>"
PS = f"<p>{TEXT}</p>" * 3
PAGES = {
    "100,000 nested elements": HEAD + "<div>" * 100000 + PS + "</div>" * 100000,
    "nested elements with names": HEAD + '<div class="related comment share">' * 30000 + PS,
    "a word of a megabyte": HEAD + PS + "<p>" + "a" * 1000000 + "</p>",
    "40,000 headings of related articles": HEAD + PS + "<h3>相关阅读</h3>" * 40000,
    "100,000 short lines": HEAD + PS + "<br>短行，" * 100000,
    "30,000 records": HEAD + PS + '<div class="a"><a href=/x>标题标题标题标题</a><p>字</p></div>' * 30000,
    "a title of 600 KB": HEAD.replace("标题一则新闻", "标题一则" * 50000) + "<h2>标题一则</h2>" * 20000 + PS,
    "nested JSON-LD": HEAD + PS + '<script type="application/ld+json">' + "[" * 100000 + "</script>",
    "200,000 entities": HEAD + PS + "&amp;&nbsp;" * 200000,
}
passed, failed = 0, 0
for name, page in PAGES.items():
    path = os.path.join(DIR, "hostile.html")
    with open(path, "w", encoding="utf-8") as f:
        f.write(page)
    try:
        done = subprocess.run([PROGRAM, "--home", os.path.join(DIR, "home"), "extract", path, "--json"],
                              capture_output=True, timeout=SECONDS)
        ok = TEXT in (json.loads(done.stdout)["text"] or "")
        why = done.stderr.decode()[:500]
    except (subprocess.TimeoutExpired, ValueError) as e:
        ok, why = False, str(e)[:500]
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print("FAIL", name, why)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
