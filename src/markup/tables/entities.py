#!/usr/bin/env python3
"""Write entities.c: the 252 character entities of HTML 4.01 and &apos; of XML.

    python3 src/markup/tables/entities.py >src/markup/tables/entities.c
"""
from html.entities import name2codepoint


def main():
    names = dict(name2codepoint, apos=0x27)
    assert len(names) == 253
    print("/* Written by entities.py; do not edit. In the order of strcmp(). */")
    print('#include "markup/tables/entities.h"\n')
    print("const struct entity entities[ENTITIES] = {")
    for name in sorted(names):
        text = "".join(f"\\x{b:02x}" for b in chr(names[name]).encode())
        print(f'\t{{ "{name}", "{text}" }},')
    print("};")


main()
