/* Where a run begins, and what the next one is to know of it. */
#include "ui/start.h"
#include "base/i18n.h"
#include "ui/list_view.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The order of the option `start`. */
enum { START_LAST, START_UNREAD, START_ALL, START_HOT };

/* "KIND SOURCE NAME"; the first number is enum place_kind. */
static bool read_place(const char *note, struct place *place)
{
	int kind, name_at = 0;

	*place = (struct place){ 0 };
	if (!note || sscanf(note, "%d %" SCNd64 " %n", &kind, &place->source_id, &name_at) < 2)
		return false;
	if (kind < PLACE_ALL || kind >= PLACE_HEADING)
		return false;
	place->kind = (enum place_kind)kind;
	snprintf(place->name, sizeof place->name, "%s", name_at ? note + name_at : "");
	return true;
}

static bool open_last(struct ui *ui)
{
	struct list_view *v = list_view_of(ui);
	const char *item = reader_note(ui->reader, "item");
	struct place place;

	v->item = item ? strtoll(item, NULL, 10) : 0;
	return read_place(reader_note(ui->reader, "place"), &place) &&
	       reader_list_open(ui->reader, &place, NULL);
}

struct place start_home(const struct ui *ui)
{
	const struct config *c = reader_config(ui->reader);
	bool is_unread = c->options.start == START_UNREAD ||
	                 (c->options.start == START_LAST && c->has_sources);

	return (struct place){ .kind = is_unread && !ui->options.only ? PLACE_UNREAD : PLACE_ALL };
}

void start_open(struct ui *ui)
{
	int start = reader_config(ui->reader)->options.start;
	struct place home = start_home(ui);

	if (ui->options.only || start != START_LAST || !open_last(ui))
		reader_list_open(ui->reader, &home, NULL);
	if (start == START_HOT && !ui->options.only)
		ui->focus = VIEW_HOT;
	ui_changed(ui);
}

void start_arrived(struct ui *ui)
{
	const struct item *item;

	if (!ui->options.only || ui->has_arrived || reader_progress(ui->reader).running ||
	    !reader_list_count(ui->reader))
		return;
	ui->has_arrived = true;
	item = reader_list_row(ui->reader, 0);
	if (item && reader_list_count(ui->reader) == 1 && ui_view(ui) == VIEW_LIST)
		article_open(ui, item->id);
}

void start_keep(struct ui *ui)
{
	const struct place *place = reader_list_place(ui->reader);
	char note[256];

	/* a source that has no number yet is another one next time */
	snprintf(note, sizeof note, "%d %" PRId64 " %s", (int)place->kind,
	         place->source_id > 0 ? place->source_id : 0, place->name);
	reader_set_note(ui->reader, "place", note);
	snprintf(note, sizeof note, "%" PRId64, list_view_of(ui)->item);
	reader_set_note(ui->reader, "item", note);
}
