#!/usr/bin/env python3
"""Write entities.c: the names of HTML 5, with HTML 4.01's characters where the two differ.

    python3 src/markup/tables/entities.py >src/markup/tables/entities.c
"""
from html.entities import html5, name2codepoint


def escaped(text):
    return "".join(f"\\{b:03o}" if b > 126 or b < 32 or chr(b) in '"\\?' else chr(b)
                   for b in text.encode())


def main():
    names = {name[:-1]: text for name, text in html5.items() if name.endswith(";")}
    names.update((name, chr(point)) for name, point in name2codepoint.items())
    assert len(names) == 2125
    offset, offsets = 0, []
    print("/* Written by entities.py; do not edit. */")
    print('#include "markup/tables/entities.h"\n')
    print("const char entity_texts[] =")
    for name in sorted(names):
        flag = "!" if name in html5 else " "
        offsets.append(offset)
        offset += len(name) + 1 + len(flag) + len(names[name].encode()) + 1
        print(f'\t"{name}\\0{flag}{escaped(names[name])}\\0"')
    assert offset < 65536
    print("\t;\n\nconst uint16_t entity_offsets[ENTITIES] = {")
    for i in range(0, len(offsets), 12):
        print("\t" + " ".join(f"{o}," for o in offsets[i:i + 12]))
    print("};")


main()
