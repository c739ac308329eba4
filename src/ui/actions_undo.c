/* Taking back what was done last, and saying that it can be. */
#include "ui/actions.h"
#include "base/i18n.h"
#include "ui/views.h"

void ui_say_undoable(struct ui *ui, const char *sentence)
{
	const struct action *undo = action_find(ui_view(ui), "undo");
	struct str keys = STR_INIT;

	if (undo && keymap_add_keys(&ui->keymap, ui_view(ui), undo, 1, &keys))
		/* TRANSLATORS: what was done, and the key that takes it back. */
		ui_say(ui, _("%1$s, %2$s undoes it"), sentence, keys.data);
	else
		ui_say(ui, "%s", sentence);
	str_release(&keys);
}

void action_undo(struct ui *ui, int count)
{
	struct undone undone = { 0 };
	struct err err = ERR_INIT;

	(void)count;
	if (!reader_undo(ui->reader, &undone, &err)) {
		if (err.text[0])
			ui_say_error(ui, err.text);
		else
			ui_say(ui, "%s", _("Nothing is left to undo"));
		return;
	}
	list_go_to_spot(ui, &undone.place, undone.filter, undone.item);
	ui_changed(ui);
	article_reload(ui);
	if (undone.left)
		/* TRANSLATORS: what was undone, and how many steps can be undone still. */
		ui_say(ui, ngettext("Undone: %2$s; %1$d step is left", "Undone: %2$s; %1$d steps are left",
		                    (unsigned long)undone.left), (int)undone.left, undone.said);
	else
		ui_say(ui, _("Undone: %s"), undone.said);
}
