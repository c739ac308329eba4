/*
 * How fast paragraphs are set, beside what libunistring takes for its three passes over the same
 * text (line breaks, grapheme breaks, widths). One core; the best of several rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include "base/mem.h"
#include "base/str.h"
#include "text/wrap.h"

enum { MEASURE = 68, ROUNDS = 9, BYTES = 4 << 20, HUGE_BYTES = 10 << 20 };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *const zh[] = {
	"格子城图书馆昨天下午举行读者座谈会，三十多位老读者围坐一堂，谈起四十年来借书还书的往事。馆长说，馆里最旧"
	"的一本书，是一位船工捐出来的航海日志，纸页发黄，字迹却依然清楚；最新的一本，今天早上刚刚上架，油墨味还没"
	"有散。“那时候没有暖气，冬天看书要戴手套，翻页就用嘴吹。”一位退休教师笑着说，“可是谁也舍不得走。”\n",
	"据格子城统计处11月20日公布的数据，前三季度全城生产总值达1,284.6亿元，同比增长5.2%，其中第一产业增加值"
	"98.3亿元，增长3.1%；第二产业增加值512.7亿元，增长4.8%。居民人均可支配收入32,457元，扣除价格因素实际增长"
	"4.3%。会议10月28日—30日在换行码头举行，每天8:30—12:00、14:00—17:30两个时段。\n",
	"对于“纸书会不会消失”这个老问题，在场的人看法不一。有人认为，屏幕方便，纸书终究要让位；也有人认为，越是"
	"方便的东西，越需要一个不方便的去处。《格子城志》《光标河水利考》等地方文献，也在座谈会上首次与读者见面。\n",
};

static const char *const en[] = {
	"The library of Grid City celebrated its fortieth anniversary on Sunday with a new search "
	"desk that finds a book from a single character. “I didn’t think the boat book I read as a "
	"child would still be here,” one visitor said, smiling. The director, who has worked there "
	"for twenty-two years, called it a “well-worn but well-loved” place.\n",
	"Ferries will run every forty minutes from 06:40 until midnight, the port authority said; a "
	"single ticket costs $1.20, a book of eleven $12.00. Snow is expected overnight, with 2-4 cm "
	"on the bridge by morning and temperatures near -3 degrees. Passengers who don't have "
	"tickets may pay on board.\n",
};

static char *repeat(const char *const *parts, size_t n, size_t bytes, bool one_paragraph)
{
	struct str s = STR_INIT;
	char *text;

	for (size_t i = 0; s.len < bytes; i++)
		str_add(&s, parts[i % n]);
	text = str_take(&s);
	if (one_paragraph)
		for (char *p = text; *p; p++)
			if (*p == '\n')
				*p = ' ';
	return text;
}

static void set_options(struct wrap_options *o, enum lang lang, int measure)
{
	wrap_options_init(o, &width_profile_default, measure);
	o->lang = lang;
}

/* Scan and fit all paragraphs; the lines there are. */
static size_t set_all(const char *text, enum lang lang)
{
	struct wrap_options o;
	size_t lines = 0;

	set_options(&o, lang, MEASURE);
	while (*text) {
		size_t len = strcspn(text, "\n");
		struct wrap *w = wrap_new(text, len, &o);
		struct wrap_line line;

		for (size_t at = 0; wrap_line(w, at, &line); at = line.next)
			lines++;
		wrap_free(w);
		text += len + 1;
	}
	return lines;
}

/* libunistring: breaks, graphemes, widths. */
static size_t library_all(const char *text, char *marks)
{
	size_t sum = 0;

	while (*text) {
		size_t len = strcspn(text, "\n");
		const uint8_t *u = (const uint8_t *)text;

		u8_possible_linebreaks(u, len, "UTF-8", marks);
		u8_grapheme_breaks(u, len, marks);
		sum += (size_t)u8_width(u, len, "UTF-8");
		text += len + 1;
	}
	return sum;
}

static void compare(const char *name, const char *const *parts, size_t n, enum lang lang)
{
	char *text = repeat(parts, n, BYTES, false), *marks = xmalloc(1 << 16);
	double ours = 1e9, theirs = 1e9, mb = (double)strlen(text) / 1e6;
	size_t lines = 0;

	for (int i = 0; i < ROUNDS; i++) {
		double start = seconds(), middle;

		lines = set_all(text, lang);
		middle = seconds();
		library_all(text, marks);
		if (middle - start < ours)
			ours = middle - start;
		if (seconds() - middle < theirs)
			theirs = seconds() - middle;
	}
	printf("%-8s scan and fit %6.1f MB/s   libunistring's three passes %6.1f MB/s   %zu lines\n",
	       name, mb / ours, mb / theirs, lines);
	free(text);
	free(marks);
}

/* Forty lines from byte `at` on, as a screen needs them. */
static double first_screen(const char *text, size_t len, enum lang lang, int measure, size_t at)
{
	double start = seconds();
	struct wrap_glyph glyphs[256];
	struct wrap_options o;
	struct wrap_line line;
	struct wrap *w;

	set_options(&o, lang, measure);
	w = wrap_new(text, len, &o);
	at = wrap_line_start(w, at, NULL);
	for (int i = 0; i < 40 && wrap_line(w, at, &line); i++, at = line.next)
		wrap_glyphs(w, &line, glyphs, 256);
	wrap_free(w);
	return (seconds() - start) * 1e3;
}

static void huge(const char *name, const char *const *parts, size_t n, enum lang lang)
{
	char *text = repeat(parts, n, HUGE_BYTES, true);
	size_t len = strlen(text);

	printf("%-8s 10 MB in one paragraph: first screen %.2f ms, resize in the middle %.2f ms, "
	       "near the end %.2f ms\n",
	       name, first_screen(text, len, lang, MEASURE, 0),
	       first_screen(text, len, lang, 64, len / 2),
	       first_screen(text, len, lang, 72, len - 200));
	free(text);
}

static void article(void)
{
	char *text = repeat(zh, sizeof zh / sizeof *zh, 5000, false);
	double best = 1e9;

	for (int i = 0; i < 50; i++) {
		double start = seconds();

		set_all(text, LANG_UNKNOWN);
		if (seconds() - start < best)
			best = seconds() - start;
	}
	printf("%-8s an article of %zu bytes %.3f ms\n", "zh", strlen(text), best * 1e3);
	free(text);
}

int main(void)
{
	compare("zh", zh, sizeof zh / sizeof *zh, LANG_ZH);
	compare("en", en, sizeof en / sizeof *en, LANG_OTHER);
	huge("zh", zh, sizeof zh / sizeof *zh, LANG_ZH);
	huge("en", en, sizeof en / sizeof *en, LANG_OTHER);
	article();
	return 0;
}
