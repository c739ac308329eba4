#include "reader/setting.h"

#include <string.h>

void setting_init(struct setting *s, const struct options *o, const struct width_profile *profile,
                  int measure)
{
	struct wrap_options *w = &s->layout.wrap;

	memset(s, 0, sizeof *s);
	s->profile = *profile;
	wrap_options_init(w, &s->profile, measure);
	w->hang = o->hang;
	w->level = (enum wrap_level)o->level;
	w->autospace = (enum wrap_auto)o->autospace;
	w->justify = (enum wrap_justify)o->justify;
	w->quotes = (enum wrap_quotes)o->quotes;
	w->punct = (enum wrap_punct)o->punct;
	w->orphan = o->orphan;
	s->layout.paragraph = (enum paragraph_style)o->paragraph;
	s->layout.dialogue_hang = o->dialogue;
	s->layout.link_numbers = o->link_numbers;
}

void setting_print(const struct setting *s, const struct doc *d, struct str *out)
{
	struct layout *l = layout_new(d, &s->layout);

	layout_print(l, out);
	layout_free(l);
}

void setting_write(const struct setting *s, const struct doc *d, FILE *out)
{
	struct layout *l = layout_new(d, &s->layout);

	layout_write(l, out);
	layout_free(l);
}
