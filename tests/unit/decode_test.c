#include "feed/decode.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/array.h"
#include "base/str.h"

/* Sentences of ordinary news Chinese, Japanese and Korean; 镕 and 喆 are not in GB 2312. */
static const char zh[] =
	"本报讯：号外编辑部今日启用新版面，排字间的老师傅陶喆镕说，铅字换成了字符格。";
static const char zh_hant[] =
	"本報訊：號外編輯部今日啟用新版面，排字間的老師傅說，鉛字換成了字元格。";
static const char ja[] = "号外編集部はきょう新しい紙面を公開した。活字は文字の升目に置きかわった。";
static const char ko[] = "호외 편집부는 오늘 새 지면을 공개했다. 활자는 글자 칸으로 바뀌었다.";
static const char fr[] = "Le numéro spécial paraît à midi, déjà épuisé à trois heures.";
static const char ru[] = "Экстренный выпуск вышел сегодня утром и уже распродан.";

/* bytes of text in charset; the caller releases. */
static struct str encode(const char *charset, const char *text)
{
	struct str s = STR_INIT;
	char buffer[4096], *in = (char *)text, *out = buffer;
	size_t in_left = strlen(text), out_left = sizeof buffer;
	iconv_t cd = iconv_open(charset, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &in, &in_left, &out, &out_left) != (size_t)-1);
	iconv(cd, NULL, NULL, &out, &out_left);
	iconv_close(cd);
	str_append(&s, buffer, sizeof buffer - out_left);
	return s;
}

struct row {
	const char *declared;     /* what the document says, or NULL */
	const char *http;         /* what the server says, or NULL */
	const char *actual;       /* what it is */
	const char *text;
	const char *encoding;     /* what it must be read as */
};

static const struct row rows[] = {
	{ "gb2312", NULL, "GB18030", zh, "gb18030" },
	{ "GBK", NULL, "GB18030", zh, "gb18030" },
	{ "x-gbk", NULL, "GB18030", zh, "gb18030" },
	{ "big5", NULL, "BIG5", zh_hant, "big5-hkscs" },
	{ "Shift_JIS", NULL, "CP932", ja, "cp932" },
	{ "EUC-JP", NULL, "EUC-JP", ja, "euc-jp" },
	{ "ISO-2022-JP", NULL, "ISO-2022-JP", ja, "iso-2022-jp" },
	{ "euc-kr", NULL, "EUC-KR", ko, "cp949" },
	{ "ks_c_5601-1987", NULL, "CP949", ko, "cp949" },
	{ "utf-8", NULL, "UTF-8", zh, "utf-8" },
	{ NULL, NULL, "UTF-8", zh, "utf-8" },
	{ "iso-8859-1", NULL, "ISO-8859-1", fr, "iso-8859-1" },
	{ "windows-1251", NULL, "CP1251", ru, "windows-1251" },
	{ "KOI8-R", NULL, "KOI8-R", ru, "koi8-r" },
	/* UTF-16 by its mark and by its look */
	{ "utf-16", NULL, "UTF-16", zh, "utf-16le" },
	{ "utf-16", NULL, "UTF-16LE", zh, "utf-16le" },
	{ NULL, NULL, "UTF-16BE", zh, "utf-16be" },
	{ NULL, NULL, "UTF-32BE", zh, "utf-32be" },
	{ NULL, NULL, "UTF-32LE", zh, "utf-32le" },
	/* witnesses that contradict each other or the bytes */
	{ "utf-8", "gbk", "GB18030", zh, "gb18030" },
	{ "utf-8", "gbk", "UTF-8", zh, "utf-8" },
	{ "gb2312", "utf-8", "GB18030", zh, "gb18030" },
	{ "gb2312", NULL, "UTF-8", zh, "utf-8" },
	{ "gb2312", "iso-8859-1", "GB18030", zh, "gb18030" },
	{ NULL, "iso-8859-1", "GB18030", zh, "gb18030" },
	{ "utf-8", "utf-8", "GB18030", zh, "gb18030" },
	{ "utf-8", NULL, "CP932", ja, "cp932" },
	{ "utf-16", NULL, "UTF-8", zh, "utf-8" },
	/* escapes that stand in nothing but ISO-2022 */
	{ "utf-8", NULL, "ISO-2022-JP", ja, "iso-2022-jp" },
	{ NULL, "utf-8", "ISO-2022-JP", ja, "iso-2022-jp" },
	{ "Shift_JIS", "utf-8", "ISO-2022-JP", ja, "iso-2022-jp" },
	{ "iso-8859-1", NULL, "ISO-2022-KR", ko, "iso-2022-kr" },
	{ "utf-8", NULL, "ISO-2022-KR", ko, "iso-2022-kr" },
	{ "iso-8859-1", NULL, "UTF-8", fr, "utf-8" },
	{ "us-ascii", NULL, "CP1252", fr, "windows-1252" },
	{ "no-such-charset", NULL, "UTF-8", zh, "utf-8" },
	/* nobody says anything */
	{ NULL, NULL, "GB18030", zh, "gb18030" },
	{ NULL, NULL, "BIG5", zh_hant, "big5-hkscs" },
	{ NULL, NULL, "EUC-JP", ja, "euc-jp" },
	{ NULL, NULL, "CP932", ja, "cp932" },
	{ NULL, NULL, "EUC-KR", ko, "cp949" },
	{ NULL, NULL, "ISO-2022-JP", ja, "iso-2022-jp" },
};

static void every_encoding_is_read(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		char document[1024], http[64];
		struct decoded d;
		struct str bytes;
		snprintf(document, sizeof document, "<?xml version=\"1.0\"%s%s%s?><a>%s</a>",
		         rows[i].declared ? " encoding='" : "",
		         rows[i].declared ? rows[i].declared : "", rows[i].declared ? "'" : "",
		         rows[i].text);
		snprintf(http, sizeof http, "text/xml; charset=\"%s\"",
		         rows[i].http ? rows[i].http : "");
		bytes = encode(rows[i].actual, document);
		decode_bytes(str_slice(&bytes), DECODE_XML, rows[i].http ? http : NULL, NULL, &d);
		if (!slice_is(d.text, document) || strcmp(d.encoding, rows[i].encoding) ||
		    d.replaced) {
			print_error("row %zu (%s in %s): %s, %zu replaced: %.60s\n", i,
			            rows[i].actual, rows[i].declared ? rows[i].declared : "-",
			            d.encoding, d.replaced, d.text.data);
			bad++;
		}
		decoded_release(&d);
		str_release(&bytes);
	}
	assert_int_equal(bad, 0);
}

static void check_text(const char *bytes, size_t n, enum decode_kind kind, const char *text,
                       const char *encoding, size_t replaced)
{
	struct decoded d;

	decode_bytes(slice_make(bytes, n), kind, NULL, NULL, &d);
	assert_true(slice_is(d.text, text));
	assert_string_equal(d.encoding, encoding);
	assert_int_equal(d.replaced, replaced);
	decoded_release(&d);
}

static void a_wrong_byte_is_one_mark(void **state)
{
	(void)state;
	check_text("ab\xff" "c", 4, DECODE_PLAIN, "ab\xef\xbf\xbd" "c", "utf-8", 1);
	/* a pair that GB 18030 has not: both bytes go, what follows stays whole */
	check_text("<?xml version='1.0' encoding='gbk'?>\xd6\xd0\xfe\xff\xb9\xfa", 42, DECODE_XML,
	           "<?xml version='1.0' encoding='gbk'?>中\xef\xbf\xbd国", "gb18030", 1);
	/* a byte that leads no pair goes alone */
	check_text("<?xml version='1.0' encoding='gbk'?>\xd6\xd0\xff\xb9\xfa", 41, DECODE_XML,
	           "<?xml version='1.0' encoding='gbk'?>中\xef\xbf\xbd国", "gb18030", 1);
	/* cut off in the middle of a character */
	check_text("<?xml version='1.0' encoding='gbk'?>\xd6\xd0\xb9", 39, DECODE_XML,
	           "<?xml version='1.0' encoding='gbk'?>中\xef\xbf\xbd", "gb18030", 1);
	check_text("", 0, DECODE_XML, "", "utf-8", 0);
	check_text("\xef\xbb\xbf\xef\xbb\xbf<a/>", 10, DECODE_XML, "<a/>", "utf-8", 0);
	
}

/* Long text is looked through in blocks: what is wrong in it is found wherever it stands. */
static void a_wrong_byte_is_found_anywhere(void **state)
{
	static const char *const wrong[] = { "\xff", "\xe5", "\xe5\x8f", "\x8f", "\xc3", "\xe5 \x8f" };
	struct str in = STR_INIT, out = STR_INIT;
	(void)state;

	for (size_t i = 0; i < ARRAY_LENGTH(wrong) * 200; i++) {
		const char *bytes = wrong[i % ARRAY_LENGTH(wrong)];
		size_t before = i / ARRAY_LENGTH(wrong);
		struct decoded d;

		str_clear(&in);
		str_clear(&out);
		str_add_repeat(&in, 'a', before % 3);
		for (size_t k = 0; k < before; k++)
			str_add(&in, "号");
		str_add_slice(&out, str_slice(&in));
		str_add(&in, bytes);
		str_add(&out, "\xef\xbf\xbd");
		if (strlen(bytes) == 3)
			str_add(&out, " \xef\xbf\xbd");
		for (int k = 0; k < 300; k++) {
			str_add(&in, "外");
			str_add(&out, "外");
		}
		decode_bytes(str_slice(&in), DECODE_PLAIN, "text/plain; charset=utf-8", NULL, &d);
		if (!slice_equal(d.text, str_slice(&out)))
			fail_msg("%zu characters, then number %zu", before, i % ARRAY_LENGTH(wrong));
		decoded_release(&d);
	}
	str_release(&in);
	str_release(&out);
}

static void meta_is_heard_in_pages_only(void **state)
{
	static const char page[] =
		"<html><head><!-- <meta charset=big5> -->"
		"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">";
	struct str bytes = encode("GB18030", "镕");
	struct str document = STR_INIT;
	struct decoded d;

	(void)state;
	str_add(&document, page);
	str_add_slice(&document, str_slice(&bytes));
	decode_bytes(str_slice(&document), DECODE_HTML, NULL, NULL, &d);
	assert_true(slice_ends(d.text, "镕"));
	assert_string_equal(d.encoding, "gb18030");
	decoded_release(&d);
	decode_bytes(str_slice(&document), DECODE_PLAIN, NULL, NULL, &d);
	assert_false(slice_ends(d.text, "镕"));
	decoded_release(&d);
	str_release(&bytes);
	str_release(&document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_is_read),
		cmocka_unit_test(a_wrong_byte_is_one_mark),
		cmocka_unit_test(a_wrong_byte_is_found_anywhere),
		cmocka_unit_test(meta_is_heard_in_pages_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
