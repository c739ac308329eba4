/* The key of a headline: what makes two of them one story. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/array.h"
#include "text/titlekey.h"

static void headlines_of_one_story(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "“煎饼摊”排队新规今起试行", "「煎餅攤」 排隊新規今起試行", true },
		{ "煎饼摊排队新规今起试行丨快讯", "煎饼摊排队新规今起试行", true },
		{ "煎饼摊排队新规今起试行_墨市网", "煎饼摊排队新规今起试行", true },
		{ "煎饼摊排队新规今起试行_民生_墨市网", "煎饼摊排队新规今起试行", true },
		{ "煎饼摊排队新规今起试行 - 墨市日报", "煎饼摊排队新规今起试行……", true },
		{ "特写｜煎饼摊排队新规今起试行", "特写丨煎饼摊排队新规今起试行", true },
		{ "特写｜煎饼摊", "特写", false },
		{ "墨市财经要闻一览｜11月21日", "墨市财经要闻一览｜11月22日", false },
		{ "墨市财经要闻一览｜１１月２１日", "墨市财经要闻一览", false },
		{ "31省份新增199例通报", "31省份新增200例通报", false },
		{ "Ferry line reopens | Inkton Post", "FERRY LINE REOPENS", true },
		{ "？！", "……", false },
		{ "_", "|", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str a = STR_INIT, b = STR_INIT;

		title_key(&a, slice_of(cases[i].a));
		title_key(&b, slice_of(cases[i].b));
		if (slice_equal(str_slice(&a), str_slice(&b)) != cases[i].same)
			fail_msg("%s → %s, %s → %s", cases[i].a, a.data, cases[i].b, b.data);
		str_release(&a);
		str_release(&b);
	}
}

static void short_headlines_tell_nothing(void **state)
{
	(void)state;
	assert_int_equal(title_key_hash(slice_of("墨市早报")), 0);
	assert_int_equal(title_key_hash(slice_of("今日 · 要闻")), 0);
	assert_int_equal(title_key_hash(slice_of("")), 0);
	assert_int_not_equal(title_key_hash(slice_of("煎饼摊排队新规")), 0);
	assert_true(title_key_hash(slice_of("煎饼摊排队新规")) ==
	            title_key_hash(slice_of("煎餅攤 排隊新規！")));
}

static void a_key_is_appended(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	str_add(&out, "丨x");
	title_key(&out, slice_of("甲丨乙"));
	assert_string_equal(out.data, "丨x甲乙");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headlines_of_one_story),
		cmocka_unit_test(short_headlines_tell_nothing),
		cmocka_unit_test(a_key_is_appended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
