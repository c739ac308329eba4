/* Bytes of terminals in, names of keys out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/array.h"
#include "text/utf8.h"
#include "ui/input.h"

#include <string.h>

/* Keys by name, a paste as "paste:x", a reply as "reply:…", a click as "mouse:button@x,y". */
static void decode(struct str *out, const char *bytes, size_t n, size_t piece, bool timeout)
{
	struct input in;
	struct input_event e;

	input_init(&in);
	for (size_t i = 0; i < n; i += piece)
		input_feed(&in, bytes + i, n - i < piece ? n - i : piece);
	if (timeout && input_wait_ms(&in, 25) >= 0)
		input_timeout(&in);
	while (input_next(&in, &e)) {
		if (out->len)
			str_add(out, " ");
		if (e.kind == INPUT_REPLY) {
			str_printf(out, "reply:%s", e.reply);
			continue;
		}
		if (e.kind == INPUT_MOUSE) {
			str_printf(out, "mouse:%d@%d,%d%s", e.button, e.x, e.y,
				   e.released ? "-" : "");
			continue;
		}
		if (e.kind == INPUT_PASTE)
			str_add(out, "paste:");
		key_add_name(out, e.key);
	}
	input_release(&in);
}

static const struct {
	const char *bytes, *keys;
	bool timeout;
} cases[] = {
	{ "jk", "j k", false },
	{ "\r\n\t\x7f\b", "Enter Enter Tab Backspace Backspace", false },
	{ "\x06\x1a ", "^F ^Z Space", false },
	{ "中、あ", "中 、 あ", false },
	{ "\xe4\xb8j", "j", false },              /* broken off: the letter counts */
	{ "\xff\xc0\x80k", "k", false },
	{ "\033", "Esc", true },
	{ "\033", "", false },                    /* still waits */
	{ "\033\033", "Esc Esc", true },
	{ "\033x", "M-x", false },
	{ "\033[A\033[B\033OC\033OD", "Up Down Right Left", false },
	{ "\033[H\033[F\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End", false },
	{ "\033[5~\033[6~\033[2~\033[3~", "PgUp PgDn Ins Del", false },
	{ "\033OP\033[11~\033[15~\033[17~\033[24~", "F1 F1 F5 F6 F12", false },
	{ "\033[[A\033[[E", "F1 F5", false },     /* the Linux console */
	{ "\033[Z", "S-Tab", false },
	{ "\033[1;5A\033[1;2B\033[3;3~", "C-Up S-Down M-Del", false },
	{ "\033[97;5u\033[27u\033[13;2u", "^A Esc Enter", false },
	{ "\033[200~a\rb\033[201~c", "paste:a paste:Enter paste:b c", false },
	{ "\033[I\033[O", NULL, false },          /* focus: below */
	{ "\033[<64;10;5M\033[<0;1;1m", "mouse:64@9,4 mouse:0@0,0-", false },
	/* replies are never keys: LIBRARIES 0.12 lists what they did elsewhere */
	{ "\033]11;rgb:1e1e/1e1e/1e1e\033\\j", "reply:]11;rgb:1e1e/1e1e/1e1e j", false },
	{ "\033]11;rgb:1e1e/1e1e/1e1e\aj", "reply:]11;rgb:1e1e/1e1e/1e1e j", false },
	{ "\033[?62;c\033[12;3Rq", "reply:[?62;c reply:[12;3R q", false },
	{ "\033[?2027;0$y", "reply:[?2027;0$y", false },
	{ "\033P>|tmux 3.3a\033\\r", "reply:P>|tmux 3.3a r", false },
	{ "\033_Gi=1;OK\033\\\033[A", "reply:_Gi=1;OK Up", false },
	{ "\033[5;6;7~\033[99~\033[1;2;3Xj", "S-C-PgUp j", false },
	{ "\033[", "M-[", true },
	{ "\033]", "M-]", true },
	{ "\033[1;5", "", true },
	{ "\033]11;rgb", "", true },
	{ "\033[\033[A", "Up", false },
};

static void keys_are_told_from_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		/* whole, and byte by byte as a slow line brings them */
		for (size_t piece = 1; piece <= 64; piece += 63) {
			struct str out = STR_INIT;
			if (!cases[i].keys)
				continue;
			decode(&out, cases[i].bytes, strlen(cases[i].bytes), piece,
			       cases[i].timeout);
			if (strcmp(out.data, cases[i].keys))
				fail_msg("case %zu: \"%s\" instead of \"%s\"", i, out.data,
				         cases[i].keys);
			str_release(&out);
		}
	}
}

static void a_lone_escape_waits_shortly_and_a_reply_longer(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	assert_int_equal(input_wait_ms(&in, 25), -1);
	input_feed(&in, "\033", 1);
	assert_int_equal(input_wait_ms(&in, 25), 25);
	input_feed(&in, "]1", 2);
	assert_int_equal(input_wait_ms(&in, 25), INPUT_SEQUENCE_MS);
	input_timeout(&in);
	assert_int_equal(input_wait_ms(&in, 25), -1);
	input_release(&in);
}

static void an_endless_string_stays_small(void **state)
{
	struct input in;
	struct input_event e;

	(void)state;
	input_init(&in);
	input_feed(&in, "\033]0;", 4);
	for (int i = 0; i < 100000; i++)
		input_feed(&in, "x", 1);
	assert_true(in.sequence.len <= INPUT_SEQUENCE_LIMIT);
	assert_false(input_next(&in, &e));
	input_feed(&in, "\ak", 2);
	assert_true(input_next(&in, &e) && e.kind == INPUT_REPLY);
	assert_true(input_next(&in, &e) && e.key == 'k');
	input_release(&in);
}

static const struct {
	const char *name;
	key_code key;
} names[] = {
	{ "j", 'j' }, { "^F", KEY_CTRL | 'f' }, { "^f", KEY_CTRL | 'f' }, { "C-f", KEY_CTRL | 'f' },
	{ "M-x", KEY_ALT | 'x' }, { "Space", ' ' }, { "space", ' ' }, { "PgDn", NAMED_PAGE_DOWN },
	{ "S-Tab", NAMED_BACKTAB }, { "F12", NAMED_F12 }, { "F13", KEY_NONE }, { "", KEY_NONE },
	{ "Frob", KEY_NONE }, { "^", '^' }, { "、", 0x3001 }, { "M-Up", KEY_ALT | NAMED_UP },
};

static void names_of_keys_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		if (key_of_name(slice_of(names[i].name)) != names[i].key)
			fail_msg("%s", names[i].name);
}

/* What is sent, and the keys meant. */
static const struct {
	uint32_t sent;
	const char *meant;
} methods[] = {
	{ 'j', "j" },     { 0xff4a, "j" },  { 0xff1a, ":" },  { 0x3001, "/" },  { 0x3000, " " },
	{ 0x300a, "<" },  { 0x300b, ">" },  { 0xff1f, "?" },  { 0xff01, "!" },  { 0x3010, "[" },
	{ 0x300d, "]" },  { 0x2026, "^" },  { 0x20a9, "\\" }, { 0x2018, "'" },  { 0xff0a, "*" },
	{ 0x3153, "j" },  { 0x314f, "k" },  { 0x315c, "n" },  { 0x3142, "q" },  { 0xac00, "rk" },
	{ 0xb2ed, "ekfr" }, { 0x3128, "j" }, { 0x311c, "k" }, { 0x3112, "v" },  { 0x3125, "/" },
	{ 0x4e2d, "中" },
};

/* Each row of the tables: what is sent, and behind it the keys meant. */
static const char *const method_rows[] = {
	/* signs of Chinese, Japanese and Korean input methods */
	"　 ", "、/", "。.", "《<", "》>", "〈<", "〉>", "「[", "」]", "【[", "】]", "『{", "』}", "“\"", "”\"",
	"‘'", "’'", "…^", "—_", "·|", "・/", "ー-", "×*", "¥\\", "￥\\", "₩\\", "￦\\",
	"！!", "＂\"", "＃#", "＄$", "％%", "＆&", "＇'", "（(", "）)", "＊*", "＋+", "，,", "－-", "．.", "／/",
	"：:", "；;", "＜<", "＝=", "＞>", "？?", "＠@", "［[", "＼\\", "］]", "＾^", "＿_", "｀`", "｛{", "｜|",
	"｝}", "～~",
	/* full-width letters and digits */
	"０0", "９9", "ａa", "ｊj", "ｋk", "ｚz", "ＡA", "ＺZ",
	/* two-set jamo, single ones and clusters */
	"ㄱr", "ㄲR", "ㄳrt", "ㄴs", "ㄵsw", "ㄶsg", "ㄷe", "ㄸE", "ㄹf", "ㄺfr", "ㄻfa", "ㄼfq", "ㄽft", "ㄾfx",
	"ㄿfv", "ㅀfg", "ㅁa", "ㅂq", "ㅃQ", "ㅄqt", "ㅅt", "ㅆT", "ㅇd", "ㅈw", "ㅉW", "ㅊc", "ㅋz", "ㅌx",
	"ㅍv", "ㅎg", "ㅏk", "ㅐo", "ㅑi", "ㅒO", "ㅓj", "ㅔp", "ㅕu", "ㅖP", "ㅗh", "ㅘhk", "ㅙho", "ㅚhl", "ㅛy",
	"ㅜn", "ㅝnj", "ㅞnp", "ㅟnl", "ㅠb", "ㅡm", "ㅢml", "ㅣl",
	/* composed syllables */
	"가rk", "각rkr", "까Rk", "너sj", "뭐anj", "값rkqt", "힣glg",
	/* bopomofo, Dachen */
	"ㄅ1", "ㄆq", "ㄇa", "ㄈz", "ㄉ2", "ㄊw", "ㄋs", "ㄌx", "ㄍe", "ㄎd", "ㄏc", "ㄐr", "ㄑf", "ㄒv", "ㄓ5", "ㄔt",
	"ㄕg", "ㄖb", "ㄗy", "ㄘh", "ㄙn", "ㄚ8", "ㄛi", "ㄜk", "ㄝ,", "ㄞ9", "ㄟo", "ㄠl", "ㄡ.", "ㄢ0", "ㄣp", "ㄤ;",
	"ㄥ/", "ㄦ-", "ㄧu", "ㄨj", "ㄩm",
	/* kana by Latin letters, in both scripts */
	"あa", "いi", "うu", "えe", "おo", "んn", "かka", "じji", "ぱpa", "をo", "アa", "ンn", "ヌnu",
};

static void each_row_of_the_tables_is_the_key_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(method_rows); i++) {
		const char *row = method_rows[i], *end = row + strlen(row);
		key_code keys[6];
		uint32_t cp;
		const char *meant = row + utf8_decode(row, end, &cp);
		size_t n = key_of_input_method(cp, keys);

		if (n != strlen(meant))
			fail_msg("%s: %zu keys", row, n);
		for (size_t k = 0; k < n; k++)
			if (keys[k] != (key_code)meant[k])
				fail_msg("%s: '%c'", row, (int)keys[k]);
	}
}

static void input_methods_are_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(methods); i++) {
		key_code keys[6];
		struct str out = STR_INIT;
		size_t n = key_of_input_method(methods[i].sent, keys);
		for (size_t k = 0; k < n; k++)
			if (keys[k] == ' ')
				str_add(&out, " ");
			else
				key_add_name(&out, keys[k]);
		if (strcmp(out.data, methods[i].meant))
			fail_msg("U+%04X: \"%s\" instead of \"%s\"", (unsigned)methods[i].sent,
			         out.data, methods[i].meant);
		str_release(&out);
	}
}

static void letters_of_input_methods_stay_letters_in_a_prompt(void **state)
{
	(void)state;
	assert_int_equal(key_sign(0xff0b), '+');
	assert_int_equal(key_sign(0x3001), '/');
	assert_int_equal(key_sign(0xff4a), 0);
	assert_int_equal(key_sign(0x3153), 0);
	assert_int_equal(key_sign('+'), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_told_from_bytes),
		cmocka_unit_test(a_lone_escape_waits_shortly_and_a_reply_longer),
		cmocka_unit_test(an_endless_string_stays_small),
		cmocka_unit_test(names_of_keys_are_read),
		cmocka_unit_test(input_methods_are_understood),
		cmocka_unit_test(each_row_of_the_tables_is_the_key_meant),
		cmocka_unit_test(letters_of_input_methods_stay_letters_in_a_prompt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
