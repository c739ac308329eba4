/* HTML and text → blocks: what comes out, dumped one block a line. */
#include "unit.h"
#include "doc/doc.h"

static const char *const names[BLOCK_KINDS] = {
	[BLOCK_PARAGRAPH] = "p",   [BLOCK_HEADLINE] = "headline", [BLOCK_BYLINE] = "byline",
	[BLOCK_HEADING] = "h",     [BLOCK_LIST_ITEM] = "li",      [BLOCK_QUOTE] = "q",
	[BLOCK_PRE] = "pre",       [BLOCK_VERSE] = "verse",       [BLOCK_FIGURE] = "fig",
	[BLOCK_TABLE_ROW] = "row", [BLOCK_RULE] = "rule",         [BLOCK_EDITOR] = "editor",
	[BLOCK_TAGS] = "tags",     [BLOCK_RELATED] = "rel",       [BLOCK_BLANK] = "blank",
	[BLOCK_SIGNATURE] = "sign",
};

static void dump_run(struct str *out, const struct block *b, const struct run *r)
{
	str_printf(out, " {%.*s:", (int)(r->end - r->start), b->text + r->start);
	if (STYLE_ROLE(r->style) == STYLE_CODE)
		str_add(out, "code");
	if (STYLE_ROLE(r->style) == STYLE_MATCH)
		str_add(out, "mark");
	if (r->style & STYLE_BOLD)
		str_add(out, "b");
	if (r->style & STYLE_UNDERLINE)
		str_add(out, "u");
	if (r->style & STYLE_FAINT)
		str_add(out, "s");
	if (r->link)
		str_printf(out, "@%u", r->link);
	str_add(out, "}");
}

/* kind, depth as "/2", quotations as "\"1", heading level, marker, text, runs; "+" where it continues. */
static void dump(const struct doc *d, struct str *out)
{
	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];

		str_add(out, names[b->kind]);
		if (b->heading)
			str_printf(out, "%d", b->heading);
		if (b->depth)
			str_printf(out, "/%d", b->depth);
		if (b->quotes)
			str_printf(out, "\"%d", b->quotes);
		if (b->continues)
			str_add(out, "+");
		if (b->marker)
			str_printf(out, " (%s)", b->marker);
		if (b->link)
			str_printf(out, "@%u", b->link);
		str_printf(out, " |%.*s|", (int)b->len, b->text);
		for (size_t r = 0; r < b->n_runs; r++)
			dump_run(out, b, &b->runs[r]);
		str_add_char(out, '\n');
	}
}

static const struct sample {
	const char *html, *blocks;
} samples[] = {
	/* white space */
	{ "<p>  中国\n  人民 </p>", "p |中国人民|\n" },
	{ "<p>中国 人民</p>", "p |中国 人民|\n" },
	{ "<p>one\n two</p>", "p |one two|\n" },
	{ "<p>한국\n사람</p>", "p |한국 사람|\n" },
	{ "<p>他说\n“好”\n——对</p>", "p |他说“好”——对|\n" },
	{ "<p>中文\nEnglish</p>", "p |中文 English|\n" },
	{ "<p>　　国庆　中秋　</p>", "p |国庆　中秋|\n" },
	{ "<p>&nbsp;&nbsp;甲&nbsp;乙</p>", "p |甲 乙|\n" },
	{ "<p>10&nbsp;km</p>", "p |10\xc2\xa0km|\n" },
	{ "<p>a <b> b </b> c</p>", "p |a b c| {b:b}\n" },
	{ "<p>\n\n</p><p></p>", "" },
	{ "a&#x1b;[31mb\xe2\x80\xae" "c", "p |a[31mbc|\n" },
	{ "<p>中\xef\xbb\xbf文</p>", "p |中文|\n" },
	{ "<p>\xff甲\xe4\xb8乙\xc2\x85丙\x7f·é—…，👩‍👧 ok</p>", "p |\xef\xbf\xbd甲\xef\xbf\xbd乙 丙·é—…，👩‍👧 ok|\n" },
	{ "<p>a\xe2\x81\xa8 b\xe2\x81\xa9 c \xe2\x81\xa6 d</p>", "p |a\xe2\x81\xa8 b\xe2\x81\xa9 c d|\n" },
	/* inline */
	{ "<p><b>粗</b><i>斜</i><em><strong>两</strong></em></p>",
	  "p |粗斜两| {粗:b} {斜:u} {两:bu}\n" },
	{ "<p><code>ls</code> <s>旧</s><mark>新</mark></p>", "p |ls 旧新| {ls:code} {旧:s} {新:mark}\n" },
	{ "<p>见<a href='/q'>启事</a>。</p>", "p |见启事。| {启事:u@1}\n" },
	{ "<a href='#top'>上</a><a href='javascript:x()'>下</a>", "p |上下|\n" },
	{ "<a href='/1'>一<b>二</b></a>", "p |一二| {一:u@1} {二:bu@1}\n" },
	{ "<a href='/1'> </a><a href='/2'>二</a>", "p |二| {二:u@1}\n" },
	{ "<p>10<sup>4</sup>H<sub>2</sub>O m<sup>2</sup> 5<sup>th</sup></p>", "p |10⁴H₂O m² 5th|\n" },
	{ "<p>x<sup>2k</sup></p>", "p |x^(2k)|\n" },
	{ "<p>话<sup><a href='/n'>1</a></sup></p>", "p |话¹| {¹:@1}\n" },
	{ "<p><q>引</q></p>", "p |“引”|\n" },
	{ "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を", "p |漢字（かんじ）を|\n" },
	{ "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>", "p |東京（とうきょう）|\n" },
	{ "<ruby>北<rt>běi</rt>京<rt>jīng</rt></ruby>", "p |北京（běi jīng）|\n" },
	/* blocks */
	{ "<h1>头</h1>文<h3>二<br>行</h3>", "h1 |头|\np |文|\nh3 |二 行|\n" },
	{ "<div>甲<div>乙</div>丙</div>", "p |甲|\np |乙|\np |丙|\n" },
	{ "<p>甲<p>乙", "p |甲|\np |乙|\n" },
	{ "<blockquote><p>引<blockquote>深</blockquote></blockquote>外",
	  "q/1\"1 |引|\nq/2\"2 |深|\np |外|\n" },
	{ "甲<hr>乙<hr><hr>丙", "p |甲|\nrule ||\np |乙|\nrule ||\np |丙|\n" },
	{ "<pre>\na\tb\n  c\n</pre>", "pre |a       b\n  c|\n" },
	{ "<dl><dt>词<dd>义<dt>二<dd>义二</dl>末",
	  "li |词| {词:b}\nli/1 |义|\nli |二| {二:b}\nli/1 |义二|\np |末|\n" },
	{ "<details><summary>看</summary>里</details>", "h6 |看|\np |里|\n" },
	/* lists */
	{ "<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>",
	  "li/1 (•) |甲|\nli/1 (•) |乙|\nli/2 (◦) |丙|\nli/1 (•) |丁|\n" },
	{ "<ol start=9><li>九<li value=12>十二<li>十三</ol>",
	  "li/1 (9.) |九|\nli/1 (12.) |十二|\nli/1 (13.) |十三|\n" },
	{ "<ol type=i><li>a<li>b</ol><ol type=A><li>c</ol>",
	  "li/1 (i.) |a|\nli/1 (ii.) |b|\nli/1 (A.) |c|\n" },
	{ "<ol reversed start=2><li>a<li>b</ol>", "li/1 (2.) |a|\nli/1 (1.) |b|\n" },
	{ "<ul><li><p>一<p>二<li>三</ul>", "li/1 (•) |一|\nli/1+ |二|\nli/1 (•) |三|\n" },
	{ "<li>孤</li>", "li (•) |孤|\n" },
	/* line breaks */
	{ "甲<br><br>乙", "p |甲|\np |乙|\n" },
	{ "一粒星，<br>在黑底上，<br>点名：<br>风把夜翻到下一页，我把自己退回，又往前，只一格。",
	  "verse |一粒星，\n在黑底上，\n点名：\n风把夜翻到下一页，我把自己退回，又往前，只一格。|\n" },
	{ "床前<br>明月<br>光光<br><br>疑是<br>地上<br>霜霜", "verse |床前\n明月\n光光\n\n疑是\n地上\n霜霜|\n" },
	{ "1. 一<br>2. 二<br>3. 三", "p |1. 一|\np |2. 二|\np |3. 三|\n" },
	{ "电话：一<br>地址：二<br>邮编：三", "p |电话：一|\np |地址：二|\np |邮编：三|\n" },
	{ "　　第一段的字。<br>　　第二段的字。<br>　　第三段的字。",
	  "p |第一段的字。|\np |第二段的字。|\np |第三段的字。|\n" },
	{ "<p>　　第一段。　　第二段。", "p |第一段。|\np |第二段。|\n" },
	{ "记者在桥头值班室见到管桥人并请他谈谈怎样在这座<br>桥上后悔，他贴了一张条子说走过的路都记着最近的先<br>"
	  "退，退到哪一步最下面那一行会告诉你这是他的原话。",
	  "p |记者在桥头值班室见到管桥人并请他谈谈怎样在这座桥上后悔，他贴了一张条子说走过的路都记着最近的先"
	  "退，退到哪一步最下面那一行会告诉你这是他的原话。|\n" },
	{ "<p>诗一，<br>诗二，<br>诗三。</p><p>——空格，写于码头</p>",
	  "verse |诗一，\n诗二，\n诗三。|\nsign |——空格，写于码头|\n" },
	/* pictures, films */
	{ "<figure><img src=/a.jpg alt='IMG_1.jpg'><figcaption>桥</figcaption></figure>",
	  "fig ([picture 1])@1 |桥|\n" },
	{ "<figure><figcaption>桥</figcaption><img src=/a.jpg></figure>", "fig ([picture 1])@1 |桥|\n" },
	{ "<p>前<img src=/a.jpg alt=桥>后</p>", "p |前后|\nfig ([picture 1])@1 |桥|\n" },
	{ "<p><img src=/a.jpg></p><p align=center>桥上的人</p>", "fig ([picture 1])@1 |桥上的人|\n" },
	{ "<p>好<img src=/e.gif width=20 alt=笑></p><img src=/t.gif width=1 height=1>", "p |好笑|\n" },
	{ "<img src='data:image/gif;base64,x' data-src=/late.jpg>", "fig ([picture 1])@1 ||\n" },
	{ "<video title=片><source src=/v.mp4>Your browser</video>", "fig ([video])@1 |片|\n" },
	{ "<audio src=/v.mp3></audio>", "fig ([audio])@1 |https://news.example/v.mp3|\n" },
	{ "<iframe src=/f.html title=图></iframe>", "fig ([embedded])@1 |图|\n" },
	/* tables */
	{ "<table><tr><th>名<th>价<tr><td>菜<td>1.98</table>", "row1 |名\t价| {名:b} {价:b}\nrow |菜\t1.98|\n" },
	{ "<table><tr><td colspan=2>甲<td>乙<tr><td rowspan=2>丙<td>丁<td>戊<tr><td>己<td>庚</table>",
	  "row |甲\t\t乙|\nrow |丙\t丁\t戊|\nrow |\t己\t庚|\n" },
	{ "<table><tr><td><p>一<p>二<td><ul><li>三<li>四</ul></table>", "row |一\n二\t• 三\n• 四|\n" },
	{ "<table><tr><td>甲<tr><td>乙<br>丙</table>", "p |甲|\np |乙|\np |丙|\n" },
	{ "<table><tr><td>甲<td><table><tr><td>一<td>二</table>乙</table>丙",
	  "p |甲|\nrow |一\t二|\np |乙|\np |丙|\n" },
	{ "<table role=presentation><tr><td>甲<td>乙</table>", "p |甲|\np |乙|\n" },
	{ "<table><caption>表一</caption><tr><td>甲<td>乙</table>", "h6 |表一|\nrow |甲\t乙|\n" },
	/* what is not shown */
	{ "<script>1<p>2</script><style>3</style><noscript>4</noscript><template>5</template>6", "p |6|\n" },
	{ "<p hidden>1</p><div style='Display : none'><div>2</div></div><p>3", "p |3|\n" },
	{ "<title>1</title><svg><text>2</text></svg><select><option>3</select><button>4</button>5",
	  "p |5|\n" },
	{ "<!-- 1 --><p>2<!-- 3 -->4", "p |24|\n" },
	/* broken */
	{ "<b><p>甲</b>乙</p>丙", "p |甲乙| {甲:b}\np |丙|\n" },
	{ "</div></p>甲</table></li>乙", "p |甲|\np |乙|\n" },
	{ "<p>甲<b>乙<p>丙", "p |甲乙| {乙:b}\np |丙|\n" },
	{ "<td>甲<td>乙", "p |甲|\np |乙|\n" },
	{ "<a href=/1>甲<a href=/2>乙", "p |甲乙| {甲:u@1} {乙:u@2}\n" },
	/* speakers */
	{ "<p>问：好吗？<p>答：好。<p>都好。", "p |问：好吗？| {问：:b}\np |答：好。| {答：:b}\np |都好。|\n" },
	{ "<p>方格：一。<p>空格：二。<p>方格：三。", "p |方格：一。| {方格：:b}\np |空格：二。|\np |方格：三。| {方格：:b}\n" },
};

static void test_blocks(void **state)
{
	int n_bad = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(samples); i++) {
		struct doc *d = doc_new();
		struct str out = STR_INIT;

		doc_add_html(d, slice_of(samples[i].html), "https://news.example/a/b.html");
		dump(d, &out);
		if (strcmp(out.data, samples[i].blocks) != 0) {
			print_error("%s\ngives %swanted %s", samples[i].html, out.data, samples[i].blocks);
			n_bad++;
		}
		str_release(&out);
		doc_free(d);
	}
	assert_int_equal(n_bad, 0);
}

static void test_links(void **state)
{
	const char *html = "<a href='x.html'>一 <b>二</b></a><p><a href='//h.example/ y'>三</a>"
	                   "<img src='/p.png' alt='桥'>";
	struct doc *d = doc_new();

	(void)state;
	doc_add_html(d, slice_of(html), "https://news.example/a/b.html");
	assert_int_equal(d->n_links, 3);
	assert_string_equal(d->links[0].href, "https://news.example/a/x.html");
	assert_string_equal(d->links[0].title, "一 二");
	assert_string_equal(d->links[1].href, "https://h.example/%20y");
	assert_string_equal(d->links[2].href, "https://news.example/p.png");
	assert_string_equal(d->links[2].title, "桥");
	assert_true(d->links[2].is_image);
	doc_free(d);
}

static void test_text(void **state)
{
	struct doc *d = doc_new();
	struct str out = STR_INIT;

	(void)state;
	doc_add_text(d, slice_of("　　第一段\r\n\n第二\t段\x1b\n   \n"));
	dump(d, &out);
	assert_string_equal(out.data, "p |第一段|\np |第二 段|\n");
	str_clear(&out);
	doc_plain(d, &out);
	assert_string_equal(out.data, "第一段\n第二 段");
	str_release(&out);
	doc_free(d);
}

static void test_plain(void **state)
{
	static const char *const pairs[][2] = {
		{ "<p>甲&amp;乙</p>\n<p>丙<br>丁", "甲&乙\n丙\n丁" },
		{ "<script>x</script>文<style>y</style>字", "文字" },
		{ "纯文本", "纯文本" },
		{ "<table><tr><td>甲<td>乙<tr><td>丙</table>", "甲\n乙\n丙" },
		{ "", "" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
		str_clear(&out);
		html_plain(&out, pairs[i][0]);
		assert_string_equal(out.data, pairs[i][1]);
	}
	str_release(&out);
}

static void test_length(void **state)
{
	static const struct {
		const char *text;
		size_t characters;
		int minutes;
	} cases[] = {
		{ "", 0, 0 }, { "空格桥，通车了。", 6, 1 }, { "It's 3.5 km long", 4, 1 }, { "첫눈 소식", 4, 1 },
		{ "かな漢字", 4, 1 },
	};
	struct doc *d;
	size_t n;
	int minutes;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		d = doc_new();
		doc_add_text(d, slice_of(cases[i].text));
		doc_add(d, BLOCK_TAGS, slice_of("不算"));
		doc_length(d, &n, &minutes);
		assert_int_equal(n, cases[i].characters);
		assert_int_equal(minutes, cases[i].minutes);
		doc_free(d);
	}
	d = doc_new();
	for (int i = 0; i < 62; i++)
		doc_add_text(d, slice_of("一二三四五六七八九十"));
	doc_length(d, &n, &minutes);
	assert_int_equal(n, 620);
	assert_int_equal(minutes, 2);
	doc_free(d);
}

static void test_style(void **state)
{
	struct doc *d = doc_new();
	struct block *b = doc_add(d, BLOCK_PARAGRAPH, slice_of("abcdefgh"));
	struct str out = STR_INIT;

	(void)state;
	doc_style(d, b, 2, 4, STYLE_BOLD, 0);
	doc_style(d, b, 6, 7, STYLE_BOLD, 0);
	doc_style(d, b, 1, 8, STYLE_UNDERLINE, 3);
	dump(d, &out);
	assert_string_equal(out.data, "p |abcdefgh| {b:u@3} {cd:bu@3} {ef:u@3} {g:bu@3} {h:u@3}\n");
	str_release(&out);
	doc_free(d);
}

/* --- hostile ---------------------------------------------------------------------------------- */

static void repeat(struct str *s, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		str_add(s, text);
}

static size_t columns_of(const struct block *b)
{
	size_t n = 1;

	for (size_t i = 0; b->kind == BLOCK_TABLE_ROW && i < b->len; i++)
		n += b->text[i] == '\t';
	return n;
}

static void test_hostile(void **state)
{
	static const struct {
		const char *head, *repeated;
		size_t times;
		const char *tail, *wanted; /* what must be in the plain text */
	} cases[] = {
		{ "", "<div>", 100000, "底", "底" },
		{ "", "<b><i><a href=/x>", 50000, "底", "底" },
		{ "", "<ul><li>", 50000, "底", "底" },
		{ "", "<blockquote>字", 50000, "底", "底" },
		{ "", "<table><tr><td>", 50000, "底", "底" },
		{ "<table><tr>", "<td>格", 50000, "底", "底" },
		{ "<table>", "<tr><td rowspan=65535 colspan=1000>格", 5000, "底", "底" },
		{ "", "</b></p></div></td>", 50000, "底", "底" },
		{ "", "&amp;&lt;&#20013;", 100000, "底", "底" },
		{ "", "<ruby>字<rt>", 50000, "底", "底" },
		{ "<p>", "字<sup>", 50000, "底", "底" },
		{ "<p>", "一行<br>", 100000, "底", "底" },
		{ "<pre>", "\t\n", 100000, "底", "底" },
		{ "<pre>", "字\t", 100000, "底", "底" },
		{ "<pre>", "<b>字</b>\t", 50000, "底", "底" },
		{ "<p>", "longword", 200000, "底", "底" },
		{ "", "<figure><img src=/x><figcaption>", 20000, "底", "底" },
		{ "", "<a href=/x>一</a>", 70000, "底", "底" },
		{ "<select>", "<option>x", 10000, "</select>底", "底" },
		{ "", "<p hidden>", 10000, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str html = STR_INIT, plain = STR_INIT;
		struct doc *d = doc_new();

		str_add(&html, cases[i].head);
		repeat(&html, cases[i].repeated, cases[i].times);
		str_add(&html, cases[i].tail);
		doc_add_html(d, str_slice(&html), "https://news.example/");
		doc_plain(d, &plain);
		if (!strstr(plain.data, cases[i].wanted))
			fail_msg("%s…: what stands at the end is lost", cases[i].repeated);
		assert_true(d->n_links <= DOC_LINKS_MAX);
		for (size_t k = 0; k < d->n_blocks; k++)
			assert_true(columns_of(&d->blocks[k]) <= 140);
		doc_free(d);
		str_release(&html);
		str_release(&plain);
	}
}

static void test_ceiling(void **state)
{
	struct str text = STR_INIT;
	struct doc *d = doc_new();

	(void)state;
	repeat(&text, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 200000);
	assert_true(text.len > DOC_TEXT_MAX);
	doc_add_html(d, str_slice(&text), NULL);
	assert_true(d->cut);
	assert_true(d->size <= DOC_TEXT_MAX && d->size > DOC_TEXT_MAX - 4096);
	doc_free(d);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),  cmocka_unit_test(test_links),  cmocka_unit_test(test_text),
		cmocka_unit_test(test_plain),   cmocka_unit_test(test_length), cmocka_unit_test(test_style),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
