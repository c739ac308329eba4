#include "unit.h"

#include "markup/entity.h"
#include "markup/html.h"
#include "markup/tags.h"

/* --- references -------------------------------------------------------------------------------- */

static void decodes_references(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "a&amp;b&lt;c&gt;d&quot;e&apos;f", "a&b<c>d\"e'f" },
		{ "&nbsp;&mdash;&hellip;&ldquo;&Eacute;&eacute;&thetasym;", "\u00a0—…“Éé\u03d1" },
		{ "&#20013;&#x4e2d;&#X4E2D;", "中中中" },
		{ "&#20013 &#x4e2d", "中 中" },
		{ "&#128512;", "😀" },
		{ "&#0;&#xd800;&#x110000;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd" },
		{ "&#150;&#147;&#x80;", "–“€" },
		{ "&", "&" },
		{ "&;&#;&#x;&# 1;", "&;&#;&#x;&# 1;" },
		{ "AT&T & R&D", "AT&T & R&D" },
		{ "&unknown; &Amp; &NBSP;", "&unknown; &Amp; &NBSP;" },
		{ "?a=1&copy=2&lt=3&reg&not_x", "?a=1&copy=2&lt=3®¬_x" },
		{ "&amp;amp;", "&amp;" },
		{ "&nbsp&mdash", "\u00a0&mdash" },
		{ "&amp", "&" },
		{ "&thetasymx;", "&thetasymx;" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str out = STR_INIT;

		html_unescape(&out, slice_of(cases[i].in));
		assert_string_equal(out.data, cases[i].want);
		str_release(&out);
	}
	assert_string_equal(html_entity(slice_of("zwnj")), "\u200c");
	assert_string_equal(html_entity(slice_of("AElig")), "Æ");
	assert_null(html_entity(slice_of("")));
	assert_null(html_entity(slice_make("lt\0", 3)));
	assert_null(html_entity(slice_of("averylongname")));
}

static void escapes(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	html_escape(&out, slice_of("<a href=\"x\">&'"), false);
	html_escape(&out, slice_of("\"<"), true);
	assert_string_equal(out.data, "&lt;a href=\"x\"&gt;&amp;'&quot;&lt;");
	str_release(&out);
}

/* --- one pass: events written down as [name a=v] text [/name] ------------------------------------ */

static void note_start(void *opaque, const struct html_tag *tag)
{
	struct str *out = opaque;

	str_printf(out, "[%s", tag->name);
	for (size_t i = 0; i < tag->n_attrs; i++)
		str_printf(out, " %s=%.*s", tag->attrs[i].name, (int)tag->attrs[i].value.len,
		           tag->attrs[i].value.data);
	str_add(out, tag->self_closing ? "/]" : "]");
}

static void note_end(void *opaque, const char *name)
{
	str_printf(opaque, "[/%s]", name);
}

static void note_text(void *opaque, struct slice text)
{
	assert_true(text.len);
	str_add_slice(opaque, text);
}

static const struct html_handler notes = { note_start, note_end, note_text };

static void reads_in_one_pass(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "", "" },
		{ "只有文字", "只有文字" },
		{ "<p>一</p><P CLASS=x>二</P>", "[p]一[/p][p class=x]二[/p]" },
		{ "<a href='x y' title=\"&quot;&amp;\" data-n=3 hidden>z</a>",
		  "[a href=x y title=\"& data-n=3 hidden=]z[/a]" },
		{ "<a href = 'x'id=y>z", "[a href=x id=y]z" },
		{ "<a\nhref=x\t>z</a\n>", "[a href=x]z[/a]" },
		{ "<a href=x/>z", "[a href=x/]z" },
		{ "<br/><br /><img src=a.png />", "[br/][br/][img src=a.png/]" },
		{ "<a x=\"1>2\">z", "[a x=1>2]z" },
		{ "<a href=\"x>z</a>后", "[a href=x]z[/a]后" },
		{ "<a / b>", "[a b=]" },
		{ "<a =b=c>", "[a =b=c]" },
		{ "1 < 2 <3 & 4 > 3", "1 < 2 <3 & 4 > 3" },
		{ "a<", "a<" },
		{ "a<b", "a<b" },
		{ "a</", "a</" },
		{ "a</ x>b</>c</1>d", "abcd" },
		{ "a<!-- <p> -- > -->b<!-->c<!--->d<!-- x", "abcd" },
		{ "<!DOCTYPE html><?xml version='1.0'?>x<!x>", "x" },
		{ "<![CDATA[a<b>&amp;c]]>d", "a<b>&c" "d" },
		{ "<![CDATA[a>b<p>", "b[p]" },
		{ "<script>if (a<b && c) x='</p>';</script>z",
		  "[script]if (a<b && c) x='</p>';[/script]z" },
		{ "<SCRIPT>a</ScRiPt >z", "[script]a[/script]z" },
		{ "<script>a</scripts></script>z", "[script]a</scripts>[/script]z" },
		{ "<script>never <p>", "[script]never <p>" },
		{ "<script src=x />z", "[script src=x/]z" },
		{ "<style>a>b{}&lt;</style>", "[style]a>b{}&lt;[/style]" },
		{ "<title>a &amp; <b></title>", "[title]a & <b>[/title]" },
		{ "<title>open<p>text", "[title]open[p]text" },
		{ "<iframe src=x>old <p></iframe>y", "[iframe src=x]old <p>[/iframe]y" },
		{ "<iframe src=x/>y", "[iframe src=x/]y" },
		{ "<o:p>x</o:p><my-tag>", "[o:p]x[/o:p][my-tag]" },
		{ "a&nbsp;b&#20013;&bad;", "a\u00a0b中&bad;" },
		{ "<p title='a&copy=1&lt;'>", "[p title=a&copy=1<]" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct str out = STR_INIT;

		html_read(slice_of(cases[i].in), &notes, &out);
		if (strcmp(out.data, cases[i].want))
			fail_msg("%s gave %s, not %s", cases[i].in, out.data, cases[i].want);
		str_release(&out);
	}
}

static void nul_bytes_are_characters(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	html_read(slice_make("a\0b<p\0>c<i x=\0>d", 16), &notes, &out);
	assert_memory_equal(out.data, "a\0b[p]c[i x=", 12);
	str_release(&out);
	html_read(slice_make("<p>\0</p>", 8), &(struct html_handler){ 0 }, NULL);
}

/* Each of these made some parser take time with the square of its size. */
static void hostile_input_costs_linear_time(void **state)
{
	static const char *const units[] = { "<",         "<a",      "<!",       "<!--",  "</",
		                             "<a x=\"",   "<a x='",  "<![CDATA[", "&",    "<title>",
		                             "<script>",  "<iframe>", "<p ",      "<a b",  "<textarea>",
		                             "<![CDATA[>", "<a href=x>", "</b>",   "<div>", "<svg>",
		                             "<table><tr><td>", "<li><b>", "&#", "<p>", "<option><select>" };
	const size_t size = 200000;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
		struct str in = STR_INIT, out = STR_INIT;
		struct html_tree *tree;

		while (in.len < size)
			str_add(&in, units[i]);
		html_read(str_slice(&in), &notes, &out);
		tree = html_tree_parse(str_slice(&in));
		html_tree_free(tree);
		str_release(&in);
		str_release(&out);
	}
}

static void attributes_have_a_limit(void **state)
{
	struct str in = STR_INIT, out = STR_INIT, long_name = STR_INIT;

	(void)state;
	str_add_repeat(&long_name, 'n', 300);
	str_printf(&in, "<%s %s=1 ", long_name.data, long_name.data);
	for (int i = 0; i < 100000; i++)
		str_printf(&in, "a%d=\"&amp;%d\" ", i, i);
	str_add(&in, ">x");
	html_read(str_slice(&in), &notes, &out);
	assert_non_null(strstr(out.data, " a62=&62]x"));
	assert_null(strstr(out.data, "a63"));
	str_release(&in);
	str_release(&out);
	str_release(&long_name);
}

/* --- the tree ------------------------------------------------------------------------------------ */

static void check_tree(const char *in, const char *want)
{
	struct html_tree *tree = html_tree_parse(slice_of(in));
	struct str out = STR_INIT;

	html_node_inner(html_tree_root(tree), &out);
	if (strcmp(out.data, want))
		fail_msg("%s gave %s, not %s", in, out.data, want);
	str_release(&out);
	html_tree_free(tree);
}

static void nests_as_html_5_does(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "<p>一<p>二", "<p>一</p><p>二</p>" },
		{ "<p>一<div>二</div>三", "<p>一</p><div>二</div>三" },
		{ "<p><b>一<p>二</b>三", "<p><b>一</b></p><p>二三</p>" },
		{ "<div><span>一</div>二</span>三", "<div><span>一</span></div>二三" },
		{ "<p>一</p></p>二", "<p>一</p>二" },
		{ "<p><button><p>x</button>", "<p><button><p>x</p></button></p>" },
		{ "<ul><li>一<li>二<ul><li>甲</ul><li>三</ul>",
		  "<ul><li>一</li><li>二<ul><li>甲</li></ul></li><li>三</li></ul>" },
		{ "<ul><li><div>一<li>二", "<ul><li><div>一</div></li><li>二</li></ul>" },
		{ "<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>" },
		{ "<table><tr><td>1<td>2<tr><td>3</table>x",
		  "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>x" },
		{ "<table><thead><tr><th>h<tbody><tr><td>1</table>",
		  "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>" },
		{ "<table><tr><td></div><p>x</td></tr></table>",
		  "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>" },
		{ "<table><tr><td><table><tr><td>in</table>out</table>",
		  "<table><tbody><tr><td><table><tbody><tr><td>in</td></tr></tbody></table>out</td></tr>"
		  "</tbody></table>" },
		{ "<select><option>a<option>b</select>",
		  "<select><option>a</option><option>b</option></select>" },
		{ "<ruby>漢<rp>(<rt>かん<rp>)</ruby>",
		  "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>" },
		{ "<h1>a</h2>b", "<h1>a</h1>b" },
		{ "<h2>a<h3>b", "<h2>a</h2><h3>b</h3>" },
		{ "<a href=1>x<a href=2>y", "<a href=\"1\">x</a><a href=\"2\">y</a>" },
		{ "a<br>b</br>c<hr>d", "a<br>b<br>c<hr>d" },
		{ "<img src=a alt='\"'>", "<img src=\"a\" alt=\"&quot;\">" },
		{ "<svg><path/><circle></circle></svg>x", "<svg><path></path><circle></circle></svg>x" },
		{ "<svg><g><p>x", "<svg><g></g></svg><p>x</p>" },
		{ "<svg><foreignObject><p>x</p></foreignObject></svg>",
		  "<svg><foreignobject><p>x</p></foreignobject></svg>" },
		{ "<html><head><title>t</title><body>x</body></html>y",
		  "<html><head><title>t</title></head><body>xy</body></html>" },
		{ "<html><body><body><html>x", "<html><body>x</body></html>" },
		{ "<script>a<b</script>&lt;", "<script>a<b</script>&lt;" },
		{ "<script/>x", "<script></script>x" },
		{ "<textarea>&lt;b&gt;</textarea>", "<textarea>&lt;b&gt;</textarea>" },
		{ "a&nbsp;&lt;b&gt;&amp;", "a\u00a0&lt;b&gt;&amp;" },
		{ "a<!--x-->b", "ab" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		check_tree(cases[i].in, cases[i].want);
}

static void knows_its_way_about(void **state)
{
	struct html_tree *tree = html_tree_parse(slice_of(
	        "<ul class=' a  bb c'>\n<li id=x title>一<b>二</b></li>和<li>三</li></ul><p>四</p>"));
	const struct html_node *root = html_tree_root(tree), *ul = html_node_child(root),
	                       *li = html_node_child(ul), *n;
	struct str out = STR_INIT;
	int count = 0;

	(void)state;
	assert_string_equal(root->name, "");
	assert_string_equal(ul->name, "ul");
	assert_true(html_node_has_class(ul, "a") && html_node_has_class(ul, "bb"));
	assert_true(html_node_has_class(ul, "c"));
	assert_false(html_node_has_class(ul, "b") || html_node_has_class(ul, ""));
	assert_false(html_node_has_class(li, "x"));
	assert_string_equal(html_node_attr(li, "id"), "x");
	assert_string_equal(html_node_attr(li, "title"), "");
	assert_null(html_node_attr(li, "href"));
	assert_int_equal(li->index, 1);
	assert_int_equal(html_node_sibling(li)->index, 2);
	assert_null(html_node_sibling(html_node_sibling(li)));
	assert_null(html_node_child(html_node_sibling(li)));
	assert_int_equal(li->depth, 2);
	for (n = ul; (n = html_node_after(n, ul));)
		count++;
	assert_int_equal(count, 8);
	assert_string_equal(html_node_past(ul, root)->name, "p");
	assert_null(html_node_past(li->last, li));
	html_node_text(ul, &out);
	assert_string_equal(out.data, "\n一二和三");
	str_clear(&out);
	html_node_write(li, true, &out, NULL, NULL);
	assert_string_equal(out.data, "<li id=\"x\" title=\"\">一<b>二</b></li>");
	str_clear(&out);
	html_node_inner(li, &out);
	assert_string_equal(out.data, "一<b>二</b>");
	str_release(&out);
	html_tree_free(tree);
}

static void parts_text_at_blocks(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "<p>一</p><p>二<br>三<b>四</b></p>五", "一|二|三四|五" },
		{ "<span><p>一</p></span>二", "一|二" },
		{ "<div><div>一</div></div><div><p>二</div>", "一|二" },
		{ "一<script>x</script>二<style>y</style><template>z</template>", "一二" },
		{ "<p></p><hr>", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct html_tree *tree = html_tree_parse(slice_of(cases[i].in));
		struct str out = STR_INIT;

		html_node_text_apart(html_tree_root(tree), &out, '|');
		assert_string_equal(out.data, cases[i].want);
		str_release(&out);
		html_tree_free(tree);
	}
}

static bool is_wanted_out(const void *opaque, const struct html_node *node)
{
	return node->name && !strcmp(node->name, opaque);
}

static void writes_without_what_is_left_out(void **state)
{
	struct html_tree *tree = html_tree_parse(slice_of("<i>x</i>a<b><i>y</i>b</b><i><i>z</i></i>"));
	struct str out = STR_INIT;

	(void)state;
	html_node_write(html_tree_root(tree), false, &out, is_wanted_out, "i");
	assert_string_equal(out.data, "a<b>b</b>");
	str_release(&out);
	html_tree_free(tree);
}

static void deep_nesting_hangs_flat(void **state)
{
	struct str in = STR_INIT;
	struct html_tree *tree;
	const struct html_node *n;
	int deepest = 0, after = 0;

	(void)state;
	for (int i = 0; i < 100000; i++)
		str_add(&in, "<div>");
	str_add(&in, "<script>a<b</script>");
	for (int i = 0; i < 100000; i++)
		str_add(&in, "</div>");
	str_add(&in, "<p>后");
	tree = html_tree_parse(str_slice(&in));
	for (n = html_tree_root(tree); (n = html_node_after(n, html_tree_root(tree)));) {
		deepest = n->name && n->depth > deepest ? n->depth : deepest;
		after += n->name && n->depth == 1;
	}
	assert_int_equal(deepest, HTML_DEPTH);
	assert_int_equal(after, 2);
	assert_false(html_tree_cut(tree));
	html_tree_free(tree);
	str_release(&in);
}

static void a_tree_has_limits(void **state)
{
	struct str in = STR_INIT;
	struct html_tree *tree;

	(void)state;
	for (int i = 0; i < HTML_TREE_NODES + 10; i++)
		str_add(&in, "<b>");
	tree = html_tree_parse(str_slice(&in));
	assert_true(html_tree_cut(tree));
	html_tree_free(tree);
	str_clear(&in);
	str_add_repeat(&in, 'x', HTML_TREE_BYTES + 1);
	tree = html_tree_parse(str_slice(&in));
	assert_true(html_tree_cut(tree));
	assert_int_equal(html_tree_root(tree)->first->text.len, HTML_TREE_BYTES);
	html_tree_free(tree);
	str_release(&in);
}

/* Every row can be found, so the table is in order. */
static void knows_its_elements(void **state)
{
	(void)state;
	for (const char *list = "a address br div h6 hr html li p table td title ul wbr xmp"; *list;) {
		char name[16] = "";
		size_t n = strcspn(list, " ");

		memcpy(name, list, n);
		assert_string_equal(tag_info(name)->name, name);
		list += n + (list[n] == ' ');
	}
	assert_string_equal(tag_info("blink")->name, "");
	assert_true(html_is_void("br") && !html_is_void("p"));
	assert_true(html_is_block("p") && !html_is_block("b"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_references),
		cmocka_unit_test(escapes),
		cmocka_unit_test(reads_in_one_pass),
		cmocka_unit_test(nul_bytes_are_characters),
		cmocka_unit_test(hostile_input_costs_linear_time),
		cmocka_unit_test(attributes_have_a_limit),
		cmocka_unit_test(nests_as_html_5_does),
		cmocka_unit_test(knows_its_way_about),
		cmocka_unit_test(parts_text_at_blocks),
		cmocka_unit_test(writes_without_what_is_left_out),
		cmocka_unit_test(deep_nesting_hangs_flat),
		cmocka_unit_test(a_tree_has_limits),
		cmocka_unit_test(knows_its_elements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
