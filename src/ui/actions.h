/*
 * What keys do in every view that offers what they need: the functions behind common_actions[].
 */
#ifndef UI_ACTIONS_H
#define UI_ACTIONS_H

#include "ui/state.h"

/* actions_article.c: the article at hand */
void action_star(struct ui *ui, int count);
void action_toggle_read(struct ui *ui, int count);
void action_mark_read(struct ui *ui, int count);
void action_mark_unread(struct ui *ui, int count);
void action_star_add(struct ui *ui, int count);
void action_star_remove(struct ui *ui, int count);
void action_tag_add(struct ui *ui, int count);
void action_tag_remove(struct ui *ui, int count);
void action_later(struct ui *ui, int count);
void action_enclosure(struct ui *ui, int count);
void action_browse(struct ui *ui, int count);
void action_browse_read(struct ui *ui, int count);
void action_copy_link(struct ui *ui, int count);
void action_copy_title(struct ui *ui, int count);
void action_next_article(struct ui *ui, int count);
void action_previous_article(struct ui *ui, int count);
void action_next_unread(struct ui *ui, int count);
void action_previous_unread(struct ui *ui, int count);

/* view_qr.c */
void action_qr(struct ui *ui, int count);

/* actions_take.c: taking it along */
void action_save(struct ui *ui, int count);
void action_copy_text(struct ui *ui, int count);
void action_flyer(struct ui *ui, int count);
/* The page of the article at hand; NULL (said) when there is none. Free with reader_page_free(). */
struct page *take_target_page(struct ui *ui);

/* actions_pipe.c */
void action_pipe(struct ui *ui, int count);
void action_print(struct ui *ui, int count);

/* palette.c */
void action_palette(struct ui *ui, int count);

/* actions_undo.c */
void action_undo(struct ui *ui, int count);

/* actions_mute.c */
void action_mute(struct ui *ui, int count);

/* actions_filter.c: narrowing, places, marks of one's own */
void action_filter(struct ui *ui, int count);
/* For prompts that take filters: tags, sources and states for a word that begins so. */
void action_complete_filter(struct ui *ui, struct prompt *p, struct slice word);
void action_clear_filter(struct ui *ui, int count);
void action_search(struct ui *ui, int count);
void action_set_mark(struct ui *ui, int count);
void action_go_to_mark(struct ui *ui, int count);
void action_jump_back(struct ui *ui, int count);

#endif
