#include "digest/set.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "digest/summary.h"

#include <stdlib.h>
#include <string.h>

enum {
	MORNING_FROM = 4, EVENING_FROM = 12,
	TEXT_AT = 4,       /* behind a story's number */
	LEAD_LINES = 3,
	TITLE_LINES = 4,
	RIGHT_GAP = 2,
};

/* --- words --------------------------------------------------------------------------------------- */

const char *digest_name(int64_t time, int offset_s)
{
	int hour = civil_from_utc(time, offset_s).hour;

	return hour >= MORNING_FROM && hour < EVENING_FROM ? _("Morning paper") : _("Evening paper");
}

void digest_add_date(struct str *out, int64_t time, int offset_s)
{
	static const char *const weekdays[] = { N_("Sunday"), N_("Monday"), N_("Tuesday"),
		                                N_("Wednesday"), N_("Thursday"), N_("Friday"),
		                                N_("Saturday") };
	struct civil c = civil_from_utc(time, offset_s);

	/* TRANSLATORS: a digest's date: weekday, year, month, day. */
	str_printf(out, _("%1$s, %2$d-%3$02d-%4$02d"), _(weekdays[c.weekday]), c.year, c.month,
	           c.day);
}

void digest_add_time(struct str *out, int64_t time, int64_t until, int offset_s)
{
	struct civil c = civil_from_utc(time, offset_s), end = civil_from_utc(until, offset_s);

	if (c.year != end.year)
		str_printf(out, "%d-", c.year);
	if (c.year != end.year || c.month != end.month || c.day != end.day)
		str_printf(out, "%02d-%02d ", c.month, c.day);
	str_printf(out, "%02d:%02d", c.hour, c.minute);
}

void digest_add_heading(struct str *out, const struct digest_section *section)
{
	/* TRANSLATORS: in a digest, over stories that no other heading takes. */
	str_add(out, *section->name ? section->name : _("Also in the news"));
}

static void add_movement(struct str *out, const struct hot_entry *e)
{
	if (e->state == HOT_UP && e->previous)
		/* TRANSLATORS: a hot entry's rank has risen by so many places. */
		str_printf(out, _("up %d"), e->previous - e->rank);
	else if (e->state == HOT_DOWN && e->previous)
		/* TRANSLATORS: a hot entry's rank has fallen by so many places. */
		str_printf(out, _("down %d"), e->rank - e->previous);
	else if (e->state == HOT_NEW)
		/* TRANSLATORS: a hot entry that is new on its list. */
		str_add(out, _("new on the list"));
	else if (e->state == HOT_BACK)
		/* TRANSLATORS: a hot entry that is on its list again. */
		str_add(out, _("back on the list"));
}

void digest_add_facts(struct str *out, const struct digest *d, const struct digest_story *s,
                      const struct digest_look *look)
{
	int times = s->n_lists + s->n_sources;
	struct str moved = STR_INIT;

	if (s->source && *s->source)
		str_printf(out, "%s  ", s->source);
	if (s->time != TIME_NONE)
		digest_add_time(out, s->time, d->until, look->offset_s);
	if (times > 1)
		str_printf(out, look->ascii ? "  x%d" : "  ×%d", times);
	if (s->hot && look->movement)
		look->movement(look->opaque, &moved, s->hot);
	else if (s->hot)
		add_movement(&moved, s->hot);
	if (moved.len)
		str_printf(out, "  %s", moved.data);
	str_release(&moved);
}

/* --- rows ---------------------------------------------------------------------------------------- */

struct setter {
	struct digest_page *p;
	const struct digest *d;
	const struct digest_look *look;
	size_t story;
};

static struct digest_row *add_row(struct setter *s, int x, const char *text, style_t style)
{
	struct digest_row *row = &ARRAY_PUSH(s->p->rows, s->p->n, s->p->cap);

	*row = (struct digest_row){ .x = x, .text = arena_strdup(&s->p->arena, text),
		                    .style = style, .story = s->story };
	return row;
}

static int cells_of(const struct setter *s, const char *text)
{
	return text_width(s->look->wrap.profile, slice_of(text));
}

/* As lists set headlines (ui/title.c); a summary of one line is measured so. */
static struct wrap_options options_of(const struct setter *s, int x, bool is_prose, bool headline)
{
	struct wrap_options o = s->look->wrap;

	o.measure -= x;
	o.headline = headline;
	o.indent_first = o.indent_rest = 0;
	o.hang = 0; /* columns stand side by side, facts at the right */
	if (!is_prose) {
		o.justify = JUSTIFY_OFF;
		o.autospace = WRAP_OFF;
		o.quotes = QUOTES_TIGHT;
	}
	return o;
}

/* At most so many rows from column x on; returns the last one, NULL when there is none. */
static struct digest_row *add_text(struct setter *s, int x, const char *text, style_t style,
                                   const struct wrap_options *o, int most)
{
	const char *dots = s->look->ascii ? "..." : "…";
	struct digest_row *row = NULL;
	struct str drawn = STR_INIT;
	struct wrap_line line;
	struct wrap *w = wrap_new(text, strlen(text), o);

	for (size_t at = 0; most-- > 0 && wrap_line(w, at, &line); at = line.next) {
		str_clear(&drawn);
		wrap_line_text(w, &line, &drawn);
		if (!most && !line.last) {
			int room = o->measure - cells_of(s, dots);

			str_truncate(&drawn, text_fit(o->profile, str_slice(&drawn), room, NULL));
			str_add(&drawn, dots);
		}
		row = add_row(s, x, drawn.data, style);
		if (line.last)
			break;
	}
	wrap_free(w);
	str_release(&drawn);
	return row;
}

/* Facts at the right of the headline's last row where they fit, else below it. */
static void add_facts(struct setter *s, struct digest_row *last, const struct digest_story *story,
                      int x)
{
	struct str facts = STR_INIT;
	struct wrap_options o;
	int room;

	digest_add_facts(&facts, s->d, story, s->look);
	room = last ? s->p->measure - last->x - cells_of(s, last->text) - RIGHT_GAP : 0;
	if (last && cells_of(s, facts.data) <= room) {
		last->right = arena_strdup(&s->p->arena, facts.data);
	} else {
		o = options_of(s, x, false, false);
		add_text(s, x, facts.data, STYLE_DIM, &o, 1);
	}
	str_release(&facts);
}

static size_t count_lines(const char *text, const struct wrap_options *o)
{
	struct wrap *w = wrap_new(text, strlen(text), o);
	size_t n = wrap_count(w);

	wrap_free(w);
	return n;
}

/* Drawn, a text may be wider than it is (marks become full-width, lines are not full): what does not fit
 * is made shorter rather than cut off. */
static void add_summary(struct setter *s, const struct digest_story *story, int x, int lines)
{
	struct wrap_options o = options_of(s, x, lines > 1, false);
	style_t style = story->is_read ? STYLE_DIM : STYLE_TEXT;
	struct str text = STR_INIT;

	for (int cells = o.measure * lines; cells > o.measure * (lines - 1) + 4; cells -= 2) {
		str_clear(&text);
		digest_summary(&text, o.profile, story->title, story->text, cells);
		if (!text.len || count_lines(text.data, &o) <= (size_t)lines)
			break;
	}
	if (text.len)
		add_text(s, x, text.data, style, &o, lines);
	str_release(&text);
}

static void add_blank(struct setter *s)
{
	size_t story = s->story;

	s->story = 0;
	add_row(s, 0, "", STYLE_TEXT);
	s->story = story;
}

static void add_lead(struct setter *s, const struct digest_story *story)
{
	struct wrap_options o = options_of(s, 0, false, true);

	s->story = 1;
	add_text(s, 0, story->title, story->is_read ? STYLE_DIM : STYLE_TITLE, &o, TITLE_LINES);
	add_summary(s, story, 0, LEAD_LINES);
	add_facts(s, NULL, story, 0);
	s->story = 0;
}

static void add_story(struct setter *s, size_t number, const struct digest_story *story)
{
	style_t style = story->is_read ? STYLE_DIM : STYLE_UNREAD;
	struct wrap_options o = options_of(s, TEXT_AT, false, false);
	struct digest_row *row, *last;
	size_t first = s->p->n;
	struct str line = STR_INIT;

	s->story = number;
	add_text(s, TEXT_AT, story->title, style, &o, TITLE_LINES);
	if (s->p->n > first) {
		/* the number stands before the first row, in the row itself */
		row = &s->p->rows[first];
		str_printf(&line, "%2zu  %s", number, row->text);
		row->text = arena_strdup(&s->p->arena, line.data);
		row->x = 0;
	}
	last = s->p->n > first ? &s->p->rows[s->p->n - 1] : NULL;
	add_facts(s, last, story, TEXT_AT);
	add_summary(s, story, TEXT_AT, 1);
	s->story = 0;
	str_release(&line);
}

static void add_rule(struct setter *s, const char *text)
{
	const char *dash = s->look->ascii ? "-" : "─";
	struct str line = STR_INIT;
	int cells, one = cells_of(s, dash);

	str_printf(&line, "%s%s %s ", dash, dash, text);
	for (cells = cells_of(s, line.data); cells + one <= s->p->measure; cells += one)
		str_add(&line, dash);
	add_row(s, 0, line.data, STYLE_HEADING)->keeps = true;
	str_release(&line);
}

static void add_masthead(struct setter *s)
{
	const struct digest *d = s->d;
	struct str date = STR_INIT;
	const char *name = digest_name(d->until, s->look->offset_s);
	struct digest_row *row = add_row(s, 0, name, STYLE_HEADING);

	digest_add_date(&date, d->until, s->look->offset_s);
	if (cells_of(s, name) + RIGHT_GAP + cells_of(s, date.data) <= s->p->measure)
		row->right = arena_strdup(&s->p->arena, date.data);
	else
		add_row(s, 0, date.data, STYLE_DIM);
	add_blank(s);
	str_release(&date);
}

static void add_section(struct setter *s, const char *title, const struct digest_story *const *stories,
                        size_t n, size_t *number)
{
	if (!n)
		return;
	add_blank(s);
	add_rule(s, title);
	for (size_t i = 0; i < n; i++)
		add_story(s, ++*number, stories[i]);
}

void digest_set(struct digest_page *p, const struct digest *d, const struct digest_look *look)
{
	struct setter s = { p, d, look, 0 };
	struct str title = STR_INIT;
	size_t number = 1;

	p->measure = look->wrap.measure;
	add_masthead(&s);
	if (d->lead)
		add_lead(&s, d->lead);
	add_section(&s, _("Hot lists"), d->hot, d->n_hot, &number);
	for (size_t i = 0; i < d->n_sections; i++) {
		str_clear(&title);
		digest_add_heading(&title, &d->sections[i]);
		add_section(&s, title.data, d->sections[i].stories, d->sections[i].n, &number);
	}
	for (size_t i = 0; i + 1 < p->n; i++)
		p->rows[i].keeps |= p->rows[i].story && p->rows[i].story == p->rows[i + 1].story;
	str_release(&title);
}

void digest_page_release(struct digest_page *p)
{
	arena_release(&p->arena);
	free(p->rows);
	memset(p, 0, sizeof *p);
}
