"""Filters as processes: `haowai list --filter E --json` and `haowai hot --filter E --json` against a
naive reading of the same grammar over all rows.

The reference knows nothing of pinyin: sounds are given with what they are to find.
"""
import calendar
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer

HAOWAI = os.environ['HAOWAI']
NOW = 1795352400
HOUR, DAY = 3600, 86400

# title, tags, hours of age
NEWS = {
    '格子城报': [
        ('抗疫进行时：社区开设夜间门诊', '健康 要闻', 1),
        ('重庆银行推出新柜台', '财经', 2),
        ('新款芯片发布，Open AI 与光刻机同台', '科技 芯片', 5),
        ('广告：周末市集', '广告', 6),
        ('C919 首飞归来', '科技 航空', 20),
        ('芯片厂招工的广告', '科技 广告', 30),
        ('重复的重量', '文化', 40),
        ('市民学唱a|b小调', '文化', 50),
        ('C++ 讲座今晚开课', '科技 教育', 60),
        ('初雪落在格子城', '天气', 80),
    ],
    'Column Post': [
        ('Open AI opens a library', 'tech AI', 3),
        ('Bridge closed in winter', 'city', 26),
        ('The ÉCLAIR prize', 'food', 49),
        ('Open skies, AI pilots', 'tech', 200),
        ('東京の初雪', '天気', 4),
        ('서울 날씨 맑음', '날씨', 5),
        ('臺灣網路新聞', '國際', 7),
        ('ＡＢＣ　全角の題', '文化', 9),
    ],
}
# title, heat
LISTS = {
    '茶馆热议': [('芯片涨价', 52000), ('初雪落在格子城', 18000), ('Open AI opens a library', 9000),
             ('重庆银行推出新柜台', 800), ('排队新规', 120000000)],
    'Night List': [('bridge closed', 300), ('芯片涨价', 20000), ('广告太多了', 12000)],
}
# What is typed by sound, and what stands in the rows it finds.
SOUNDS = {'kyjxs': ['抗疫进行时'], 'cqyh': ['重庆银行'], 'zqyh': ['重庆银行'], 'chuxue': ['初雪'],
          'xinpian': ['芯片'], 'gzcb': ['格子城报'], 'tokyo': ['東京'], 'gzc': ['格子城'],
          'kangyi': ['抗疫']}

LIST = """芯片 | ＡＩ | ai | open | "open ai" | “open ai” | kyjxs | kangyi | cqyh | zqyh | chuxue | xinpian
"kyjxs" | +科技 | ＋科技 | #科技 | +科 | +健 | +天气 | +没有的 | -广告 | !广告 | －广告 | ！广告 | ＋科技　－广告
+科技 -广告 | +科技 !:已读 | =格子城报 | =格子 | =gzcb | ＝格子 | =column | ="Column Post" | -=格子
="格子城" | @3h | @1d | ＠2d | @1w | @今天 | @2d..1d | -@1d | :unread | :未读 | :read | :已读 | :star
:收藏 | ：未读 | -:unread | #3 | ＃2 | 芯片 #1 | /^c/ | /芯片.*(广告|AI)/ | ／^重 | !/广告/ | /雪$|城$/
芯片|初雪 | 芯片｜初雪 | 芯片 || 初雪 -@1d | 芯片|初雪 -广告 | -芯片|广告 | +科技|+文化 @1d | c++ | "a|b"
臺灣 | 台湾 | 网路 | 網路新聞 | eclair | 東京 | tokyo | 서울 | ab | + | - | = | @ | : | # | / | " | |
芯片 - | 芯片 |  | "open | /open a | abc | +tech open -pilots | =column +tech | kyjxs|cqyh @2d | +ai
重 =格子 !+文化 | open || 重 | =格子 =column | 没有这样的词 | ^10 | ＾1 | >1"""
HOT = """芯片 | +科技 | ^1 | ^2 | ＾2 | ^2 芯片 | >1万 | ＞1万 | >5k | >1.2亿 | >800 | -芯片 | !:新 | :new | :up | :gone
=茶馆 | =night | ="Night List" | /^芯/ | 芯片|初雪 | 芯片 || 初雪 | chuxue | cqyh | open "ai" | #2 | #1
>1万 ^2 | -^1 | @1d | -@1d | +天气 | bridge | ："""


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        name = next(n for i, n in enumerate([*NEWS, *LISTS]) if self.path == f'/{i}')
        if name in NEWS:
            body = '<rss version="2.0"><channel><title>t</title>' + ''.join(
                f'<item><title>{t}</title><guid>{name}{i}</guid>'
                f'<pubDate>{formatdate(NOW - age * HOUR - 600)}</pubDate>'
                + ''.join(f'<category>{c}</category>' for c in tags.split()) + '</item>'
                for i, (t, tags, age) in enumerate(NEWS[name])) + '</channel></rss>'
        else:
            body = json.dumps({'data': [{'title': t, 'heat': h} for t, h in LISTS[name]]})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def fold(text):
    """Case and width; of traditional characters those of the rows above."""
    text = unicodedata.normalize('NFKC', text).casefold()
    text = ''.join(c for c in unicodedata.normalize('NFD', text) if not 0x300 <= ord(c) < 0x370)
    return unicodedata.normalize('NFC', text).translate(str.maketrans('臺灣網聞東國際氣気', '台湾网闻东国际气气'))


WIDE = str.maketrans('＋－！＝＠＃｜：／“”　＾＞', '+-!=@#|:/"" ^>')


class Filter:
    """Groups of terms of (negated, [(negated, test)]), read a character at a time."""

    def __init__(self, text, tags):
        self.text, self.at, self.tags, self.limit = text.translate(WIDE), 0, tags, None
        self.groups, terms = [], []
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == ' ':
                self.at += 1
            elif c == '|':
                self.groups.append(terms)
                terms = []
                self.at += 1
            elif not self.read_limit():
                terms.append(self.term())
        self.groups.append(terms)
        self.groups = [g for g in ([t for t in g if t[1]] for g in self.groups) if g]

    def read_limit(self):
        m = re.compile(r'#(\d{1,3})(?= |$)').match(self.text, self.at)
        if m:
            self.limit, self.at = int(m[1]), m.end()
        return bool(m)

    def term(self):
        negated = self.text[self.at] in '-!'
        self.at += negated
        atoms = []
        while True:
            own = bool(atoms) and self.text[self.at:self.at + 1] in ('-', '!')
            self.at += own
            test = self.atom()
            if test:
                atoms.append((own, test))
            if not re.compile(r'\|[^ ]').match(self.text, self.at):
                return negated, atoms
            self.at += 1

    def body(self):
        if self.text[self.at:self.at + 1] == '"':
            end = self.text.find('"', self.at + 1)
            body = self.text[self.at + 1:end if end > 0 else len(self.text)]
            self.at = end + 1 if end > 0 else len(self.text)
            return fold(body), True, end > 0
        m = re.compile(r'[^ |]*').match(self.text, self.at)
        self.at = m.end()
        return fold(m[0]), False, False

    def atom(self):
        sign = self.text[self.at:self.at + 1]
        if sign == '/':
            m = re.compile(r'/((?:\\.|[^/])*)/?').match(self.text, self.at)
            self.at = m.end()
            return m[1] and (lambda row: re.search(fold(m[1]), row['title']) is not None)
        self.at += sign in tuple('+#=@:^>')
        body, quoted, closed = self.body()
        if not body:
            return None
        if sign in tuple('+#'):
            return self.tag(body)
        if sign == '=':
            return lambda row: body == row['source'] if closed else found(body, quoted, row['source'])
        if sign == '@':
            return span(body)
        if sign == ':':
            return STATES[body]
        if sign == '^':
            return lambda row: 0 < (row['rank'] or 0) <= int(body)
        if sign == '>':
            units = {'万': 10000, '亿': 10 ** 8, 'k': 1000}
            least = float(body.rstrip('万亿k')) * units.get(body[-1], 1)
            return lambda row: row['heat'] is not None and row['heat'] >= least
        return lambda row: any(found(body, quoted, t)
                               for t in [row['title'], row['source'], *row['tags']])

    def tag(self, body):
        if body in self.tags:
            wanted = {body}
        else:
            wanted = {t for t in self.tags if t.startswith(body)}
        word = not wanted
        return lambda row: (any(t in wanted for t in row['tags'])
                            or (word or row['is_hot']) and body in row['title'])

    def passes(self, row):
        return not self.groups or any(
            all(any(test(row) != own for own, test in atoms) != negated for negated, atoms in group)
            for group in self.groups)


def found(word, quoted, text):
    return word in text or not quoted and any(s in text for s in SOUNDS.get(word, []))


def span(body):
    units = {'h': HOUR, 'd': DAY, 'w': 7 * DAY}
    if body == '今天':
        return lambda row: row['last'] >= NOW - NOW % DAY
    if '..' in body:
        a, b = (NOW - int(p[:-1]) * units[p[-1]] for p in body.split('..'))
        return lambda row: row['last'] >= min(a, b) and row['first'] < max(a, b)
    return lambda row: row['last'] >= NOW - int(body[:-1]) * units[body[-1]]


STATES = {
    'unread': lambda row: not row['read'], '未读': lambda row: not row['read'],
    'read': lambda row: row['read'], '已读': lambda row: row['read'],
    'star': lambda row: row['starred'], '收藏': lambda row: row['starred'],
    '新': lambda row: row['state'] == 'new', 'new': lambda row: row['state'] == 'new',
    'up': lambda row: row['state'] == 'up', 'gone': lambda row: row['state'] == 'gone',
}


def seconds(text):
    return calendar.timegm(time.strptime(text, '%Y-%m-%dT%H:%M:%SZ'))


def row_of(raw):
    is_hot = 'rank' in raw
    return {'id': raw['id'], 'title': fold(raw['title']), 'is_hot': is_hot,
            'source': fold(raw['list' if is_hot else 'source']), 'tags': [fold(t) for t in raw['tags']],
            'first': seconds(raw['first_seen' if is_hot else 'published']),
            'last': seconds(raw['last_seen' if is_hot else 'published']),
            'rank': raw.get('rank'), 'heat': raw.get('heat'), 'state': raw.get('state'),
            'read': raw.get('read', False), 'starred': raw.get('starred', False)}


def expressions(table):
    """' | ' parts them; '||' stands for a bar with blanks in one."""
    for line in table.splitlines():
        for text in re.split(r' \| ', line):
            yield text.replace(' || ', ' | ')


def main():
    server = HTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        def haowai(*args):
            done = subprocess.run([HAOWAI, '--home', home, *args], capture_output=True, text=True,
                                  env={**os.environ, 'TZ': 'UTC0', 'LC_ALL': 'C.UTF-8',
                                       'HAOWAI_NOW': str(NOW)})
            return done.stdout, done.returncode

        with open(home + '/config', 'w') as f:
            for i, name in enumerate([*NEWS, *LISTS]):
                kind = 'feed' if name in NEWS else 'hot'
                f.write(f'[{kind} {name}]\nurl = http://127.0.0.1:{server.server_port}/{i}\n')
                if kind == 'hot':
                    f.write('items = data\ntitle = title\nheat = heat\n')
        haowai('refresh')
        every = [row_of(r) for r in json.loads(haowai('list', '--json')[0])]
        haowai('mark', '--star', str(every[2]['id']), str(every[5]['id']))
        haowai('mark', '--read', str(every[1]['id']), str(every[2]['id']), str(every[9]['id']))
        tags = {t for r in every for t in r['tags']}
        sizes = {'list': sum(map(len, NEWS.values())), 'hot': sum(map(len, LISTS.values()))}
        checked = failed = 0
        for command, table in ('list', LIST), ('hot', HOT):
            rows = [row_of(r) for r in json.loads(haowai(command, '--json')[0])]
            if len(rows) != sizes[command]:
                sys.exit(f'{command}: {len(rows)} rows, not {sizes[command]}')
            for text in expressions(table):
                f = Filter(text, tags)
                want = [r['id'] for r in rows if f.passes(r)]
                if f.limit and command == 'list':
                    want = want[:f.limit]
                elif f.limit:  # of each list
                    seen, kept = {}, []
                    for r in rows:
                        n = seen[r['source']] = seen.get(r['source'], 0) + f.passes(r)
                        if f.passes(r) and n <= f.limit:
                            kept.append(r['id'])
                    want = kept
                out, status = haowai(command, '--filter', text, '--json')
                got = [r['id'] for r in json.loads(out)] if status == 0 else None
                checked += 1
                if got != want:
                    failed += 1
                    print(f'{command} --filter {text!r}: status {status}, {got}, not {want}')
                    for r in rows:
                        if (r['id'] in want) != (r['id'] in (got or [])):
                            print('   ', r['id'], r['title'], r['source'], r['tags'], r['rank'])
    server.shutdown()
    print(f'{checked - failed} of {checked} filters')
    return failed > 0 or checked < 120


sys.exit(main())
