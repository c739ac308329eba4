/* The one loop that waits: keys, the reader's news, signals, the strip's clock. */
#include "base/i18n.h"
#include "share/take.h"
#include "ui/osc.h"
#include "ui/snapshot.h"
#include "ui/term.h"
#include "ui/theme.h"
#include "ui/view_output.h"
#include "ui/view_picture.h"
#include "ui/views.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { ESC_MS = 25, ESC_MS_REMOTE = 100 };

struct loop {
	struct ui *ui;
	struct term *term;
	struct canvas canvas;
	struct input input;
	struct width_profile profile;
	enum background background;
	int signal_fd;
	sigset_t mask_before;
	int esc_ms;
	int64_t title_unread; /* what the window's title says, -1: nothing yet */
	bool hung_up, has_mouse, has_focus, was_stopped;
	struct theme theme;
	bool is_light;        /* the ground, as far as one knows */
	bool takes_paste;     /* what is pasted comes marked as such */
};

/* --- start ------------------------------------------------------------------------------------ */

/* Signals become something to read, so that nothing ever happens in the middle of something
 * else. */
static void take_signals(struct loop *l)
{
	static const int signals[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT };
	sigset_t mask;

	sigemptyset(&mask);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaddset(&mask, signals[i]);
	sigprocmask(SIG_BLOCK, &mask, &l->mask_before);
	l->signal_fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void set_theme(struct loop *l)
{
	const struct options *o = &reader_config(l->ui->reader)->options;
	enum background b = l->background;
	struct theme_choice choice = {
		.name = (enum theme_name)o->theme,
		.ground = theme_ground((enum theme_name)o->theme, b == BACKGROUND_LIGHT,
		                       b == BACKGROUND_DARK, getenv("COLORFGBG")),
		.colors = term_colors(l->term),
		.red_up = o->red_up,
	};

	theme_init(&l->theme, &choice);
	l->is_light = choice.ground == THEME_LIGHT;
	if (choice.colors && choice.name != THEME_MONO)
		theme_configure(&l->theme, reader_config(l->ui->reader), choice.colors, NULL, NULL);
	term_set_theme(l->term, &l->theme);
}

/* What the user has settled wins over what the terminal says. */
static void settle_profile(struct width_profile *profile, const struct options *o)
{
	uint8_t cells = (uint8_t)o->ambiguous_width;

	if (cells)
		profile->ambiguous_punct = profile->ambiguous_symbol =
			profile->ambiguous_letter = profile->ambiguous_box = cells;
	/* curses has one width for a base, with a selector behind it or without: the base it is */
	profile->joins_vs16 = false;
}

/* The name under which this terminal's background is kept. */
static void background_name(char out[48])
{
	char name[32];

	probe_terminal_name(name);
	snprintf(out, 48, "%s/light", name);
}

/* The profile kept for this terminal: the first frame does not wait for answers. */
static void choose_profile(struct loop *l, struct reader *r)
{
	char name[32], light[48];
	const char *note;

	probe_terminal_name(name);
	if (!probe_read_profile(reader_note(r, name), &l->profile))
		l->profile = width_profile_default;
	settle_profile(&l->profile, &reader_config(r)->options);
	background_name(light);
	note = reader_note(r, light);
	l->background =
		note ? (*note == '1' ? BACKGROUND_LIGHT : BACKGROUND_DARK) : BACKGROUND_UNKNOWN;
}

/* Dark or light: the colours follow, now and at the next start. */
static void take_background(struct loop *l)
{
	enum background found = l->ui->probe.background;
	char light[48];

	if (found == BACKGROUND_UNKNOWN || found == l->background)
		return;
	l->background = found;
	background_name(light);
	reader_set_note(l->ui->reader, light, found == BACKGROUND_LIGHT ? "1" : "0");
	set_theme(l);
	l->ui->dirty = true;
}

/* The question goes out on the blank screen, right before the first frame. */
static void ask_widths(struct loop *l)
{
	struct str question = STR_INIT;

	if (!term_is_capable(l->term) || !i18n_is_utf8() || l->ui->rows < 2 || l->ui->columns < 12)
		return;
	probe_ask(&l->ui->probe, &question);
	term_queue(l->term, question.data, question.len);
	term_paint(l->term, &l->canvas);
	str_release(&question);
}

/* The answers are all there: lay out anew only where they differ, keep them for the next start. */
static void take_widths(struct loop *l)
{
	struct reader *r = l->ui->reader;
	struct width_profile profile;
	char name[32], text[PROBE_PROFILE_SIZE];

	take_background(l);
	if (!probe_profile(&l->ui->probe, &profile))
		return;
	probe_terminal_name(name);
	probe_write_profile(&profile, text);
	if (!text_same(reader_note(r, name), text))
		reader_set_note(r, name, text);
	settle_profile(&profile, &reader_config(r)->options);
	if (!memcmp(&profile, &l->profile, sizeof profile))
		return;
	l->profile = profile;
	term_set_profile(l->term, &l->profile);
	article_reload(l->ui);
	ui_changed(l->ui);
}

static void queue(struct loop *l, const char *sequence)
{
	term_queue(l->term, sequence, strlen(sequence));
}

/* Modes that the shell is not to find, and back again. */
static void set_modes(struct loop *l, bool on)
{
	if (l->has_mouse)
		queue(l, on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
	if (l->has_focus) /* whether it is looked at: nothing moves while it is not */
		queue(l, on ? "\033[?1004h" : "\033[?1004l");
	if (!on && l->takes_paste)
		queue(l, "\033[?2004l");
	l->takes_paste = false;
}

static bool start(struct loop *l, struct reader *r, const struct ui_options *o)
{
	int columns, rows;

	choose_profile(l, r);
	take_signals(l);
	l->term = term_open(&l->profile);
	if (!l->term) {
		close(l->signal_fd);
		sigprocmask(SIG_SETMASK, &l->mask_before, NULL);
		return false;
	}
	term_size(l->term, &columns, &rows);
	canvas_init(&l->canvas, &l->profile, columns, rows);
	l->canvas.ascii = o->ascii;
	input_init(&l->input);
	l->ui = ui_new(r, o, &l->profile, columns, rows);
	l->esc_ms = l->ui->is_remote ? ESC_MS_REMOTE : ESC_MS;
	l->title_unread = -1;
	set_theme(l);
	l->has_mouse = reader_config(r)->options.mouse && term_is_capable(l->term);
	l->has_focus = reader_config(r)->options.rotate && term_is_capable(l->term);
	set_modes(l, true);
	ask_widths(l);
	if (term_notice(l->term))
		ui_say(l->ui, "%s", term_notice(l->term));
	return true;
}

static void end(struct loop *l)
{
	ui_free(l->ui);
	set_modes(l, false);
	if (l->title_unread >= 0 && !l->hung_up) {
		struct str title = STR_INIT;
		osc_add_title(&title, "");
		term_queue(l->term, title.data, title.len);
		str_release(&title);
	}
	term_close(l->term);
	input_release(&l->input);
	canvas_release(&l->canvas);
	close(l->signal_fd);
	sigprocmask(SIG_SETMASK, &l->mask_before, NULL);
}

/* --- what comes in ---------------------------------------------------------------------------- */

static void resize(struct loop *l)
{
	int columns, rows;

	if (!term_resize(l->term))
		return;
	term_size(l->term, &columns, &rows);
	canvas_resize(&l->canvas, columns, rows);
	ui_resize(l->ui, columns, rows);
}

static void suspend(struct loop *l)
{
	set_modes(l, false);
	term_flush(l->term);
	term_suspend(l->term);
	l->was_stopped = true;
	set_modes(l, true);
	resize(l);
	l->ui->dirty = true;
}

/* Stopped from outside: the shell has had the terminal meanwhile. */
static void go_on(struct loop *l)
{
	if (!l->was_stopped) {
		term_resume(l->term);
		set_modes(l, true);
		resize(l);
		l->ui->dirty = true;
	}
	l->was_stopped = false;
}

static void read_signals(struct loop *l)
{
	struct signalfd_siginfo info;

	while (read(l->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		switch (info.ssi_signo) {
		case SIGWINCH:
			resize(l);
			break;
		case SIGTSTP:
			suspend(l);
			break;
		case SIGCONT:
			go_on(l);
			break;
		case SIGHUP:
			l->hung_up = true;
			l->ui->quit = true;
			break;
		default:
			l->ui->quit = true;
		}
	}
}

static void take_events(struct loop *l)
{
	struct input_event e;

	while (!l->ui->quit && input_next(&l->input, &e)) {
		if (e.kind == INPUT_REPLY && probe_take(&l->ui->probe, e.reply))
			take_widths(l);
		ui_handle(l->ui, &e);
	}
}

static void read_keys(struct loop *l)
{
	char buffer[4096];
	long n = term_read(l->term, buffer, sizeof buffer);

	if (n < 0)
		l->hung_up = l->ui->quit = true;
	else if (n > 0)
		input_feed(&l->input, buffer, (size_t)n);
	take_events(l);
}

/* The options of the terminal may have been set anew. */
static void take_options(struct loop *l)
{
	const struct options *o = &reader_config(l->ui->reader)->options;

	set_modes(l, false);
	l->has_mouse = o->mouse && term_is_capable(l->term);
	l->has_focus = o->rotate && term_is_capable(l->term);
	set_modes(l, true);
	set_theme(l);
}

/* --- what goes out ---------------------------------------------------------------------------- */

static void carry_out(struct loop *l)
{
	struct ui_effects *e = &l->ui->effects;

	if (e->redraw)
		term_redraw(l->term);
	e->redraw = false;
	if (e->bytes.len && term_is_capable(l->term))
		term_queue(l->term, e->bytes.data, e->bytes.len);
	str_clear(&e->bytes);
	if (e->options) {
		e->options = false;
		take_options(l);
	}
	if (e->suspend) {
		e->suspend = false;
		suspend(l);
	}
}

static void set_title(struct loop *l)
{
	struct str text = STR_INIT, title = STR_INIT;
	int64_t unread;

	if (!reader_config(l->ui->reader)->options.title || !term_is_capable(l->term))
		return;
	unread = reader_unread(l->ui->reader);
	if (unread == l->title_unread)
		return;
	l->title_unread = unread;
	str_add(&text, _("haowai"));
	if (unread)
		str_printf(&text, " (%d)", (int)unread);
	osc_add_title(&title, text.data);
	term_queue(l->term, title.data, title.len);
	str_release(&text);
	str_release(&title);
}

/* A paste is told from typing only where text is typed. */
static void set_paste(struct loop *l)
{
	bool wanted = l->ui->prompt.ops && term_is_capable(l->term);

	if (wanted != l->takes_paste)
		queue(l, wanted ? "\033[?2004h" : "\033[?2004l");
	l->takes_paste = wanted;
}

/* The frame that was just drawn; what is said of it stands in the next. */
static void take_snapshot(struct loop *l)
{
	char *folder = take_folder(reader_config(l->ui->reader)->options.save_dir), *stem;
	struct err err = ERR_INIT;

	l->ui->effects.snapshot = false;
	if (snapshot_write(&l->canvas, &l->theme, l->is_light, folder, &stem, &err)) {
		/* TRANSLATORS: a picture of the screen: the path of both files without their ending. */
		ui_say(l->ui, _("Saved: %s.txt and .svg"), stem);
		free(stem);
	} else {
		ui_say_error(l->ui, err.text);
	}
	free(folder);
}

static void paint(struct loop *l)
{
	carry_out(l);
	set_title(l);
	set_paste(l);
	ui_draw(l->ui, &l->canvas);
	term_paint(l->term, &l->canvas);
	if (l->ui->effects.snapshot) {
		take_snapshot(l);
		ui_draw(l->ui, &l->canvas);
		term_paint(l->term, &l->canvas);
	}
}

/* --- waiting ---------------------------------------------------------------------------------- */

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

static void turn(struct loop *l)
{
	struct reader *r = l->ui->reader;
	int wait = input_wait_ms(&l->input, l->esc_ms), got;
	struct pollfd fds[] = {
		{ .fd = term_fd(l->term), .events = POLLIN },
		{ .fd = l->signal_fd, .events = POLLIN },
		{ .fd = reader_fd(r), .events = POLLIN },
		{ .fd = output_fd(l->ui), .events = POLLIN },
		{ .fd = picture_fd(l->ui), .events = POLLIN },
	};
	bool is_idle_work = ui_idle(l->ui);
	int timeout = sooner(sooner(wait, reader_timeout_ms(r)),
	                     sooner(strip_timeout_ms(l->ui),
	                            sooner(output_timeout_ms(l->ui), picture_timeout_ms(l->ui))));

	got = poll(fds, sizeof fds / sizeof *fds, is_idle_work ? 0 : timeout);
	if (got < 0 && errno != EINTR) {
		l->ui->quit = true;
		return;
	}
	if (fds[1].revents)
		read_signals(l);
	if (fds[0].revents)
		read_keys(l);
	else if (got == 0 && wait >= 0 && !is_idle_work) {
		input_timeout(&l->input);
		take_events(l);
	}
	if ((fds[2].revents || reader_timeout_ms(r) == 0) && reader_pump(r))
		ui_changed(l->ui);
	/* at a timeout too: an output may have ended before its program */
	if (fds[3].revents || got == 0)
		output_pump(l->ui);
	if (fds[4].revents || got == 0)
		picture_pump(l->ui);
	strip_tick(l->ui);
}

int ui_run(struct reader *r, const struct ui_options *o)
{
	struct loop l = { .signal_fd = -1 };

	if (!start(&l, r, o))
		return UI_NO_SCREEN;
	while (!l.ui->quit) {
		if (l.ui->dirty || l.ui->effects.redraw || l.ui->effects.suspend ||
		    l.ui->effects.options)
			paint(&l);
		turn(&l);
	}
	end(&l);
	return EXIT_SUCCESS;
}
