#include "unit.h"

#include "text/cluster.h"
#include "text/scan.h"
#include "text/wrap.h"

/*
 * What holds for every text, width and option: nothing is lost, no line is too wide, no cluster is
 * cut, and no line starts or ends against the rules while there is room to keep them.
 */

static uint32_t seed = 20261122;

static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char *const pieces[] = {
	"格子城", "今晨", "初雪", "落在", "空格桥", "的", "了", "，", "。", "、", "：", "；", "？", "！", "“", "”",
	"‘", "’", "《", "》", "（", "）", "【", "】", "「", "」", "『", "』", "——", "……", "—", "·", "～",
	"／", "％", "￥", "No", "2026", "年", "11月22日", "5.2万", "1,234.5", "-5℃", "97%", "$12",
	"C++", ".NET", "Node.js", "https://gezi.example/2026/11/22/a-b_c.html?x=1",
	"news@gezi.example", " ", "  ", "　", "hello", "world", "extraordinarily-long-word",
	"ちょっと", "コンピューター", "ー", "々", "１２００", "ＡＩ", "㍍", "㈱", "☎", "격자시", "기상대는", "쌓이겠다", "\"",
	"'", ",", ".", ":", "?", "!", "(", ")", "[", "]", "[笑哭]", "#话题#", "@空格桥", "[7]", "①",
	"*", "/", "-", "--", "...", "~", "+", "か\u3099", "葛\U000e0100", "👍🏽", "👨\u200d👩\u200d👧",
	"🇨🇳", "❤\ufe0f", "e\u0301", "\u1112\u1161\u11ab", "\u00a0", "\u00ad", "\u200b", "\u2060",
	"\n", "\t", "〔2026〕14号", "0.3元/500克", "8:30—12:00", "𠮷", "\u0301", "नि", "กำ", "שלום",
	"مرحبا", "\u2028",
};

static void draw_text(struct str *s, int n)
{
	str_clear(s);
	for (int i = 0; i < n; i++)
		str_add(s, pieces[draw(ARRAY_LENGTH(pieces))]);
}

static void draw_options(struct wrap_options *o, int measure)
{
	wrap_options_init(o, draw(2) ? &width_profile_default : &width_profile_text, measure);
	o->lang = (enum lang)draw(6);
	o->hang = (int)draw(3);
	o->indent_first = (int)draw(3) * 2;
	o->indent_rest = draw(4) ? 0 : 2;
	o->level = (enum wrap_level)(1 + draw(3));
	o->autospace = (enum wrap_auto)draw(3);
	o->justify = (enum wrap_justify)draw(3);
	o->quotes = (enum wrap_quotes)draw(4);
	o->punct = (enum wrap_punct)draw(3);
	o->orphan = draw(2);
	o->headline = !draw(6);
	o->verse = !draw(8);
	o->preformatted = !draw(8);
}

/* Whether byte `at` starts a cluster of the text. */
static bool starts_cluster(const struct str *s, size_t at)
{
	size_t i = 0;

	while (i < at)
		i += cluster_next(s->data + i, s->data + s->len);
	return i == at;
}

struct glyphs {
	struct wrap_glyph at[1024];
	size_t n;
};

static void check_glyphs(struct wrap *w, const struct wrap_line *line,
                         const struct width_profile *profile, const struct str *s)
{
	static struct glyphs g;
	int x = line->indent;
	size_t byte = line->start;

	g.n = wrap_glyphs(w, line, g.at, ARRAY_LENGTH(g.at));
	for (size_t i = 0; i < g.n; i++) {
		const struct wrap_glyph *k = &g.at[i];

		assert_int_equal(k->x, x);
		assert_true(k->at >= byte);
		assert_true(k->at + k->len <= s->len);
		assert_true(k->draw_len > 0);
		assert_int_equal(text_width(profile, slice_make(k->draw, k->draw_len)), k->cells);
		byte = k->at + k->len;
		x += k->cells;
	}
	assert_int_equal(x, line->indent + line->cells);
	assert_true(byte <= line->next);
}

static void check_line(struct wrap *w, const struct wrap_line *line, const struct wrap_options *o,
                       const struct str *s)
{
	struct wrap_line again;

	assert_true(line->start <= line->end && line->end <= line->next);
	assert_true(line->next > line->start || s->len == 0);
	assert_true(line->hang <= o->hang);
	if (line->indent + line->cells > o->measure + line->hang) {
		/* one cluster that is wider than the line */
		size_t n = cluster_next(s->data + line->start, s->data + s->len);

		assert_true(line->start + n >= line->end);
	}
	if (line->next < s->len)
		assert_true(starts_cluster(s, line->next));
	check_glyphs(w, line, o->profile, s);
	assert_true(wrap_line(w, line->start, &again));
	assert_int_equal(again.end, line->end);
	assert_int_equal(again.next, line->next);
	assert_int_equal(again.cells, line->cells);
	assert_int_equal(again.indent, line->indent);
	assert_int_equal(again.hang, line->hang);
	assert_int_equal(again.last, line->last);
}

static void check_paragraph(const struct str *s, const struct wrap_options *o)
{
	struct wrap *w = wrap_new(s->data, s->len, o);
	struct wrap_line line;
	size_t n = 0, at = 0, expected = 0, number;

	memset(&line, 0, sizeof line);
	while (wrap_line(w, at, &line)) {
		assert_true(n == 0 || line.start == expected);
		check_line(w, &line, o, s);
		at = expected = line.next;
		assert_int_equal(wrap_line_start(w, line.start, &number), line.start);
		assert_int_equal(number, n);
		if (line.end > line.start)
			assert_int_equal(wrap_line_start(w, line.end - 1, NULL), line.start);
		n++;
		assert_true(n <= s->len + 1);
	}
	assert_true(n == 0 || (line.last && line.next == s->len));
	assert_int_equal(wrap_count(w), n);
	wrap_free(w);
}

static void holds_for_drawn_texts(void **state)
{
	struct str s;

	(void)state;
	str_init(&s);
	for (int round = 0; round < 1500; round++) {
		struct wrap_options o;

		draw_text(&s, 1 + (int)draw(60));
		draw_options(&o, 2 + (int)draw(round % 3 ? 60 : 199));
		check_paragraph(&s, &o);
	}
	str_release(&s);
}

/* The source's characters without blanks come out, one for one, when nothing is asked for. */
static void prints_exactly_the_source(void **state)
{
	struct str s, out, want;

	(void)state;
	str_init(&s);
	str_init(&out);
	str_init(&want);
	for (int round = 0; round < 600; round++) {
		struct wrap_options o;
		struct wrap_line line;
		struct wrap *w;

		draw_text(&s, 1 + (int)draw(40));
		/* a soft hyphen becomes one where it breaks: not here */
		for (char *p = strstr(s.data, "\u00ad"); p; p = strstr(p, "\u00ad"))
			memcpy(p, "xy", 2);
		draw_options(&o, 2 + (int)draw(100));
		o.profile = &width_profile_text;
		o.punct = PUNCT_ASIS;
		o.quotes = QUOTES_TIGHT;
		o.autospace = WRAP_OFF;
		o.justify = JUSTIFY_OFF;
		str_clear(&out);
		w = wrap_new(s.data, s.len, &o);
		for (size_t at = 0; wrap_line(w, at, &line); at = line.next)
			wrap_line_text(w, &line, &out);
		wrap_free(w);
		for (size_t i = 0, k = 0; i <= s.len; i++) {
			static const char *const blanks[] = {
				" ", "\t", "\n", "\u00a0", "　", "\u200b", "\u2060", "\u2028",
			};
			bool blank = false;

			while (k < out.len && out.data[k] == ' ')
				k++;
			for (size_t b = 0; b < ARRAY_LENGTH(blanks) && !blank && i < s.len; b++) {
				size_t n = strlen(blanks[b]);

				if (strncmp(s.data + i, blanks[b], n) != 0)
					continue;
				blank = true;
				i += n - 1;
				if (strncmp(out.data + k, blanks[b], n) == 0)
					k += n;
			}
			if (!blank && i < s.len)
				assert_int_equal(out.data[k++], s.data[i]);
		}
	}
	str_release(&s);
	str_release(&out);
	str_release(&want);
}

/* Cells from the last place before unit i where one may break without a fault to the next one. */
static int stuck_cells(const struct scan *s, size_t i)
{
	size_t first = i, last = i;
	int cells = 0;

	while (first > 0 && (first == i || s->units[first].bond >= BOND_EASY))
		first--;
	while (last + 1 < s->n && s->units[last + 1].bond >= BOND_EASY)
		last++;
	for (size_t k = first; k <= last; k++)
		cells += unit_cells(&s->units[k]);
	return cells;
}

/* A break at a bond that forbids it needs a token wider than the line. */
static void keeps_the_rules(void **state)
{
	struct str s;

	(void)state;
	str_init(&s);
	for (int round = 0; round < 600; round++) {
		struct wrap_options o;
		struct wrap_line line;
		struct scan scan;
		struct wrap *w;
		size_t unit = 0;

		draw_text(&s, 20 + (int)draw(40));
		draw_options(&o, 8 + (int)draw(80));
		o.verse = o.preformatted = o.headline = false;
		o.indent_first = o.indent_rest = 0;
		o.lang = LANG_ZH;
		w = wrap_new(s.data, s.len, &o);
		scan_init(&scan, &o, o.lang);
		scan_text(&scan, s.data, s.len);
		for (size_t at = 0; wrap_line(w, at, &line) && !line.last; at = line.next) {
			while (scan.units[unit].at < line.next)
				unit++;
			/* leading blanks are not set: the scan there began later */
			if (scan.units[unit].bond >= BOND_EASY &&
			    scan.units[unit].bond != BOND_MUST &&
			    stuck_cells(&scan, unit) <= o.measure)
				fail_msg("%d cells, hang %d, %s | %s", o.measure, o.hang,
				         s.data + line.start, s.data + line.next);
		}
		scan_release(&scan);
		wrap_free(w);
	}
	str_release(&s);
}

/* What is added behind does not move the lines before. */
static void is_stable_before_the_end(void **state)
{
	struct str s;
	struct wrap_options o;

	(void)state;
	str_init(&s);
	for (int round = 0; round < 200; round++) {
		size_t starts[400]; /* more than there are */
		struct wrap_line line;
		struct wrap *w;
		size_t n = 0, k = 0;

		draw_text(&s, 120);
		wrap_options_init(&o, &width_profile_default, 20 + (int)draw(40));
		o.lang = LANG_ZH;
		o.punct = PUNCT_ASIS; /* half-width quotes are paired over the whole paragraph */
		for (char *p = s.data; *p; p++)
			if (*p == '"' || *p == '\'')
				*p = 'x';
		w = wrap_new(s.data, s.len, &o);
		for (size_t at = 0; n < 400 && wrap_line(w, at, &line); at = line.next)
			starts[n++] = line.start;
		wrap_free(w);
		str_add(&s, "后来雪停了，天也亮了。后来雪停了，天也亮了。");
		w = wrap_new(s.data, s.len, &o);
		for (size_t at = 0; k + 6 < n && wrap_line(w, at, &line); at = line.next)
			assert_int_equal(line.start, starts[k++]);
		wrap_free(w);
	}
	str_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_for_drawn_texts),
		cmocka_unit_test(prints_exactly_the_source),
		cmocka_unit_test(keeps_the_rules),
		cmocka_unit_test(is_stable_before_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
