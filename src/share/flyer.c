#include "share/flyer.h"
#include "base/i18n.h"
#include "base/url.h"
#include "reader/page.h"
#include "reader/setting.h"
#include "share/qr.h"
#include "text/utf8.h"

enum { WORDS = 72, CODE_QUIET = 1 };

/* The beginning of the text, cut at a character. */
static void add_beginning(struct doc *d, const struct doc *page)
{
	struct str text = STR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < page->n_blocks && !text.len; i++)
		if (page->blocks[i].kind == BLOCK_PARAGRAPH)
			str_append(&text, page->blocks[i].text, page->blocks[i].len);
	for (const char *p = text.data, *end = p + text.len; p < end;) {
		uint32_t cp;

		if (n++ == WORDS) {
			str_truncate(&text, (size_t)(p - text.data));
			str_add(&text, "……");
			break;
		}
		p += utf8_decode(p, end, &cp);
	}
	if (text.len)
		doc_add(d, BLOCK_PARAGRAPH, str_slice(&text));
	str_release(&text);
}

static void add_code(struct str *out, const char *link)
{
	struct qr code;
	int margin;

	if (!qr_init(&code, link, NULL))
		return;
	margin = (FLYER_CELLS - qr_cells(&code, CODE_QUIET, QR_BLOCKS)) / 2;
	for (int i = 0; i < qr_rows(&code, CODE_QUIET, QR_BLOCKS); i++) {
		str_add_repeat(out, ' ', margin > 0 ? (size_t)margin : 0);
		qr_add_row(&code, CODE_QUIET, QR_BLOCKS, i, out);
		while (out->len && out->data[out->len - 1] == ' ')
			str_truncate(out, out->len - 1);
		str_add_char(out, '\n');
	}
	qr_release(&code);
}

static void add_rule(struct str *out, const char *sign)
{
	for (int i = 0; i < FLYER_CELLS; i++)
		str_add(out, sign);
	str_add_char(out, '\n');
}

void flyer_add(struct str *out, const struct page *p, const struct options *o, int64_t now)
{
	struct options own = *o;
	struct setting setting;
	struct doc *d = doc_new();
	const char *link = p->article.item.link;

	own.hang = 0; /* a card has a straight edge, whatever it is pasted into */
	d->lang = p->doc->lang;
	setting_init(&setting, &own, &width_profile_text, FLYER_CELLS);
	doc_add(d, BLOCK_HEADLINE, slice_of(p->article.item.title));
	page_add_byline(d, &p->article, now);
	add_beginning(d, p->doc);
	add_rule(out, "═");
	setting_print(&setting, d, out);
	add_rule(out, "─");
	if (link && url_is_web(link)) {
		add_code(out, link);
		str_printf(out, "%s\n", link);
	}
	doc_free(d);
}
