#include "feed/date_han.h"
#include "base/array.h"
#include "feed/date_words.h"

#include <stdio.h>
#include <string.h>

enum { TEN = 10, NUMBER_SIGNS = 4 };

/* The value of a sign (10 for 十), NO_WORD for anything else; all are three bytes. */
static int sign_value(struct slice text)
{
	static const struct {
		char sign[4];
		int value;
	} signs[] = {
		{ "〇", 0 }, { "零", 0 }, { "○", 0 }, { "一", 1 }, { "二", 2 }, { "两", 2 },
		{ "兩", 2 }, { "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 }, { "七", 7 },
		{ "八", 8 }, { "九", 9 }, { "十", TEN },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		if (slice_begins(text, signs[i].sign))
			return signs[i].value;
	return NO_WORD;
}

static bool ends_in_weekday(struct slice before)
{
	static const char *const words[] = { "星期", "周", "週", "礼拜", "禮拜" };

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (slice_ends(before, words[i]))
			return true;
	return false;
}

static bool begins_with_unit(struct slice text)
{
	size_t len;

	text = slice_trim(text);
	return date_word_unit(text, &len) != UNIT_NONE || date_word_span(text, &len) ||
	       slice_begins(text, "个") || slice_begins(text, "個");
}

size_t date_han_number(struct slice before, struct slice text, char digits[8])
{
	int values[NUMBER_SIGNS], value, n = 0, sum = 0;
	bool tens = false;
	struct slice rest = text;

	if (slice_begins(text, "元年")) {
		memcpy(digits, "1", 2);
		return strlen("元");
	}
	while (n < NUMBER_SIGNS && (value = sign_value(rest)) != NO_WORD) {
		values[n++] = value;
		rest = slice_make(rest.data + 3, rest.len - 3);
	}
	if (!n || ends_in_weekday(before) || !begins_with_unit(rest))
		return 0;
	for (int i = 0; i < n; i++) {
		if (values[i] == TEN) {
			sum = (i ? sum : 1) * TEN;
			tens = true;
		} else {
			sum = tens ? sum + values[i] : sum * TEN + values[i];
		}
	}
	snprintf(digits, 8, "%d", sum % 10000);
	return (size_t)n * 3;
}
