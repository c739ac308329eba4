/* What <br> meant: verse, a paragraph, or a line the feed had wrapped (EDITION §3.7). */
#include "doc/build.h"
#include "text/utf8.h"

#include <string.h>

enum {
	VERSE_LINES = 3,       /* so many short lines at least */
	VERSE_LINES_MAX = 400,
	SHORT_LINE = 40,       /* cells: 20 characters */
	VERSE_LINE_MAX = 80,
	LABEL_CHARACTERS = 8,
	WRAPPED_LINE = 30,     /* nothing is wrapped at less */
};

/* What the lines of a paragraph are like. */
struct look {
	size_t lines, short_lines, longest;
	size_t listed;         /* begin with a number, a bullet or a label, or hold an address */
	size_t unfinished;     /* end without a stop, the last one aside */
	size_t shortest_but_last, longest_but_last;
};

static bool ends_sentence(struct slice s)
{
	static const char *const stops[] = { "。", "！", "？", "”", "」", "…", "；", "：", "）", ".", "!",
	                                     "?", "\"", ":", ")" };

	for (size_t i = 0; i < ARRAY_LENGTH(stops); i++)
		if (slice_ends(s, stops[i]))
			return true;
	return false;
}

/* "1. ", "• ", "一、", "电话：…": entries, not verse. */
static bool is_listed(struct slice s)
{
	static const char *const signs[] = { "•", "·", "●", "○", "■", "◆", "▪", "-", "*",
		                             "①", "②", "③", "（", "(", "【", "▲", "★", "※" };
	const char *p = s.data, *end = p + s.len;

	if (s.len && ascii_is_digit((unsigned char)*s.data))
		return true;
	for (size_t i = 0; i < ARRAY_LENGTH(signs); i++)
		if (slice_begins(s, signs[i]))
			return true;
	for (int n = 0; n < LABEL_CHARACTERS && p < end; n++) {
		uint32_t cp;

		p += utf8_decode(p, end, &cp);
		if ((cp == 0xff1a || cp == ':' || cp == 0x3001) && p < end && n > 0)
			return cp != 0x3001 || n == 1; /* "一、" but not "风、雨、" */
	}
	return slice_find(s, "://", 3) != NULL;
}

/* A run of U+3000 behind a full stop begins a new paragraph in text that lost its markup. */
static const char *wide_indent(struct slice s)
{
	const char *p = s.data;
	struct slice before;

	while ((p = slice_find(slice_make(p, (size_t)(s.data + s.len - p)),
	                       "\xe3\x80\x80\xe3\x80\x80", 6)) != NULL) {
		before = slice_make(s.data, (size_t)(p - s.data));
		if (ends_sentence(before))
			return p;
		p += 6;
	}
	return NULL;
}

/* The next line, and where it ended: true if a blank line or an indent follows it. */
static bool next_line(struct slice *rest, struct slice *line)
{
	struct slice whole = slice_next(rest, '\n');
	const char *border = whole.len >= 12 ? wide_indent(whole) : NULL;
	bool is_border = border != NULL;

	if (border) {
		*rest = slice_make(border, (size_t)(rest->data + rest->len - border));
		whole.len = (size_t)(border - whole.data);
	}
	*line = doc_trim(whole);
	while (rest->len && *rest->data == '\n') {
		rest->data++;
		rest->len--;
		is_border = true;
	}
	return is_border;
}

/* Look at lines up to the first border (or all of them). */
static struct look look_at(struct slice text, bool up_to_border)
{
	struct look look = { .shortest_but_last = SIZE_MAX };
	size_t last = 0;

	while (text.len) {
		struct slice line;
		bool border = next_line(&text, &line);
		size_t cells = rough_cells(line);

		if (line.len) {
			if (look.lines) {
				look.shortest_but_last = last < look.shortest_but_last
				                                 ? last : look.shortest_but_last;
				look.longest_but_last = last > look.longest_but_last
				                                ? last : look.longest_but_last;
			}
			last = cells;
			look.lines++;
			look.short_lines += cells <= SHORT_LINE;
			look.longest = cells > look.longest ? cells : look.longest;
			look.listed += is_listed(line);
			look.unfinished += !ends_sentence(line);
		}
		if (border && up_to_border)
			break;
	}
	return look;
}

static bool is_verse(const struct look *k)
{
	return k->short_lines >= VERSE_LINES && k->lines <= VERSE_LINES_MAX &&
	       k->short_lines * 3 >= k->lines * 2 && k->longest <= VERSE_LINE_MAX &&
	       k->listed * 3 <= k->lines;
}

/* Lines of one length that end in the middle of sentences: a mail or a feed had wrapped them. */
static bool is_wrapped(const struct look *k)
{
	return k->lines >= 3 && k->longest_but_last >= WRAPPED_LINE && k->listed * 3 <= k->lines &&
	       k->shortest_but_last * 4 >= k->longest_but_last * 3 && k->unfinished * 2 >= k->lines;
}

/* Make one paragraph of wrapped lines: no blank between Han, one elsewhere. The newline becomes a
 * blank, or goes by shifting what follows; runs are given up where bytes move. */
static void join_lines(struct builder *b, struct stand *at, struct slice lines)
{
	struct builder joined;
	size_t start = (size_t)(lines.data - b->text.data);

	build_init(&joined, b->d, b->base);
	for (size_t i = 0, r = 0; i < lines.len;) {
		size_t from = start + i, stop;

		/* From here to the next border of a run, in that run's style. */
		while (r < b->n_runs && b->runs[r].end <= from)
			r++;
		stop = r < b->n_runs ? (b->runs[r].start > from ? b->runs[r].start : b->runs[r].end)
		                     : start + lines.len;
		stop = stop < start + lines.len ? stop : start + lines.len;
		joined.style = r < b->n_runs && b->runs[r].start <= from ? b->runs[r].style : 0;
		joined.link = r < b->n_runs && b->runs[r].start <= from ? b->runs[r].link : 0;
		build_text(&joined, slice_make(b->text.data + from, stop - from));
		i = stop - start;
	}
	build_block(&joined, at, 0, joined.text.len);
	b->n_flushed += joined.n_flushed;
	build_release(&joined);
}

void build_lines(struct builder *b, struct stand *at)
{
	struct slice text = doc_trim(str_slice(&b->text)), rest = text;
	struct look all;

	if (!memchr(text.data, '\n', text.len) && !(text.len >= 12 && wide_indent(text))) {
		build_block(b, at, 0, b->text.len);
		return;
	}
	all = look_at(text, false);
	if (at->kind != BLOCK_LIST_ITEM && is_verse(&all) && (size_t)b->indented * 2 < all.lines) {
		struct stand verse = *at;

		verse.kind = BLOCK_VERSE;
		build_block(b, &verse, (size_t)(text.data - b->text.data),
		            (size_t)(text.data - b->text.data) + text.len);
		return;
	}
	while (rest.len) {
		struct look look = look_at(rest, true);
		struct slice line, group = rest;
		bool wrapped = is_wrapped(&look) && !b->indented;

		for (bool border = false; rest.len && !border;) {
			border = next_line(&rest, &line);
			if (!wrapped && line.len)
				build_block(b, at, (size_t)(line.data - b->text.data),
				            (size_t)(line.data - b->text.data) + line.len);
		}
		if (wrapped)
			join_lines(b, at, slice_make(group.data, (size_t)(rest.data - group.data)));
	}
}
