/* Places of pictures, films and sounds: a marker, a caption and a link. */
#include "doc/read.h"
#include "base/i18n.h"

#include <string.h>

enum { DOT = 3, ICON = 48, ALT_MAX = 400 };

/* --- words about a picture -------------------------------------------------------------------- */

/* What programs write when nobody wrote anything. */
static bool says_nothing(struct slice s)
{
	static const char *const words[] = { "image", "img", "picture", "photo", "图片", "圖片", "图像",
	                                     "画像", "写真", "이미지", "사진", "undefined", "null" };
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp",
		                               ".bmp", ".avif" };

	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (slice_is_nocase(s, words[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++) {
		size_t n = strlen(endings[i]);

		if (s.len > n && slice_is_nocase(slice_make(s.data + s.len - n, n), endings[i]))
			return true;
	}
	return false;
}

static const char *words_of(struct html *h, struct slice s)
{
	s = doc_trim(s);
	if (!s.len || s.len > ALT_MAX || says_nothing(s))
		return "";
	return arena_strndup(&h->b.d->arena, s.data, s.len);
}

/* --- the block -------------------------------------------------------------------------------- */

/* Give a block the marker of the next picture and its link. */
static void mark_picture(struct html *h, struct block *b, const char *src)
{
	struct doc *d = h->b.d;

	if (b == &d->scrap)
		return;
	b->number = d->n_pictures < UINT16_MAX ? ++d->n_pictures : d->n_pictures;
	b->marker = arena_printf(&d->arena, _("[picture %u]"), b->number);
	if (src)
		b->link = doc_add_link(d, src, slice_make(b->text, b->len), true);
}

/* Cleaned text as one block, where blocks stand at this place. */
static struct block *add_words(struct html *h, const char *words)
{
	struct builder one;
	struct stand at = html_stand(h);
	struct block *b;

	build_init(&one, h->b.d, h->b.base);
	build_text(&one, slice_of(words));
	at.kind = BLOCK_FIGURE;
	at.marker = NULL;
	b = build_block(&one, &at, 0, one.text.len);
	if (!b) {
		b = doc_add(h->b.d, BLOCK_FIGURE, slice_make("", 0));
		b->depth = at.depth;
		b->quotes = at.quotes;
	}
	h->b.n_flushed++;
	build_release(&one);
	return b;
}

static void place_picture(struct html *h, struct picture p)
{
	mark_picture(h, add_words(h, p.alt), p.src);
}

void picture_place_queue(struct html *h)
{
	size_t n = h->n_queue;

	h->n_queue = 0;
	for (size_t i = 0; i < n; i++)
		place_picture(h, h->queue[i]);
}

/* --- <img> ------------------------------------------------------------------------------------ */

static int pixels(const struct html_tag *tag, const char *name)
{
	struct slice s = html_tag_attr(tag, name);
	int n = 0;

	if (!s.len || !ascii_is_digit((unsigned char)s.data[0]) || s.data[s.len - 1] == '%')
		return -1;
	for (size_t i = 0; i < s.len && ascii_is_digit((unsigned char)s.data[i]) && n < 10000; i++)
		n = n * 10 + (s.data[i] - '0');
	return n;
}

/* Pages that load pictures late keep the address elsewhere. */
static const char *address_of(struct html *h, const struct html_tag *tag)
{
	static const char *const names[] = { "data-original", "data-src", "data-lazy-src",
		                             "data-url", "data-actualsrc", "src" };
	struct slice set = html_tag_attr(tag, "srcset");
	const char *found;

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct slice s = html_tag_attr(tag, names[i]);

		if (s.len && (found = html_resolve(h, s)) != NULL)
			return found;
	}
	set = slice_trim(set);
	return set.len ? html_resolve(h, slice_next(&set, ' ')) : NULL;
}

static bool is_icon(const struct html_tag *tag, int width, int height)
{
	struct slice class = html_tag_attr(tag, "class");

	return (width >= 0 && width <= ICON) || (height >= 0 && height <= ICON) ||
	       slice_find(class, "emoji", 5) || slice_find(class, "emot", 4) ||
	       slice_find(class, "smil", 4) || slice_find(class, "icon", 4);
}

static void write_inline(struct html *h, const char *label, const char *words, const char *src)
{
	uint16_t link = src ? doc_add_link(h->b.d, src, slice_of(words), true) : html_link(h);

	h->b.link = link;
	if (label[0]) {
		build_text(&h->b, slice_of(label));
		if (words[0])
			build_text(&h->b, slice_of(" "));
	}
	build_text(&h->b, slice_of(words));
	h->b.link = 0;
}

/* The figure around, if this is inside one. */
static struct open *figure_around(struct html *h)
{
	for (size_t i = h->n; i-- > 0 && h->stack[i].e->role != ROLE_TABLE;)
		if (h->stack[i].e->role == ROLE_FIGURE)
			return &h->stack[i];
	return NULL;
}

void picture_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	int width = pixels(tag, "width"), height = pixels(tag, "height");
	struct slice words = html_tag_attr(tag, "alt");
	struct picture p;
	struct open *figure = figure_around(h);

	(void)o;
	if (h->in_media || h->in_reading)
		return;
	if ((width >= 0 && width <= DOT) || (height >= 0 && height <= DOT))
		return; /* it counts readers */
	if (is_icon(tag, width, height)) {
		write_inline(h, "", words_of(h, words), NULL);
		return;
	}
	p.alt = words_of(h, words.len ? words : html_tag_attr(tag, "title"));
	p.src = address_of(h, tag);
	if (!p.src && !p.alt[0])
		return;
	if (h->b.in_cell) {
		write_inline(h, _("[picture]"), p.alt, p.src);
	} else if (figure && figure->figure.caption) {
		mark_picture(h, &h->b.d->blocks[figure->figure.caption - 1], p.src);
		figure->figure.caption = 0;
	} else if (figure) {
		if (figure->figure.picture.src || figure->figure.picture.alt)
			place_picture(h, figure->figure.picture);
		figure->figure.picture = p;
	} else if (build_is_empty(&h->b)) {
		html_flush(h);
		place_picture(h, p);
	} else if (h->n_queue < QUEUE_MAX) {
		h->queue[h->n_queue++] = p;
	}
}

/* --- <figure> --------------------------------------------------------------------------------- */

void figure_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	(void)h, (void)tag;
	memset(&o->figure, 0, sizeof o->figure);
}

void caption_end(struct html *h, struct open *o)
{
	struct open *figure = figure_around(h);
	struct doc *d = h->b.d;
	struct block *b = d->n_blocks ? &d->blocks[d->n_blocks - 1] : NULL;

	if (!figure || !b || b->kind != BLOCK_FIGURE || b->marker || h->b.n_flushed == o->n_flushed)
		return;
	if (figure->figure.picture.alt) {
		mark_picture(h, b, figure->figure.picture.src);
		figure->figure.picture = (struct picture){ NULL, NULL };
	} else {
		figure->figure.caption = d->n_blocks;
	}
}

void figure_end(struct html *h, struct open *o)
{
	if (o->figure.picture.alt)
		place_picture(h, o->figure.picture);
}

/* --- films and sounds ------------------------------------------------------------------------- */

static void place_media(struct html *h, char kind, struct picture p)
{
	const char *label = kind == 'v'   ? _("[video]")
	                    : kind == 'a' ? _("[audio]")
	                                  : _("[embedded]");
	const char *words = p.alt && p.alt[0] ? p.alt : p.src ? p.src : "";
	struct block *b;

	if (kind == 'e' && !p.src)
		return;
	if (h->b.in_cell) {
		write_inline(h, label, words, p.src);
		return;
	}
	b = add_words(h, words);
	b->marker = arena_strdup(&h->b.d->arena, label);
	if (p.src)
		b->link = doc_add_link(h->b.d, p.src, slice_make(b->text, b->len), false);
}

void media_start(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct slice words = html_tag_attr(tag, "title");
	struct picture p = { address_of(h, tag),
	                     words_of(h, words.len ? words : html_tag_attr(tag, "aria-label")) };

	if (!o) { /* <embed> has no end */
		if (strcmp(tag->name, "embed") == 0)
			place_media(h, 'e', p);
		return;
	}
	h->in_media++;
	o->media = p;
}

void media_source(struct html *h, struct open *o, const struct html_tag *tag)
{
	struct open *media = h->n ? html_top(h) : NULL;

	(void)o;
	if (media && media->e->role == ROLE_MEDIA && !media->media.src)
		media->media.src = address_of(h, tag);
}

void media_end(struct html *h, struct open *o)
{
	h->in_media--;
	place_media(h, (char)o->e->number, o->media);
}
