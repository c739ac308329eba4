#include "unit.h"

#include <libxml/parserInternals.h>

#include "base/str.h"
#include "markup/xml.h"

/* Events written down: <name a=v> text </name>; names with their namespace as {address}. */
struct notes {
	struct str out;
	const char *take_name;  /* elements of this name are taken … */
	enum xml_take take;     /* … like this */
	int starts, ends;
};

static void note_name(struct str *out, const char *ns, const char *prefix, const char *name)
{
	if (ns)
		str_printf(out, "{%s}", ns);
	else if (prefix)
		str_printf(out, "%s:", prefix);
	str_add(out, name);
}

static enum xml_take note_start(void *opaque, const struct xml_element *e)
{
	struct notes *notes = opaque;

	notes->starts++;
	str_add_char(&notes->out, '<');
	note_name(&notes->out, e->ns, e->prefix, e->name);
	for (size_t i = 0; i < e->n_attrs; i++) {
		const struct xml_attr *a = &e->attrs[i];

		str_add_char(&notes->out, ' ');
		note_name(&notes->out, a->ns, a->prefix, a->name);
		str_printf(&notes->out, "=%.*s", (int)a->value.len, a->value.data);
	}
	str_add_char(&notes->out, '>');
	return notes->take_name && !strcmp(e->name, notes->take_name) ? notes->take : XML_ENTER;
}

static void note_text(void *opaque, struct slice text)
{
	struct notes *notes = opaque;

	str_add_slice(&notes->out, text);
}

static void note_end(void *opaque, const struct xml_element *e)
{
	struct notes *notes = opaque;

	notes->ends++;
	assert_int_equal(e->n_attrs, 0);
	str_add(&notes->out, "</");
	note_name(&notes->out, e->ns, e->prefix, e->name);
	str_add_char(&notes->out, '>');
}

static const struct xml_handler handler = { note_start, note_text, note_end };

static void check(struct notes *notes, const char *in, const char *want, bool wellformed)
{
	struct xml_report report;

	str_init(&notes->out);
	xml_read(slice_of(in), &handler, notes, &report);
	if (strcmp(notes->out.data, want))
		fail_msg("%s gave %s, not %s", in, notes->out.data, want);
	if (report.wellformed != wellformed)
		fail_msg("%s is %swellformed (%s)", in, report.wellformed ? "" : "not ",
		         report.problem ? report.problem : "");
	assert_int_equal(report.wellformed, !report.problem);
	assert_int_equal(report.wellformed, !report.line);
	str_release(&notes->out);
}

struct xml_case {
	const char *in, *want;
};

static void reads_what_is_right(void **state)
{
	static const struct xml_case cases[] = {
		{ "<a/>", "<a></a>" },
		{ "<a />", "<a></a>" },
		{ "<a></a >", "<a></a>" },
		{ "<a>一<b x=\"1\" y='2'>二</b>三</a>", "<a>一<b x=1 y=2>二</b>三</a>" },
		{ "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<a>x</a>\n", "<a>x</a>" },
		{ "\xef\xbb\xbf<?xml version='1.0'?><a/>", "<a></a>" },
		{ "<!-- - --><a><!-- <b> -->x</a><!-- y --><?pi?>", "<a>x</a>" },
		{ "<a>&amp;&lt;&gt;&quot;&apos;&#20013;&#x4e2d;</a>", "<a>&<>\"'中中</a>" },
		{ "<a b='&amp;&#10;\"&lt;'/>", "<a b=&\n\"<></a>" },
		{ "<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>", "<a><b>&amp;]]></a>" },
		{ "<a\n\tb = \"1\"\n>x</a\n>", "<a b=1>x</a>" },
		{ "<a b='/>'>x</a>", "<a b=/>>x</a>" },
		{ "<r xmlns='u' xmlns:p='v'><p:x p:y='1' z='2'/><x xmlns=''/><x/></r>",
		  "<{u}r><{v}x {v}y=1 z=2></{v}x><x></x><{u}x></{u}x></{u}r>" },
		{ "<r><p:x xmlns:p='v'><p:x xmlns:p='w'/></p:x></r>",
		  "<r><{v}x><{w}x></{w}x></{v}x></r>" },
		{ "<r xml:lang='zh'/>", "<r {http://www.w3.org/XML/1998/namespace}lang=zh></r>" },
		{ "<!DOCTYPE a SYSTEM \"x>y.dtd\" [<!-- ]> --><!ENTITY b \"]>\">]><a>&nbsp;&eacute;</a>",
		  "<a>\u00a0é</a>" },
		{ "<a_b-c.d1/>", "<a_b-c.d1></a_b-c.d1>" },
		{ "<a>中文，“引号”😀</a>", "<a>中文，“引号”😀</a>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		check(&(struct notes){ 0 }, cases[i].in, cases[i].want, true);
}

static void recovers(void **state)
{
	static const struct xml_case cases[] = {
		{ "", "" },
		{ "no markup at all", "" },
		/* before and behind */
		{ "\n<?xml version='1.0'?><a/>", "<a></a>" },
		{ "\xef\xbb\xbf\xef\xbb\xbf<?xml version='1.0'?><a/>", "<a></a>" },
		{ "<br />\n<b>Warning</b>: x<br />\n<?xml version='1.0'?><rss/>", "<rss></rss>" },
		{ "Notice: <i>x <rss>y</rss>", "<rss>y</rss>" },
		{ "junk<a>x</a>", "<a>x</a>" },
		{ "<a>x</a><script>y</script>z</a>", "<a>x</a>" },
		/* stray characters */
		{ "<a>AT&T & R&D &foo; &nbsp;&copy;</a>", "<a>AT&T & R&D &foo; \u00a0©</a>" },
		{ "<a>1 < 2 <3 <编者按> x</a>", "<a>1 < 2 <3 <编者按> x</a>" },
		{ "<a>x <b and <c>y</c></a>", "<a>x <b and <c>y</c></a>" },
		{ "<a href='?x=1&y=2&copy=3&amp;z'/>", "<a href=?x=1&y=2&copy=3&z></a>" },
		{ "<a>\x01\x1b[31m</a>", "<a>\x01\x1b[31m</a>" },
		{ "<a>&#8;&#0;</a>", "<a>\b\ufffd</a>" },
		{ "<a>&nbsp</a>", "<a>\u00a0</a>" },
		/* tags */
		{ "<a><b>x</a>", "<a><b>x</b></a>" },
		{ "<a><p>x<br>y</p>z</a>", "<a><p>x<br>y</br></p>z</a>" },
		{ "<a><b><i>x</b></i>y</a>", "<a><b><i>x</i></b>y</a>" },
		{ "<a>x</p>y</a>", "<a>xy</a>" },
		{ "<a><T>x</t>y</a>", "<a><T>x</T>y</a>" },
		{ "<a><b>x", "<a><b>x</b></a>" },
		{ "<a><b>x</b><c", "<a><b>x</b></a>" },
		{ "<a>x</a", "<a>x</a>" },
		{ "<a><1>x</1></a>", "<a><1>x</a>" },
		{ "<a><b$c>x</b$c></a>", "<a>x</a>" },
		{ "<a></a x>", "<a></a>" },
		/* attributes */
		{ "<a b=c d>x</a>", "<a b=c d=>x</a>" },
		{ "<a b=\"1\"c=\"2\"/>", "<a b=1 c=2></a>" },
		{ "<a b=\"1\" b=\"2\"/>", "<a b=1></a>" },
		{ "<a b='<i>x</i>'/>", "<a b=<i>x</i>></a>" },
		{ "<a><b c=\"d>x</b><e f=\"g\"/></a>", "<a><b c=d>x</b><e f=g></e></a>" },
		{ "<a $=1 b=2/>", "<a b=2></a>" },
		{ "<a =1/>", "<a></a>" },
		/* namespaces */
		{ "<a><m:b m:c='1'/></a>", "<a><m:b m:c=1></m:b></a>" },
		/* declarations */
		{ "<a><![CDATA[x<b></a>", "<a>x<b></a></a>" },
		{ "<a>x<!-- y</a>", "<a>x</a>" },
		{ "<a>x<!-- -- -->y</a>", "<a>xy</a>" },
		{ "<a>x<!FOO>y<?php z</a>", "<a>xy</a>" },
		{ "<!DOCTYPE a [ <!ENTITY b 'c><a>x</a>", "<a>x</a>" },
		{ "<a><!DOCTYPE b>x</a>", "<a>x</a>" },
		{ "<rss><?xml version='1.0'?>x</rss>", "<rss>x</rss>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		check(&(struct notes){ 0 }, cases[i].in, cases[i].want, false);
}

static void takes_elements_whole(void **state)
{
	static const struct {
		enum xml_take take;
		const char *in, *want;
	} cases[] = {
		{ XML_TEXT, "<a><t>&lt;p&gt;x &amp;amp; y</t>z</a>", "<a><t><p>x &amp; y</t>z</a>" },
		{ XML_TEXT, "<a><t/><t></t></a>", "<a><t></t><t></t></a>" },
		{ XML_TEXT, "<a><t>x <b c='1\"'>y</b> &lt;z<br/></t></a>",
		  "<a><t>x <b c=\"1&quot;\">y</b> <z<br /></t></a>" },
		{ XML_TEXT, "<a><t>x<![CDATA[<p>&amp;]]></t></a>", "<a><t>x<p>&amp;</t></a>" },
		{ XML_MARKUP, "<a><t>1 &lt; 2<x/> &amp;</t>z</a>", "<a><t>1 &lt; 2<x></x> &amp;</t>z</a>" },
		{ XML_MARKUP,
		  "<a xmlns:h='http://www.w3.org/1999/xhtml'><t><h:div><h:br/><h:p>x</h:p></h:div></t></a>",
		  "<a><t><div><br /><p>x</p></div></t></a>" },
		{ XML_MARKUP, "<a><t xmlns:m='u'><m:x m:y='1'/></t></a>",
		  "<a><t><m:x m:y=\"1\"></m:x></t></a>" },
		{ XML_MARKUP, "<a><t><t>x</t></t></a>", "<a><t><t>x</t></t></a>" },
		{ XML_SKIP, "<a>1<t>2<b>3</b></t>4</a>", "<a>1<t></t>4</a>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		check(&(struct notes){ .take_name = "t", .take = cases[i].take }, cases[i].in,
		      cases[i].want, true);
	check(&(struct notes){ .take_name = "t", .take = XML_TEXT }, "<a><t>x<b>y</a>",
	      "<a><t>x<b>y</b></t></a>", false);
	/* a line ends at the first tag inside when it does not end otherwise */
	check(&(struct notes){ .take_name = "t", .take = XML_LINE }, "<a><t>x<b c='1'>y</b>z</a>",
	      "<a><t>x</t><b c=1>y</b>z</a>", false);
	check(&(struct notes){ .take_name = "t", .take = XML_LINE }, "<a><t>x<b>y</b>z</t></a>",
	      "<a><t>x<b>y</b>z</t></a>", true);
	check(&(struct notes){ .take_name = "t", .take = XML_LINE },
	      "<a><b xmlns:p='u'><t>x<p:c><d>y</b><t>z</a>",
	      "<a><b><t>x</t><{u}c><d>y</d></{u}c></b><t>z</t></a>", false);
}

static void finds_attributes(void **state)
{
	const struct xml_attr attrs[] = {
		{ "href", NULL, NULL, slice_of("1") },
		{ "href", "x", "urn:x", slice_of("2") },
		{ "alt", NULL, NULL, slice_of("") },
	};
	const struct xml_element e = { .attrs = attrs, .n_attrs = ARRAY_LENGTH(attrs) };

	(void)state;
	assert_true(slice_is(xml_attr(&e, NULL, "href"), "1"));
	assert_true(slice_is(xml_attr(&e, "x", "href"), "2"));
	assert_true(slice_is(xml_attr(&e, "urn:x", "href"), "2"));
	assert_non_null(xml_attr(&e, NULL, "alt").data);
	assert_null(xml_attr(&e, NULL, "src").data);
	assert_null(xml_attr(&e, "y", "href").data);
}

static void names_the_line(void **state)
{
	struct xml_report report;

	(void)state;
	assert_true(xml_read(slice_of("<a>\n<b>\n&\n</b>\n<c></a>"), &(struct xml_handler){ 0 }, NULL,
	                     &report));
	assert_int_equal(report.line, 3);
	assert_false(xml_read(slice_of("x"), &(struct xml_handler){ 0 }, NULL, NULL));
	assert_false(xml_read(slice_make(NULL, 0), &(struct xml_handler){ 0 }, NULL, NULL));
}

static void nul_bytes_end_nothing(void **state)
{
	struct notes notes = { 0 };
	struct xml_report report;

	(void)state;
	str_init(&notes.out);
	xml_read(slice_make("<a>x\0y<b\0/></a\0>z</a>", 21), &handler, &notes, &report);
	assert_memory_equal(notes.out.data, "<a>x\0y", 6);
	assert_false(report.wellformed);
	str_release(&notes.out);
}

/* --- limits and attacks ----------------------------------------------------------------------------- */

static struct xml_report read_hostile(const struct str *in, struct notes *notes)
{
	struct xml_report report;

	*notes = (struct notes){ 0 };
	str_init(&notes->out);
	xml_read(str_slice(in), &handler, notes, &report);
	assert_int_equal(notes->starts, notes->ends);
	return report;
}

static void bounds_depth(void **state)
{
	struct str in = STR_INIT;
	struct notes notes;
	struct xml_report report;

	(void)state;
	str_add(&in, "<rss>");
	for (int i = 0; i < 300000; i++)
		str_add(&in, "<a>");
	str_add(&in, "deep");
	for (int i = 0; i < 300000; i++)
		str_add(&in, "</a>");
	str_add(&in, "<item>after</item></rss>");
	report = read_hostile(&in, &notes);
	assert_true(report.cut && !report.wellformed);
	assert_int_equal(notes.starts, XML_DEPTH + 1);
	assert_non_null(strstr(notes.out.data, "deep"));
	assert_non_null(strstr(notes.out.data, "</a><item>after</item></rss>"));
	str_release(&notes.out);
	str_release(&in);
}

static void bounds_attributes_and_namespaces(void **state)
{
	struct str in = STR_INIT;
	struct notes notes;
	struct xml_report report;

	(void)state;
	str_add(&in, "<a ");
	for (int i = 0; i < 100000; i++)
		str_printf(&in, "b%d='1' ", i);
	str_add(&in, "><c d='");
	str_add_repeat(&in, 'x', XML_VALUE_BYTES + 1);
	str_add(&in, "' e='1'>");
	for (int i = 0; i < 200; i++) {
		str_printf(&in, "<d%d ", i);
		for (int k = 0; k < 100; k++)
			str_printf(&in, "xmlns:p%d_%d='u' ", i, k);
		str_add(&in, "/>");
	}
	str_add(&in, "<d");
	for (int k = 0; k < 1000; k++)
		str_printf(&in, " xmlns:p%d='u'", k);
	str_add(&in, "/></c></a>");
	report = read_hostile(&in, &notes);
	assert_true(report.cut && !report.wellformed);
	assert_non_null(strstr(notes.out.data, " b127=1>"));
	assert_non_null(strstr(notes.out.data, "<c e=1>"));
	str_release(&notes.out);
	str_release(&in);
}

static void bombs_are_duds(void **state)
{
	static const char bomb[] =
	        "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'>"
	        "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;"
	        "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><l>&b;&x;</l>";
	struct str in = STR_INIT;
	struct notes notes;

	(void)state;
	check(&(struct notes){ 0 }, bomb, "<l>&b;&x;</l>", false);
	check(&(struct notes){ 0 },
	      "<!DOCTYPE l [<!ENTITY n 'A &#38; B'><!ENTITY nbsp '-'><!ENTITY n 'no'>"
	      "<!ENTITY m '<b>'><!ENTITY % p 'q'>]><l a='&n;'>&n;&nbsp;&m;&p;</l>",
	      "<l a=A & B>A & B-&m;&p;</l>", false);
	/* many references to nothing */
	str_add(&in, "<!DOCTYPE l [<!ENTITY a '");
	str_add_repeat(&in, 'x', 100000);
	str_add(&in, "'>]><l>");
	for (int i = 0; i < 30000; i++)
		str_add(&in, "&a;");
	str_add(&in, "</l>");
	read_hostile(&in, &notes);
	assert_true(notes.out.len < 100000);
	str_release(&notes.out);
	str_release(&in);
}

static void hostile_input_costs_linear_time(void **state)
{
	static const char *const units[] = { "<",     "<a",      "<a ",       "<a b=\"", "<a b='",
		                             "<a b",  "<!--",    "<![CDATA[", "<?",      "<!DOCTYPE [ >",
		                             "<!D>",  "</a",     "</a>",      "&",       "&#",
		                             "&a;",   "<a>",     "<a></b>",   "<p:a p:b='1'/>",
		                             "<a b=\"<\"c", "]]>", "<!DOCTYPE a '>", "<!DOCTYPE <!-- >",
		                             "<rss", "<a xmlns:b='c'>", "<a b='c' d='&amp;'>" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(units); i++) {
		for (int root = 0; root < 2; root++) {
			struct str in = STR_INIT;
			struct notes notes;

			str_add(&in, root ? "<a>" : "");
			while (in.len < 200000)
				str_add(&in, units[i]);
			read_hostile(&in, &notes);
			str_release(&notes.out);
			str_release(&in);
		}
	}
}

/* A document cut off anywhere gives what had come, every element ended. */
static void survives_being_cut_off_anywhere(void **state)
{
	static const char whole[] =
	        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><r xmlns:p='u'><item><title>一</title>"
	        "<p:d e=\"f\" g='h'><![CDATA[<p>二]]></p:d><!-- c --></item><item>&amp;三</item></r>";

	(void)state;
	for (size_t n = 0; n <= sizeof whole - 1; n++) {
		char *copy = xmemdup(whole, n ? n : 1);
		struct notes notes = { 0 };
		struct xml_report report;

		str_init(&notes.out);
		xml_read(slice_make(copy, n), &handler, &notes, &report);
		assert_int_equal(notes.starts, notes.ends);
		assert_int_equal(report.wellformed, n == sizeof whole - 1);
		str_release(&notes.out);
		free(copy);
	}
}

/* --- the oracle ------------------------------------------------------------------------------------- */

static void oracle_start(void *opaque, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns,
                         int n_ns, const xmlChar **nss, int n_attrs, int n_default,
                         const xmlChar **attrs)
{
	struct str *out = &((struct notes *)((xmlParserCtxtPtr)opaque)->_private)->out;

	(void)n_ns, (void)nss, (void)n_default;
	str_add_char(out, '<');
	note_name(out, (const char *)ns, (const char *)prefix, (const char *)name);
	for (int i = 0; i < n_attrs; i++, attrs += 5) {
		str_add_char(out, ' ');
		note_name(out, (const char *)attrs[2], (const char *)attrs[1], (const char *)attrs[0]);
		str_printf(out, "=%.*s", (int)(attrs[4] - attrs[3]), (const char *)attrs[3]);
	}
	str_add_char(out, '>');
}

static void oracle_end(void *opaque, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct str *out = &((struct notes *)((xmlParserCtxtPtr)opaque)->_private)->out;

	str_add(out, "</");
	note_name(out, (const char *)ns, (const char *)prefix, (const char *)name);
	str_add_char(out, '>');
}

static void oracle_text(void *opaque, const xmlChar *text, int n)
{
	str_append(&((struct notes *)((xmlParserCtxtPtr)opaque)->_private)->out, text, (size_t)n);
}

static void oracle_read(const struct str *in, struct notes *notes)
{
	xmlParserCtxtPtr ctxt = xmlCreateMemoryParserCtxt(in->data, (int)in->len);

	memset(ctxt->sax, 0, sizeof *ctxt->sax);
	ctxt->sax->initialized = XML_SAX2_MAGIC;
	ctxt->sax->startElementNs = oracle_start;
	ctxt->sax->endElementNs = oracle_end;
	ctxt->sax->characters = ctxt->sax->cdataBlock = ctxt->sax->ignorableWhitespace = oracle_text;
	ctxt->_private = notes;
	xmlCtxtUseOptions(ctxt, XML_PARSE_NONET);
	xmlParseDocument(ctxt);
	assert_true(ctxt->wellFormed);
	xmlFreeParserCtxt(ctxt);
}

static uint32_t roll(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % n;
}

static void make_attrs(struct str *out, uint32_t *seed)
{
	static const char *const names[] = { "href", "p:x", "xml:lang", "xmlns", "xmlns:q", "t" };
	static const char *const values[] = { "1", "", "中文", "a>b", "urn:z", "x/y?z=1" };
	uint32_t used = 0;

	for (uint32_t n = roll(seed, 4); n; n--) {
		uint32_t which = roll(seed, ARRAY_LENGTH(names));
		const char *quote = roll(seed, 2) ? "\"" : "'";

		if (used & 1u << which)
			continue;
		used |= 1u << which;
		str_printf(out, "%s%s=%s%s%s", roll(seed, 2) ? " " : "\n\t", names[which], quote,
		           which == 4 ? "urn:q" : values[roll(seed, ARRAY_LENGTH(values))], quote);
	}
}

static void make_document(struct str *out, uint32_t *seed)
{
	static const char *const names[] = { "item", "p:date", "title", "a-b.c", "_x" };
	static const char *const texts[] = { "字", " ", "\n", "&lt;b&gt;", "&#20013;", "<![CDATA[<i>]]>",
		                             "<!-- c -->", "<?p i?>", "x > y", "]]" };
	const char *open[16];
	size_t depth = 0;

	str_add(out, roll(seed, 2) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "");
	str_add(out, "<rss xmlns:p='urn:p'>");
	for (uint32_t n = roll(seed, 40); n; n--) {
		uint32_t what = roll(seed, 4);

		if (what == 0 && depth < 16) {
			open[depth] = names[roll(seed, ARRAY_LENGTH(names))];
			str_printf(out, "<%s", open[depth]);
			make_attrs(out, seed);
			if (roll(seed, 4))
				str_add(out, ">"), depth++;
			else
				str_add(out, " />");
		} else if (what == 1 && depth) {
			str_printf(out, "</%s>", open[--depth]);
		} else {
			str_add(out, texts[roll(seed, ARRAY_LENGTH(texts))]);
		}
	}
	while (depth)
		str_printf(out, "</%s>", open[--depth]);
	str_add(out, "</rss>");
}

static void agrees_with_libxml2_on_what_is_right(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct str in = STR_INIT;
		struct notes ours = { 0 }, theirs = { 0 };
		struct xml_report report;

		str_init(&ours.out);
		str_init(&theirs.out);
		make_document(&in, &seed);
		xml_read(str_slice(&in), &handler, &ours, &report);
		oracle_read(&in, &theirs);
		if (strcmp(ours.out.data, theirs.out.data) || !report.wellformed)
			fail_msg("%s\nours   %s (%s)\ntheirs %s", in.data, ours.out.data,
			         report.problem ? report.problem : "", theirs.out.data);
		str_release(&in);
		str_release(&ours.out);
		str_release(&theirs.out);
	}
	xmlCleanupParser();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_right),
		cmocka_unit_test(recovers),
		cmocka_unit_test(takes_elements_whole),
		cmocka_unit_test(finds_attributes),
		cmocka_unit_test(names_the_line),
		cmocka_unit_test(nul_bytes_end_nothing),
		cmocka_unit_test(bounds_depth),
		cmocka_unit_test(bounds_attributes_and_namespaces),
		cmocka_unit_test(bombs_are_duds),
		cmocka_unit_test(hostile_input_costs_linear_time),
		cmocka_unit_test(survives_being_cut_off_anywhere),
		cmocka_unit_test(agrees_with_libxml2_on_what_is_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
