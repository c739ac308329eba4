/*
 * Which characters of U+4E00–9FFF belong to one form of Chinese only; one bit each. Generated.
 */
#ifndef TEXT_TABLES_HAN_H
#define TEXT_TABLES_HAN_H

#include <stdint.h>

enum { HAN_FIRST = 0x4e00, HAN_LAST = 0x9fff, HAN_WORDS = (HAN_LAST - HAN_FIRST + 32) / 32 };

extern const uint32_t han_simplified[HAN_WORDS], han_traditional[HAN_WORDS];

#endif
