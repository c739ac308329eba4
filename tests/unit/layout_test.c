/* Documents set for a measure: nothing too wide, nothing lost, places that hold. */
#include "unit.h"
#include "doc/layout.h"
#include "text/utf8.h"

static const char rich[] =
	"<h2>空格桥全线通车：一路按空格，可由头条走到文末</h2>"
	"<p>空格桥11月22日全线通车。记者从格子城桥梁处获悉,首日过桥的有8万人,其中3万人是从单宽镇走来的;桥面宽72格,"
	"限速每小时20行。“走在桥上,一个字也不用跳过。”一位读者说。</p>"
	"<p>问：桥上能停吗？</p><p>答：能。按一次←就停下，再按空格又走。桥头写着：“走过的路都记着，最近的先退。”</p>"
	"<ol><li>不超过20行；</li><li>注明“投稿”，见<a href='/q'>征稿启事</a>，10日内未复者可另投；"
	"<ul><li>稿件可用https://www.gezicheng.example/2026/11/22/space-bridge.html?from=haowai投递</li></ul></li></ol>"
	"<blockquote><p>退到哪一步，最下面那一行会告诉你。</p><blockquote>别的，桥会慢慢告诉你。</blockquote></blockquote>"
	"<p>一粒不肯睡的星，<br>在黑底上点名：<br>“到。”“到。”<br>风把夜翻到下一页，我把自己退回，又往前，只一格。</p>"
	"<p>——空格，写于换行码头</p><pre>int main(void)\n{\n\treturn printf(\"a very long line of code that no narrow screen can hold %d\", 1);\n}\n</pre>"
	"<table><tr><th>菜名<th>价格<th>说明<tr><td>白菜<td>1.98<td>本地的，下过两场霜，吃起来有一点甜，适合炖豆腐，也适合腌"
	"<tr><td>鸡蛋<td>10.20<td>散养</table>"
	"<figure><img src=/a.jpg><figcaption>空格桥夜景，桥下是光标河。码头广播摄</figcaption></figure>"
	"<hr><p><ruby>漢字<rt>かんじ</rt></ruby>と10<sup>4</sup>，C++、x86-64和Node.js都不许拆👩‍👧‍👦🇨🇳。</p><dl><dt>格<dd>字所居也</dl>";

static const char wide_table[] =
	"<table><tr><th>日期<th>地点与观测站<th>最高温<th>最低温<th>风向<th>风力<th>湿度<th>能见度<th>备注"
	"<tr><td>11月22日<td>格子城<td>5℃<td>-3℃<td>北<td>3级<td>40%<td>10公里<td>傍晚有小雪，桥面湿滑，请慢行"
	"<tr><td>11月23日<td>单宽镇<td>2℃<td>-5℃<td>西北<td>4级<td>35%<td>8公里<td></table>";

static const char *const japanese =
	"改行埠頭を午前9時30分に出る渡し船は、11月22日（日）も満席だった。料金は大人1,200円、小学生600円（税込み）。\n"
	"「ちょっと待って――もう1便お願いします！」と乗り場で叫ぶ声。\n"
	"運航会社の『空白丸』は全長24.5㍍、定員80人・速力12ノットで、コンピューター制御の自動着岸は今年3度目の成功となる。";

static const char *const korean =
	"격자시 기상대는 22일 “밤사이 첫눈이 1~3㎝ 쌓이겠다”며 “출근길(오전 7시∼9시)에는 ‘빈칸교’와 ‘줄바꿈부두’를 피해 달라”고 당부했다.\n"
	"시장 붕어빵은 3개 2,000원, 유자차는 1잔 4,500원으로 지난해보다 각각 5.2%p, 0.3%p 올랐다.";

static const char *const english =
	"The bridge opened on Sunday; 80,000 people crossed it, and nobody's word was broken in two.\n"
	"\"It doesn't hurt,\" the keeper said — \"press U once, and you are back.\" See https://gezicheng.example/a/very/long/address?of=a&page=1.";

/* A whole page: everything around the text too. */
static struct doc *page_of(void)
{
	static const char *const related[][3] = {
		{ "甘肃昨日新增本土“32+199”", "2022-07-19 09:29\t抗疫进行时", "1" },
		{ "31省份新增本土“199+500”", "2022-07-19 09:15\t抗疫进行时", "2" },
		{ "中印两军举行第十六轮军长级会谈", "2022-07-19 06:42", "3" },
		{ "把应急处置抓得更有力更高效!市疫情防控工作领导小组会议再研究再部署", "07:10\t上海观察", "10" },
	};
	struct doc *d = doc_new();
	struct block *b;

	d->lang = LANG_ZH;
	doc_add(d, BLOCK_HEADLINE, slice_of("“退一步，按U就行”——专访管桥人"));
	doc_add(d, BLOCK_BYLINE, slice_of("格子城日报　11月22日 19:50　记者 方格"));
	doc_add_html(d, slice_of(rich), "https://news.example/");
	doc_add(d, BLOCK_EDITOR, slice_of("（责任编辑：老校对）"));
	b = doc_add(d, BLOCK_TAGS, slice_of("标签　专访  撤销  入门  空格桥  光标河  换行码头"));
	doc_style(d, b, 0, 9, STYLE_DIM, 0);
	doc_add(d, BLOCK_RULE, slice_of("相关推荐"));
	for (size_t i = 0; i < ARRAY_LENGTH(related); i++) {
		b = doc_add(d, BLOCK_RELATED, slice_of(related[i][0]));
		b->aside = related[i][1];
		b->marker = related[i][2];
		b->field = 2;
		b->number = (uint16_t)atoi(related[i][2]);
	}
	return d;
}

static struct doc *text_of(const char *text)
{
	struct doc *d = doc_new();

	doc_add_text(d, slice_of(text));
	return d;
}

static struct doc *html_of(const char *html)
{
	struct doc *d = doc_new();

	doc_add_html(d, slice_of(html), NULL);
	return d;
}

enum { DOCS = 7 };

static void make_docs(struct doc *docs[DOCS])
{
	docs[0] = page_of();
	docs[1] = html_of(wide_table);
	docs[2] = text_of(japanese);
	docs[3] = text_of(korean);
	docs[4] = text_of(english);
	docs[5] = html_of("<blockquote><ul><li>深<ul><li>更深<ol><li>一个longwordthatneverends</ol></ul></ul></blockquote>");
	/* rows of which nothing is seen (a blank, a zero-width space, a word joiner), or not its beginning */
	docs[6] = html_of("<p>一<br>　<br>\xe2\x80\x8b<br>\xe2\x81\xa0<br>二</p><ul><li>\xe2\x80\x8b<li>　</ul>"
	                  "<p>\xe2\x80\x80\xe2\x80\x80三");
}

static void free_docs(struct doc *docs[DOCS])
{
	for (int i = 0; i < DOCS; i++)
		doc_free(docs[i]);
}

static struct layout_options options(int measure)
{
	struct layout_options o;

	layout_options_init(&o, &width_profile_default, measure);
	return o;
}

enum { ROWS_MAX = 4000 };

static size_t all_rows(struct layout *l, struct row *rows)
{
	size_t n = layout_rows(l, layout_start(l), ROWS_MAX, rows);

	assert_true(n < ROWS_MAX);
	return n;
}

/* --- properties at every width ---------------------------------------------------------------- */

static void check_row(const struct row *row, int measure, int hang)
{
	int x = 0;

	for (size_t i = 0; i < row->n_spans; i++) {
		const struct row_span *s = &row->spans[i];

		if (s->x < x)
			fail_msg("“%.*s” at %d, behind %d", (int)s->len, s->text, s->x, x);
		if (s->cells != text_width(&width_profile_default, slice_make(s->text, s->len)))
			fail_msg("“%.*s” in %d cells", (int)s->len, s->text, s->cells);
		x = s->x + s->cells;
	}
	if (x > measure + hang)
		fail_msg("%d cells at a measure of %d + %d", x, measure, hang);
}

static bool same_place(struct anchor a, struct anchor b)
{
	return a.block == b.block && a.byte == b.byte;
}

static void test_every_width(void **state)
{
	struct row *rows = calloc(ROWS_MAX, sizeof *rows);
	struct doc *docs[DOCS];

	(void)state;
	make_docs(docs);
	for (int w = 8; w <= 200; w += w < 40 ? 1 : 7) {
		for (int i = 0; i < DOCS; i++) {
			struct layout_options o = options(w);
			struct layout *l = layout_new(docs[i], &o);
			size_t n = all_rows(l, rows);

			assert_true(n > 0);
			for (size_t r = 0; r < n; r++)
				check_row(&rows[r], w, o.wrap.hang);
			while (layout_idle(l, 1000000))
				;
			assert_int_equal(layout_total(l), n);
			layout_free(l);
		}
	}
	free_docs(docs);
	free(rows);
}

/* Every character of the source, blanks aside, is drawn at least as often as it stands there. */
static void count_characters(struct slice text, int sign, int *counts)
{
	const char *p = text.data, *end = p + text.len;

	while (p < end) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		if (cp > ' ' && cp != 0x3000 && cp != 0x200d && cp != 0x2000 && cp != 0x200b &&
		    cp != 0x2060)
			counts[cp % 0x20000] += sign;
	}
}

static void test_nothing_lost(void **state)
{
	int *counts = calloc(0x20000, sizeof *counts);
	struct doc *docs[DOCS];

	(void)state;
	make_docs(docs);
	for (int w = 8; w <= 120; w += w < 40 ? 3 : 11) {
		for (int i = 0; i < DOCS; i++) {
			struct layout_options o = options(w);
			struct str out = STR_INIT, plain = STR_INIT;
			struct width_profile joins = width_profile_default;
			struct layout *l;

			joins.joins_zwj = true; /* else families are drawn as their first member */
			o.wrap.profile = &joins;
			o.wrap.punct = PUNCT_ASIS;
			o.wrap.quotes = QUOTES_TIGHT;
			o.wrap.autospace = WRAP_OFF;
			l = layout_new(docs[i], &o);
			layout_print(l, &out);
			doc_plain(docs[i], &plain);
			memset(counts, 0, 0x20000 * sizeof *counts);
			count_characters(str_slice(&plain), 1, counts);
			count_characters(str_slice(&out), -1, counts);
			for (int c = 0; c < 0x20000; c++)
				if (counts[c] > 0)
					fail_msg("document %d at %d: U+%04X is lost", i, w, (unsigned)c);
			layout_free(l);
			str_release(&out);
			str_release(&plain);
		}
	}
	free_docs(docs);
	free(counts);
}

static void test_places(void **state)
{
	struct row *rows = calloc(ROWS_MAX, sizeof *rows);
	struct anchor *starts = calloc(ROWS_MAX, sizeof *starts);
	struct doc *docs[DOCS];

	(void)state;
	make_docs(docs);
	for (int w = 8; w <= 120; w += w < 30 ? 1 : 13) {
		for (int i = 0; i < DOCS * 2; i++) {
			struct layout_options o = options(w);
			struct layout *l;
			size_t n;
			long moved;

			o.link_numbers = i >= DOCS;
			l = layout_new(docs[i % DOCS], &o);
			n = all_rows(l, rows);
			for (size_t r = 0; r < n; r++)
				starts[r] = rows[r].start;
			for (size_t r = 0; r < n; r++) {
				assert_true(same_place(layout_row_of(l, starts[r]), starts[r]));
				if (r + 1 < n)
					assert_true(same_place(layout_move(l, starts[r], 1, &moved), starts[r + 1]));
				if (r > 0)
					assert_true(same_place(layout_move(l, starts[r], -1, &moved), starts[r - 1]));
			}
			assert_true(same_place(layout_move(l, starts[0], (long)n + 9, &moved), starts[n - 1]));
			assert_int_equal(moved, n - 1);
			assert_true(same_place(layout_move(l, starts[n - 1], -(long)n - 9, NULL), starts[0]));
			assert_true(same_place(layout_end(l, 5), starts[n > 5 ? n - 5 : 0]));
			assert_int_equal(layout_percent(l, layout_end(l, 5), 5), 100);
			if (n > 5)
				assert_true(layout_percent(l, starts[0], 5) < 100);
			layout_free(l);
		}
	}
	free_docs(docs);
	free(rows);
	free(starts);
}

/* A resize keeps the place: the row found again holds the byte. */
static void test_resize(void **state)
{
	struct row rows[2];
	struct doc *docs[DOCS];

	(void)state;
	make_docs(docs);
	for (int i = 0; i < DOCS; i++) {
		struct layout_options o = options(68);
		struct layout *l = layout_new(docs[i], &o);

		for (uint32_t b = 0; b < docs[i]->n_blocks; b++) {
			const struct block *block = &docs[i]->blocks[b];
			struct anchor at = { b, (uint32_t)(block->len / 2) };

			for (int w = 200; w >= 8; w -= 31) {
				o = options(w);
				layout_set(l, &o);
				assert_true(layout_rows(l, at, 2, rows) > 0);
				if (rows[0].start.block != b) /* a table's head gone into its records */
					continue;
				if (block->kind != BLOCK_TABLE_ROW)
					assert_true(rows[0].start.byte <= at.byte);
				assert_true(same_place(layout_row_of(l, at), rows[0].start));
			}
		}
		layout_free(l);
	}
	free_docs(docs);
}

/* --- how it looks ----------------------------------------------------------------------------- */

static const struct look {
	const char *html;
	int measure;
	const char *rows;
} looks[] = {
	{ "<p>甲乙丙丁戊己庚辛壬癸</p><p>二</p>", 24, "    甲乙丙丁戊己庚辛壬癸\n    二\n" },
	{ "<p>甲乙丙丁戊己庚辛壬癸子丑</p>", 20, "  甲乙丙丁戊己庚辛壬\n癸子丑\n" },
	{ "<p>One.<p>Two.", 20, "One.\n\nTwo.\n" },
	{ "<p>かなです。<p>「はい」とかな。", 30, "  かなです。\n「はい」とかな。\n" },
	{ "<ol start=9><li>一二三四五六七八九十<li>乙</ol>", 22,
	  "   9. 一二三四五六七八\n      九十\n  10. 乙\n" },
	{ "<blockquote>一二三四五六七八九十一二三四五六七八九十", 32,
	  "        一二三四五六七八九十\n    一二三四五六七八九十\n" },
	{ "<table><tr><th>名<th>价<tr><td>白菜<td>1.98<tr><td>蛋<td>10.20</table>", 30,
	  "名       价\n白菜   1.98\n蛋    10.20\n" },
	{ "<table><tr><th>名称<th>价格<th>产地<tr><td>大白菜<td>1.98元<td>格子城郊外<tr><td>鸡蛋<td>10.20<td></table>",
	  14, "名称  大白菜\n价格  1.98元\n产地  格子城\n      郊外\n\n名称  鸡蛋\n价格  10.20\n" },
	{ "<p>诗一，<br>诗二，<br>诗三。<p>——某", 30, "            诗一，\n            诗二，\n            诗三。\n                          ——某\n" },
	{ "<p>短，<br>诗，<br>句。<p>长长的一句，<br>诗，<br>句。", 30,
	  "         短，\n         诗，\n         句。\n\n         长长的一句，\n         诗，\n         句。\n" },
	{ "甲<hr>乙", 12, "  甲\n\n    ────\n\n  乙\n" },
	{ "<pre>a\n b</pre>", 12, "a\n b\n" },
};

static void test_looks(void **state)
{
	int n_bad = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(looks); i++) {
		struct doc *d = html_of(looks[i].html);
		struct layout_options o = options(looks[i].measure);
		struct layout *l = layout_new(d, &o);
		struct str out = STR_INIT;

		layout_print(l, &out);
		if (strcmp(out.data, looks[i].rows) != 0) {
			print_error("%s\ngives\n%swanted\n%s", looks[i].html, out.data, looks[i].rows);
			n_bad++;
		}
		str_release(&out);
		layout_free(l);
		doc_free(d);
	}
	assert_int_equal(n_bad, 0);
}

static const char page_tail[] =
	"                                              （责任编辑：老校对）\n"
	"\n"
	"标签　专访  撤销  入门  空格桥  光标河  换行码头\n"
	"\n"
	"── 相关推荐 ──\n"
	" 1 甘肃昨日新增本土“32+199”            2022-07-19 09:29 抗疫进行时\n"
	" 2 31省份新增本土“199+500”             2022-07-19 09:15\n"
	" 3 中印两军举行第十六轮军长级会谈                 2022-07-19 06:42\n"
	"10 把应急处置抓得更有力更高效!市疫情防控工作领导小组会议再研究再\n"
	"   部署                                             07:10 上海观察\n";

static void test_page(void **state)
{
	struct doc *d = page_of();
	struct layout_options o = options(66);
	struct layout *l;
	struct str out = STR_INIT;
	const char *tail;

	(void)state;
	o.wrap.punct = PUNCT_ASIS;
	o.wrap.quotes = QUOTES_TIGHT;
	l = layout_new(d, &o);
	layout_print(l, &out);
	assert_memory_equal(out.data, "“退一步，按U就行”——专访管桥人\n格子城日报　11月22日 19:50　记者 方格\n\n", 30);
	tail = strstr(out.data, "（责任编辑");
	while (tail && tail > out.data && tail[-1] == ' ')
		tail--;
	assert_string_equal(tail, page_tail);
	str_release(&out);
	layout_free(l);
	doc_free(d);
}

static void test_numbers_and_links(void **state)
{
	struct doc *d = html_of("<p>见<a href='http://a.example/'>启事</a>和<a href='http://b.example/'>通知</a>。</p>");
	struct layout_options o = options(40);
	struct layout *l = layout_new(d, &o);
	struct str out = STR_INIT;
	struct row row;

	(void)state;
	assert_int_equal(layout_rows(l, layout_start(l), 1, &row), 1);
	assert_int_equal(row.n_spans, 5);
	assert_int_equal(row.spans[1].link, 1);
	assert_int_equal(row.spans[3].link, 2);
	assert_int_equal(row.spans[3].at.byte, 12);
	assert_true(row.spans[1].style & STYLE_UNDERLINE);
	o.link_numbers = true;
	layout_set(l, &o);
	layout_print(l, &out);
	assert_string_equal(out.data, "    见启事[1]和通知[2]。\n");
	str_release(&out);
	layout_free(l);
	doc_free(d);
	d = html_of("<figure><img src='http://a.example/x.jpg'><figcaption>桥</figcaption></figure>");
	l = layout_new(d, &o);
	assert_int_equal(layout_rows(l, layout_start(l), 1, &row), 1);
	assert_int_equal(row.n_spans, 2);
	assert_int_equal(row.spans[0].link, 1);
	assert_int_equal(row.spans[1].link, 1);
	layout_free(l);
	doc_free(d);
}

/* What a feed says of its language is believed unless the letters say otherwise. */
static void test_language(void **state)
{
	static const struct {
		const char *text;
		enum lang said;
		const char *rows;
	} cases[] = {
		{ "첫눈이 내렸다.\n막차는 늦다.", LANG_ZH, "첫눈이 내렸다.\n\n막차는 늦다.\n" },
		{ "空格桥通车。", LANG_OTHER, "    空格桥通车。\n" },
		{ "渡し船。", LANG_ZH, "  渡し船。\n" },
		{ "改行埠頭", LANG_JA, "  改行埠頭\n" },
		{ "OK.", LANG_ZH, "    OK.\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct doc *d = text_of(cases[i].text);
		struct layout_options o = options(40);
		struct str out = STR_INIT;
		struct layout *l;

		d->lang = cases[i].said;
		l = layout_new(d, &o);
		layout_print(l, &out);
		assert_string_equal(out.data, cases[i].rows);
		str_release(&out);
		layout_free(l);
		doc_free(d);
	}
}

static void test_dialogue(void **state)
{
	struct doc *d = html_of("<p>问：一二三四五六七八九十？<p>答：好。");
	struct layout_options o = options(24);
	struct layout *l;
	struct str out = STR_INIT;

	(void)state;
	o.dialogue_hang = true;
	l = layout_new(d, &o);
	layout_print(l, &out);
	assert_string_equal(out.data, "    问：一二三四五六七八\n        九十？\n    答：好。\n");
	str_release(&out);
	layout_free(l);
	doc_free(d);
}

static void test_measure(void **state)
{
	static const struct {
		int columns, wanted, hang, measure, margin;
	} cases[] = {
		{ 80, 0, 2, 68, 3 },  { 40, 0, 2, 36, 1 }, { 120, 0, 2, 68, 3 }, { 80, 76, 2, 72, 3 },
		{ 60, 0, 2, 52, 3 },  { 59, 0, 2, 54, 1 }, { 10, 0, 2, 6, 1 },   { 3, 0, 2, 2, 1 },
		{ 120, 41, 0, 40, 3 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int margin;

		assert_int_equal(layout_measure(cases[i].columns, cases[i].wanted, cases[i].hang, &margin),
		                 cases[i].measure);
		assert_int_equal(margin, cases[i].margin);
	}
}

static void test_empty(void **state)
{
	struct doc *d = doc_new();
	struct layout_options o = options(40);
	struct layout *l = layout_new(d, &o);
	struct row row;

	(void)state;
	assert_int_equal(layout_rows(l, layout_start(l), 1, &row), 0);
	assert_int_equal(layout_percent(l, layout_start(l), 10), 100);
	assert_int_equal(layout_total(l), 0);
	assert_false(layout_idle(l, 100));
	layout_move(l, layout_start(l), 5, NULL);
	layout_end(l, 10);
	layout_free(l);
	doc_free(d);
}

/* --- huge ------------------------------------------------------------------------------------- */

static void test_huge(void **state)
{
	static const char sentence[] = "空格桥全线通车，一路按空格，可由头条走到文末。";
	struct str text = STR_INIT;
	struct doc *d = doc_new();
	struct layout_options o = options(68);
	struct layout *l;
	struct row rows[24];
	struct anchor end;

	(void)state;
	while (text.len < 2 * 1024 * 1024)
		str_add(&text, sentence);
	doc_add_text(d, str_slice(&text));
	str_add_char(&text, '\n');
	l = layout_new(d, &o);
	assert_int_equal(layout_rows(l, layout_start(l), 24, rows), 24);
	end = layout_end(l, 24);
	assert_int_equal(layout_rows(l, end, 24, rows), 24);
	assert_int_equal(layout_percent(l, end, 24), 100);
	assert_in_range(layout_percent(l, (struct anchor){ 0, 1024 * 1024 }, 24), 49, 51);
	while (layout_idle(l, 500))
		;
	assert_in_range(layout_total(l), text.len / 3 / 35, text.len / 3 / 32);
	layout_free(l);
	doc_free(d);
	str_release(&text);
}

static void test_wide_and_deep(void **state)
{
	struct str html = STR_INIT;
	struct row rows[50];
	struct layout_options o = options(68);
	struct doc *d;
	struct layout *l;

	(void)state;
	str_add(&html, "<table><tr>");
	for (int i = 0; i < 50000; i++)
		str_add(&html, "<td>格");
	str_add(&html, "</table><ul>");
	for (int i = 0; i < 300; i++)
		str_add(&html, "<li>深<ul>");
	d = html_of(html.data);
	l = layout_new(d, &o);
	assert_int_equal(layout_rows(l, layout_start(l), 50, rows), 50);
	assert_int_equal(layout_rows(l, layout_end(l, 50), 50, rows), 50);
	for (int i = 0; i < 50; i++)
		check_row(&rows[i], 68, 2);
	layout_free(l);
	doc_free(d);
	str_release(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_width), cmocka_unit_test(test_nothing_lost),
		cmocka_unit_test(test_places),      cmocka_unit_test(test_resize),
		cmocka_unit_test(test_looks),       cmocka_unit_test(test_page),
		cmocka_unit_test(test_numbers_and_links),
		cmocka_unit_test(test_language),    cmocka_unit_test(test_dialogue),
		cmocka_unit_test(test_measure),
		cmocka_unit_test(test_empty),       cmocka_unit_test(test_huge),
		cmocka_unit_test(test_wide_and_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
