/*
 * Which language a text is in, as far as setting it needs to know. Pure; any thread.
 */
#ifndef TEXT_LANG_H
#define TEXT_LANG_H

#include "base/str.h"

enum lang {
	LANG_UNKNOWN,
	LANG_ZH,      /* simplified, or not told apart */
	LANG_ZH_HANT, /* zh-TW, zh-HK, zh-Hant */
	LANG_JA,
	LANG_KO,
	LANG_OTHER,   /* en and all that break at blanks */
};

/* From a tag ("zh-CN", "ja_JP.UTF-8"); LANG_UNKNOWN for NULL or "". */
enum lang lang_of_tag(const char *tag);
/* "zh", "zh-Hant", "ja", "ko", "en"; "" for unknown. */
const char *lang_tag(enum lang l);
/* By the scripts of the text itself: kana → ja, Hangul → ko, Han → zh or zh-Hant, letters → other. */
enum lang lang_detect(struct slice text);

#endif
