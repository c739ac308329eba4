/* What keeps its lines or its words whole: verse, bylines, tags. */
#include "doc/making.h"

#include <string.h>

enum { VERSE_LOOKED_AT = 64, VERSE_STANZAS = 8 };

/* Cells of the longest line of a poem's part, as it is drawn; *looked counts the lines. */
static int longest_line(const struct making *m, const struct block *b, int room, int *looked)
{
	struct slice rest = slice_make(b->text, b->len);
	struct wrap_options o = m->o;
	int longest = 0;

	o.measure = room;
	for (; rest.len && *looked < VERSE_LOOKED_AT; ++*looked) {
		struct slice line = slice_next(&rest, '\n');
		struct wrap *w = line.len ? wrap_new(line.data, line.len, &o) : NULL;
		struct wrap_line first;

		if (w && wrap_line(w, 0, &first) && first.cells - first.hang > longest)
			longest = first.cells - first.hang;
		wrap_free(w);
	}
	return longest;
}

/* All stanzas of a poem stand equally far in: as far as centres its longest line. */
static int verse_indent(const struct making *m, int room)
{
	const struct doc *d = m->l->doc;
	size_t first = m->s->block, last = first;
	int longest = 0, looked = 0;

	while (first > 0 && m->s->block - first < VERSE_STANZAS &&
	       d->blocks[first - 1].kind == BLOCK_VERSE)
		first--;
	while (last + 1 < d->n_blocks && last - m->s->block < VERSE_STANZAS &&
	       d->blocks[last + 1].kind == BLOCK_VERSE)
		last++;
	for (size_t i = first; i <= last; i++) {
		int cells = longest_line(m, &d->blocks[i], room, &looked);

		longest = cells > longest ? cells : longest;
	}
	return longest < room ? (room - longest) / 2 : 0;
}

/* A piece a line; what turns over stands 2 em further in. */
void make_verse(struct making *m)
{
	int left = m->box.left + m->box.hang, room = m->o.measure - left - m->box.right;
	int indent = verse_indent(m, room);
	struct slice rest = m->text;

	m->o.measure = room - indent;
	m->o.indent_rest = m->o.measure >= 16 ? 4 : 0;
	while (rest.len) {
		size_t from = (size_t)(rest.data - m->text.data);
		struct piece *p = make_piece(m, from, from + slice_next(&rest, '\n').len);

		p->x = left + indent;
	}
}

/* Where a unit of a byline or of tags ends: at U+3000, two blanks or a tab; *gap gets its bytes. */
static size_t unit_end(struct slice text, size_t from, size_t *gap)
{
	for (size_t i = from; i < text.len; i++) {
		const char *p = text.data + i;

		*gap = *p == '\t' ? 1 : 0;
		if (*p == ' ' && i + 1 < text.len && p[1] == ' ')
			*gap = 2;
		else if (i + 3 <= text.len && memcmp(p, "\xe3\x80\x80", 3) == 0)
			*gap = 3;
		if (*gap)
			return i;
	}
	*gap = 0;
	return text.len;
}

/* Bylines and tags: units are kept whole, a piece a line; tags stand behind their label. */
void make_units(struct making *m)
{
	const struct width_profile *profile = m->o.profile;
	int label = 0, used = 0;
	size_t from = 0, end = 0, gap;

	for (size_t at = 0; at < m->text.len; at = at + gap) {
		size_t stop = unit_end(m->text, at, &gap);
		int cells = text_width(profile, slice_make(m->text.data + end, stop - end));

		if (end > from && used + cells > m->o.measure) {
			make_piece(m, from, end)->o.indent_first = from ? label : 0;
			from = at;
			used = label;
			cells = text_width(profile, slice_make(m->text.data + at, stop - at));
		}
		used += cells;
		end = at = stop;
		if (m->b->kind == BLOCK_TAGS && from == 0 && !label && gap)
			label = used + 2 <= m->o.measure / 2 ? used + 2 : 0;
	}
	make_piece(m, from, end)->o.indent_first = from ? label : 0;
	for (size_t i = 0; i < m->s->n_pieces; i++)
		m->s->pieces[i].o.indent_rest = label;
}
