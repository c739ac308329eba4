#include "reader/page.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "doc/doc.h"
#include "text/fold.h"

#include <string.h>
#include <time.h>

/* --- times ------------------------------------------------------------------------------------ */

enum { WHEN_SIZE = 64 };

/* TRANSLATORS: the times of a page, for strftime; %-d is a number without a leading zero. */
struct forms {
	const char *today, *this_year, *other_year;
};
static const struct forms byline_forms = {
	N_("%-d %b %H:%M"), N_("%-d %b %H:%M"), N_("%-d %b %Y %H:%M"),
};
static const struct forms related_forms = {
	N_("%H:%M"), N_("%m-%d %H:%M"), N_("%Y-%m-%d %H:%M"),
};

static void format_civil(char out[WHEN_SIZE], const struct civil *c, const char *form)
{
	struct tm tm = { .tm_year = c->year - 1900, .tm_mon = c->month - 1, .tm_mday = c->day,
		         .tm_hour = c->hour, .tm_min = c->minute, .tm_sec = c->second,
		         .tm_wday = c->weekday };

	/* The form comes from a catalogue: it is data here. */
	if (!strftime(out, WHEN_SIZE, form, &tm))
		out[0] = '\0';
}

static void format_when(char out[WHEN_SIZE], int64_t t, int64_t now, const struct forms *forms)
{
	struct civil c = civil_from_utc(t, clock_local_offset(t));
	struct civil today = civil_from_utc(now, clock_local_offset(now));
	const char *form = c.year != today.year ? forms->other_year
	                   : c.month != today.month || c.day != today.day ? forms->this_year
	                                                                  : forms->today;

	format_civil(out, &c, _(form));
}

/* Where papers of a language are made, and how that place's clock is called. */
static const struct home {
	enum lang lang;
	int offset_s;
	const char *form;
} homes[] = {
	{ LANG_ZH, 8 * 3600, N_("%s (Beijing time %s)") },
	{ LANG_JA, 9 * 3600, N_("%s (Japan time %s)") },
	{ LANG_KO, 9 * 3600, N_("%s (Korea time %s)") },
};

/* Append the time in the reader's zone, and beside it the paper's own where the two differ. */
static void add_byline_time(struct str *out, int64_t t, int64_t now, enum lang lang)
{
	char here[WHEN_SIZE], there[WHEN_SIZE];
	struct civil c = civil_from_utc(t, clock_local_offset(t)), home;

	format_when(here, t, now, &byline_forms);
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
		if (homes[i].lang != lang || homes[i].offset_s == clock_local_offset(t))
			continue;
		home = civil_from_utc(t, homes[i].offset_s);
		if (home.day == c.day)
			format_civil(there, &home, _("%H:%M"));
		else
			format_civil(there, &home, _(byline_forms.this_year));
		str_printf(out, _(homes[i].form), here, there);
		return;
	}
	str_add(out, here);
}

/* --- parts, from top to bottom ---------------------------------------------------------------- */

/* What parts the units of a line: an em where Han is set, two blanks elsewhere. */
static const char *gap(void)
{
	const char *language = i18n_language();

	return strncmp(language, "zh", 2) == 0 || strncmp(language, "ja", 2) == 0 ? "　" : "  ";
}

static bool is_text(const char *s)
{
	return s && *s;
}

static void add_headline(struct doc *d, const struct item *item)
{
	if (is_text(item->title))
		doc_add(d, BLOCK_HEADLINE, slice_of(item->title));
}

/* Whose clock the byline's time was read off: kana and Hangul in the headline say more than a tag. */
static enum lang language_of(const struct article *a)
{
	enum lang tag = lang_of_tag(a->item.language), seen = lang_detect(slice_of(a->item.title));

	return tag == LANG_UNKNOWN || seen == LANG_JA || seen == LANG_KO ? seen : tag;
}

void page_add_time(struct str *out, int64_t t, int64_t now)
{
	char when[WHEN_SIZE];

	format_when(when, t, now, &byline_forms);
	str_add(out, when);
}

void page_add_byline(struct doc *d, const struct article *a, int64_t now)
{
	int64_t t = a->item.published != TIME_NONE ? a->item.published : a->updated;
	struct str line = STR_INIT;

	if (is_text(a->item.source))
		str_add(&line, a->item.source);
	if (t != TIME_NONE) {
		str_add(&line, line.len ? gap() : "");
		add_byline_time(&line, t, now, language_of(a));
	}
	if (is_text(a->item.author) && !text_same(a->item.author, a->item.source)) {
		str_add(&line, line.len ? gap() : "");
		str_add(&line, a->item.author);
	}
	if (line.len)
		doc_add(d, BLOCK_BYLINE, str_slice(&line));
	str_release(&line);
}

/* The same words, whatever their width, quotes and blanks. */
static bool same_title(struct slice a, const char *b)
{
	struct str folded_a = STR_INIT, folded_b = STR_INIT;
	bool same;

	text_fold_title(&folded_a, a);
	text_fold_title(&folded_b, slice_of(b));
	same = folded_a.len && slice_equal(str_slice(&folded_a), str_slice(&folded_b));
	str_release(&folded_a);
	str_release(&folded_b);
	return same;
}

/* Feeds often begin the text with the headline once more. */
static void drop_repeated_headline(struct doc *d, size_t from, const char *title)
{
	struct block *b = from < d->n_blocks ? &d->blocks[from] : NULL;

	if (!b || !title || (b->kind != BLOCK_HEADING && b->kind != BLOCK_PARAGRAPH) ||
	    b->len > 4 * strlen(title) + 64 || d->n_blocks == from + 1 ||
	    !same_title(slice_make(b->text, b->len), title))
		return;
	memmove(b, b + 1, (d->n_blocks - from - 1) * sizeof *b);
	d->n_blocks--;
	for (size_t i = from; i < d->n_blocks; i++)
		if (d->blocks[i].kind == BLOCK_TABLE_ROW)
			d->blocks[i].group--;
}

static void add_body(struct doc *d, const struct article *a)
{
	size_t from = d->n_blocks;

	if (is_text(a->body) && a->body_is_text)
		doc_add_text(d, slice_of(a->body));
	else if (is_text(a->body))
		doc_add_html(d, slice_of(a->body), a->base ? a->base : a->item.link);
	else if (is_text(a->item.summary))
		doc_add_text(d, slice_of(a->item.summary));
	drop_repeated_headline(d, from, a->item.title);
}

/* A film or a recording that comes with the article, where the text does not link to it. */
static void add_enclosure(struct doc *d, const struct article *a)
{
	const char *type = a->enclosure_type ? a->enclosure_type : "";
	bool is_video = strncmp(type, "video/", 6) == 0, is_audio = strncmp(type, "audio/", 6) == 0;
	struct block *b;

	if (!is_text(a->enclosure) || (!is_video && !is_audio))
		return;
	for (size_t i = 0; i < d->n_links; i++)
		if (strcmp(d->links[i].href, a->enclosure) == 0)
			return;
	b = doc_add(d, BLOCK_FIGURE, slice_of(a->enclosure));
	b->marker = is_video ? _("[video]") : _("[audio]");
	b->link = doc_add_link(d, a->enclosure, slice_of(a->enclosure), false);
}

static bool is_editor_line(struct slice text)
{
	static const char *const beginnings[] = { "（责任编辑", "(责任编辑", "责任编辑", "（責任編輯",
		                                  "(責任編輯", "責任編輯", "（责编", "(责编" };

	for (size_t i = 0; text.len < 120 && i < sizeof beginnings / sizeof *beginnings; i++)
		if (slice_begins(text, beginnings[i]))
			return true;
	return false;
}

/* The site often prints its editor as the text's last line itself: that one stands at the right too,
 * and none is added. */
static bool has_editor_line(struct doc *d)
{
	for (size_t i = d->n_blocks; i-- > 0 && i + 3 > d->n_blocks;) {
		struct block *b = &d->blocks[i];

		if (b->kind == BLOCK_PARAGRAPH && is_editor_line(slice_make(b->text, b->len))) {
			b->kind = BLOCK_EDITOR;
			return true;
		}
	}
	return false;
}

static void add_editor(struct doc *d, const struct article *a)
{
	struct str line = STR_INIT;

	if (has_editor_line(d) || !is_text(a->editor))
		return;
	str_printf(&line, _("(editor: %s)"), a->editor);
	doc_add(d, BLOCK_EDITOR, str_slice(&line));
	str_release(&line);
}

static void add_tags(struct doc *d, const struct item *item)
{
	struct str line = STR_INIT;
	size_t from = 0;

	for (size_t i = 0; i < item->n_tags; i++) {
		if (!is_text(item->tags[i]))
			continue;
		if (!line.len) {
			str_add(&line, _("Tags"));
			str_add(&line, gap());
			from = line.len;
		} else {
			str_add(&line, "  ");
		}
		str_add(&line, item->tags[i]);
	}
	if (line.len) {
		struct block *b = doc_add(d, BLOCK_TAGS, str_slice(&line));

		doc_style(d, b, 0, from, STYLE_DIM, 0);
		doc_style(d, b, from, line.len, STYLE_TAG, 0);
	}
	str_release(&line);
}

/* Time, a tab and the topics; NULL if there is neither. */
static const char *related_aside(struct arena *a, const struct related_item *r, int64_t now)
{
	struct str aside = STR_INIT;
	char when[WHEN_SIZE] = "";
	const char *copy;

	if (r->time != TIME_NONE)
		format_when(when, r->time, now, &related_forms);
	str_add(&aside, when);
	for (size_t i = 0; i < r->n_tags; i++) {
		str_add(&aside, i ? " " : "\t");
		str_add(&aside, r->tags[i]);
	}
	copy = aside.len ? arena_strdup(a, aside.data) : NULL;
	str_release(&aside);
	return copy;
}

/* Numbers go on behind `from`. */
static void add_rows(struct doc *d, const char *heading, const struct related_item *rows, size_t n,
                     size_t from, int64_t now)
{
	uint8_t field = from + n > 99 ? 3 : from + n > 9 ? 2 : 1;

	if (!n)
		return;
	doc_add(d, BLOCK_RULE, slice_of(heading));
	for (size_t i = 0; i < n && from + i < 999; i++) {
		const struct related_item *r = &rows[i];
		struct block *b = doc_add(d, BLOCK_RELATED, slice_of(r->title));

		b->number = (uint16_t)(from + i + 1);
		b->marker = arena_printf(&d->arena, "%zu", from + i + 1);
		b->field = field;
		b->dim = r->is_read;
		b->aside = related_aside(&d->arena, r, now);
	}
}

void page_add_further(struct page *p, int64_t now)
{
	/* TRANSLATORS: over articles of the store that tell of the same. */
	add_rows(p->doc, _("Further reading"), p->further, p->n_further, p->article.n_related, now);
}

void page_build(struct page *p, const struct article *a, int64_t now)
{
	struct doc *d = doc_new();

	p->doc = d;
	d->lang = lang_of_tag(a->item.language);
	add_headline(d, &a->item);
	page_add_byline(d, a, now);
	add_body(d, a);
	doc_length(d, &p->characters, &p->minutes);
	add_enclosure(d, a);
	add_editor(d, a);
	add_tags(d, &a->item);
	add_rows(d, _("Related"), a->related, a->n_related, 0, now);
}
