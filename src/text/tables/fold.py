#!/usr/bin/env python3
"""Write fold.c: what every character becomes for search, filter and comparing headlines.

    python3 src/text/tables/fold.py >src/text/tables/fold.c

In this order, until nothing changes: compatibility forms (NFKC: width, ligatures, circled …), case
folding, marks off Latin letters, katakana to hiragana, one form for each set of simplified and
traditional characters (Unihan in Debian's unicode-data), a few signs that people type for others;
invisible characters go.
"""
import bz2
import sys
import unicodedata

VARIANTS = "/usr/share/unicode/Unihan_Variants.txt.bz2"
PROPERTIES = "/usr/share/unicode/DerivedCoreProperties.txt"

# What NFKC keeps apart and readers do not: quotation marks, dashes, the dots in names, waves.
SIGNS = {
    0x2018: "'", 0x2019: "'", 0x201B: "'", 0x201C: '"', 0x201D: '"', 0x201F: '"',
    0x2010: "-", 0x2012: "-", 0x2013: "-", 0x2212: "-", 0x2044: "/",
    0x30FB: "\u00b7", 0x2022: "\u00b7", 0x2027: "\u00b7", 0x301C: "~",
}


# What Unihan does not tie together: further forms that mainland standards replaced, and the forms of
# Japan beside those of China.
PAIRS = """
週周 佈布 遊游 慾欲 託托 讚赞 兇凶 昇升 滷卤 燻熏 稜棱 籤签 糰团 紮扎 羨羡 甦苏 譁哗 讎仇 鍊炼 陞升
僱雇 彫雕 餬糊 駡骂 麪面 衆众 妳你 牀床 喫吃 啓启 汙污 産产 敎教 幷并 譭毁 燬毁 簷檐 嶽岳 粧妆 慼戚
嚮向 餵喂 噁恶 嚐尝 囌苏 孃娘 捱挨 搾榨 暱昵 汎泛 氾泛 湧涌 淨净 淒凄 烱炯 甯宁 痺痹 盃杯 砲炮 礮炮
祕秘 絃弦 綑捆 縴纤 豔艳 菸烟 覈核 迺乃 逕径 遶绕 鉅巨 舖铺 麤粗 黏粘 齣出 嘆叹 歎叹 麴曲
売卖 読读 発发 気气 図图 広广 駅驿 応应 県县 経经 円圆 対对 戦战 歩步 鉄铁 桜樱 沢泽 塩盐 験验 実实
価价 仮假 両两 労劳 伝传 団团 圧压 囲围 壱壹 弐贰 壊坏 奥奧 姉姊 巌岩 帰归 廃废 弾弹 従从 徳德 恵惠
悪恶 戯戏 払拂 抜拔 択择 拝拜 拡扩 挙举 捜搜 掲揭 斎斋 暁晓 栄荣 桟栈 検检 楽乐 様样 権权 歴历 毎每
浄净 渇渴 済济 渋涩 渓溪 満满 滝泷 焼烧 犠牺 獣兽 畳叠 痩瘦 砕碎 稲稻 穂穗 粛肃 続续 絵绘
総总 縁缘 縦纵 繊纤 聴听 脳脑 臓脏 蔵藏 薬药 蛍萤 覚觉 観观 訳译 諌谏 謡谣 譲让 豊丰 賛赞 転转
軽轻 辺边 逓递 遅迟 醸酿 釈释 鉱矿 銭钱 鋳铸 録录 鎖锁 関关 陥陷 隠隐 雑杂 霊灵 頼赖 顔颜 顕显
騒骚 髄髓 鶏鸡 黙默 斉齐 齢龄 竜龙 亀龟 単单 厳严 営营 巣巢 撃击 為为 焔焰 疎疏
"""

# Simplified and traditional, and mere differences of shape (說 説, 裡 裏, 峰 峯).
KINDS = ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant", "kSemanticVariant")


def ignorable():
    found = set()
    with open(PROPERTIES, encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("#")[0].split(";")
            if len(fields) == 2 and fields[1].strip() == "Default_Ignorable_Code_Point":
                ends = fields[0].strip().split("..")
                found.update(range(int(ends[0], 16), int(ends[-1], 16) + 1))
    return found


def in_gb2312(cp):
    try:
        return chr(cp).encode("gb2312")
    except UnicodeEncodeError:
        return b""


def han_forms():
    """Each character of a set that Unihan ties together, to the one that stands for it."""
    root = {}

    def find(cp):
        while root.setdefault(cp, cp) != cp:
            cp = root[cp]
        return cp

    with bz2.open(VARIANTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 3 or fields[1] not in KINDS:
                continue
            for variant in fields[2].split():
                # Of the sources for same meanings only Hong Kong's list is of mere shapes.
                if fields[1] != "kSemanticVariant" or "kHKGlyph" in variant:
                    other = int(variant.split("<")[0][2:], 16)
                    root[find(other)] = find(int(fields[0][2:], 16))
    for pair in PAIRS.split():
        root[find(ord(pair[0]))] = find(ord(pair[1]))
    sets = {}
    for cp in root:
        sets.setdefault(find(cp), []).append(cp)
    # The form of GB 2312's first, more frequent level, else of GB 2312, else the lowest number.
    def rank(cp):
        code = in_gb2312(cp)
        return (not code, code >= b"\xd8\xa1", cp)

    return {cp: min(s, key=rank) for s in sets.values() for cp in s}


def marks_off(text):
    """Marks off Latin letters, in decomposed text."""
    out, latin = [], False
    for c in text:
        if unicodedata.combining(c):
            if latin:
                continue
        else:
            latin = "LATIN" in unicodedata.name(c, "")
        out.append(c)
    return "".join(out)


def fold(cp, forms, ignored):
    # Jamo are put together where they stand side by side; alone they keep their shape.
    if 0x1100 <= cp <= 0x11FF or 0x3131 <= cp <= 0x318E:
        return chr(cp)
    if 0xFFA1 <= cp <= 0xFFDC and unicodedata.decomposition(chr(cp)):
        return chr(int(unicodedata.decomposition(chr(cp)).split()[1], 16))
    if cp in ignored or 0x0300 <= cp <= 0x036F:
        return ""
    text = SIGNS.get(cp, chr(cp))
    text = marks_off(unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFKC", text.casefold())
    text = unicodedata.normalize("NFKC", marks_off(unicodedata.normalize("NFKD", text)))
    out = []
    for c in text:
        n = ord(c)
        if 0x30A1 <= n <= 0x30F6 or n in (0x30FD, 0x30FE):
            n -= 0x60
        out.append(SIGNS.get(n) or ("" if n in ignored else chr(forms.get(n, n))))
    return "".join(out)


def until_stable(cp, forms, ignored):
    text = chr(cp)
    for _ in range(4):
        after = "".join(fold(ord(c), forms, ignored) for c in text)
        if after == text:
            return text
        text = after
    raise ValueError(f"U+{cp:04X} does not come to rest")


def c_string(text):
    return "".join(f"\\x{b:02x}" for b in text.encode())


def c_numbers(numbers, per_line=16):
    for i in range(0, len(numbers), per_line):
        print("\t" + " ".join(f"{n}," for n in numbers[i : i + per_line]))


def print_texts(texts):
    offsets, at = [], 0
    print("const char fold_texts[] =")
    for text in texts:
        offsets.append(at)
        at += len(text.encode())
        print(f'\t"{c_string(text)}"')
    print(";\n\nconst uint16_t fold_text_starts[] = {")
    c_numbers(offsets + [at])
    print("};")
    assert at < 65536


def dropped_ranges():
    """What headlines are compared without: blanks, punctuation, controls, | and ~."""
    ranges = []
    for cp in range(0x110000):
        c = chr(cp)
        if not (unicodedata.category(c)[0] in "PZ" or unicodedata.category(c) == "Cc" or c in "|~丨"):
            continue
        if ranges and ranges[-1][1] == cp - 1:
            ranges[-1][1] = cp
        else:
            ranges.append([cp, cp])
    return ranges


def main():
    forms, ignored = han_forms(), ignorable()
    texts, index = [""], {"": 0}
    pages, page_numbers, beyond = [tuple([0] * 256)], [0] * 256, []

    def value(cp):
        if 0xD800 <= cp <= 0xDFFF:
            return 0
        text = until_stable(cp, forms, ignored)
        if text == chr(cp):
            return 0
        if len(text) == 1 and ord(text) < (0x10000 if cp < 0x10000 else 0x110000):
            return ord(text)
        if text not in index:
            index[text] = len(texts)
            texts.append(text)
        return (0xD800 if cp < 0x10000 else 1 << 31) + index[text]

    for page in range(256):
        row = tuple(value(page * 256 + i) for i in range(256))
        if row not in pages:
            pages.append(row)
        page_numbers[page] = pages.index(row)
    for cp in range(0x10000, 0x110000):
        if v := value(cp):
            # Runs that all disappear (tags, variation selectors) are one row.
            if beyond and v == 1 << 31 == beyond[-1][2] and beyond[-1][1] == cp - 1:
                beyond[-1][1] = cp
            else:
                beyond.append([cp, cp, v])
    assert len(texts) < 2048, len(texts)

    print("/* Written by fold.py from Debian's unicode-data; do not edit. */")
    print('#include "text/tables/fold.h"\n')
    print("const uint8_t fold_page_numbers[256] = {")
    c_numbers(page_numbers)
    print("};\n\nconst uint16_t fold_pages[][256] = {")
    for row in pages:
        print("\t{")
        c_numbers(row)
        print("\t},")
    print("};\n\nconst uint64_t fold_stays[1024] = {")
    stays = [0] * 1024
    for cp in [*range(0x3000, 0x3040), *range(0x4000, 0xA000)]:
        stays[cp >> 6] |= (not pages[page_numbers[cp >> 8]][cp & 0xFF]) << (cp & 63)
    c_numbers([hex(bits) if bits else 0 for bits in stays], 4)
    print("};\n\nconst struct fold_row fold_beyond[] = {")
    for first, last, v in beyond:
        print(f"\t{{ 0x{first:x}, 0x{last:x}, 0x{v:x} }},")
    print(f"}};\n\nconst size_t fold_n_beyond = {len(beyond)};\n")
    print_texts(texts)
    ranges = dropped_ranges()
    print("\nconst struct fold_range fold_dropped[] = {")
    for first, last in ranges:
        print(f"\t{{ 0x{first:x}, 0x{last:x} }},")
    print(f"}};\n\nconst size_t fold_n_dropped = {len(ranges)};")
    print(f"{len(pages)} pages, {len(texts)} texts, {len(beyond)} beyond, {len(ranges)} ranges",
          file=sys.stderr)


if __name__ == "__main__":
    main()
