#include "doc/doc.h"
#include "base/array.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

struct doc *doc_new(void)
{
	struct doc *d = xcalloc(1, sizeof *d);

	arena_init(&d->arena);
	return d;
}

void doc_free(struct doc *d)
{
	if (!d)
		return;
	arena_release(&d->arena);
	free(d->blocks);
	free(d->links);
	free(d);
}

/* A cut never tears a character: step back over continuation bytes. */
static size_t cut_at_character(struct slice text, size_t most)
{
	if (text.len <= most)
		return text.len;
	while (most > 0 && ((unsigned char)text.data[most] & 0xc0) == 0x80)
		most--;
	return most;
}

struct block *doc_add(struct doc *d, enum block_kind kind, struct slice text)
{
	size_t room = DOC_TEXT_MAX - d->size, len = cut_at_character(text, room);
	struct block *b;

	if (len < text.len)
		d->cut = true;
	if (d->n_blocks >= DOC_BLOCKS_MAX || (text.len && !len)) {
		d->cut = true;
		memset(&d->scrap, 0, sizeof d->scrap);
		d->scrap.text = "";
		return &d->scrap;
	}
	b = &ARRAY_PUSH(d->blocks, d->n_blocks, d->cap_blocks);
	memset(b, 0, sizeof *b);
	b->kind = kind;
	b->text = len ? arena_strndup(&d->arena, text.data, len) : "";
	b->len = len;
	d->size += len;
	return b;
}

uint16_t doc_add_link(struct doc *d, const char *href, struct slice title, bool is_image)
{
	struct doc_link *l;

	if (d->n_links >= DOC_LINKS_MAX) {
		d->cut = true;
		return 0;
	}
	l = &ARRAY_PUSH(d->links, d->n_links, d->cap_links);
	l->href = arena_strdup(&d->arena, href ? href : "");
	l->title = title.len ? arena_strndup(&d->arena, title.data, title.len) : "";
	l->is_image = is_image;
	return (uint16_t)d->n_links;
}

style_t doc_style_over(style_t below, style_t above)
{
	style_t role = STYLE_ROLE(above) == STYLE_TEXT ? STYLE_ROLE(below) : STYLE_ROLE(above);

	return (style_t)(role | ((below | above) & 0xff00));
}

static size_t add_run(struct run *out, size_t n, struct run r)
{
	if (r.start < r.end)
		out[n++] = r;
	return n;
}

void doc_style(struct doc *d, struct block *b, size_t start, size_t end, style_t style,
               uint16_t link)
{
	/* Each old run gives at most three; the gaps between them one each, and one behind. */
	struct run *out = arena_alloc(&d->arena, (b->n_runs * 4 + 2) * sizeof *out);
	uint32_t s = (uint32_t)start, e = (uint32_t)(end < b->len ? end : b->len), at = s;
	size_t n = 0;

	for (size_t i = 0; i < b->n_runs; i++) {
		struct run r = b->runs[i];
		uint32_t from = r.start > s ? r.start : s, to = r.end < e ? r.end : e;

		if (from >= to) { /* apart from what is styled */
			if (r.start >= e && at < e) {
				n = add_run(out, n, (struct run){ at, e, style, link });
				at = e;
			}
			out[n++] = r;
			continue;
		}
		n = add_run(out, n, (struct run){ r.start, from, r.style, r.link });
		n = add_run(out, n, (struct run){ at, from, style, link });
		n = add_run(out, n, (struct run){ from, to, doc_style_over(r.style, style),
		                                  link ? link : r.link });
		n = add_run(out, n, (struct run){ to, r.end, r.style, r.link });
		at = to;
	}
	n = add_run(out, n, (struct run){ at, e, style, link });
	b->runs = out;
	b->n_runs = n;
}

/* Blank characters that stand at a paragraph's ends: ASCII, U+3000, U+00A0, U+FEFF. */
static size_t blank_at(const char *p, const char *end)
{
	if (ascii_is_space((unsigned char)*p))
		return 1;
	if (end - p >= 3 &&
	    (memcmp(p, "\xe3\x80\x80", 3) == 0 || memcmp(p, "\xef\xbb\xbf", 3) == 0))
		return 3;
	return end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

struct slice doc_trim(struct slice s)
{
	const char *p = s.data, *end = s.data + s.len;
	size_t n;

	while (p < end && (n = blank_at(p, end)) > 0)
		p += n;
	while (end > p) {
		const char *last = utf8_before(p, end);

		if (blank_at(last, end) != (size_t)(end - last))
			break;
		end = last;
	}
	return slice_make(p, (size_t)(end - p));
}

/* A tab inside a line of text is a blank: there are no columns to go to. */
static void tabs_to_blanks(struct str *s)
{
	char *p = s->data;

	while ((p = memchr(p, '\t', (size_t)(s->data + s->len - p))) != NULL)
		*p = ' ';
}

void doc_add_text(struct doc *d, struct slice text)
{
	size_t from = d->n_blocks;
	struct str clean = STR_INIT;

	while (text.len && !d->cut) {
		struct slice line = slice_next(&text, '\n');

		if (!text_is_clean(line, CLEAN_BLOCK) || memchr(line.data, '\t', line.len)) {
			str_clear(&clean);
			text_clean(&clean, line, CLEAN_BLOCK);
			tabs_to_blanks(&clean);
			line = str_slice(&clean);
		}
		line = doc_trim(line);
		if (line.len)
			doc_add(d, BLOCK_PARAGRAPH, line);
	}
	str_release(&clean);
	doc_mark_speakers(d, from);
}

void doc_plain(const struct doc *d, struct str *out)
{
	for (size_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];

		if (!b->len)
			continue;
		if (out->len)
			str_add_char(out, '\n');
		str_append(out, b->text, b->len);
	}
}

/* --- length ----------------------------------------------------------------------------------- */

enum script { SCRIPT_NONE, SCRIPT_WORD, SCRIPT_HAN, SCRIPT_KANA, SCRIPT_HANGUL, SCRIPTS };

/* Characters a minute, read silently by an adult; words for other scripts. */
static const int rate[SCRIPTS] = { 1, 230, 400, 550, 550 };

static enum script script_of(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_is_alpha((int)cp) || ascii_is_digit((int)cp) ? SCRIPT_WORD
		                                                          : SCRIPT_NONE;
	if ((cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0x20000 && cp <= 0x3ffff) ||
	    (cp >= 0xf900 && cp <= 0xfaff) || cp == 0x3005 || cp == 0x3007)
		return SCRIPT_HAN;
	if ((cp >= 0x3041 && cp <= 0x30ff) || (cp >= 0xff66 && cp <= 0xff9f))
		return cp == 0x30fb ? SCRIPT_NONE : SCRIPT_KANA;
	if ((cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0x1100 && cp <= 0x1112))
		return SCRIPT_HANGUL;
	if ((cp >= 0xc0 && cp <= 0x1fff) || (cp >= 0xff10 && cp <= 0xff5a))
		return cp == 0xd7 || cp == 0xf7 ? SCRIPT_NONE : SCRIPT_WORD;
	return SCRIPT_NONE;
}

static void count_scripts(struct slice text, size_t counts[SCRIPTS])
{
	const char *p = text.data, *end = p + text.len;
	bool in_word = false;
	uint32_t cp;

	while (p < end) {
		enum script s;

		p += utf8_decode(p, end, &cp);
		s = script_of(cp);
		if (s != SCRIPT_WORD || !in_word)
			counts[s]++;
		/* An apostrophe or a point inside a word or number does not end it. */
		in_word = s == SCRIPT_WORD ||
		          (in_word && (cp == '\'' || cp == '.' || cp == ',' || cp == 0x2019));
	}
}

void doc_length(const struct doc *d, size_t *characters, int *minutes)
{
	/* What belongs to the page and not to the text is not counted. */
	const unsigned body = 1u << BLOCK_PARAGRAPH | 1u << BLOCK_HEADING | 1u << BLOCK_LIST_ITEM |
	                      1u << BLOCK_QUOTE | 1u << BLOCK_PRE | 1u << BLOCK_VERSE |
	                      1u << BLOCK_FIGURE | 1u << BLOCK_TABLE_ROW | 1u << BLOCK_SIGNATURE;
	size_t counts[SCRIPTS] = { 0 }, total = 0;
	double time = 0;

	for (size_t i = 0; i < d->n_blocks; i++)
		if (body >> d->blocks[i].kind & 1)
			count_scripts(slice_make(d->blocks[i].text, d->blocks[i].len), counts);
	for (int s = SCRIPT_WORD; s < SCRIPTS; s++) {
		total += counts[s];
		time += (double)counts[s] / rate[s];
	}
	if (characters)
		*characters = total;
	if (minutes)
		*minutes = total ? (time < 1.5 ? 1 : (int)(time + 0.5)) : 0;
}
