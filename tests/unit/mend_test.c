/* Is there anything to mend? Nearly never; but what there is is found wherever it stands. */
#include "unit.h"

#include "feed/mend.h"

static void finds_what_is_to_be_mended_anywhere(void **state)
{
	static const struct {
		const char *text;
		bool needed;
	} rows[] = {
		{ "号", false },         { "。", false },          { "“", false },
		{ "—", false },          { "……", false },          { "\n\t ~", false },
		{ "한", false },         { "か", false },          { "é", false },
		{ "я", false },          { "；", false },          { "𠮷", false },
		{ "\x01", true },        { "\r", true },           { "\x7f", true },
		{ "\xc2\xa0", true },    { "\xc2\x85", true },     { "\xc3\xa4\xc2\xb8", true },
		{ "\xe2\x80\x8b", true }, { "\xe2\x80\xa8", true }, { "\xe2\x80\xae", true },
		{ "\xe2\x81\xa6", true }, { "\xe3\x80\x80", true }, { "\xe1\x9a\x80", true },
		{ "\xd8\x9c", true },    { "\xf3\xa0\x81\xa7", true },
	};
	struct str s = STR_INIT;
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		for (size_t before = 0; before < 140; before++)
			for (size_t behind = 0; behind < 140; behind += 23) {
				str_clear(&s);
				str_add_repeat(&s, 'a', before);
				str_add(&s, rows[i].text);
				str_add_repeat(&s, 'z', behind);
				if (mend_is_needed(str_slice(&s)) != rows[i].needed)
					fail_msg("row %zu behind %zu and before %zu bytes", i, before, behind);
			}
	str_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_is_to_be_mended_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
