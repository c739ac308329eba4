#include "ui/term.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "text/utf8.h"
#include "ui/term_crash.h"
#include "ui/term_known.h"
#include "ui/term_width.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* tmux 3.3a swallows it, every other terminal ignores what it does not know (READER §2.2) */
static const char sync_begin[] = "\033[?2026h", sync_end[] = "\033[?2026l";

/* A smaller frame arrives whole anyway: in one packet, from one write. */
enum { SYNC_FROM = 1200 };

struct term {
	SCREEN *screen;
	FILE *out, *in;
	int out_fd;        /* what curses writes to; frame_fd is put in its place while it paints */
	int tty_fd;        /* the terminal itself */
	int frame_fd;      /* a file in memory that takes one frame, -1 where there is none */
	struct str frame, queued;
	struct cell *shown; /* what was painted last */
	int columns, rows;
	style_t style;     /* the style attr and pair are those of */
	attr_t attr;
	short pair;
	struct theme theme;
	bool syncs, is_capable, all_dirty, has_painted;
	int cursor_shown;
	struct str notice;
};

/* --- start and end ---------------------------------------------------------------------------- */

static bool try_terminal(struct term *t, const char *name)
{
	if (term_is_known(name, t->tty_fd))
		t->screen = newterm(name, t->out, t->in);
	return t->screen != NULL;
}

/* An unknown terminal is most likely a new one of xterm's family. */
static bool start_curses(struct term *t)
{
	static const char *const others[] = { "xterm-256color", "xterm", "vt100" };
	const char *name = getenv("TERM");

	if (!name || !*name || !strcmp(name, "dumb") || !strcmp(name, "unknown"))
		return false;
	if (try_terminal(t, name))
		return true;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (try_terminal(t, others[i])) {
			str_printf(&t->notice, _("TERM=%s is not known here, running as %s"), name,
			           others[i]);
			return true;
		}
	return false;
}

/* Does curses measure with our wcwidth()? Not when it is linked statically. */
static bool widths_are_ours(void)
{
	unsigned long before = term_width_calls();
	WINDOW *pad = newpad(1, 4);
	wchar_t text[] = { 0x4e2d, 0 };
	cchar_t cell;

	if (pad) {
		setcchar(&cell, text, A_NORMAL, 0, NULL);
		wadd_wch(pad, &cell);
		delwin(pad);
	}
	return term_width_calls() > before;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1); /* a frame is finished even while keys wait */
	idlok(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
}

static bool is_plain_terminal(void)
{
	const char *name = getenv("TERM");

	return !name || !strncmp(name, "linux", 5) || !strncmp(name, "vt", 2);
}

static void restore_on_exhaustion(void)
{
	endwin();
	term_crash_restore();
}

static void measure_screen(struct term *t)
{
	struct winsize size;

	t->columns = COLS;
	t->rows = LINES;
	if (!ioctl(t->tty_fd, TIOCGWINSZ, &size) && size.ws_col && size.ws_row) {
		t->columns = size.ws_col;
		t->rows = size.ws_row;
	}
	if (t->columns > CANVAS_COLUMNS)
		t->columns = CANVAS_COLUMNS;
	if (t->rows > CANVAS_ROWS)
		t->rows = CANVAS_ROWS;
}

static void forget_shown(struct term *t)
{
	size_t n = (size_t)t->columns * (size_t)t->rows;

	t->shown = xreallocarray(t->shown, n, sizeof *t->shown);
	memset(t->shown, 0, n * sizeof *t->shown);
}

struct term *term_open(const struct width_profile *profile)
{
	struct termios modes;
	struct term *t;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return NULL;
	t = xcalloc(1, sizeof *t);
	str_init(&t->frame);
	str_init(&t->queued);
	str_init(&t->notice);
	t->tty_fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	t->out_fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	t->out = fdopen(t->out_fd, "w");
	t->in = fdopen(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), "r");
	t->frame_fd = memfd_create("frame", MFD_CLOEXEC);
	term_width_use(profile);
	if (tcgetattr(t->tty_fd, &modes) || !t->out || !t->in || !start_curses(t)) {
		term_close(t);
		return NULL;
	}
	if (!widths_are_ours())
		term_width_use(&width_profile_default);
	set_modes();
	mem_on_exhaustion(restore_on_exhaustion);
	t->is_capable = t->syncs = !is_plain_terminal();
	term_crash_arm(t->tty_fd, &modes, t->is_capable);
	measure_screen(t);
	if (t->columns != COLS || t->rows != LINES)
		resizeterm(t->rows, t->columns);
	if (term_colors(t)) {
		start_color();
		use_default_colors();
	}
	t->cursor_shown = -1;
	forget_shown(t);
	return t;
}

/* Where the screen stays on the terminal, the shell's prompt shall not stand on our last row. */
static void clear_last_row(void)
{
	const char *leaves = tigetstr("rmcup");

	if (leaves && leaves != (const char *)-1)
		return;
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
}

void term_close(struct term *t)
{
	if (!t)
		return;
	mem_on_exhaustion(NULL);
	if (t->screen) {
		if (t->queued.len && write(t->tty_fd, t->queued.data, t->queued.len) < 0)
			errno = 0; /* a hang-up: nobody is left to see it */
		clear_last_row();
		endwin();
		term_crash_disarm();
		delscreen(t->screen);
	}
	if (t->out)
		fclose(t->out);
	if (t->in)
		fclose(t->in);
	close(t->tty_fd);
	if (t->frame_fd >= 0)
		close(t->frame_fd);
	term_width_use(&width_profile_default);
	free(t->shown);
	str_release(&t->frame);
	str_release(&t->queued);
	str_release(&t->notice);
	free(t);
}

const char *term_notice(const struct term *t)
{
	return t->notice.len ? t->notice.data : NULL;
}

int term_colors(const struct term *t)
{
	const char *none = getenv("NO_COLOR");
	int n = tigetnum("colors");

	(void)t;
	return (none && *none) || n < 8 ? 0 : n;
}

void term_set_theme(struct term *t, const struct theme *theme)
{
	t->theme = *theme;
	t->style = UINT16_MAX;
	if (term_colors(t)) /* a pair for each role: every terminal with colours has 64 of them */
		for (short role = 0; role < STYLE_ROLES; role++)
			init_pair((short)(role + 1), theme->looks[role].color,
			          theme->looks[role].ground);
	forget_shown(t);
}

void term_set_profile(struct term *t, const struct width_profile *profile)
{
	term_width_use(profile);
	term_redraw(t);
}

bool term_is_capable(const struct term *t)
{
	return t->is_capable;
}

void term_size(const struct term *t, int *columns, int *rows)
{
	*columns = t->columns;
	*rows = t->rows;
}

bool term_resize(struct term *t)
{
	int columns = t->columns, rows = t->rows;

	measure_screen(t);
	if (t->columns == columns && t->rows == rows)
		return false;
	resizeterm(t->rows, t->columns);
	forget_shown(t);
	return true;
}

/* --- painting --------------------------------------------------------------------------------- */

static void use_style(struct term *t, style_t style)
{
	struct look look;

	if (style == t->style)
		return;
	look = theme_look(&t->theme, style);
	t->style = style;
	t->attr = (look.bold ? A_BOLD : 0) | (look.faint ? A_DIM : 0) |
	          (look.underline ? A_UNDERLINE : 0) | (look.reverse ? A_REVERSE : 0);
	t->pair = 0;
	if (term_colors(t) && (look.color >= 0 || look.ground >= 0))
		t->pair = (short)(STYLE_ROLE(style) + 1);
}

static void put_cell(struct term *t, int x, int y, const struct cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	const char *p = cell->text, *end = p + cell->len;
	size_t n = 0;
	cchar_t out;

	use_style(t, cell->style);
	while (p < end && n < CCHARW_MAX) {
		uint32_t cp;
		p += utf8_decode(p, end, &cp);
		text[n++] = (wchar_t)cp;
	}
	text[n] = 0;
	if (n && !width_is_drawn(term_width_profile(), (uint32_t)text[0])) {
		text[0] = 0xfffd;
		text[1] = 0;
	}
	if (n == 1 && text[0] >= 0x1f1e6 && text[0] <= 0x1f1ff)
		text[0] += L'A' - 0x1f1e6; /* a lone regional indicator: curses sees pairs only */
	term_width_joining(true);
	setcchar(&out, text, t->attr, t->pair, NULL);
	term_width_joining(false);
	mvwadd_wchnstr(stdscr, y, x, &out, 1);
}

static void put_row(struct term *t, const struct canvas *c, int y)
{
	const struct cell *row = canvas_cell(c, 0, y);
	struct cell *shown = &t->shown[(size_t)y * (size_t)t->columns];
	size_t size = (size_t)t->columns * sizeof *row;

	if (!memcmp(row, shown, size))
		return;
	for (int x = 0; x < t->columns; x++)
		if (row[x].width)
			put_cell(t, x, y, &row[x]);
	memcpy(shown, row, size);
}

static bool write_all(struct term *t, const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(t->tty_fd, bytes, n);
		if (written < 0 && errno == EAGAIN) {
			struct pollfd wait = { .fd = t->tty_fd, .events = POLLOUT };
			poll(&wait, 1, -1);
		} else if (written < 0 && errno != EINTR) {
			return false;
		} else if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
	return true;
}

/* Curses selects the ASCII character set with every attribute, though nothing here ever leaves it:
 * after the first frame that is a third of what a moved selection costs. */
static size_t without_charsets(char *bytes, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (n - i >= 3 && !memcmp(bytes + i, "\033(B", 3))
			i += 2;
		else if (bytes[i] != 0x0f)
			bytes[kept++] = bytes[i];
	}
	return kept;
}

/* Let curses write its update into memory, so that the terminal gets it whole. */
static void collect_frame(struct term *t)
{
	off_t n;

	if (t->frame_fd < 0) {
		doupdate();
		return;
	}
	dup3(t->frame_fd, t->out_fd, O_CLOEXEC);
	doupdate();
	dup3(t->tty_fd, t->out_fd, O_CLOEXEC);
	n = lseek(t->frame_fd, 0, SEEK_CUR);
	if (n > 0) {
		char *frame = xmalloc((size_t)n);
		ssize_t got = pread(t->frame_fd, frame, (size_t)n, 0);
		size_t size = got > 0 ? (size_t)got : 0;
		if (t->has_painted)
			size = without_charsets(frame, size);
		if (t->syncs && size > SYNC_FROM)
			str_add(&t->frame, sync_begin);
		str_append(&t->frame, frame, size);
		if (t->syncs && size > SYNC_FROM)
			str_add(&t->frame, sync_end);
		free(frame);
	}
	t->has_painted = true;
	if (ftruncate(t->frame_fd, 0) || lseek(t->frame_fd, 0, SEEK_SET))
		t->frame_fd = -1;
}

static void place_cursor(struct term *t, const struct canvas *c)
{
	int wanted = c->cursor_y >= 0 && c->cursor_is_caret;

	if (wanted != t->cursor_shown)
		curs_set(wanted);
	t->cursor_shown = wanted;
	if (c->cursor_y >= 0)
		wmove(stdscr, c->cursor_y, c->cursor_x);
}

size_t term_paint(struct term *t, const struct canvas *c)
{
	size_t sent;

	str_clear(&t->frame);
	if (t->all_dirty)
		clearok(curscr, TRUE);
	t->all_dirty = false;
	if (c->columns == t->columns && c->rows == t->rows)
		for (int y = 0; y < t->rows; y++)
			put_row(t, c, y);
	place_cursor(t, c);
	wnoutrefresh(stdscr);
	collect_frame(t);
	str_add_slice(&t->frame, str_slice(&t->queued));
	str_clear(&t->queued);
	sent = t->frame.len;
	write_all(t, t->frame.data, t->frame.len);
	return sent;
}

void term_queue(struct term *t, const char *bytes, size_t n)
{
	str_append(&t->queued, bytes, n);
}

void term_flush(struct term *t)
{
	write_all(t, t->queued.data, t->queued.len);
	str_clear(&t->queued);
}

void term_redraw(struct term *t)
{
	t->all_dirty = true;
	t->has_painted = false;
	forget_shown(t);
}

/* --- input, stopping -------------------------------------------------------------------------- */

int term_fd(const struct term *t)
{
	return fileno(t->in);
}

long term_read(struct term *t, char *buffer, size_t size)
{
	ssize_t n = read(term_fd(t), buffer, size);

	if (n > 0)
		return n;
	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

void term_suspend(struct term *t)
{
	sigset_t stop, before;
	struct sigaction standard = { .sa_handler = SIG_DFL }, kept;

	endwin();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigaction(SIGTSTP, &standard, &kept);
	/* the whole group, as the terminal itself would: make run stops with us */
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, &before); /* stops here */
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &kept, NULL);
	term_resume(t);
}

void term_resume(struct term *t)
{
	reset_prog_mode();
	t->cursor_shown = -1;
	term_redraw(t);
}
