#include "text/wrap_parts.h"

#include "text/decode.h"

/*
 * Where a paragraph of many megabytes may be entered: at a place that is found without reading what
 * stands before it. Near every multiple of STRETCH the end of a sentence is sought, then a blank, a
 * place between two ideographs, between two plain characters, any character.
 */
enum { STRETCH = 64 << 10, WINDOW = 4 << 10 };

struct place {
	const struct text_property *before, *after;
	uint32_t cp; /* of before */
	bool keeps_lines;
};

static bool begins_line(const struct place *p)
{
	return p->keeps_lines && p->before->layout == LC_NEWLINE;
}

static bool is_letter(int layout)
{
	return layout == LC_LATIN || layout == LC_HAN || layout == LC_KANA || layout == LC_HANGUL;
}

static bool ends_sentence(const struct place *p)
{
	return (p->cp == 0x3002 || p->cp == 0xff01 || p->cp == 0xff1f) &&
	       is_letter(p->after->layout);
}

static bool is_behind_blank(const struct place *p)
{
	return p->before->layout == LC_SPACE && is_letter(p->after->layout);
}

static bool is_between_ideographs(const struct place *p)
{
	return p->before->lb == LB_ID && p->after->lb == LB_ID && is_letter(p->before->layout) &&
	       is_letter(p->after->layout);
}

static bool is_between_plain(const struct place *p)
{
	return p->before->gcb == GCB_OTHER && p->after->gcb == GCB_OTHER;
}

static bool is_any(const struct place *p)
{
	return p->after != NULL;
}

static bool (*const kinds[])(const struct place *p) = {
	begins_line,           ends_sentence,    is_behind_blank,
	is_between_ideographs, is_between_plain, is_any,
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool stretches(const struct wrap *w)
{
	return w->len > STRETCH + WINDOW;
}

size_t stretch_border(const struct wrap *w, size_t k)
{
	size_t from = k * STRETCH, found[KINDS] = { 0 };
	const char *p, *end;
	struct place place = { .keeps_lines = w->scan.keeps_lines };
	int best = KINDS;

	if (k == 0)
		return 0;
	if (!stretches(w) || from + WINDOW >= w->len)
		return w->len;
	p = w->text + from;
	end = p + WINDOW;
	while (p < end && (*p & 0xc0) == 0x80)
		p++;
	while (p < end && best > 0) {
		uint32_t cp;
		size_t n = decode(p, w->text + w->len, &cp);

		place.after = text_property(cp);
		for (int i = 0; place.before && i < best; i++)
			if (kinds[i](&place)) {
				found[i] = (size_t)(p - w->text);
				best = i;
			}
		place.before = place.after;
		place.cp = cp;
		p += n;
	}
	return best < KINDS ? found[best] : from + WINDOW;
}

size_t stretch_of(const struct wrap *w, size_t at)
{
	size_t k = stretches(w) ? at / STRETCH : 0;

	while (k > 0 && at < stretch_border(w, k))
		k--;
	/* the last stretch takes what is left of its multiple */
	while (k > 0 && stretch_border(w, k) >= w->len)
		k--;
	return k;
}
