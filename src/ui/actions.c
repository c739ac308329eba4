/* The actions that hold everywhere: moving, opening, leaving, refreshing. */
#include "ui/actions.h"
#include "base/array.h"
#include "base/i18n.h"
#include "ui/macro.h"
#include "ui/view_output.h"
#include "ui/views.h"

static void move(struct ui *ui, enum motion motion, long n)
{
	view_table[ui_view(ui)]->move(ui, motion, n);
}

static void down(struct ui *ui, int count)
{
	move(ui, MOVE_BY, count ? count : 1);
}

static void up(struct ui *ui, int count)
{
	move(ui, MOVE_BY, count ? -count : -1);
}

static void page_down(struct ui *ui, int count)
{
	move(ui, MOVE_PAGES, count ? count : 1);
}

static void page_up(struct ui *ui, int count)
{
	move(ui, MOVE_PAGES, count ? -count : -1);
}

static void half_down(struct ui *ui, int count)
{
	move(ui, MOVE_HALVES, count ? count : 1);
}

static void half_up(struct ui *ui, int count)
{
	move(ui, MOVE_HALVES, count ? -count : -1);
}

static void first(struct ui *ui, int count)
{
	move(ui, count ? MOVE_TO : MOVE_FIRST, count);
}

static void last(struct ui *ui, int count)
{
	move(ui, count ? MOVE_TO : MOVE_LAST, count);
}

static void open_this(struct ui *ui, int count)
{
	view_table[ui_view(ui)]->open(ui, count);
}

/* One step back: out of what the view has going on, out of the view, out of a narrow screen's pane,
 * out of the filter; from the list itself there is only the way out. */
static bool step_back(struct ui *ui)
{
	const struct view_ops *ops = view_table[ui_view(ui)];

	if (ops->back && ops->back(ui))
		return true;
	if (ui_close(ui))
		return true;
	if (ui->focus != VIEW_LIST) {
		ui_focus(ui, VIEW_LIST);
		return true;
	}
	if (ui->zen) {
		ui->zen = false;
		return true;
	}
	if (*list_filter(ui)) {
		list_change_filter(ui, "");
		return true;
	}
	return false;
}

static void back(struct ui *ui, int count)
{
	(void)count;
	if (!step_back(ui) && !list_go_home(ui))
		ui->quit = true;
}

/* Esc leaves neither the list nor the program. */
static void dismiss(struct ui *ui, int count)
{
	(void)count;
	step_back(ui);
}

static void quit(struct ui *ui, int count)
{
	(void)count;
	ui->quit = true;
}

/* --- panes ------------------------------------------------------------------------------------ */

static void step_pane(struct ui *ui, int dir)
{
	static const enum view_id order[] = { VIEW_SHELF, VIEW_LIST, VIEW_HOT };
	struct screen s = ui_screen(ui);
	const struct hot_list *lists;
	int at = ui->focus == VIEW_SHELF ? 0 : ui->focus == VIEW_LIST ? 1 : 2;

	if (!s.side_by_side && !ui->zen) { /* Tab brings the shelf and lets it go */
		ui_focus(ui, ui->focus == VIEW_LIST ? VIEW_SHELF : VIEW_LIST);
		return;
	}
	ui->zen = false;
	do
		at = (at + 3 + dir) % 3;
	while (order[at] == VIEW_HOT && !reader_hot_lists(ui->reader, &lists));
	ui_focus(ui, order[at]);
}

static void next_pane(struct ui *ui, int count)
{
	(void)count;
	step_pane(ui, 1);
}

static void previous_pane(struct ui *ui, int count)
{
	(void)count;
	step_pane(ui, -1);
}

static void hot(struct ui *ui, int count)
{
	const struct hot_list *lists;

	(void)count;
	if (!reader_hot_lists(ui->reader, &lists))
		ui_say(ui, "%s", _("No hot list is subscribed to; the catalogue has some"));
	else
		ui_focus(ui, ui_view(ui) == VIEW_HOT ? VIEW_LIST : VIEW_HOT);
}

static void extra(struct ui *ui, int count)
{
	(void)count;
	if (reader_extra(ui->reader))
		ui_open(ui, VIEW_EXTRA);
	else
		ui_say(ui, "%s", _("No extra has been printed"));
}

static void zen(struct ui *ui, int count)
{
	(void)count;
	ui->zen = !ui->zen;
}

static void alerts(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_ALERTS);
}

static void digest(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_FRONT);
}

static void problems(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_PROBLEMS);
}

static void show_log(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_LOG);
}

static void widths(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_WIDTHS);
}

static void catalogue(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_CATALOGUE);
}

static void tag_menu(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_TAGS);
}

static void help(struct ui *ui, int count)
{
	(void)count;
	ui_open(ui, VIEW_HELP);
}

/* Articles that came in since the last visit. */
static void new_articles(struct ui *ui, int count)
{
	struct place place = { .kind = PLACE_NEW };

	(void)count;
	list_open_place(ui, &place);
}

/* --- the net ---------------------------------------------------------------------------------- */

static void refresh(struct ui *ui, int count)
{
	const struct place *place = reader_list_place(ui->reader);
	struct target t;
	int64_t source = place->kind == PLACE_SOURCE ? place->source_id : 0;

	(void)count;
	if (ui_target(ui, &t) && t.source)
		source = t.source;
	reader_refresh(ui->reader, source);
}

static void refresh_all(struct ui *ui, int count)
{
	(void)count;
	reader_refresh(ui->reader, 0);
}

static void cancel(struct ui *ui, int count)
{
	(void)count;
	if (output_cancel(ui))
		return;
	if (reader_progress(ui->reader).running) {
		reader_refresh_cancel(ui->reader);
		ui_say(ui, "%s", _("The refresh is being stopped"));
	} else {
		dismiss(ui, 0);
	}
}

static void reload(struct ui *ui, int count)
{
	(void)count;
	reader_reload(ui->reader);
	ui_configure(ui);
	ui_say(ui, "%s", _("The configuration has been read anew"));
}

static void screenshot(struct ui *ui, int count)
{
	(void)count;
	ui->effects.snapshot = true;
}

static void redraw(struct ui *ui, int count)
{
	(void)count;
	ui->effects.redraw = true;
}

static void suspend(struct ui *ui, int count)
{
	(void)count;
	ui->effects.suspend = true;
}

const struct action common_actions[] = {
	{ "down", "j Down", down, N_("down"), OFFER_MOVE },
	{ "up", "k Up", up, N_("up"), OFFER_MOVE },
	{ "page-down", "Space ^F PgDn", page_down, N_("page down"), OFFER_MOVE },
	{ "page-up", "b ^B PgUp", page_up, N_("page up"), OFFER_MOVE },
	{ "half-down", "^D", half_down, N_("half a page down"), OFFER_MOVE },
	{ "half-up", "^U", half_up, N_("half a page up"), OFFER_MOVE },
	{ "first", "g Home", first, N_("to the beginning (12g: to row 12)"), OFFER_MOVE },
	{ "last", "G End", last, N_("to the end (12G: to row 12)"), OFFER_MOVE },
	{ "open", "Enter l Right", open_this, N_("open"), OFFER_OPEN },
	{ "back", "q h Left Backspace", back, N_("back; from the list: leave"), 0 },
	{ "dismiss", "Esc ^G", dismiss, N_("leave what is open, take the filter away"), 0 },
	{ "quit", "Q", quit, N_("leave at once"), 0 },

	{ "next-unread", "n", action_next_unread, N_("next unread article, over all sources"),
	  OFFER_ARTICLES },
	{ "previous-unread", "p", action_previous_unread, N_("previous unread article"),
	  OFFER_ARTICLES },
	{ "next-article", "J", action_next_article, N_("next article, read or not"),
	  OFFER_ARTICLES },
	{ "previous-article", "K", action_previous_article, N_("previous article, read or not"),
	  OFFER_ARTICLES },
	{ "star", "*", action_star, N_("star it or take the star away"), OFFER_ARTICLE },
	{ "toggle-read", "N", action_toggle_read, N_("read or unread"), OFFER_ARTICLE },
	{ "mark-read", "", action_mark_read, N_("mark it read"), OFFER_ARTICLE },
	{ "mark-unread", "", action_mark_unread, N_("mark it unread"), OFFER_ARTICLE },
	{ "star-add", "", action_star_add, N_("star it"), OFFER_ARTICLE },
	{ "star-remove", "", action_star_remove, N_("take its star away"), OFFER_ARTICLE },
	{ "tag-add", "+", action_tag_add, N_("add a tag of your own"), OFFER_ARTICLE },
	{ "tag-remove", "-", action_tag_remove, N_("take a tag away"), OFFER_ARTICLE },
	{ "later", "L", action_later, N_("keep it for later, or no longer"), OFFER_ARTICLE },
	{ "mute", "x", action_mute, N_("mute a word, a source or a tag"),
	  OFFER_ARTICLE | ACTION_SOURCES },
	{ "open-browser", "o", action_browse, N_("open in the browser"), OFFER_LINK | ACTION_EXEC },
	{ "open-browser-read", "O", action_browse_read, N_("open in the browser and mark read"),
	  OFFER_LINK | OFFER_ARTICLE | ACTION_EXEC },
	{ "enclosure", "e", action_enclosure, N_("play the recording that came with it"),
	  OFFER_ARTICLE | ACTION_EXEC },
	{ "copy-link", "y", action_copy_link, N_("copy the address"), OFFER_LINK },
	{ "copy-title", "Y", action_copy_title, N_("copy 【headline】 source time address"), OFFER_LINK },
	{ "copy-text", "", action_copy_text, N_("copy the whole text"), OFFER_ARTICLE },
	{ "qr", "=", action_qr, N_("QR code of the address"), OFFER_LINK },
	{ "flyer", "", action_flyer, N_("flyer: a card of text with a QR code, to be pasted"), OFFER_ARTICLE },
	{ "save", "s", action_save, N_("save as text, Markdown or HTML"), OFFER_ARTICLE | ACTION_WRITES },
	{ "pipe", "|", action_pipe, N_("give the text to a command"), OFFER_ARTICLE | ACTION_EXEC },
	{ "print", "", action_print, N_("print it"), OFFER_ARTICLE | ACTION_EXEC },

	{ "undo", "U", action_undo, N_("undo the last mark, filter or change of a source"), 0 },

	{ "filter", "/", action_filter, N_("filter as you type"), OFFER_FILTER },
	{ "tag-menu", "t", tag_menu, N_("choose a tag"), OFFER_FILTER | OFFER_MAIN },
	{ "search", "\\", action_search, N_("search the whole store"), 0 },
	{ "clear-filter", "^T", action_clear_filter, N_("take the filter away"), OFFER_FILTER },

	{ "next-pane", "Tab", next_pane, N_("next pane"), OFFER_MAIN },
	{ "previous-pane", "S-Tab", previous_pane, N_("previous pane"), OFFER_MAIN },
	{ "hot", "H", hot, N_("hot lists"), 0 },
	{ "follow", "W", topic_follow, N_("follow a topic: its timeline stands on the shelf"),
	  OFFER_LINK | ACTION_WRITES },
	{ "extra", "X", extra, N_("the extra: what it is, and why"), 0 },
	{ "digest", "&", digest, N_("the front page: what matters of the last day"), 0 },
	{ "new", "", new_articles, N_("what came in since your last visit"), 0 },
	{ "zen", "z", zen, N_("one pane only"), OFFER_MAIN },
	{ "jump-back", "^O", action_jump_back, N_("back to where you were (also '')"), OFFER_MAIN },
	{ "set-mark", "m", action_set_mark, N_("put a mark a–z here"), OFFER_ARTICLE },
	{ "go-to-mark", "'", action_go_to_mark, N_("go to a mark"), 0 },

	{ "refresh", "r", refresh, N_("fetch this source"), OFFER_REFRESH | ACTION_NET },
	{ "refresh-all", "R", refresh_all, N_("fetch all sources"), ACTION_NET },
	{ "cancel", "^C", cancel, N_("stop the refresh"), 0 },
	{ "catalogue", "c", catalogue, N_("catalogue of sources"), OFFER_MAIN | ACTION_SOURCES },
	{ "problems", "!", problems, N_("problems: which source, why"), 0 },
	{ "alerts", "@", alerts, N_("alerts: what set them off, and when"), 0 },
	{ "log", "", show_log, N_("log of what was done"), 0 },
	{ "widths", "", widths, N_("how wide this terminal draws signs"), 0 },
	{ "reload", "^R", reload, N_("read the configuration anew"), 0 },
	{ "macro", ",", action_macro, N_("macros: the next key says which"), 0 },
	{ "palette", ":", action_palette, N_("run an action by its name, see or set an option"), 0 },
	{ "help", "? F1", help, N_("keys of this view"), 0 },
	{ "redraw", "^L", redraw, N_("paint the screen anew"), 0 },
	{ "screenshot", "", screenshot, N_("screenshot: the screen as text and as SVG, in two files"),
	  ACTION_WRITES },
	{ "suspend", "^Z", suspend, N_("stop for a while (fg comes back)"), ACTION_EXEC },
};
const size_t n_common_actions = ARRAY_LENGTH(common_actions);
