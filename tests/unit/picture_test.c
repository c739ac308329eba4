/* The gate through which pictures come, and what is let near a decoder. */
#include "unit.h"
#include "ui/picture.h"

static const struct picture_area here = { 2, 3, 4, 2 };

static void check(enum picture_form form, const char *drawn, const char *wanted)
{
	struct str out = STR_INIT;

	if (wanted) {
		assert_true(picture_add(&out, slice_of(drawn), form, &here));
		assert_true(slice_begins(str_slice(&out), "\0337\033[0m\033[4;3H"));
		assert_true(slice_ends(str_slice(&out), "\033[0m\0338"));
		str_truncate(&out, out.len - strlen("\033[0m\0338"));
		assert_string_equal(out.data + strlen("\0337\033[0m\033[4;3H"), wanted);
	} else {
		assert_false(picture_add(&out, slice_of(drawn), form, &here));
		assert_int_equal(out.len, 0);
	}
	str_release(&out);
}

static void symbols_and_colours_pass(void **state)
{
	(void)state;
	check(PICTURE_SYMBOLS, "\033[0m\033[38;5;18;48;5;6m▄▀\033[0m\n ▌\n",
	      "\033[0m\033[38;5;18;48;5;6m▄▀\033[0m\033[0m\033[5;3H ▌\033[0m");
	/* no more cells and rows than there is room for */
	check(PICTURE_SYMBOLS, "█████████\n█\n█\n", "████\033[0m\033[5;3H█\033[0m");
	check(PICTURE_SYMBOLS, "\033[?25l█\033[?25h\033[2J\033[6n\033[H", "█");
	check(PICTURE_SYMBOLS, "█\033]52;c;aGk=\a\x1bP$q\"p\033\\", "█52;"); /* what is left is text */
	check(PICTURE_SYMBOLS, "█\007\x0e\r\x9b" "31m\xff字", "█31m");
	check(PICTURE_SYMBOLS, "\033[0m\n", NULL);
	check(PICTURE_SYMBOLS, "", NULL);
	check(PICTURE_SYMBOLS, "█\033[1;2", "█");
}

static void graphics_pass_as_what_was_asked_for(void **state)
{
	static const char sixel[] = "\033P0;1;0q\"1;1;16;6#0;2;5;1;50#0~~-\033\\";
	static const char pixels[] = "\033_Ga=T,f=32,s=1,v=1,c=2,r=1,m=1\033\\\033_Gm=0;AAAA/w==\033\\";

	(void)state;
	check(PICTURE_SIXEL, sixel, sixel);
	check(PICTURE_SIXEL, pixels, NULL);
	check(PICTURE_KITTY, sixel, NULL);
	check(PICTURE_KITTY, pixels, pixels);
	check(PICTURE_SIXEL, "text \033P0q#0~\033\\\033[6n\n", "\033P0q#0~\033\\");
	check(PICTURE_SIXEL, "\033P0q#0~", NULL);                       /* no end */
	check(PICTURE_SIXEL, "\033P$q\"p\033\\", NULL);                 /* a question to the terminal */
	check(PICTURE_SIXEL, "\033P0q\033[31m\033\\", NULL);
	check(PICTURE_KITTY, "\033_Ga=T,t=f,f=100;L2V0Yw==\033\\", NULL); /* a file it would read */
	check(PICTURE_KITTY, "\033_Ga=q,i=1;AAAA\033\\", NULL);         /* one it would answer */
	check(PICTURE_KITTY, "\033_Ga=T,f=32;AA\033[6n\033\\", NULL);
}

static void what_is_no_picture_is_not_decoded(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		bool good;
	} rows[] = {
		{ "\x89PNG\r\n\x1a\n....", 12, true },
		{ "\xff\xd8\xff\xe0....", 8, true },
		{ "GIF89a....", 10, true },
		{ "RIFF\x10\0\0\0WEBPVP8 ", 16, true },
		{ "RIFF\x10\0\0\0WAVEfmt ", 16, false },
		{ "<svg xmlns='x'/>", 16, false },
		{ "push graphic-context\n", 21, false },
		{ "", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_int_equal(picture_is_known(slice_make(rows[i].bytes, rows[i].n)), rows[i].good);
}

static void the_terminal_chooses_the_form(void **state)
{
	(void)state;
	unsetenv("TMUX");
	unsetenv("KITTY_WINDOW_ID");
	unsetenv("TERM_PROGRAM");
	setenv("TERM", "xterm-256color", 1);
	assert_int_equal(picture_form_here(false), PICTURE_SYMBOLS);
	assert_int_equal(picture_form_here(true), PICTURE_SIXEL);
	setenv("TERM", "xterm-kitty", 1);
	assert_int_equal(picture_form_here(false), PICTURE_KITTY);
	setenv("TMUX", "/tmp/tmux", 1);
	assert_int_equal(picture_form_here(false), PICTURE_SYMBOLS);
	unsetenv("TMUX");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(symbols_and_colours_pass),
		cmocka_unit_test(graphics_pass_as_what_was_asked_for),
		cmocka_unit_test(what_is_no_picture_is_not_decoded),
		cmocka_unit_test(the_terminal_chooses_the_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
