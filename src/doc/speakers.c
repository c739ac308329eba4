/* Who speaks: 问：, 答： and names that recur at the start of paragraphs (STYLE §1.2). */
#include "doc/doc.h"
#include "text/utf8.h"

#include <string.h>

enum { NAME_CHARACTERS = 6, NAMES_MAX = 64 };

struct name {
	struct slice text; /* without the colon */
	size_t times;
};

/* Labels that need not recur. */
static const char *const always[] = { "问", "答", "問", "문", "답", "Q", "A" };

static bool may_speak(const struct block *b)
{
	return b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_QUOTE;
}

/* Nothing that punctuates, no blank, no digit: a name. */
static bool is_name_character(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_is_alpha((int)cp);
	return (cp >= 0xc0 && cp < 0x2000 && cp != 0xd7) || cp == 0xb7 || cp == 0x30fb ||
	       cp == 0x3005 || (cp >= 0x3041 && cp <= 0x30ff) || (cp >= 0x3400 && cp <= 0x9fff) ||
	       (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0x20000 && cp <= 0x3ffff);
}

/* The name before a colon at the start of a block, and the bytes of both; empty if none. */
static struct slice name_at_start(const struct block *b, size_t *with_colon)
{
	struct slice text = slice_make(b->text, may_speak(b) ? b->len : 0);
	const char *p = text.data, *end = p + text.len;

	for (int n = 0; p < end && n <= NAME_CHARACTERS; n++) {
		uint32_t cp;
		size_t step = utf8_decode(p, end, &cp);

		if (n > 0 && (cp == 0xff1a || (cp == ':' && p + 1 < end && p[1] != '/'))) {
			*with_colon = (size_t)(p - text.data) + step;
			return slice_make(text.data, (size_t)(p - text.data));
		}
		if (!is_name_character(cp))
			break;
		p += step;
	}
	return slice_make("", 0);
}

static bool is_always(struct slice name)
{
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (slice_is(name, always[i]))
			return true;
	return false;
}

static struct name *find_name(struct name *names, size_t n, struct slice text)
{
	for (size_t i = 0; i < n; i++)
		if (slice_equal(names[i].text, text))
			return &names[i];
	return NULL;
}

static size_t count_names(const struct doc *d, size_t from, struct name *names)
{
	size_t n = 0, with_colon;

	for (size_t i = from; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		struct slice text = name_at_start(b, &with_colon);
		struct name *known = text.len ? find_name(names, n, text) : NULL;

		if (known)
			known->times++;
		else if (text.len && n < NAMES_MAX)
			names[n++] = (struct name){ text, 1 };
	}
	return n;
}

void doc_mark_speakers(struct doc *d, size_t from)
{
	struct name names[NAMES_MAX];
	size_t n = count_names(d, from, names), with_colon = 0;

	for (size_t i = from; i < d->n_blocks && n; i++) {
		struct block *b = &d->blocks[i];
		struct slice text = name_at_start(b, &with_colon);
		struct name *known = text.len ? find_name(names, n, text) : NULL;

		if (!known || with_colon == b->len || (known->times < 2 && !is_always(text)))
			continue;
		b->label = (uint8_t)with_colon;
		doc_style(d, b, 0, with_colon, STYLE_TEXT | STYLE_BOLD, 0);
	}
}
