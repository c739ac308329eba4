#include "unit.h"

#include "text/wrap.h"

/* The lines of text, joined by "|". */
static void wrap_joined(struct str *out, const char *text, const struct wrap_options *o)
{
	struct wrap *w = wrap_new(text, strlen(text), o);
	struct wrap_line line;

	str_clear(out);
	for (size_t at = 0; wrap_line(w, at, &line); at = line.next) {
		if (out->len)
			str_add_char(out, '|');
		wrap_line_text(w, &line, out);
	}
	wrap_free(w);
}

static void breaks_as_printed(void **state)
{
	static const struct {
		int measure, hang;
		const char *text, *lines;
	} rows[] = {
		{ 10, 0, "中国人说，很好。", "中国人说，|很好。" },
		{ 8, 0, "中国人说，很好。", "中国人|说，|很好。" },
		{ 8, 2, "中国人说，很好啊。", "中国人说，|很好啊。" },
		{ 8, 0, "hello world", "hello|world" },
		{ 6, 0, "abcdefghij", "abcdef|ghij" },
		{ 10, 0, "　　开头的空格", "开头的空格" },
	};
	struct str out;

	(void)state;
	str_init(&out);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct wrap_options o;

		wrap_options_init(&o, &width_profile_default, rows[i].measure);
		o.hang = rows[i].hang;
		o.lang = LANG_ZH;
		wrap_joined(&out, rows[i].text, &o);
		assert_string_equal(out.data, rows[i].lines);
	}
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(breaks_as_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
