#include "feed/propose.h"
#include "base/i18n.h"
#include "feed/decode.h"
#include "feed/mapregex.h"
#include "feed/sniff.h"

size_t propose_width(struct slice text, size_t most)
{
	size_t width = 0;

	for (size_t i = 0; i < text.len && width < most; i++) {
		unsigned char c = (unsigned char)text.data[i];

		/* beyond three bytes' beginnings lie kana, Hangul and ideographs; others are narrow */
		if ((c & 0xc0) != 0x80)
			width += c >= 0xe3 ? 2 : 1;
	}
	return width;
}

static bool propose_jsonp(struct slice text, const struct feed_hints *hints, struct str *lines)
{
	struct str inside = STR_INIT;
	bool ok = map_extract(text, "jsonp", &inside, NULL);

	if (ok) {
		str_add(lines, "extract = jsonp\n");
		ok = propose_json(str_slice(&inside), hints, lines);
	}
	str_release(&inside);
	return ok;
}

bool propose_mapping(struct slice bytes, const struct feed_hints *hints, struct str *lines,
                     struct err *err)
{
	enum sniff_kind kind = sniff(bytes);
	struct decoded decoded;
	size_t before = lines->len;
	bool ok = false;

	decode_bytes(bytes, kind == SNIFF_HTML ? DECODE_HTML : DECODE_PLAIN, hints->content_type,
	             hints->language, &decoded);
	if (kind == SNIFF_JSON)
		ok = propose_json(decoded.text, hints, lines);
	else if (kind == SNIFF_JSONP)
		ok = propose_jsonp(decoded.text, hints, lines);
	else if (kind == SNIFF_HTML)
		ok = propose_html(decoded.text, hints, lines);
	decoded_release(&decoded);
	if (ok)
		return true;
	str_truncate(lines, before);
	return err_set(err, _("nothing in it looks like a list of headlines"));
}
