/* Text with runs, growing into blocks. */
#include "doc/build.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TAB_STOP = 8, SHORT_PARAGRAPH = 100 };

void build_init(struct builder *b, struct doc *d, const char *base)
{
	memset(b, 0, sizeof *b);
	b->d = d;
	b->base = base;
	str_init_limit(&b->text, DOC_TEXT_MAX);
}

void build_release(struct builder *b)
{
	str_release(&b->text);
	free(b->runs);
}

/* --- characters ------------------------------------------------------------------------------- */

static bool is_wide(uint32_t cp)
{
	/* Not Hangul: Korean parts its words by blanks. */
	return (cp >= 0x2e80 && cp <= 0xa4cf) || (cp >= 0xf900 && cp <= 0xfaff) ||
	       (cp >= 0xfe30 && cp <= 0xfe4f) || (cp >= 0xff01 && cp <= 0xff60) ||
	       (cp >= 0x20000 && cp <= 0x3ffff);
}

/* Marks that Chinese and Japanese share with others: “ ” ‘ ’ — … (R31). */
static bool is_shared_mark(uint32_t cp)
{
	return cp == 0x2018 || cp == 0x2019 || cp == 0x201c || cp == 0x201d || cp == 0x2014 ||
	       cp == 0x2026;
}

static uint32_t last_codepoint(const struct str *s)
{
	const char *end = s->data + s->len;
	uint32_t cp = '\n';

	if (s->len)
		utf8_decode(utf8_before(s->data, end), end, &cp);
	return cp;
}

static bool at_line_start(const struct builder *b)
{
	char last = b->text.len ? b->text.data[b->text.len - 1] : '\n';

	return last == '\n' || last == '\t';
}

/* Beginning of a run of the present style, or more of the last one. */
static void extend_run(struct builder *b, size_t start)
{
	struct run *last = b->n_runs ? &b->runs[b->n_runs - 1] : NULL;

	if (!b->style && !b->link)
		return;
	if (last && last->end == start && last->style == b->style && last->link == b->link)
		last->end = (uint32_t)b->text.len;
	else
		ARRAY_PUSH(b->runs, b->n_runs, b->cap_runs) =
			(struct run){ (uint32_t)start, (uint32_t)b->text.len, b->style, b->link };
}

void build_exact(struct builder *b, const char *text, size_t len)
{
	size_t start = b->text.len;

	if (!str_append(&b->text, text, len)) {
		/* Half a character at the ceiling is none. */
		while (b->text.len > start &&
		       !utf8_is_valid(b->text.data + start, b->text.len - start))
			str_truncate(&b->text, b->text.len - 1);
		b->d->cut = true;
	}
	if (b->text.len > start)
		extend_run(b, start);
}

/* Whether a line break of the source between these two is nothing (R31). Of two shared marks the
 * letter before them tells whose they are. */
static bool joins(const struct str *text, uint32_t before, uint32_t after)
{
	const char *p = text->data + text->len;

	if (!is_wide(after) && !is_shared_mark(after))
		return false;
	if (is_wide(after))
		return is_wide(before) || is_shared_mark(before);
	while (is_shared_mark(before) && p > text->data) {
		p = utf8_before(text->data, p);
		utf8_decode(p, text->data + text->len, &before);
	}
	return is_wide(before);
}

/* Write the white space that waits, now that the character after it is known. */
static void write_pending(struct builder *b, const char *next, const char *end)
{
	enum pending pending = b->pending;
	style_t style = b->style;
	uint16_t link = b->link;
	uint32_t before, after;

	b->pending = PENDING_NONE;
	if (pending == PENDING_NONE || at_line_start(b))
		return;
	before = last_codepoint(&b->text);
	utf8_decode(next, end, &after);
	if (before == ' ' || before == 0x3000)
		return;
	if (pending == PENDING_NEWLINE && joins(&b->text, before, after))
		return;
	/* A blank at the border of a link or of bold text belongs to what both sides share. */
	b->style = style & b->pending_style & 0xff00;
	if (STYLE_ROLE(style) == STYLE_ROLE(b->pending_style))
		b->style |= STYLE_ROLE(style);
	b->link = link == b->pending_link ? link : 0;
	if (pending == PENDING_NBSP && !is_wide(before) && !is_wide(after))
		build_exact(b, "\xc2\xa0", 2);
	else
		build_exact(b, " ", 1);
	b->style = style;
	b->link = link;
}

/* White space at p: its bytes, and what it counts as. U+3000 counts at a line's start only. */
static size_t space_at(const struct builder *b, const char *p, const char *end, enum pending *kind)
{
	unsigned char c = (unsigned char)*p;

	if (c == '\n' || c == '\r' || c == '\f') {
		*kind = PENDING_NEWLINE;
		return 1;
	}
	*kind = PENDING_SPACE;
	if (c == ' ' || c == '\t')
		return 1;
	if (c == 0xe3 && end - p >= 3 && memcmp(p, "\xe3\x80\x80", 3) == 0)
		return at_line_start(b) ? 3 : 0;
	*kind = PENDING_NBSP;
	if (c == 0xc2 && end - p >= 2 && (unsigned char)p[1] == 0xa0)
		return 2;
	*kind = PENDING_NONE;
	return c == 0xef && end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* The longest beginning that needs no cleaning and no folding, by cheap tests: Han, kana, Hangul
 * and their marks, letters of two bytes, ASCII with single blanks between words. */
static const char *plain_span(const char *start, const char *end)
{
	const unsigned char *p = (const unsigned char *)start, *e = (const unsigned char *)end;

	while (p < e) {
		if (e - p >= 3 && *p >= 0xe2 && *p <= 0xef) {
			if (((p[1] ^ 0x80) | (p[2] ^ 0x80)) >= 0x40)
				break;
			/* but for Han and the like: U+2010–2027, U+FF00–FF7F */
			if ((*p < 0xe3 || *p > 0xec) &&
			    !(*p == 0xe2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xa7) &&
			    !(*p == 0xef && (p[1] == 0xbc || p[1] == 0xbd)))
				break;
			p += 3;
		} else if (*p > ' ' && *p < 0x7f) {
			p++;
		} else if (*p == ' ' && (const char *)p > start && p[-1] > ' ' && p[-1] < 0x7f &&
		           e - p > 1 && p[1] > ' ' && p[1] < 0x7f) {
			p++;
		} else if (*p >= 0xc2 && *p <= 0xd7 && e - p >= 2 && (p[1] & 0xc0) == 0x80 &&
		           (*p > 0xc2 || p[1] > 0xa0)) {
			p += 2;
		} else {
			break;
		}
	}
	return (const char *)p;
}

/* The rest: up to where a plain span or white space may begin again. */
static const char *odd_span(const char *p, const char *end)
{
	while (++p < end) {
		unsigned char c = (unsigned char)*p;

		if ((c >= ' ' && c < 0x7f) || (c >= 0xc2 && c <= 0xd7) ||
		    (c >= 0xe3 && c <= 0xec) || ascii_is_space(c))
			break;
	}
	return p;
}

static void write_text(struct builder *b, const char *p, size_t n)
{
	if (!n)
		return;
	write_pending(b, p, p + n);
	build_exact(b, p, n);
}

/* is_clean: text_clean() has been over it. */
static void folded_text(struct builder *b, const char *p, const char *end, bool is_clean)
{
	struct str clean = STR_INIT;
	int wide_blanks = 0;

	while (p < end) {
		enum pending kind;
		size_t n = space_at(b, p, end, &kind);
		const char *stop;

		if (n) {
			if (b->pending == PENDING_NONE) {
				b->pending_style = b->style;
				b->pending_link = b->link;
			}
			if (kind > b->pending)
				b->pending = kind;
			wide_blanks += n == 3 && kind == PENDING_SPACE;
			p += n;
			continue;
		}
		if (wide_blanks >= 2)
			b->indented++;
		wide_blanks = 0;
		stop = plain_span(p, end);
		if (stop > p || is_clean) {
			stop = stop > p ? stop : odd_span(p, end);
			write_text(b, p, (size_t)(stop - p));
		} else if (end - p >= 2 && memcmp(p, "\xe2\x81", 2) == 0) {
			/* Isolates are judged by the line they stand in. */
			stop = end;
			text_clean(&clean, slice_make(p, (size_t)(end - p)), CLEAN_BLOCK);
			folded_text(b, clean.data, clean.data + clean.len, true);
		} else {
			stop = odd_span(p, end);
			str_clear(&clean);
			text_clean(&clean, slice_make(p, (size_t)(stop - p)), CLEAN_BLOCK);
			write_text(b, clean.data, clean.len);
		}
		p = stop;
	}
	str_release(&clean);
}

/* Cells of the line that is being written: a line of a thousand tabs is measured once. */
static size_t column(struct builder *b)
{
	const char *text = b->text.data, *from, *line;

	if (b->measured > b->text.len)
		b->measured = b->column = 0;
	from = text + b->measured;
	line = b->text.len ? memrchr(from, '\n', (size_t)(text + b->text.len - from)) : NULL;
	if (line) {
		from = line + 1;
		b->column = 0;
	}
	b->column += rough_cells(slice_make(from, (size_t)(text + b->text.len - from)));
	b->measured = b->text.len;
	return b->column;
}

/* Newlines and blanks are kept; tabs go to their stops. */
static void pre_text(struct builder *b, const char *p, const char *end)
{
	while (p < end) {
		size_t n = (size_t)(end - p);
		const char *tab = memchr(p, '\t', n);

		build_exact(b, p, tab ? (size_t)(tab - p) : n);
		if (!tab)
			return;
		build_exact(b, "        ", TAB_STOP - column(b) % TAB_STOP);
		p = tab + 1;
	}
}

void build_text(struct builder *b, struct slice text)
{
	struct str clean = STR_INIT;

	if (!text.len)
		return;
	if (!b->is_pre || b->in_cell) {
		folded_text(b, text.data, text.data + text.len, false);
		return;
	}
	if (!text_is_clean(text, CLEAN_BLOCK)) {
		text_clean(&clean, text, CLEAN_BLOCK);
		text = str_slice(&clean);
	}
	pre_text(b, text.data, text.data + text.len);
	str_release(&clean);
}

void build_break(struct builder *b)
{
	b->pending = PENDING_NONE;
	/* At the very start of a block, and of a cell, it parts nothing. */
	if (!b->text.len || b->text.data[b->text.len - 1] == '\t')
		return;
	str_add_char(&b->text, '\n');
}

void build_cut(struct builder *b, size_t start)
{
	str_truncate(&b->text, start);
	b->measured = b->column = 0;
	while (b->n_runs && b->runs[b->n_runs - 1].start >= start)
		b->n_runs--;
	if (b->n_runs && b->runs[b->n_runs - 1].end > start)
		b->runs[b->n_runs - 1].end = (uint32_t)start;
}

bool build_is_empty(const struct builder *b)
{
	return !doc_trim(str_slice(&b->text)).len;
}

size_t rough_cells(struct slice text)
{
	size_t cells = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];
		/* A lead byte of three or four counts 2, of two 1, what continues 0. */
		cells += c < 0x80 ? 1 : c >= 0xe3 ? 2 : c >= 0xc0 ? 1 : 0;
	}
	return cells;
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* A link's title is the text it was met with first. */
static void name_links(struct doc *d, const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *first = &b->runs[i], *last = first;
		struct doc_link *l = first->link ? &d->links[first->link - 1] : NULL;

		while (i + 1 < b->n_runs && last[1].link == first->link &&
		       last[1].start == last->end)
			last++, i++;
		if (l && !l->title[0])
			l->title = arena_strndup(&d->arena, b->text + first->start,
			                         last->end - first->start);
	}
}

static void copy_runs(struct builder *b, struct block *block, size_t start, size_t end)
{
	size_t low = 0, high = b->n_runs, n;

	/* Runs are in order: leave out those before, then take until they begin behind. */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->runs[middle].end <= start)
			low = middle + 1;
		else
			high = middle;
	}
	for (n = low; n < b->n_runs && b->runs[n].start < end; n++)
		;
	if (n == low)
		return;
	block->runs = arena_alloc(&b->d->arena, (n - low) * sizeof *block->runs);
	for (; low < n; low++) {
		struct run r = b->runs[low];

		r.start = r.start > start ? r.start - (uint32_t)start : 0;
		r.end = (r.end < end ? r.end : (uint32_t)end) - (uint32_t)start;
		if (r.end > block->len)
			r.end = (uint32_t)block->len;
		if (r.start < r.end)
			block->runs[block->n_runs++] = r;
	}
	name_links(b->d, block);
}

static void breaks_to_blanks(char *text, size_t len)
{
	for (char *p = text; (p = memchr(p, '\n', (size_t)(text + len - p))) != NULL;)
		*p = ' ';
}

struct block *build_block(struct builder *b, struct stand *at, size_t start, size_t end)
{
	struct slice text = slice_make(b->text.data + start, end - start);
	struct block *block;

	if (at->kind == BLOCK_PRE || at->kind == BLOCK_TABLE_ROW) { /* what is in front counts */
		while (text.len && ascii_is_space((unsigned char)text.data[text.len - 1]))
			text.len--;
	} else {
		text = doc_trim(text);
	}
	if (!text.len)
		return NULL;
	start = (size_t)(text.data - b->text.data);
	if (at->kind != BLOCK_PRE && at->kind != BLOCK_VERSE && at->kind != BLOCK_TABLE_ROW)
		breaks_to_blanks(b->text.data + start, text.len);
	block = doc_add(b->d, at->kind, text);
	block->depth = at->depth;
	block->quotes = at->quotes;
	block->heading = at->heading;
	block->continues = at->continues;
	if (at->marker && at->marker[0]) {
		block->marker = arena_strdup(&b->d->arena, at->marker);
		at->marker[0] = '\0';
	}
	/* What follows in the same item belongs to it. */
	at->continues = at->marker != NULL;
	copy_runs(b, block, start, start + text.len);
	b->n_flushed++;
	return block;
}

/* A short paragraph can be more than one: the name below a poem, the words below a picture. */
static void settle(struct doc *d, const struct stand *at)
{
	struct block *b = &d->blocks[d->n_blocks - 1], *above = d->n_blocks > 1 ? b - 1 : NULL;
	size_t cells = rough_cells(slice_make(b->text, b->len));

	if (b->kind != BLOCK_PARAGRAPH || cells > SHORT_PARAGRAPH)
		return;
	if (above && above->kind == BLOCK_FIGURE && !above->len && at->is_centred) {
		above->text = b->text;
		above->len = b->len;
		above->runs = b->runs;
		above->n_runs = b->n_runs;
		d->n_blocks--;
	} else if (at->is_right || (above && above->kind == BLOCK_VERSE &&
	                            slice_begins(slice_make(b->text, b->len), "——"))) {
		b->kind = BLOCK_SIGNATURE;
	}
}

void build_flush(struct builder *b, struct stand *at)
{
	b->pending = PENDING_NONE;
	if (b->in_cell) {
		if (!at_line_start(b))
			str_add_char(&b->text, '\n');
		return;
	}
	if (b->text.len) {
		bool is_text = at->kind == BLOCK_PARAGRAPH || at->kind == BLOCK_QUOTE ||
		               at->kind == BLOCK_LIST_ITEM;
		size_t before = b->d->n_blocks;

		if (is_text)
			build_lines(b, at);
		else
			build_block(b, at, 0, b->text.len);
		if (b->d->n_blocks == before + 1)
			settle(b->d, at);
	}
	str_clear(&b->text);
	b->measured = b->column = 0;
	b->n_runs = 0;
	b->indented = 0;
}
