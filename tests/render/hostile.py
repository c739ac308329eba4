"""hostile.py HAOWAI [SHARE]: 100 and more pages that mean harm. Each is set in bounded time and memory,
and the text that is there is shown.

SHARE (0.05) of full size: 1 is 100,000 nested elements, 50,000 columns, words of megabytes."""
import os
import resource
import subprocess
import sys
import tempfile
import time

PROGRAM, SHARE = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.05
# On a busy machine; sanitizers take their own time and memory.
with open(PROGRAM, "rb") as program:
    IS_PLAIN = b"__asan_init" not in program.read()
SECONDS, MEMORY = 5 if IS_PLAIN else 20, 256 << 20
SHARE *= 1 if IS_PLAIN else 0.4
FIRST, LAST = "雾散了，早班船开出渡口。", "晚班船靠岸，木牌收起来。"


def n(count):
    return max(8, int(count * SHARE))


def pages():
    """Name, markup, and whether the last sentence must be shown too."""
    deep, wide = n(100000), n(50000)
    for tag in ("div", "span", "b", "i", "a", "font", "blockquote", "ul", "ol", "ul><li", "ol><li", "dl",
                "dl><dt", "dl><dd", "table", "table><tr><td", "table><tr><th", "ruby", "ruby><rt", "sup", "sub",
                "pre", "code", "h1", "section", "article", "details", "details><summary", "figure",
                "figure><figcaption", "em", "strong", "del", "q", "cite", "mark", "center", "fieldset", "x-y",
                "p", "li", "td", "tr", "body", "html", "form", "button", "label", "picture", "svg><g", "math><mi"):
        yield f"{deep} nested <{tag}>", f"<{tag}>" * deep + f"<p>{LAST}", tag[:4] not in ("svg>", "math", "butt")
    for tag in ("script", "style", "template", "textarea", "select", "noscript", "iframe", "title", "option",
                "video", "audio", "object", "canvas", "head", "frameset", "noembed", "plaintext", "xmp"):
        yield f"<{tag}> without an end", f"<{tag}>" + "if (a < b) { }" * n(50000), False
        yield f"{deep} of <{tag}>", f"<{tag}></{tag}>" * deep + f"<p>{LAST}", tag not in ("plaintext",)
    for end in ("p", "div", "table", "b", "li", "ruby", "pre", "no-such", "html", "body"):
        yield f"{deep} ends of <{end}>", f"</{end}>" * deep + f"<p>{LAST}", True
    row = "<td>格" * wide
    yield f"{wide} columns", f"<table><tr>{row}</table><p>{LAST}", True
    yield "a head of as many", f"<table><tr>{'<th>头' * wide}<tr>{row}</table><p>{LAST}", True
    yield "a table to one side", "<table>" + "".join("<tr>" + "<td>格" * i for i in range(n(400))) + \
        f"</table><p>{LAST}", True
    yield "rows without cells", f"<table>{'<tr>' * deep}</table><p>{LAST}", True
    for span in ("colspan", "rowspan"):
        yield f"{span} of a billion", f"<table><tr><td {span}=999999999>格</table><p>{LAST}", True
        cell = f"<td {span}=1000>格"
        yield f"many of {span}", f"<table>{('<tr>' + cell * 10) * n(2000)}</table><p>{LAST}", True
        yield f"{span} below zero", f"<table>{f'<tr><td {span}=-5>格' * n(2000)}</table><p>{LAST}", True
    yield "both spans", f"<table>{'<tr><td colspan=1000 rowspan=65534>格' * n(5000)}</table><p>{LAST}", True
    yield "captions", f"<table>{'<caption>题' * deep}</table><p>{LAST}", True
    for name, what in (("entities", "&amp;"), ("unknown entities", "&nosuchentity;"), ("open entities", "&#"),
                       ("large entities", "&#99999999999999999999;"), ("NUL entities", "&#0;"),
                       ("surrogates", "&#xD800;"), ("blanks", "&nbsp; "), ("bidi entities", "&#x202e;"),
                       ("ampersands", "&"), ("long entity", "&" + "a" * 500), ("less-than signs", "< "),
                       ("ends of comments", "-->"), ("comments", "<!--x-->"), ("doctypes", "<!doctype x>"),
                       ("instructions", "<?x ?>"), ("sections", "<![CDATA[x]]>"), ("breaks", "<br>"),
                       ("soft breaks", "字<wbr>"), ("rules", "<hr>"), ("pictures", "<img src=a.png alt=图>"),
                       ("links", "<a href=/x>链</a>"), ("anchors", "<a name=x>"), ("tiny elements", "<b>字</b>"),
                       ("paragraphs", "<p>段"), ("headings", "<h3>题</h3>"), ("items", "<li>项"),
                       ("terms", "<dt>名<dd>义"), ("ruby", "<ruby>字<rt>zì</ruby>"), ("empty ruby", "<ruby><rt>"),
                       ("notes alone", "<rt>zì"), ("superscripts", "<sup>2</sup>"), ("inputs", "<input value=x>"),
                       ("films", "<video src=a.mp4></video>"), ("frames", "<iframe src=/x></iframe>"),
                       ("misnested", "<b><i>字</b></i>"), ("misnested tables", "<table><b><tr><i><td>格</b></table>"),
                       ("half tags", "<b "), ("quotes of attributes", "<a href=\"x'>")):
        yield f"a flood of {name}", what * n(100000 if len(what) < 100 else 2000) + f"<p>{LAST}", \
            name not in ("less-than signs", "half tags", "quotes of attributes", "open entities")
    for name, what in (("a", "a"), ("字", "字"), ("闭", "。"), ("开", "（"), ("dashes", "—"), ("0", "0"),
                       ("combining", "\u0301"), ("joiners", "👩\u200d"), ("flags", "🇦"), ("zero width", "\u200b"),
                       ("no-break", "\u00a0"), ("overrides", "\u202e"), ("isolates", "\u2067"), ("hyphens", "\u00ad"),
                       ("variation", "字\ufe0f"), ("Jamo", "\u1100"), ("tabs", "\t"), ("thai", "ก"), ("slashes", "/"),
                       ("controls", "\x01\x1b[2J\x07"), ("tags", "\U000e0041"), ("fullwidth blanks", "\u3000")):
        yield f"a word of {name}", f"<p>{what * n(1000000)}<p>{LAST}", True
        yield f"code of {name}", f"<pre>{what * n(300000)}</pre><p>{LAST}", True
    yield "an attribute of megabytes", f"<a href='{'x' * n(3000000)}'>链</a><p>{LAST}", True
    yield "attributes", f"<a {' '.join(f'a{i}=1' for i in range(deep))}>链</a><p>{LAST}", True
    yield "a style of megabytes", f"<p style='{'display:none;' * n(100000)}'>藏</p><p>{LAST}", True
    yield "a name of megabytes", f"<{'x' * n(1000000)}>字<p>{LAST}", True
    yield "numbers of items", f"<ol start=99999999999999>{'<li value=-2147483648>项' * n(20000)}</ol><p>{LAST}", True
    yield "lists beside each other", "<ul><li>项</ul>" * n(100000) + f"<p>{LAST}", True
    yield "a comment without an end", "<!--" + "字" * n(100000), False
    yield "speakers", "".join(f"<p>甲{i % 7}：答</p>" for i in range(deep)) + f"<p>{LAST}", True
    yield "lines of verse", "<p>" + "<br>短行，" * deep + f"<p>{LAST}", True


def raw_pages():
    nul, bad = b"\0" * n(200000), b"\xff\xfe\xc0\x80\xed\xa0\x80\xf8" * n(50000)
    yield "NULs", nul + f"<p>{LAST}".encode(), True
    yield "bytes that are no UTF-8", bad + f"<p>{LAST}".encode(), True
    yield "half characters", b"\xe5\xad" * n(200000) + f"<p>{LAST}".encode(), True
    yield "NULs in tags", b"<b\0>\0</\0b>" * n(30000) + f"<p>{LAST}".encode(), True
    yield "carriage returns", b"\r" * n(500000) + f"<p>{LAST}".encode(), True


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def set_page(path):
    start = time.time()
    done = subprocess.run([PROGRAM, "render", "--html", "--width", "60", "--punct", "asis", "--justify", "off", path],
                          capture_output=True, timeout=SECONDS, preexec_fn=limit if IS_PLAIN else None, check=False)
    return done, time.time() - start


def fault(path, needs_last):
    try:
        done, _ = set_page(path)
    except subprocess.TimeoutExpired:
        return f"not done after {SECONDS} s"
    shown = b"".join(done.stdout.split()).decode("utf-8", "replace").replace("\u3000", "")
    if done.returncode:
        return f"status {done.returncode}: {done.stderr.decode()[-600:]}"
    if FIRST not in shown or (needs_last and LAST not in shown):
        return "text lost: " + ("the first sentence" if FIRST not in shown else "the last one")
    if any(b < 32 and b not in (9, 10) for b in done.stdout):
        return "a control character is printed"
    return None


def main():
    passed, slowest = 0, (0, "")
    bad = []
    everything = [(a, b.encode("utf-8", "surrogatepass"), c) for a, b, c in pages()] + list(raw_pages())
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.html")
        for name, markup, needs_last in everything:
            with open(path, "wb") as page:
                page.write(f"<p>{FIRST}</p>".encode() + markup)
            start = time.time()
            why = fault(path, needs_last)
            slowest = max(slowest, (time.time() - start, name))
            if why:
                bad.append(name)
                print("FAIL", name, why)
            else:
                passed += 1
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}")
    print(f"{passed} passed, {len(bad)} failed")
    sys.exit(len(bad) > 0)


main()
