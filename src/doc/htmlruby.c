/* What stands above and below the line: readings, exponents, indices. */
#include "doc/read.h"

#include <string.h>

enum { SCRIPT_CHARACTERS = 12, READING_MAX = 4096 };

void reading_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)tag;
	h->in_reading++;
	/* Latin readings of several characters are parted; kana run on. */
	if (o->e->number == 0 && h->reading.len &&
	    ascii_is_alpha((unsigned char)h->reading.data[h->reading.len - 1]))
		str_add_char(&h->reading, ' ');
}

void reading_end(struct html *h, struct open *o)
{
	(void)o;
	h->in_reading--;
}

/* <rp> holds the brackets for those who do not know ruby: ours are written anyway. */
void ruby_take(struct html *h, struct slice text)
{
	size_t i = h->n;

	while (i-- > 0 && h->stack[i].e->role != ROLE_READING)
		;
	if (i < h->n && h->stack[i].e->number == 0 && h->reading.len < READING_MAX)
		str_add_slice(&h->reading, slice_trim(text));
}

/* 漢字（かんじ）: the readings of all characters of a word together, behind it. */
void ruby_flush(struct html *h)
{
	struct str reading = h->reading;

	if (!reading.len)
		return;
	h->reading = (struct str)STR_INIT;
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("（"));
	build_text(&h->b, str_slice(&reading));
	h->b.pending = PENDING_NONE;
	build_text(&h->b, slice_of("）"));
	str_release(&reading);
}

void ruby_end(struct html *h, struct open *o)
{
	(void)o;
	ruby_flush(h);
}

static const char *raised_twin(char c, bool is_super)
{
	static const char signs[] = "0123456789+-=()niaeoxhklmpst";
	static const char *const above[] = {
		"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ", "ⁱ",
	};
	static const char *const below[] = {
		"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₊", "₋", "₌", "₍", "₎",
		"ₙ", "ᵢ", "ₐ", "ₑ", "ₒ", "ₓ", "ₕ", "ₖ", "ₗ", "ₘ", "ₚ", "ₛ", "ₜ",
	};
	const char *p = c ? strchr(signs, c) : NULL;
	size_t i = p ? (size_t)(p - signs) : SIZE_MAX;

	if (is_super)
		return i < ARRAY_LENGTH(above) ? above[i] : NULL;
	return i < ARRAY_LENGTH(below) ? below[i] : NULL;
}

/* "10⁴", "H₂O" where Unicode has the signs; ordinals stand as they are; the rest as x^(…), so that
 * 10 to the fourth never reads as 104. */
void script_end(struct html *h, struct open *o)
{
	bool is_super = o->e->number > 0, digits = false;
	struct str twins = STR_INIT;
	const struct run *last = h->b.n_runs ? &h->b.runs[h->b.n_runs - 1] : NULL;
	char inner[SCRIPT_CHARACTERS];
	size_t len;

	if (o->n_flushed != h->b.n_flushed || h->b.text.len <= o->start)
		return;
	len = h->b.text.len - o->start;
	if (len > SCRIPT_CHARACTERS || memchr(h->b.text.data + o->start, '[', len))
		return; /* a note's mark, or no sub- or superscript in earnest */
	h->b.link = last && last->end > o->start ? last->link : 0;
	memcpy(inner, h->b.text.data + o->start, len);
	for (size_t i = 0; i < len; i++) {
		const char *twin = raised_twin(inner[i], is_super);

		digits |= ascii_is_digit((unsigned char)inner[i]);
		if (!twin || (inner[i] >= 'a' && len > 1)) {
			str_clear(&twins);
			break;
		}
		str_add(&twins, twin);
	}
	if (twins.len || (is_super && digits)) {
		build_cut(&h->b, o->start);
		build_exact(&h->b, twins.len ? twins.data : "^(", twins.len ? twins.len : 2);
		if (!twins.len) {
			build_exact(&h->b, inner, len);
			build_exact(&h->b, ")", 1);
		}
	}
	h->b.link = 0;
	str_release(&twins);
}
