#include "feed/charset.h"
#include "base/array.h"

#include <stdio.h>
#include <string.h>

/* How far into a document its own word about its encoding is looked for. */
enum { DECLARATION_BYTES = 4096, META_BYTES = 16384 };

struct row {
	const char *name, *iconv, *second;
	enum charset_form form;
	const char *aliases; /* without - _ : . and brackets, parted by blanks */
};

static const struct row rows[] = {
	{ "utf-8", "UTF-8", NULL, CHARSET_UTF8,
	  "utf8 unicode11utf8 xunicode20utf8 unicode utf8mb4 cp65001" },
	{ "utf-16le", "UTF-16LE", NULL, CHARSET_WIDE, "utf16le ucs2le" },
	{ "utf-16be", "UTF-16BE", NULL, CHARSET_WIDE, "utf16be ucs2be" },
	{ "utf-16", "UTF-16", NULL, CHARSET_WIDE, "utf16 u16 ucs2 iso10646ucs2 csunicode" },
	{ "utf-32le", "UTF-32LE", NULL, CHARSET_WIDE, "utf32le ucs4le" },
	{ "utf-32be", "UTF-32BE", NULL, CHARSET_WIDE, "utf32be ucs4be" },
	{ "utf-32", "UTF-32", NULL, CHARSET_WIDE, "utf32 u32 ucs4 iso10646ucs4 csucs4" },
	{ "utf-7", "UTF-7", NULL, CHARSET_STATEFUL, "utf7 u7 unicode11utf7" },
	{ "gb18030", "GB18030", NULL, CHARSET_MULTI,
	  "gb18030 gb2312 gb231280 gbk xgbk cp936 ms936 windows936 csgb2312 chinese "
	  "csiso58gb231280 "
	  "isoir58 euccn gb gb180302000 xgb18030 eucgb2312cn 936 gb23121980 xmacsimpchinese "
	  "euccn2312" },
	{ "hz-gb-2312", "GB18030", NULL, CHARSET_STATEFUL, "hzgb2312 hz hzgb" },
	{ "big5-hkscs", "BIG5-HKSCS", "CP950", CHARSET_MULTI,
	  "big5hkscs big5 cnbig5 xxbig5 csbig5 cp950 ms950 big5tw big5eten windows950 "
	  "big5hkscs2004 hkscs 950 xmactradchinese" },
	{ "cp932", "CP932", NULL, CHARSET_MULTI,
	  "cp932 shiftjis sjis xsjis ms932 windows31j mskanji csshiftjis csms932 cswindows31j "
	  "932 cp943 ibm943 xmacjapanese" },
	{ "shift_jisx0213", "SHIFT_JISX0213", "CP932", CHARSET_MULTI,
	  "shiftjis2004 shiftjisx0213 sjisx0213 sjis2004" },
	{ "euc-jp", "EUC-JP", "EUC-JP-MS", CHARSET_MULTI,
	  "eucjp xeucjp ujis u-jis cseucpkdfmtjapanese eucjpms cp51932" },
	{ "euc-jisx0213", "EUC-JISX0213", "EUC-JP-MS", CHARSET_MULTI, "eucjis2004 eucjisx0213 jisx0213" },
	{ "iso-2022-jp", "ISO-2022-JP-2", NULL, CHARSET_STATEFUL,
	  "iso2022jp csiso2022jp iso2022jp2 iso2022jp1 iso2022jpext csiso2022jp2 jis" },
	{ "iso-2022-jp-3", "ISO-2022-JP-3", NULL, CHARSET_STATEFUL, "iso2022jp3 iso2022jp2004" },
	{ "iso-2022-kr", "ISO-2022-KR", NULL, CHARSET_STATEFUL, "iso2022kr csiso2022kr" },
	{ "cp949", "CP949", NULL, CHARSET_MULTI,
	  "cp949 euckr kscksc56011987 ksc5601 ksc56011987 ksc56011989 uhc windows949 korean "
	  "cseuckr "
	  "csksc56011987 isoir149 ms949 949 ksx1001 xmackorean" },
	{ "johab", "JOHAB", NULL, CHARSET_MULTI, "johab cp1361 ms1361" },
	{ "euc-tw", "EUC-TW", NULL, CHARSET_MULTI, "euctw xeuctw" },
	{ "us-ascii", "WINDOWS-1252", NULL, CHARSET_WEAK,
	  "usascii ascii iso646us ansix341968 ansix341986 us 646 cp367 ibm367 "
	  "isoir6" },
	{ "iso-8859-1", "ISO-8859-1", NULL, CHARSET_WEAK,
	  "iso88591 latin1 l1 88591 iso885911987 isoir100 csisolatin1 cp819 ibm819 "
	  "8859 latin iso8859" },
	{ "windows-1252", "WINDOWS-1252", NULL, CHARSET_WEAK,
	  "windows1252 cp1252 xcp1252 ansi 1252" },
	{ "windows-1250", "WINDOWS-1250", NULL, CHARSET_SINGLE, "windows1250 cp1250 xcp1250 1250" },
	{ "windows-1251", "WINDOWS-1251", NULL, CHARSET_SINGLE,
	  "windows1251 cp1251 xcp1251 1251 win1251" },
	{ "windows-1253", "WINDOWS-1253", NULL, CHARSET_SINGLE, "windows1253 cp1253 1253" },
	{ "windows-1254", "WINDOWS-1254", NULL, CHARSET_SINGLE, "windows1254 cp1254 1254" },
	{ "windows-1255", "WINDOWS-1255", NULL, CHARSET_SINGLE, "windows1255 cp1255 1255" },
	{ "windows-1256", "WINDOWS-1256", NULL, CHARSET_SINGLE, "windows1256 cp1256 1256" },
	{ "windows-1257", "WINDOWS-1257", NULL, CHARSET_SINGLE, "windows1257 cp1257 1257" },
	{ "windows-1258", "WINDOWS-1258", NULL, CHARSET_SINGLE, "windows1258 cp1258 1258" },
	{ "iso-8859-2", "ISO-8859-2", NULL, CHARSET_SINGLE,
	  "iso88592 latin2 l2 isoir101 csisolatin2" },
	{ "iso-8859-3", "ISO-8859-3", NULL, CHARSET_SINGLE,
	  "iso88593 latin3 l3 isoir109 csisolatin3" },
	{ "iso-8859-4", "ISO-8859-4", NULL, CHARSET_SINGLE,
	  "iso88594 latin4 l4 isoir110 csisolatin4" },
	{ "iso-8859-5", "ISO-8859-5", NULL, CHARSET_SINGLE,
	  "iso88595 cyrillic isoir144 csisolatincyrillic" },
	{ "iso-8859-6", "ISO-8859-6", NULL, CHARSET_SINGLE,
	  "iso88596 arabic isoir127 csisolatinarabic ecma114 asmo708 iso88596i iso88596e" },
	{ "iso-8859-7", "ISO-8859-7", NULL, CHARSET_SINGLE,
	  "iso88597 greek greek8 isoir126 csisolatingreek ecma118 elot928 suneugreek" },
	{ "iso-8859-8", "ISO-8859-8", NULL, CHARSET_SINGLE,
	  "iso88598 hebrew iso88598i iso88598e isoir138 csisolatinhebrew logical visual" },
	{ "iso-8859-9", "ISO-8859-9", NULL, CHARSET_SINGLE,
	  "iso88599 latin5 l5 isoir148 csisolatin5" },
	{ "iso-8859-10", "ISO-8859-10", NULL, CHARSET_SINGLE,
	  "iso885910 latin6 l6 isoir157 csisolatin6" },
	{ "iso-8859-11", "ISO-8859-11", NULL, CHARSET_SINGLE, "iso885911 thai" },
	{ "iso-8859-13", "ISO-8859-13", NULL, CHARSET_SINGLE, "iso885913 latin7 l7 isoir179" },
	{ "iso-8859-14", "ISO-8859-14", NULL, CHARSET_SINGLE,
	  "iso885914 latin8 l8 isoir199 isoceltic" },
	{ "iso-8859-15", "ISO-8859-15", NULL, CHARSET_SINGLE, "iso885915 latin9 l9 isoir203" },
	{ "iso-8859-16", "ISO-8859-16", NULL, CHARSET_SINGLE, "iso885916 latin10 l10 isoir226" },
	{ "tis-620", "TIS-620", "CP874", CHARSET_SINGLE,
	  "tis620 tis6200 windows874 cp874 isoir166 tis62025290 tis62025291" },
	{ "koi8-r", "KOI8-R", NULL, CHARSET_SINGLE, "koi8r koi8 cskoi8r" },
	{ "koi8-u", "KOI8-U", NULL, CHARSET_SINGLE, "koi8u koi8ru" },
	{ "macintosh", "MACINTOSH", NULL, CHARSET_SINGLE,
	  "macintosh macroman mac xmacroman csmacintosh" },
	{ "mac-iceland", "MAC-IS", NULL, CHARSET_SINGLE, "maciceland xmacicelandic macis" },
	{ "mac-cyrillic", "MAC-CYRILLIC", NULL, CHARSET_SINGLE,
	  "maccyrillic xmaccyrillic xmacukrainian macukrainian macuk" },
	{ "mac-latin2", "MAC-CENTRALEUROPE", NULL, CHARSET_SINGLE,
	  "maccentraleurope xmacce maclatin2 xmacroumanian" },
	{ "hp-roman8", "HP-ROMAN8", NULL, CHARSET_SINGLE,
	  "hproman8 roman8 r8 cshproman8 cp1051 ibm1051" },
	{ "koi8-t", "KOI8-T", NULL, CHARSET_SINGLE, "koi8t" },
	{ "ptcp154", "PT154", NULL, CHARSET_SINGLE, "ptcp154 csptcp154 pt154 cp154 cyrillicasian" },
	{ "kz1048", "RK1048", NULL, CHARSET_SINGLE, "kz1048 cskz1048 rk1048 strk10482002" },
	{ "ibm866", "IBM866", NULL, CHARSET_SINGLE, "ibm866 cp866 866 csibm866" },
	{ "cp1125", "CP1125", NULL, CHARSET_SINGLE, "cp1125 ibm1125 1125 cp866u ruscii" },
	{ "cp869", "CP869", NULL, CHARSET_SINGLE, "cp869 ibm869 869 csibm869 cpgr" },
	{ "cp858", "CP858", NULL, CHARSET_SINGLE, "cp858 ibm858 858 csibm858 csibm00858 ibm00858" },
	{ "ibm037", "IBM037", NULL, CHARSET_WIDE,
	  "ibm037 cp037 037 ebcdiccpus ebcdiccpca ebcdiccpnl ebcdiccpwt csibm037" },
};

static struct slice squeeze(struct slice name, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < name.len && n + 1 < size; i++)
		if (!strchr("-_ :.()", name.data[i]))
			out[n++] = (char)ascii_lower((unsigned char)name.data[i]);
	/* iso_8859-2:1987 */
	if (n > 11 && slice_begins(slice_make(out, n), "iso8859") &&
	    (!memcmp(out + n - 4, "19", 2) || !memcmp(out + n - 4, "20", 2)))
		n -= 4;
	return slice_make(out, n);
}

static bool has_word(const char *words, struct slice wanted)
{
	struct slice rest = slice_of(words);

	while (rest.len)
		if (slice_equal(slice_next(&rest, ' '), wanted))
			return true;
	return false;
}

static void fill(struct charset *out, const struct row *row)
{
	snprintf(out->name, sizeof out->name, "%s", row->name);
	out->iconv = row->iconv;
	out->second = row->second;
	out->form = row->form;
}

bool charset_find(struct slice name, struct charset *out)
{
	char squeezed[48];
	struct slice key = squeeze(slice_trim(name), squeezed, sizeof squeezed);
	size_t n = 0;

	if (!key.len)
		return false;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		if (has_word(rows[i].aliases, key)) {
			fill(out, &rows[i]);
			return true;
		}
	}
	/* iconv knows many more; it is given only what a name may hold. */
	memset(out, 0, sizeof *out);
	out->form = CHARSET_OTHER;
	name = slice_trim(name);
	if (ascii_is_digit((unsigned char)name.data[0])) { /* a page by its number alone */
		memcpy(out->name, "cp", 2);
		n = 2;
	}
	for (size_t i = 0; i < name.len && n + 1 < sizeof out->name; i++) {
		int c = ascii_lower((unsigned char)name.data[i]);
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && !strchr("-_.:+()", c))
			return false;
		out->name[n++] = (char)c;
	}
	return true;
}

/* The value behind "word =" in text: quoted, or up to a blank, a semicolon or a bracket. */
static struct slice value_after(struct slice text, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n < text.len; i++) {
		const char *p = text.data + i + n, *end = text.data + text.len;
		char quote = 0;
		size_t len = 0;
		if (!slice_begins_nocase(slice_make(text.data + i, text.len - i), word))
			continue;
		while (p < end && ascii_is_space((unsigned char)*p))
			p++;
		if (p == end || *p++ != '=')
			continue;
		while (p < end && ascii_is_space((unsigned char)*p))
			p++;
		if (p < end && (*p == '"' || *p == '\''))
			quote = *p++;
		while (p + len < end &&
		       (quote ? p[len] != quote : !strchr(" \t\r\n;>/?\"'", p[len])))
			len++;
		return slice_make(p, len);
	}
	return slice_make("", 0);
}

bool charset_of_content_type(const char *content_type, struct charset *out)
{
	return content_type && charset_find(value_after(slice_of(content_type), "charset"), out);
}

bool charset_of_declaration(struct slice bytes, struct charset *out)
{
	struct slice head = slice_make(
		bytes.data, bytes.len < DECLARATION_BYTES ? bytes.len : DECLARATION_BYTES);
	const char *start = slice_find(head, "<?xml", 5);
	const char *end;

	if (!start)
		return false;
	head.len -= (size_t)(start - head.data);
	head.data = start;
	end = memchr(head.data, '>', head.len);
	if (!end)
		return false;
	head.len = (size_t)(end - head.data);
	return charset_find(value_after(head, "encoding"), out);
}

bool charset_of_meta(struct slice bytes, struct charset *out)
{
	struct slice rest = slice_make(bytes.data, bytes.len < META_BYTES ? bytes.len : META_BYTES);

	while (rest.len) {
		const char *tag = memchr(rest.data, '<', rest.len), *end;
		if (!tag)
			return false;
		rest.len -= (size_t)(tag - rest.data);
		rest.data = tag;
		if (slice_begins(rest, "<!--")) {
			end = slice_find(rest, "-->", 3);
			if (!end)
				return false;
		} else {
			end = memchr(rest.data, '>', rest.len);
			if (!end)
				return false;
			if (slice_begins_nocase(rest, "<meta") &&
			    charset_find(
				    value_after(slice_make(tag, (size_t)(end - tag)), "charset"),
				    out))
				return true;
		}
		rest.len -= (size_t)(end + 1 - rest.data);
		rest.data = end + 1;
	}
	return false;
}

bool charset_of_beginning(struct slice bytes, struct charset *out, size_t *len)
{
	/* Four bytes before two: FF FE 00 00 is UTF-32. A first character of ASCII tells the rest.
	 */
	static const struct {
		const char bytes[5];
		uint8_t n, mark;
		const char *name;
	} marks[] = {
		{ "\x00\x00\xfe\xff", 4, 4, "utf-32be" }, { "\xff\xfe\x00\x00", 4, 4, "utf-32le" },
		{ "\xef\xbb\xbf", 3, 3, "utf-8" },        { "\xfe\xff", 2, 2, "utf-16be" },
		{ "\xff\xfe", 2, 2, "utf-16le" },         { "\x00\x00\x00<", 4, 0, "utf-32be" },
		{ "<\x00\x00\x00", 4, 0, "utf-32le" },    { "\x00<\x00", 3, 0, "utf-16be" },
		{ "\x4c\x6f\xa7\x94", 4, 0, "ibm037" },   { "\x00{\x00", 3, 0, "utf-16be" },
		{ "\x00[\x00", 3, 0, "utf-16be" },
	};

	for (size_t i = 0; i < ARRAY_LENGTH(marks); i++) {
		if (bytes.len >= marks[i].n && !memcmp(bytes.data, marks[i].bytes, marks[i].n)) {
			*len = marks[i].mark;
			return charset_find(slice_of(marks[i].name), out);
		}
	}
	*len = 0;
	return bytes.len >= 4 && strchr("<{[", bytes.data[0]) && bytes.data[0] && !bytes.data[1] &&
	       bytes.data[2] && !bytes.data[3] && charset_find(slice_of("utf-16le"), out);
}
