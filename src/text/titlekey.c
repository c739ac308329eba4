#include "text/titlekey.h"

#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"

enum {
	TELLING = 12,     /* six Han or twelve letters */
	TAIL_BYTES = 24,  /* a publisher's name: eight Han */
	TAILS_MOST = 2,   /* 「…_国际新闻_某某网」 */
};

/* Han one is meant as a bar (U+4E28), and folding leaves it. */
static const char han_bar[] = "\xe4\xb8\xa8";

/* What stands before a publisher's name. */
static const char *const bars[] = {
	"\xe4\xb8\xa8", "\xef\xbd\x9c" /* ｜ */, "|", "_", " - ", " \xe2\x80\x94 " /* — */,
	" \xe2\x80\x93 " /* – */,
};

static size_t weight(struct slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		n += c < 0x80 ? 1 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
	}
	return n;
}

bool title_key_is_telling(struct slice key)
{
	return weight(key) >= TELLING;
}

/* The last place of any bar, and how long that is. */
static const char *last_bar(struct slice title, size_t *bar_len)
{
	const char *last = NULL;

	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		size_t len = strlen(bars[i]);
		struct slice rest = title;
		const char *at;

		while ((at = slice_find(rest, bars[i], len))) {
			if (!last || at > last) {
				last = at;
				*bar_len = len;
			}
			rest = slice_make(at + len, (size_t)(title.data + title.len - at) - len);
		}
	}
	return last;
}

/* A name has no figures: 「…｜11月21日」 tells one day's from the next. */
static bool is_name(struct slice tail)
{
	if (!tail.len || tail.len > TAIL_BYTES)
		return false;
	for (size_t i = 0; i < tail.len; i++)
		if (ascii_is_digit((unsigned char)tail.data[i]))
			return false;
	return true;
}

static void fold_without_bars(struct str *out, struct slice title)
{
	size_t from = out->len;

	text_fold_title(out, title);
	while (from < out->len) {
		struct slice rest = slice_make(out->data + from, out->len - from);
		const char *at = slice_find(rest, han_bar, strlen(han_bar));

		if (!at)
			return;
		from = (size_t)(at - out->data);
		str_splice(out, from, strlen(han_bar), "", 0);
	}
}

void title_key(struct str *out, struct slice title)
{
	size_t start = out->len, bar_len = 0;

	title = slice_trim(title);
	for (int i = 0; i < TAILS_MOST; i++) {
		const char *bar = last_bar(title, &bar_len);
		struct str tail = STR_INIT;
		struct slice head;
		bool is_publisher;

		if (!bar)
			break;
		head = slice_make(title.data, (size_t)(bar - title.data));
		text_fold(&tail, slice_make(bar + bar_len, title.len - head.len - bar_len));
		is_publisher = is_name(slice_trim(str_slice(&tail)));
		str_release(&tail);
		if (!is_publisher)
			break;
		fold_without_bars(out, head);
		is_publisher = title_key_is_telling(slice_make(out->data + start, out->len - start));
		str_truncate(out, start);
		if (!is_publisher)
			break;
		title = head;
	}
	fold_without_bars(out, title);
}

uint64_t title_key_hash(struct slice title)
{
	struct str key = STR_INIT;
	uint64_t hash = 0;

	title_key(&key, title);
	if (title_key_is_telling(str_slice(&key))) {
		hash = hash_bytes(HASH_START, key.data, key.len);
		hash += !hash;
	}
	str_release(&key);
	return hash;
}
