#include "digest/summary.h"
#include "text/lang.h"
#include "text/titlekey.h"
#include "text/utf8.h"
#include "text/wrap.h"

#include <string.h>

enum { CLAUSE_FROM = 60 /* per cent of the room that a clause must fill to be the end */ };

static bool begins_with_any(struct slice text, const char *const *marks, size_t *len)
{
	for (; *marks; marks++) {
		*len = strlen(*marks);
		if (text.len >= *len && !memcmp(text.data, *marks, *len))
			return true;
	}
	*len = 0;
	return false;
}

static struct slice from(struct slice text, size_t at)
{
	return slice_make(text.data + at, text.len - at);
}

/* --- sentences ------------------------------------------------------------------------------------ */

static bool is_word_byte(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (unsigned char)c >= 0x80;
}

/* "Dr. Lin", "U.S. trade", "No. 3": the full stop is the word's. */
static bool is_abbreviation(struct slice text, size_t dot)
{
	static const char *const known[] = { "mr", "mrs", "ms", "dr", "st", "no", "vs", "jr", "sr", "inc",
		                             "prof", "gen", "sen", "gov", "rep", "co", "ltd", "mt" };
	size_t start = dot;
	struct slice word;

	while (start && is_word_byte(text.data[start - 1]))
		start--;
	word = slice_make(text.data + start, dot - start);
	if (word.len <= 1)
		return true;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (slice_is_nocase(word, known[i]))
			return true;
	return false;
}

/* Bytes of the sign at `at` that ends a sentence, 0: none does. */
static size_t ending(struct slice text, size_t at)
{
	static const char *const wide[] = { "。", "！", "？", "!", "?", "｡", NULL };
	size_t len;

	if (begins_with_any(from(text, at), wide, &len)) {
		/* "Yahoo!7" and the like */
		bool is_inside = len == 1 && at + 1 < text.len && is_word_byte(text.data[at + 1]) &&
		                 (unsigned char)text.data[at + 1] < 0x80;
		return is_inside ? 0 : len;
	}
	if (text.data[at] != '.' || (at + 1 < text.len && text.data[at + 1] != ' ' &&
	                             text.data[at + 1] != '"' && text.data[at + 1] != '\n'))
		return 0;
	return is_abbreviation(text, at) ? 0 : 1;
}

size_t digest_sentence(struct slice text)
{
	static const char *const closing[] = { "”", "’", "」", "』", "）", "》", "\"", ")", "！", "？", "!", "?", NULL };
	size_t at = 0, len;

	while (at < text.len && !(len = ending(text, at)))
		at++;
	if (at >= text.len)
		return text.len;
	at += len;
	while (begins_with_any(from(text, at), closing, &len))
		at += len;
	while (at < text.len && ascii_is_space((unsigned char)text.data[at]))
		at++;
	return at;
}

/* --- cutting ------------------------------------------------------------------------------------- */

static void set_options(struct wrap_options *o, const struct width_profile *profile, int cells)
{
	wrap_options_init(o, profile, cells);
	o->indent_first = o->indent_rest = o->hang = 0;
	o->justify = JUSTIFY_OFF;
	o->autospace = WRAP_OFF;
	o->quotes = QUOTES_TIGHT;
	o->punct = PUNCT_ASIS;
	o->orphan = false;
}

/* The end of the last clause that fills enough of text. */
static size_t last_clause(const struct width_profile *profile, struct slice text, int cells)
{
	static const char *const marks[] = { "，", "；", "：", "、", "——", ", ", "; ", ": ", NULL };
	size_t found = 0, len;

	for (size_t at = 0; at < text.len; at++)
		if (begins_with_any(from(text, at), marks, &len) &&
		    text_width(profile, slice_make(text.data, at)) * 100 >= cells * CLAUSE_FROM)
			found = at;
	return found;
}

/* No sign that leads on stands before the dots. */
static size_t without_tail(struct slice text, size_t end)
{
	static const char *const tails[] = { "，", "；", "：", "、", "—", "“", "‘", "「", "『", "（", "《",
		                             "…", ",", ";", ":", "(", " ", "-", ".", "\"", NULL };

	for (bool again = true; again && end;) {
		again = false;
		for (const char *const *t = tails; *t; t++) {
			size_t n = strlen(*t);

			if (end >= n && !memcmp(text.data + end - n, *t, n)) {
				end -= n;
				again = true;
			}
		}
	}
	return end;
}

/* Before a bracket or quotation that would stay open, where enough is left. */
static size_t without_open(struct slice text, size_t end)
{
	static const char *const pairs[][2] = { { "（", "）" }, { "“", "”" }, { "「", "」" }, { "『", "』" },
		                                { "《", "》" }, { "【", "】" }, { "(", ")" } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t n = strlen(pairs[i][0]), open = SIZE_MAX;

		for (size_t at = 0; at < end; at++) {
			if (end - at >= n && !memcmp(text.data + at, pairs[i][0], n))
				open = at;
			else if (end - at >= strlen(pairs[i][1]) &&
			         !memcmp(text.data + at, pairs[i][1], strlen(pairs[i][1])))
				open = SIZE_MAX;
		}
		if (open != SIZE_MAX && open >= end / 2)
			end = open;
	}
	return end;
}

static void add_cut(struct str *out, const struct width_profile *profile, struct slice text, int cells)
{
	enum lang lang = lang_detect(text);
	const char *dots = lang == LANG_ZH || lang == LANG_ZH_HANT || lang == LANG_JA ? "……" : "…";
	int room = cells - text_width(profile, slice_of(dots));
	struct wrap_options o;
	struct wrap_line line;
	struct wrap *w;
	size_t end = 0, clause;

	if (room < 2)
		return;
	set_options(&o, profile, room);
	w = wrap_new(text.data, text.len, &o);
	if (wrap_line(w, 0, &line))
		end = line.end;
	wrap_free(w);
	clause = last_clause(profile, slice_make(text.data, end), room);
	end = without_tail(text, without_open(text, clause ? clause : end));
	if (!end)
		return;
	str_append(out, text.data, end);
	str_add(out, dots);
}

/* It says no more than the headline does. */
static bool repeats(struct slice sentence, const char *title)
{
	struct str a = STR_INIT, b = STR_INIT;
	bool same;

	if (!title)
		return false;
	title_key(&a, sentence);
	title_key(&b, slice_of(title));
	same = a.len && slice_equal(str_slice(&a), str_slice(&b));
	str_release(&a);
	str_release(&b);
	return same;
}

void digest_summary(struct str *out, const struct width_profile *profile, const char *title,
                    const char *text, int cells)
{
	struct slice rest = slice_trim(slice_of(text)), taken;
	size_t n = digest_sentence(rest);

	if (rest.len && repeats(slice_trim(slice_make(rest.data, n)), title)) {
		rest = from(rest, n);
		n = digest_sentence(rest);
	}
	if (!rest.len)
		return;
	taken = slice_trim(slice_make(rest.data, n));
	if (text_width(profile, taken) > cells) {
		add_cut(out, profile, taken, cells);
		return;
	}
	while (n < rest.len) {
		size_t more = n + digest_sentence(from(rest, n));
		struct slice longer = slice_trim(slice_make(rest.data, more));

		if (text_width(profile, longer) > cells)
			break;
		taken = longer;
		n = more;
	}
	str_add_slice(out, taken);
}
