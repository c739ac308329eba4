#!/usr/bin/env python3
"""Write pinyin.c: how Han characters are read in Mandarin.

    python3 src/text/tables/pinyin.py >src/text/tables/pinyin.c

From Unihan_Readings of Debian's unicode-data: kMandarin, kTGHZ2013 and kHanyuPinlu together, without
tones, ü as v (lüe also as lue). A character that others are folded to (fold.py) is read as these are
too, so that folded text loses nothing: 干 stands for 乾 of 乾隆.
"""
import bz2
import re
import unicodedata

import fold

READINGS = "/usr/share/unicode/Unihan_Readings.txt.bz2"
FIRST, LAST = 0x3400, 0x9FFF
FIELDS = ("kMandarin", "kTGHZ2013", "kHanyuPinlu")
MARKS = {"\u0304", "\u0301", "\u030c", "\u0300", "\u0302"}  # tones, and ê


def plain(reading):
    """lǜ -> lv"""
    text = unicodedata.normalize("NFD", reading)
    text = "".join(c for c in text if c not in MARKS).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", text)


def add(readings, cp, spelled):
    # Mere sounds (hm, ng) are no syllables one would type.
    if not re.search("[aeiouv]", spelled):
        return
    assert re.fullmatch("[a-z]{1,6}", spelled), spelled
    for s in [spelled] + ([spelled.replace("v", "u")] if spelled in ("lve", "nve") else []):
        if s not in readings.setdefault(cp, []):
            readings[cp].append(s)


def read():
    readings, usual = {}, {}
    with bz2.open(READINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 3 or fields[1] not in FIELDS:
                continue
            cp = int(fields[0][2:], 16)
            for word in re.split("[ ,]", fields[2]):
                spelled = plain(re.sub(r"^[0-9.*]+:|\([0-9]+\)$", "", word))
                add(readings, cp, spelled)
                if fields[1] == "kMandarin":
                    usual.setdefault(cp, spelled)
    for cp, form in fold.han_forms().items():
        if cp in usual and form != cp:
            add(readings, form, usual[cp])
    return {cp: r for cp, r in readings.items() if FIRST <= cp <= LAST}


def numbers(name, kind, values):
    print(f"\nconst {kind} {name}[] = {{")
    fold.c_numbers(values, 20)
    print("};")


def main():
    readings = read()
    syllables = sorted({s for r in readings.values() for s in r})
    number = {s: i for i, s in enumerate(syllables)}
    sets, letters = [()], [()]
    of, initials = [], []
    for cp in range(FIRST, LAST + 1):
        here = tuple(sorted(number[s] for s in readings.get(cp, [])))
        first = tuple(sorted({syllables[n][0] for n in here}))
        if here not in sets:
            sets.append(here)
        if first not in letters:
            letters.append(first)
        of.append(sets.index(here))
        initials.append(letters.index(first))
    assert len(letters) <= 256
    print("/* Written by pinyin.py from Debian's unicode-data; do not edit. */")
    print('#include "text/tables/pinyin.h"\n')
    print("const char pinyin_syllables[][PINYIN_SYLLABLE_BYTES] = {")
    for i in range(0, len(syllables), 10):
        print("\t" + " ".join(f'"{s}",' for s in syllables[i : i + 10]))
    print("};")
    starts, flat = [], []
    for s in sets:
        starts.append(len(flat))
        flat += s
    numbers("pinyin_set_starts", "uint16_t", starts + [len(flat)])
    numbers("pinyin_sets", "uint16_t", flat)
    numbers("pinyin_of", "uint16_t", of)
    print("\nconst uint32_t pinyin_letters[] = {")
    fold.c_numbers([f"0x{sum(1 << ord(c) - 97 for c in s):x}" for s in letters], 10)
    print("};")
    numbers("pinyin_initials", "uint8_t", initials)


if __name__ == "__main__":
    main()
