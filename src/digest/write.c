#include "digest/write.h"
#include "base/i18n.h"
#include "base/url.h"
#include "digest/summary.h"

#include <string.h>

/* --- text ---------------------------------------------------------------------------------------- */

static int width(const struct digest_look *look, const char *text)
{
	return text_width(look->wrap.profile, slice_of(text));
}

void digest_text(struct str *out, const struct digest *d, const struct digest_look *look)
{
	struct digest_page p = { .n = 0 };

	digest_set(&p, d, look);
	for (size_t i = 0; i < p.n; i++) {
		const struct digest_row *row = &p.rows[i];

		if (*row->text)
			str_add_repeat(out, ' ', (size_t)row->x);
		str_add(out, row->text);
		if (row->right) {
			int gap = p.measure - row->x - width(look, row->text) -
			          width(look, row->right);

			str_add_repeat(out, ' ', gap > 0 ? (size_t)gap : 1);
			str_add(out, row->right);
		}
		str_add_char(out, '\n');
	}
	digest_page_release(&p);
}

/* An honest sentence, so that a mail that comes every morning is understood. */
void digest_add_nothing(struct str *out, const struct digest *d, int offset_s)
{
	struct str since = STR_INIT;

	digest_add_time(&since, d->since, d->until, offset_s);
	/* TRANSLATORS: a digest with nothing in it; a time comes in. */
	str_printf(out, _("Nothing new since %s."), since.data);
	str_add_char(out, '\n');
	str_release(&since);
}

/* --- Markdown and HTML have one shape ------------------------------------------------------------ */

struct markup {
	struct str *out;
	const struct digest *d;
	const struct digest_look *look;
	int cells;
	void (*escape)(struct str *out, const char *text);
};

static void escape_markdown(struct str *out, const char *text)
{
	for (; *text; text++) {
		/* a number with a full stop at the beginning of a line would be a list */
		if (strchr("\\`*_{}[]()<>#+-.!|~&$^=:@\"'", *text))
			str_add_char(out, '\\');
		str_add_char(out, *text == '\n' ? ' ' : *text);
	}
}

static void escape_html(struct str *out, const char *text)
{
	static const struct {
		char c;
		const char *as;
	} escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

	for (; *text; text++) {
		const char *as = NULL;

		for (size_t i = 0; i < sizeof escapes / sizeof *escapes && !as; i++)
			if (escapes[i].c == *text)
				as = escapes[i].as;
		if (as)
			str_add(out, as);
		else
			str_add_char(out, *text);
	}
}

/* An address within <…> or "…": what could end it is written as %XX. */
static void add_address(struct str *out, const char *link)
{
	for (const char *p = link; *p; p++) {
		if (strchr("<>\"'`()\\ {}|^", *p) || (unsigned char)*p < 0x20)
			str_printf(out, "%%%02X", (unsigned char)*p);
		else
			str_add_char(out, *p);
	}
}

static bool has_link(const struct digest_story *s)
{
	return s->link && url_is_web(s->link);
}

static void add_escaped_facts(struct markup *m, const struct digest_story *s)
{
	struct str facts = STR_INIT;

	digest_add_facts(&facts, m->d, s, m->look);
	m->escape(m->out, facts.data);
	str_release(&facts);
}

/* True when there was anything to say. */
static bool add_summary(struct markup *m, const struct digest_story *s, int lines, const char *before)
{
	struct str text = STR_INIT;
	bool any;

	digest_summary(&text, m->look->wrap.profile, s->title, s->text, m->cells * lines);
	any = text.len > 0;
	if (any) {
		str_add(m->out, before);
		m->escape(m->out, text.data);
	}
	str_release(&text);
	return any;
}

static void add_title(struct str *out, const struct digest *d, const struct digest_look *look)
{
	str_printf(out, "%s  ", digest_name(d->until, look->offset_s));
	digest_add_date(out, d->until, look->offset_s);
}

/* --- Markdown ------------------------------------------------------------------------------------ */

static void markdown_headline(struct markup *m, const struct digest_story *s)
{
	str_add(m->out, has_link(s) ? "[" : "");
	escape_markdown(m->out, s->title);
	if (has_link(s)) {
		str_add(m->out, "](<");
		add_address(m->out, s->link);
		str_add(m->out, ">)");
	}
}

static void markdown_section(struct markup *m, const char *title, const struct digest_story *const *v,
                             size_t n)
{
	if (!n)
		return;
	str_add(m->out, "\n## ");
	escape_markdown(m->out, title);
	str_add(m->out, "\n\n");
	for (size_t i = 0; i < n; i++) {
		str_add(m->out, "- **");
		markdown_headline(m, v[i]);
		str_add(m->out, "**  \n");
		if (add_summary(m, v[i], 1, "  "))
			str_add(m->out, "  \n");
		str_add(m->out, "  ");
		add_escaped_facts(m, v[i]);
		str_add_char(m->out, '\n');
	}
}

/* Each section with its heading. */
static void each_section(struct markup *m,
                         void (*add)(struct markup *m, const char *title,
                                     const struct digest_story *const *v, size_t n))
{
	struct str title = STR_INIT;

	add(m, _("Hot lists"), m->d->hot, m->d->n_hot);
	for (size_t i = 0; i < m->d->n_sections; i++) {
		str_clear(&title);
		digest_add_heading(&title, &m->d->sections[i]);
		add(m, title.data, m->d->sections[i].stories, m->d->sections[i].n);
	}
	str_release(&title);
}

void digest_markdown(struct str *out, const struct digest *d, const struct digest_look *look, int cells)
{
	struct markup m = { out, d, look, cells, escape_markdown };
	struct str title = STR_INIT;

	add_title(&title, d, look);
	str_add(out, "# ");
	escape_markdown(out, title.data);
	str_add(out, "\n");
	if (d->lead) {
		str_add(out, "\n## ");
		markdown_headline(&m, d->lead);
		str_add(out, "\n\n");
		if (add_summary(&m, d->lead, 2, ""))
			str_add(out, "\n\n");
		add_escaped_facts(&m, d->lead);
		str_add(out, "\n");
	}
	each_section(&m, markdown_section);
	str_release(&title);
}

/* --- HTML ---------------------------------------------------------------------------------------- */

static void html_headline(struct markup *m, const struct digest_story *s)
{
	if (has_link(s)) {
		str_add(m->out, "<a href=\"");
		/* & separates parameters and begins entities */
		for (const char *p = s->link; *p;) {
			size_t n = strcspn(p, "&");
			char part[2] = { 0 };

			for (size_t i = 0; i < n; i++) {
				part[0] = p[i];
				add_address(m->out, part);
			}
			p += n;
			if (*p) {
				str_add(m->out, "&amp;");
				p++;
			}
		}
		str_add(m->out, "\">");
	}
	escape_html(m->out, s->title);
	str_add(m->out, has_link(s) ? "</a>" : "");
}

static void html_rest(struct markup *m, const struct digest_story *s, int lines)
{
	if (add_summary(m, s, lines, "<p>"))
		str_add(m->out, "</p>\n");
	str_add(m->out, "<p class=\"facts\">");
	add_escaped_facts(m, s);
	str_add(m->out, "</p>\n");
}

static void html_section(struct markup *m, const char *title, const struct digest_story *const *v,
                         size_t n)
{
	if (!n)
		return;
	str_add(m->out, "<section>\n<h2>");
	escape_html(m->out, title);
	str_add(m->out, "</h2>\n");
	for (size_t i = 0; i < n; i++) {
		str_add(m->out, "<article>\n<h3>");
		html_headline(m, v[i]);
		str_add(m->out, "</h3>\n");
		html_rest(m, v[i], 1);
		str_add(m->out, "</article>\n");
	}
	str_add(m->out, "</section>\n");
}

static void html_begin(struct str *out, const struct digest *d, const struct digest_look *look)
{
	/* nothing is fetched when a mail program shows it: no script, no picture, no font */
	static const char style[] =
		"body{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.6}"
		"h1{font-size:1.2em;border-bottom:1px solid}h2{font-size:1.1em;margin-top:2em}"
		"h3{font-size:1em;margin:1em 0 0}p{margin:.2em 0}.facts{opacity:.7;font-size:.9em}"
		".lead h2{font-size:1.6em}";
	struct str title = STR_INIT;

	add_title(&title, d, look);
	str_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
	           i18n_language());
	escape_html(out, title.data);
	str_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<h1>", style);
	escape_html(out, title.data);
	str_add(out, "</h1>\n");
	str_release(&title);
}

static void html_end(struct str *out)
{
	str_add(out, "</body>\n</html>\n");
}

void digest_html_nothing(struct str *out, const struct digest *d, const struct digest_look *look)
{
	struct str text = STR_INIT;

	html_begin(out, d, look);
	digest_add_nothing(&text, d, look->offset_s);
	str_add(out, "<p>");
	escape_html(out, text.data);
	str_add(out, "</p>\n");
	html_end(out);
	str_release(&text);
}

void digest_html(struct str *out, const struct digest *d, const struct digest_look *look, int cells)
{
	struct markup m = { out, d, look, cells, escape_html };

	html_begin(out, d, look);
	if (d->lead) {
		str_add(out, "<section class=\"lead\">\n<h2>");
		html_headline(&m, d->lead);
		str_add(out, "</h2>\n");
		html_rest(&m, d->lead, 2);
		str_add(out, "</section>\n");
	}
	each_section(&m, html_section);
	html_end(out);
}
