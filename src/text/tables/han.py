#!/usr/bin/env python3
"""Write han.c: which Han characters belong to one form of Chinese only.

    python3 src/text/tables/han.py >src/text/tables/han.c

A character of GB 2312 that neither Big5 nor JIS X 0208 has is simplified; one of Big5 that
GB 2312 lacks and for which Unihan (Debian's unicode-data) names a simplified form is traditional.
"""
import bz2

UNIHAN = "/usr/share/unicode/Unihan_Variants.txt.bz2"
FIRST, LAST = 0x4E00, 0x9FFF


def has(codec, cp):
    try:
        chr(cp).encode(codec)
        return True
    except UnicodeEncodeError:
        return False


def simplified_variants():
    found = {}
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] == "kSimplifiedVariant":
                found[int(fields[0][2:], 16)] = [int(v[2:], 16) for v in fields[2].split()]
    return found


def bitset(name, members):
    words = [0] * ((LAST - FIRST + 32) // 32)
    for cp in members:
        words[(cp - FIRST) // 32] |= 1 << (cp - FIRST) % 32
    print(f"const uint32_t {name}[HAN_WORDS] = {{")
    for i in range(0, len(words), 8):
        print("\t" + " ".join(f"0x{w:x}," for w in words[i : i + 8]))
    print("};")


def main():
    variants = simplified_variants()
    block = range(FIRST, LAST + 1)
    print("/* Written by han.py from Debian's unicode-data; do not edit. */")
    print('#include "text/tables/han.h"\n')
    bitset("han_simplified", [c for c in block if has("gb2312", c) and not has("big5", c)
                              and not has("shift_jis", c)])
    print()
    bitset("han_traditional", [c for c in block if has("big5", c) and not has("gb2312", c)
                               and any(v != c for v in variants.get(c, []))])


main()
