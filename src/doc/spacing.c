/* Where blank rows and indents go, by kind of block and language (STYLE §1.3, DECISIONS §5). */
#include "doc/galley.h"

#include <string.h>

/* Blank rows above, below and between two of a kind, where paragraphs are told by indents and where
 * by blank rows. Between blocks of two kinds the larger counts. */
static const struct spacing {
	uint8_t above, below, between;
} spacings[BLOCK_KINDS][2] = {
	[BLOCK_PARAGRAPH] = { { 0, 0, 0 }, { 1, 1, 1 } },
	[BLOCK_HEADLINE]  = { { 0, 1, 0 }, { 0, 1, 0 } },
	[BLOCK_BYLINE]    = { { 0, 1, 0 }, { 0, 1, 0 } },
	[BLOCK_HEADING]   = { { 1, 0, 0 }, { 1, 1, 0 } },
	[BLOCK_LIST_ITEM] = { { 0, 0, 0 }, { 1, 1, 0 } },
	[BLOCK_QUOTE]     = { { 0, 0, 0 }, { 1, 1, 1 } },
	[BLOCK_PRE]       = { { 1, 1, 1 }, { 1, 1, 1 } },
	[BLOCK_VERSE]     = { { 1, 1, 1 }, { 1, 1, 1 } },
	[BLOCK_FIGURE]    = { { 1, 1, 0 }, { 1, 1, 0 } },
	[BLOCK_TABLE_ROW] = { { 1, 1, 0 }, { 1, 1, 0 } },
	[BLOCK_RULE]      = { { 1, 1, 1 }, { 1, 1, 1 } },
	[BLOCK_EDITOR]    = { { 0, 1, 0 }, { 1, 1, 0 } },
	[BLOCK_TAGS]      = { { 1, 1, 0 }, { 1, 1, 0 } },
	[BLOCK_RELATED]   = { { 0, 1, 0 }, { 0, 1, 0 } },
	[BLOCK_BLANK]     = { { 0, 0, 0 }, { 0, 0, 0 } },
	[BLOCK_SIGNATURE] = { { 0, 0, 0 }, { 0, 1, 0 } },
};

enum { DETECT_FROM = 4096, ENOUGH = 600 };

/* Feeds lie about their language: "en" is what programs write by themselves, and a Chinese source
 * has Korean articles. Letters that only one language has decide; Han alone only in quantity. */
static enum lang believe(enum lang said, enum lang seen, size_t len)
{
	if (said == LANG_UNKNOWN || seen == LANG_KO || seen == LANG_JA)
		return seen == LANG_UNKNOWN ? said : seen;
	if (seen == LANG_OTHER)
		return len >= ENOUGH ? seen : said;
	if (seen == LANG_ZH || seen == LANG_ZH_HANT)
		return said == LANG_OTHER || ((said == LANG_JA || said == LANG_KO) && len >= ENOUGH)
		               ? seen
		               : said;
	return said;
}

enum lang layout_language(const struct layout *l)
{
	const struct doc *d = l->doc;
	struct str sample = STR_INIT;
	enum lang lang;

	if (l->o.wrap.lang != LANG_UNKNOWN)
		return l->o.wrap.lang;
	for (size_t i = 0; i < d->n_blocks && sample.len < DETECT_FROM; i++) {
		const struct block *b = &d->blocks[i];

		if (b->kind == BLOCK_BYLINE || b->kind == BLOCK_TAGS || b->kind == BLOCK_PRE ||
		    b->kind == BLOCK_EDITOR || b->kind == BLOCK_RULE)
			continue;
		str_append(&sample, b->text, b->len < DETECT_FROM ? b->len : DETECT_FROM);
	}
	lang = believe(d->lang, lang_detect(str_slice(&sample)), sample.len);
	str_release(&sample);
	return lang;
}

bool layout_indents(const struct layout *l)
{
	if (l->o.paragraph != PARAGRAPH_AUTO)
		return l->o.paragraph == PARAGRAPH_INDENT;
	return l->lang == LANG_ZH || l->lang == LANG_ZH_HANT || l->lang == LANG_JA;
}

static uint32_t gap_of_table(struct layout *l, const struct block *above, const struct block *below)
{
	const struct fit *f;

	if (above->group != below->group)
		return 1;
	f = layout_fit(l, (uint32_t)(below - l->doc->blocks));
	return f->records;
}

uint32_t layout_gap(struct layout *l, const struct block *above, const struct block *below)
{
	const struct spacing *a = &spacings[above->kind][!l->indents];
	const struct spacing *b = &spacings[below->kind][!l->indents];

	if (above->kind == BLOCK_BLANK || below->kind == BLOCK_BLANK)
		return 0;
	if (above->kind == BLOCK_TABLE_ROW && below->kind == BLOCK_TABLE_ROW)
		return gap_of_table(l, above, below);
	if (below->continues && below->depth && !l->indents)
		return 1;
	if (above->kind == below->kind)
		return a->between;
	if ((above->kind == BLOCK_HEADLINE && below->kind == BLOCK_BYLINE) ||
	    (above->kind == BLOCK_VERSE && below->kind == BLOCK_SIGNATURE))
		return 0;
	/* A rule with words is the heading of what follows. */
	if (above->kind == BLOCK_RULE && above->len)
		return 0;
	return a->below > b->above ? a->below : b->above;
}

static int marker_room(const struct layout *l, const struct block *b)
{
	int cells = b->field;

	if (b->marker) {
		int own = text_width(l->o.wrap.profile, slice_of(b->marker));
		if (own > cells)
			cells = own;
	}
	if (!cells)
		return 0;
	/* One blank behind it, and the text of a list on the lattice of full characters. */
	return b->kind == BLOCK_LIST_ITEM ? (cells + 2) & ~1 : cells + 1;
}

struct box layout_box(const struct layout *l, const struct block *b)
{
	int measure = l->o.wrap.measure, unit = measure < 30 ? 2 : 4, room = measure / 2 & ~1;
	struct box box = { b->depth * unit, b->quotes * unit, marker_room(l, b) };

	/* At least half of the measure stays for the text, however deep it is nested. */
	if (box.left + box.right + box.hang > room)
		box.right = 0;
	if (box.left + box.hang > room)
		box.left = box.hang < room ? room - box.hang : 0;
	return box;
}

/* Brackets that stand at a Japanese paragraph's start without an indent. */
static bool begins_with_bracket(struct slice text)
{
	static const char *const brackets[] = { "「", "『", "（", "〈", "《", "【", "〔", "“", "‘", "〝",
	                                        "［", "｛", "(" };

	for (size_t i = 0; i < ARRAY_LENGTH(brackets); i++)
		if (slice_begins(text, brackets[i]))
			return true;
	return false;
}

int layout_indent(const struct layout *l, const struct block *b)
{
	int measure = l->o.wrap.measure;

	if (!l->indents || measure < 8)
		return 0;
	if (l->lang == LANG_ZH || l->lang == LANG_ZH_HANT)
		return measure < 24 ? 2 : 4;
	return l->lang == LANG_JA && begins_with_bracket(slice_make(b->text, b->len)) ? 0 : 2;
}
