/*
 * What two headlines of one story have in common: the key by which stories are merged over lists and
 * sources (SOURCES §4.2). Folded in width, case, kana and simplified/traditional, without blanks,
 * punctuation, quotes and brackets, and without the publisher's name that some put at the end
 * (「…丨快讯」, 「…_某某网」, 「… - 某某报」). Pure; any thread.
 */
#ifndef TEXT_TITLEKEY_H
#define TEXT_TITLEKEY_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

/* Append the key; a headline of nothing but signs keeps them. Two with equal keys read the same;
 * figures count ("31省份新增199" and "…200" are two stories). */
void title_key(struct str *out, struct slice title);
/* Long enough (six Han, or twelve letters) for equality to mean the same story where nothing else
 * speaks for it: 「早报」 of two sources is not one article. */
bool title_key_is_telling(struct slice key);
/* A hash of the key for tables and groups; 0 when the key is not telling. */
uint64_t title_key_hash(struct slice title);

#endif
