"""Two hot lists and a feed in four scripted fetches with a failure between them, and an answer that says
the same again: after each, what `haowai hot` says, as SOURCES §4.2 defines it.

rank: the place in the list. previous: the rank in the successful fetch before, null where it was not
in it. state: new only if it was never there, and nothing is on the first fetch ever; back if it was.
first_seen: the first fetch that had it; last_seen: the last one. A failed fetch changes nothing.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
from client import main, put  # noqa: E402

START, STEP = 1795341600, 1200  # 18:00 in the town, every 20 minutes
RICE, BRIDGE, BOAT, LAMP, BOOK, SNOW = (
    "煎饼摊排队新规", "空格桥全线通车", "光标河加开夜航", "夜读灯亮了", "书市今日开张", "初雪落在谁家")
RICE_QUOTED = "《煎饼摊排队》新规！"  # the same story, as another list writes it

CONFIG = """[hot 街谈]
url = %s
items = data
id = key
title = name
heat = hot
[hot 茶话]
url = %s
items = data
title = name
[feed 报]
url = %s
"""


def clock(fetch):
    minutes = fetch * STEP // 60
    return "2026-11-22T%02d:%02d:00Z" % (10 + minutes // 60, minutes % 60)


class Lists:
    """What the two lists and the feed answer, and what is printed after a refresh."""

    def __init__(self, d, root):
        self.d, self.root, self.fetch = d, root, 0
        d.config(CONFIG % (d.server.at("!down/street.json"), d.server.at("tea.json"),
                           d.server.at("paper.xml")))

    def street(self, *entries):
        data = [{"key": str(hash_of(name)), "name": name, "hot": hot} for name, hot in entries]
        put("street.json", json.dumps({"data": data}, ensure_ascii=False).encode(), self.root)

    def tea(self, *names):
        data = [{"name": name} for name in names]
        put("tea.json", json.dumps({"data": data}, ensure_ascii=False).encode(), self.root)

    def paper(self, *titles):
        items = "".join("<item><title>%s</title><guid>%s</guid></item>" % (t, t) for t in titles)
        put("paper.xml", ('<rss version="2.0"><channel><title>报</title>%s</channel></rss>'
                          % items).encode(), self.root)

    def run(self, *words):
        return self.d.run(*words, env={"HAOWAI_NOW": str(START + self.fetch * STEP)})

    def refresh(self, status=0):
        self.d.same("status of fetch %d" % self.fetch, self.run("refresh", "--quiet")[0], status)

    def rows(self, *words):
        status, out, err = self.run("hot", "--json", *words)
        self.d.same("hot: status, errors", (status, err), (0, ""))
        return json.loads(out)

    def look(self, name, *wanted):
        """rank, previous, state, heat, title, first and last fetch of each entry of a list."""
        got = [(e["rank"], e["previous"], e["state"], e["heat"], e["title"], e["first_seen"],
                e["last_seen"]) for e in self.rows(name)]
        want = [(k + 1, *w[:4], clock(w[4]), clock(w[5])) for k, w in enumerate(wanted)]
        for k in range(max(len(got), len(want))):
            self.d.same("fetch %d, %s, no. %d" % (self.fetch, name, k + 1),
                        got[k:k + 1], want[k:k + 1])

    def look_merged(self, *wanted):
        """best rank, ×N, where it stands, feeds, title, first fetch of each row."""
        got = [(e["rank"], e["count"], [(p["list"], p["rank"], p["state"]) for p in e["on"]],
                e["feeds"], e["title"], e["first_seen"]) for e in self.rows("--merged")]
        want = [(*w[:5], clock(w[5])) for w in wanted]
        for k in range(max(len(got), len(want))):
            self.d.same("fetch %d, merged row %d" % (self.fetch, k + 1), got[k:k + 1],
                        want[k:k + 1])

    def marks(self, name):
        """The marks as they are printed: "+2 new"."""
        lines = self.run("hot", name)[1].splitlines()[1:]
        return [line.split("\t")[1] for line in lines]


def hash_of(name):
    return sum((k + 1) * ord(c) for k, c in enumerate(name))


def first(lists):
    """Nothing is new, for everything would be; nothing has a rank before."""
    lists.street((BRIDGE, 900), (BOAT, 800), (RICE, 700), (LAMP, 600))
    lists.tea(BOOK, RICE_QUOTED)
    lists.paper(RICE, "渡口扩建")
    lists.refresh()
    lists.look("街谈", (None, "same", 900, BRIDGE, 0, 0), (None, "same", 800, BOAT, 0, 0),
               (None, "same", 700, RICE, 0, 0), (None, "same", 600, LAMP, 0, 0))
    lists.look("茶话", (None, "same", None, BOOK, 0, 0), (None, "same", None, RICE_QUOTED, 0, 0))
    on = [("茶话", 2, "same"), ("街谈", 3, "same")]
    lists.look_merged((2, 3, on, ["报"], RICE_QUOTED, 0),
                      (1, 1, [("街谈", 1, "same")], [], BRIDGE, 0),
                      (1, 1, [("茶话", 1, "same")], [], BOOK, 0),
                      (2, 1, [("街谈", 2, "same")], [], BOAT, 0),
                      (4, 1, [("街谈", 4, "same")], [], LAMP, 0))


def second(lists):
    """One rises by two, one falls, one is new, one is gone; the other list says the same."""
    lists.fetch = 1
    lists.street((RICE, 950), (BRIDGE, 940), (SNOW, 500), (BOAT, 400))
    lists.refresh()
    lists.look("街谈", (3, "up", 950, RICE, 0, 1), (1, "down", 940, BRIDGE, 0, 1),
               (None, "new", 500, SNOW, 1, 1), (2, "down", 400, BOAT, 0, 1))
    lists.d.same("marks", lists.marks("街谈"), ["+2", "-1", "new", "-2"])
    lists.look("茶话", (None, "same", None, BOOK, 0, 1), (None, "same", None, RICE_QUOTED, 0, 1))
    on = [("街谈", 1, "up"), ("茶话", 2, "same")]
    lists.look_merged((1, 3, on, ["报"], RICE, 0), (1, 1, [("茶话", 1, "same")], [], BOOK, 0),
                      (2, 1, [("街谈", 2, "down")], [], BRIDGE, 0),
                      (3, 1, [("街谈", 3, "new")], [], SNOW, 1),
                      (4, 1, [("街谈", 4, "down")], [], BOAT, 0))


def failure(lists):
    """One list answers 500, though it has changed; what was known of it stays, to the letter."""
    lists.fetch = 2
    before = lists.rows("街谈")
    lists.street((LAMP, 1))
    put("street.json.down", b"", lists.root)
    lists.tea(RICE_QUOTED, BOOK)
    lists.refresh(status=1)
    os.unlink(os.path.join(lists.root, "street.json.down"))
    lists.d.same("the failed one", lists.rows("街谈"), before)
    lists.look("茶话", (2, "up", None, RICE_QUOTED, 0, 2), (1, "down", None, BOOK, 0, 2))
    on = [("街谈", 1, "up"), ("茶话", 1, "up")]
    lists.look_merged((1, 3, on, ["报"], RICE, 0), (2, 1, [("街谈", 2, "down")], [], BRIDGE, 0),
                      (2, 1, [("茶话", 2, "down")], [], BOOK, 0),
                      (3, 1, [("街谈", 3, "new")], [], SNOW, 1),
                      (4, 1, [("街谈", 4, "down")], [], BOAT, 0))


def third(lists):
    """Against the last successful fetch: one is back from two fetches ago, the failure between them is
    not counted."""
    lists.fetch = 3
    lists.street((SNOW, 990), (RICE, 980), (LAMP, 300), (BRIDGE, 200))
    lists.refresh()
    lists.look("街谈", (3, "up", 990, SNOW, 1, 3), (1, "down", 980, RICE, 0, 3),
               (None, "back", 300, LAMP, 0, 3), (2, "down", 200, BRIDGE, 0, 3))
    lists.d.same("marks", lists.marks("街谈"), ["+2", "-1", "back", "-2"])
    on = [("茶话", 1, "up"), ("街谈", 2, "down")]
    lists.look_merged((1, 3, on, ["报"], RICE_QUOTED, 0), (1, 1, [("街谈", 1, "up")], [], SNOW, 1),
                      (2, 1, [("茶话", 2, "down")], [], BOOK, 0),
                      (3, 1, [("街谈", 3, "back")], [], LAMP, 0),
                      (4, 1, [("街谈", 4, "down")], [], BRIDGE, 0))


def fourth(lists):
    """One stays where it is, one leaves the other list; a story on one list and in a feed is twofold."""
    lists.fetch = 4
    lists.street((SNOW, 999), (BRIDGE, 250), (BOAT, 240), (LAMP, 230))
    lists.tea(LAMP, RICE_QUOTED)
    lists.refresh()
    lists.look("街谈", (1, "same", 999, SNOW, 1, 4), (4, "up", 250, BRIDGE, 0, 4),
               (None, "back", 240, BOAT, 0, 4), (3, "down", 230, LAMP, 0, 4))
    lists.d.same("marks", lists.marks("街谈"), ["", "+2", "back", "-1"])
    lists.look("茶话", (None, "new", None, LAMP, 4, 4), (1, "down", None, RICE_QUOTED, 0, 4))
    lists.look_merged((1, 2, [("茶话", 1, "new"), ("街谈", 4, "down")], [], LAMP, 0),
                      (2, 2, [("茶话", 2, "down")], ["报"], RICE_QUOTED, 0),
                      (1, 1, [("街谈", 1, "same")], [], SNOW, 1),
                      (2, 1, [("街谈", 2, "up")], [], BRIDGE, 0),
                      (3, 1, [("街谈", 3, "back")], [], BOAT, 0))


def the_same_again(lists):
    """An answer that says the same is no news: marks stay what they were, only the time on the list
    grows, and not a row is written."""
    count = "SELECT (SELECT count(*) FROM hot_fetch), (SELECT count(*) FROM hot_entry)"
    lists.fetch = 5
    before, rows = lists.rows("街谈") + lists.rows("茶话"), lists.d.rows(count)
    lists.refresh()
    for got, e in zip(lists.rows("街谈") + lists.rows("茶话"), before, strict=True):
        lists.d.same("but for last_seen", got, {**e, "last_seen": clock(5)})
    lists.d.same("rows", lists.d.rows(count), rows)


def history(lists):
    """The ranks of a story: every fetch that changed the list, and the gap of the one that failed."""
    ranks = lists.d.rows("SELECT entries IS NULL FROM hot_fetch f JOIN source s ON s.id = f.source_id"
                         " WHERE s.name = '街谈' ORDER BY time")
    lists.d.same("fetches of the list that failed once", [r[0] for r in ranks], [0, 0, 1, 0, 0])
    best = lists.d.rows("SELECT title, best, rank FROM hot_entry e JOIN source s ON s.id = e.source_id"
                        " WHERE s.name = '街谈' ORDER BY title")
    lists.d.same("best, and 0 for what is gone", sorted(best), sorted([
        (RICE, 1, 0), (BRIDGE, 1, 2), (BOAT, 2, 3), (LAMP, 3, 4), (SNOW, 1, 1)]))


def test_four_fetches(d, root):
    lists = Lists(d, root)
    for step in (first, second, failure, third, fourth, the_same_again, history):
        step(lists)


main(globals())
