#!/usr/bin/env python3
"""Write properties.h, properties.c and linestates.c from the Unicode character database.

    src/text/tables/generate.py [/usr/share/unicode] [OUTPUT-FOLDER]

The generated files are committed: a build needs neither Python nor the data. Two tables come out:

  properties  a two-stage trie from code point to (line break, grapheme, width, layout class)
  linestates  UAX #14 as an automaton: state x class -> state and the bond before that character

The rules of UAX #14 stand below, in Rules.bond(), in their order and under their names. The automaton
is found by walking every context these rules can tell apart and merging those that behave alike.
"""
import os
import sys

UCD = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
N = 0x110000


def rows(name):
    with open(os.path.join(UCD, name), encoding="utf-8") as f:
        for line in f:
            fields = [x.strip() for x in line.split("#")[0].split(";")]
            if len(fields) < 2:
                continue
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1]


def load(name, default, keep=lambda value: True):
    table = [default] * N
    for first, last, value in rows(name):
        if keep(value):
            table[first:last + 1] = [value] * (last - first + 1)
    return table


def load_flag(name, flag):
    return load(name, "", lambda value: value == flag)


def load_categories():
    table, start = ["Cn"] * N, None
    with open(os.path.join(UCD, "UnicodeData.txt"), encoding="utf-8") as f:
        for line in f:
            cp, name, category = line.split(";")[:3]
            cp = int(cp, 16)
            if name.endswith("First>"):
                start = cp
            elif name.endswith("Last>"):
                table[start:cp + 1] = [category] * (cp + 1 - start)
            else:
                table[cp] = category
    return table


category = load_categories()
script = load("Scripts.txt", "Unknown")
linebreak = load("LineBreak.txt", "XX")
grapheme = load("auxiliary/GraphemeBreakProperty.txt", "Other")
pictograph = load_flag("emoji/emoji-data.txt", "Extended_Pictographic")
presented = load_flag("emoji/emoji-data.txt", "Emoji_Presentation")
ignorable = load_flag("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
width = load("EastAsianWidth.txt", "N")
age = load("DerivedAge.txt", "")

for first, last in ((0x20000, 0x2FFFD), (0x30000, 0x3FFFD), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
                    (0xF900, 0xFAFF)):
    for cp in range(first, last + 1):
        if category[cp] == "Cn":
            linebreak[cp], width[cp] = "ID", "W"
for first, last in ((0x1F000, 0x1FAFF), (0x1FC00, 0x1FFFD)):
    for cp in range(first, last + 1):
        if category[cp] == "Cn" and linebreak[cp] == "XX":
            linebreak[cp] = "ID"
for cp in range(0x20A0, 0x20D0):
    if category[cp] == "Cn":
        linebreak[cp] = "PR"

# --- line break classes -----------------------------------------------------------------------------
# UAX #14's own, resolved as LB1 says, and six of ours: OP and CP split by width for LB30, unassigned
# pictographs for LB30b, Hangul kept by word (T11), and the two ends of the text.

LB = ("AL HL NU ID ID_UNASSIGNED HANGUL OP OP_WIDE CL CP CP_WIDE QU EX IS SY NS BA HY BB B2 IN PR PO "
      "SP ZW WJ GL CB BK CR LF NL CM ZWJ EB EM RI H2 H3 JL JV JT").split()


def lb_of(cp):
    c, wide = linebreak[cp], width[cp] in "FWH"
    if c == "SA":
        return "CM" if category[cp] in ("Mn", "Mc") else "AL"
    if c in ("AI", "SG", "XX"):
        c = "AL"
    if c == "CJ":
        c = "NS"
    if c == "ID" and pictograph[cp] and category[cp] == "Cn":
        return "ID_UNASSIGNED"
    return c + "_WIDE" if c in ("OP", "CP") and wide else c


# --- grapheme classes -------------------------------------------------------------------------------

GCB = "Other Prepend CR LF Control Extend ZWJ RI SpacingMark L V T LV LVT Pictographic".split()


def gcb_of(cp):
    g = grapheme[cp].replace("Regional_Indicator", "RI")
    return "Pictographic" if g == "Other" and pictograph[cp] else g


# --- width classes ----------------------------------------------------------------------------------

WIDTHS = "zero one two punct symbol letter box ri two_15 han_15 two_16".split()


def width_of(cp):
    c = category[cp]
    if 0x1F1E6 <= cp <= 0x1F1FF:
        return "ri"
    if c in ("Mn", "Me", "Cc", "Zl", "Zp") or cp in (0x302E, 0x302F):
        return "zero"
    if c == "Cf":
        # the signs that stand before a number are seen (Prepended_Concatenation_Mark)
        return "one" if grapheme[cp] == "Prepend" else "zero"
    if 0x1160 <= cp <= 0x11FF or 0xD7B0 <= cp <= 0xD7FF or ignorable[cp] and width[cp] == "N":
        return "zero"
    if width[cp] in "FW":
        if age[cp] != "15.0":
            return "two"
        return "han_15" if script[cp] == "Han" else "two_15"
    if width[cp] != "A":
        return "one"
    if 0x2500 <= cp <= 0x259F:
        return "box"
    return {"P": "punct", "L": "letter"}.get(c[0], "symbol")


# --- layout classes ---------------------------------------------------------------------------------
# What a tailoring looks at. The first ones call no rule by themselves (text/scan.h).

LAYOUT = """EDGE OTHER LATIN HAN KANA SPACE
    HANGUL DIGIT WIDE_DIGIT WIDE_LATIN SMALL_KANA ITERATION
    STOP CLOSE OPEN QUOTE_OPEN QUOTE_CLOSE
    ASCII_STOP ASCII_QUOTE ASCII_OPEN ASCII_CLOSE
    MIDDLE_DOT RANGE DASH DOTS SOLIDUS HYPHEN SIGN CURRENCY UNIT SQUARED PREFIX NOTE
    NBSP NEWLINE TAB INVISIBLE URL_POINT MAIL_POINT""".split()

# URL_POINT and MAIL_POINT are given by a tailoring, never by the table.
SETS = {
    "SPACE": " \u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u1680",
    "NBSP": "\u00a0\u202f",
    "NEWLINE": "\n\r\x0b\x0c\x85\u2028\u2029",
    "TAB": "\t",
    "INVISIBLE": "\u00ad\u200b\u2060\ufeff",
    "STOP": "、，。．：；！？﹐﹑﹒﹔﹕﹖﹗︒｡､‼⁇⁈⁉！？",
    "CLOSE": "）］｝〕〉》」』】〙〗〟｠｣﹚﹜﹞〞",
    "OPEN": "（［｛〔〈《「『【〘〖〝｟｢﹙﹛﹝",
    "QUOTE_OPEN": "“‘",
    "QUOTE_CLOSE": "”’",
    "ASCII_STOP": ",.:;!?",
    "ASCII_QUOTE": "\"'",
    "ASCII_OPEN": "([{",
    "ASCII_CLOSE": ")]}",
    "MIDDLE_DOT": "·‧・･•",
    "RANGE": "～－〜∼~–‐゠﹣∽",
    "DASH": "—―⸺─",
    "DOTS": "…⋯‥",
    "SOLIDUS": "/／",
    "HYPHEN": "-",
    "SIGN": "+±−<>≤≥=×#@&*_∓＋＝≈÷＜＞＃＠",
    "CURRENCY": "$￥＄￡￦€£¥₩№￠¢",
    "UNIT": "%％‰‱℃℉°′″",
    "PREFIX": "㈱㈲〒☎☏℡",
    "NOTE": "†‡※",
    "ITERATION": "々〻ゝゞヽヾ",
    "DIGIT": "0123456789",
}
BY_CHARACTER = {ord(c): name for name, chars in SETS.items() for c in chars}
BY_CHARACTER[0xA2] = BY_CHARACTER[0xFFE0] = "UNIT"
BY_RANGE = [(0x2460, 0x24EA, "NOTE"), (0x2776, 0x2793, "NOTE"), (0x3300, 0x3357, "SQUARED"),
            (0x3371, 0x33DF, "SQUARED"), (0xFF10, 0xFF19, "WIDE_DIGIT"), (0xFF21, 0xFF3A, "WIDE_LATIN"),
            (0xFF41, 0xFF5A, "WIDE_LATIN")]


def layout_of(cp):
    if cp in BY_CHARACTER:
        return BY_CHARACTER[cp]
    for first, last, name in BY_RANGE:
        if first <= cp <= last:
            return name
    c, s = category[cp], script[cp]
    if linebreak[cp] == "CJ":
        return "SMALL_KANA"
    if s == "Han" or s == "Bopomofo" or linebreak[cp] == "ID" and width[cp] == "W" and c == "Cn":
        return "HAN"
    if s in ("Hiragana", "Katakana"):
        return "KANA"
    if s == "Hangul" and c == "Lo":
        return "HANGUL"
    if c[0] == "L" or c == "Nd" or c == "No" and cp < 0x100:
        return "LATIN"
    return "OTHER"


# Marks that may not start a line even after a blank, and those that may not end one (clreq, JIS X 4051).
NO_START = set("、。，．：；！？）］｝〕〉》」』】〙〗〟’”｠｡､｣﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞︒・‧･～〜゠％‰‱℃℉￠¢‼⁇⁈⁉")
NO_END = set("（［｛〔〈《「『【〘〖〝‘“｟｢﹙﹛﹝￥＄￡￦€£¥₩№")


# What is a cluster by itself unless something that joins follows it.
SIMPLE = ("Other", "LV", "LVT")


def flags_of(cp):
    c = chr(cp)
    return (["NO_START"] if c in NO_START else []) + (["NO_END"] if c in NO_END else []) + (
        ["SIMPLE"] if gcb_of(cp) in SIMPLE else [])


# --- UAX #14 ----------------------------------------------------------------------------------------
# What a break at a place would cost, weakest first. FREE is a break opportunity of the standard; all
# below NEVER tell the emergency cut of a token that is wider than the line where it hurts least.

BOND = "FREE LIGHT AVOID EASY WORD GLUE INNER NEVER MUST".split()

LETTER = ("AL", "HL", "HANGUL")
OPEN = ("OP", "OP_WIDE")
CLOSE = ("CL", "CP", "CP_WIDE")
HARD = ("BK", "CR", "LF", "NL")
JAMO = ("JL", "JV", "JT", "H2", "H3")


class Rules:
    """The context: what stands before the next character, as far as some rule asks."""

    def __init__(self):
        self.before = "sot"      # class of the last character, combining marks left out (LB9)
        self.anchor = "sot"      # the same, blanks left out too
        self.spaced = False      # blanks since anchor
        self.zwj = False         # the last code point was a joiner
        self.number = 0          # 1: inside NU (NU|SY|IS)*, 2: after its closing bracket
        self.odd_ri = False
        self.hebrew = False      # HL (HY | BA)
        self.prefixed = False    # (PR | PO) (OP | HY), LB25 takes the bond between them back on NU

    def key(self):
        return (self.before, self.anchor, self.spaced, self.zwj, self.number, self.odd_ri, self.hebrew,
                self.prefixed)

    def bond(self, c):
        b, a = self.before, self.anchor
        if b == "sot":
            return "NEVER"
        if b == "CR" and c == "LF":
            return "NEVER"                                                   # LB5
        if b in HARD:
            return "MUST"                                                    # LB4, LB5
        if c in HARD or c in ("SP", "ZW"):
            return "NEVER"                                                   # LB6, LB7
        if a == "ZW":
            return "FREE"                                                    # LB8
        if self.zwj:
            return "NEVER"                                                   # LB8a
        if c in ("CM", "ZWJ"):
            if b not in HARD + ("SP", "ZW", "sot"):
                return "NEVER"                                               # LB9
            c = "AL"                                                         # LB10
        if c == "WJ" or b == "WJ":
            return "NEVER"                                                   # LB11
        if b == "GL":
            return "GLUE"                                                    # LB12
        if c == "GL" and b not in ("SP", "BA", "HY"):
            return "GLUE"                                                    # LB12a
        if c in CLOSE + ("EX", "IS", "SY"):
            return "NEVER"                                                   # LB13
        if a in OPEN:
            return "NEVER"                                                   # LB14
        if a == "QU" and c in OPEN:
            return "NEVER"                                                   # LB15
        if a in CLOSE and c == "NS":
            return "NEVER"                                                   # LB16
        if a == "B2" and c == "B2":
            return "NEVER"                                                   # LB17
        if b == "SP":
            return "FREE"                                                    # LB18
        return self.pair(b, c)

    def pair(self, b, c):
        letters, number = b in LETTER, self.number
        if c == "QU" or b == "QU":
            return "NEVER"                                                   # LB19
        if c == "CB" or b == "CB":
            return "FREE"                                                    # LB20
        if c in ("BA", "HY", "NS") or b == "BB":
            return "NEVER"                                                   # LB21
        if self.hebrew:
            return "GLUE"                                                    # LB21a
        if b == "SY" and c == "HL":
            return "GLUE"                                                    # LB21b
        if c == "IN":
            return "NEVER"                                                   # LB22
        if letters and c == "NU" or b == "NU" and c in LETTER:
            return "WORD" if "HANGUL" in (b, c) else "INNER"                 # LB23
        if b == "PR" and c in ("ID", "ID_UNASSIGNED", "EB", "EM"):
            return "GLUE"                                                    # LB23a
        if b in ("ID", "ID_UNASSIGNED", "EB", "EM") and c == "PO":
            return "NEVER"                                                   # LB23a
        if b in ("PR", "PO") and c in LETTER or letters and c in ("PR", "PO"):
            return "GLUE"                                                    # LB24
        if number and c == "PO":
            return "NEVER"                                                   # LB25
        if number and c == "PR":
            return "INNER" if number == 1 else "GLUE"                        # LB25
        if c == "NU" and (number == 1 or b in ("PR", "PO", "HY")):
            return "INNER" if number == 1 else "GLUE" if b == "PO" else "NEVER"  # LB25
        if b == "JL" and c in ("JL", "JV", "H2", "H3"):
            return "NEVER"                                                   # LB26
        if b in ("JV", "H2") and c in ("JV", "JT") or b in ("JT", "H3") and c == "JT":
            return "NEVER"                                                   # LB26
        if b in JAMO and c == "PO":
            return "NEVER"                                                   # LB27
        if b == "PR" and c in JAMO:
            return "GLUE"                                                    # LB27
        if letters and c in LETTER:
            return "WORD" if "HANGUL" in (b, c) else "INNER"                 # LB28
        if b == "IS" and c in LETTER:
            return "GLUE"                                                    # LB29
        if (letters or b == "NU") and c == "OP":
            return "EASY" if b == "HANGUL" else "GLUE"                       # LB30
        if b == "CP" and c in LETTER + ("NU",):
            return "WORD" if c == "HANGUL" else "GLUE"                       # LB30
        if b == "RI" and c == "RI" and self.odd_ri:
            return "NEVER"                                                   # LB30a
        if b in ("EB", "ID_UNASSIGNED") and c == "EM":
            return "NEVER"                                                   # LB30b
        return "FREE"                                                        # LB31

    def takes_back(self, c):
        return c == "NU" and self.prefixed

    def step(self, c):
        """The context after c."""
        n = Rules()
        n.__dict__.update(self.__dict__)
        n.zwj = c == "ZWJ"
        if c in ("CM", "ZWJ") and self.before not in HARD + ("SP", "ZW", "sot"):
            return n                                                         # LB9
        if c in ("CM", "ZWJ"):
            c = "AL"                                                         # LB10
        n.before = c
        if c == "SP":
            n.spaced = True
            n.number, n.odd_ri, n.hebrew, n.prefixed = 0, False, False, False
            if self.before == "sot" or self.before in HARD:
                n.anchor = "SP"
            return n
        n.anchor, n.spaced = c, False
        n.odd_ri = c == "RI" and not self.odd_ri
        n.hebrew = c in ("HY", "BA") and self.before == "HL"
        n.prefixed = c in OPEN + ("HY",) and self.before in ("PR", "PO")
        if c == "NU":
            n.number = 1
        elif c in ("SY", "IS") and self.number == 1:
            n.number = 1
        elif c in CLOSE and self.number == 1:
            n.number = 2
        else:
            n.number = 0
        return n


def automaton():
    """All contexts from the start on; then contexts that behave alike become one state."""
    start = Rules()
    found, order = {start.key(): 0}, [start]
    moves = []
    for context in order:
        row = []
        for c in LB:
            after = context.step(c)
            if after.key() not in found:
                found[after.key()] = len(order)
                order.append(after)
            row.append((found[after.key()], context.bond(c), context.takes_back(c)))
        moves.append(row)
    group = [0] * len(order)
    while True:
        shape = [(group[i],) + tuple((group[to], bond, back) for to, bond, back in moves[i])
                 for i in range(len(order))]
        names = {}
        refined = [names.setdefault(s, len(names)) for s in shape]
        if len(names) == len(set(group)):
            break
        group = refined
    first = {}
    for i, g in enumerate(group):
        first.setdefault(g, i)
    return [[(group[to], bond, back) for to, bond, back in moves[first[g]]] for g in range(len(first))]


# --- output -----------------------------------------------------------------------------------------

NOTE = "/* Generated by tables/generate.py from the Unicode character database %s. Do not edit. */\n" % "15.0"


def block(f, declaration, numbers, per_line=20):
    f.write(declaration + " = {\n")
    for i in range(0, len(numbers), per_line):
        f.write("\t" + ",".join(str(n) for n in numbers[i:i + per_line]) + ",\n")
    f.write("};\n")


def enum(f, name, prefix, words):
    f.write("\nenum %s {\n" % name)
    line = "\t"
    for w in words + ["COUNT"]:
        item = prefix + w.upper() + ", "
        if len(line) + len(item) > 96:
            f.write(line.rstrip() + "\n")
            line = "\t"
        line += item
    f.write(line.rstrip(", ") + "\n};\n")


# Words that count or measure, by their first character; simplified, traditional, Japanese. What else
# stands behind a number is only likely to do so.
COUNTERS = """
    万亿千百兆萬億 年月日号號时時分秒点點周週天晚届屆期章节節版页頁行条條段句字词詞篇本册冊卷部集回次遍度遭番
    元角円圆圓美欧歐港英韩韓块塊毛厘 岁歲才人名位个個箇家户戶口男女件起宗项項种種类類样樣台辆輛艘架列班
    趟航路站处處座栋棟幢层層楼樓间間室房厅廳所院校国國省市县縣区區乡鄉镇鎮村州府都道
    克吨噸斤两兩磅米公里尺寸丈亩畝顷頃升毫瓦伏安赫摄攝平方立倍成折股只隻头頭匹张張枚颗顆粒根支枝把
    双雙对對套组組队隊排群批代级級等强強轮輪场場局盘盤球票席多余餘来來几幾"""


def write_counters(f):
    bits = bytearray((0xA000 - 0x4E00) // 8)
    for c in COUNTERS:
        if not c.isspace():
            at = ord(c) - 0x4E00
            bits[at // 8] |= 1 << at % 8
    f.write("\n")
    block(f, "const uint8_t text_counters[%d]" % len(bits), list(bits), 24)
    return len(bits)


def write_properties():
    kinds, index = {}, []
    for cp in range(N):
        kind = (lb_of(cp), gcb_of(cp), width_of(cp), layout_of(cp), tuple(flags_of(cp)))
        index.append(kinds.setdefault(kind, len(kinds)))
    assert len(kinds) <= 256, len(kinds)
    size = 128
    blocks, stage1, stage2 = {}, [], []
    for i in range(0, N, size):
        part = tuple(index[i:i + size])
        if part not in blocks:
            blocks[part] = len(blocks)
            stage2 += part
        stage1.append(blocks[part])
    small = len(blocks) <= 256
    with open(os.path.join(OUT, "properties.c"), "w", encoding="utf-8") as f:
        f.write(NOTE + '#include "text/tables/properties.h"\n\n')
        f.write("const struct text_property text_properties[%d] = {\n" % len(kinds))
        for lb, gcb, w, layout, flags in kinds:
            f.write("\t{ LB_%s, LC_%s, %d, 0, GCB_%s, WIDTH_%s, %s, 0 },\n" % (
                lb, layout, 0 if w == "zero" else 2 if w.startswith("two") else 1, gcb.upper(),
                w.upper(), " | ".join("TEXT_" + x for x in flags) or "0"))
        f.write("};\n\n")
        kind = "uint8_t" if small else "uint16_t"
        block(f, "const %s text_stage1[%d]" % (kind, len(stage1)), stage1)
        f.write("\n")
        block(f, "const uint8_t text_stage2[%d]" % len(stage2), stage2)
        counters = write_counters(f)
    with open(os.path.join(OUT, "properties.h"), "w", encoding="utf-8") as f:
        f.write(NOTE + "#ifndef TEXT_TABLES_PROPERTIES_H\n#define TEXT_TABLES_PROPERTIES_H\n\n"
                "#include <stdint.h>\n\n/* Line break classes, resolved as LB1 says. */")
        enum(f, "line_break", "LB_", LB)
        f.write("\n/* Grapheme cluster break classes. */")
        enum(f, "grapheme_break", "GCB_", GCB)
        f.write("\n/* Cells of a code point; all after TWO depend on the terminal. */")
        enum(f, "width_class", "WIDTH_", WIDTHS)
        f.write("\n/* What tailorings look at; those before HANGUL call no rule. */")
        enum(f, "layout_class", "LC_", LAYOUT)
        f.write("\n/* What a break at a place costs; all but the first four only in need. */")
        enum(f, "bond", "BOND_", BOND)
        f.write("\nenum { TEXT_NO_START = 1, TEXT_NO_END = 2, TEXT_SIMPLE = 4 };\n"
                "\n/* The first four as in struct unit (text/scan.h); cells are those of the usual terminal. */\n"
                "struct text_property {\n\tuint8_t lb, layout, cells, bond;\n\tuint8_t gcb, width, flags, unused;\n};\n\n"
                "extern const struct text_property text_properties[%d];\n" % len(kinds) +
                "extern const %s text_stage1[%d];\n" % (kind, len(stage1)) +
                "extern const uint8_t text_stage2[%d];\n\n" % len(stage2) +
                "/* First characters of words that count or measure: a bit each, from U+4E00 on. */\n"
                "extern const uint8_t text_counters[%d];\n\n" % counters +
                "static inline const struct text_property *text_property(uint32_t cp)\n{\n"
                "\tif (cp > 0x10ffff)\n\t\tcp = 0xfffd;\n"
                "\treturn &text_properties[text_stage2[text_stage1[cp / %d] * %d + cp %% %d]];\n}\n"
                % (size, size, size))
        states = write_states()
        f.write("\n/* UAX #14: line_states[state][class] = next state | bond << 8 | takes back << 12. State 0 is\n"
                " * the start of text. \"Takes back\": LB25 glues the character before this one as well. */\n"
                "enum { LINE_STATES = %d, LINE_CLASSES = 64 };\n"
                "extern const uint16_t line_states[LINE_STATES][LINE_CLASSES];\n"
                "#define LINE_NEXT(step) ((step) & 0xff)\n#define LINE_BOND(step) ((step) >> 8 & 0xf)\n"
                "#define LINE_TAKES_BACK(step) ((step) >> 12)\n\n#endif\n" % states)
    print("properties: %d kinds, %d blocks, %d bytes" % (
        len(kinds), len(blocks), len(kinds) * 8 + len(stage1) * (1 if small else 2) + len(stage2)))


def write_states():
    table = automaton()
    assert len(table) <= 256, len(table)
    with open(os.path.join(OUT, "linestates.c"), "w", encoding="utf-8") as f:
        f.write(NOTE + '#include "text/tables/properties.h"\n\n'
                "const uint16_t line_states[LINE_STATES][LINE_CLASSES] = {\n")
        for row in table:
            cells = [str(to | BOND.index(bond) << 8 | back << 12) for to, bond, back in row]
            f.write("\t{ " + ", ".join(cells[:21]) + ",\n\t  " + ", ".join(cells[21:]) + " },\n")
        f.write("};\n")
    print("linestates: %d states, %d bytes" % (len(table), len(table) * len(LB) * 2))
    return len(table)


write_properties()
