/*
 * How text is set for standard output: the configuration with what the command line says on top.
 */
#include "cli/cli.h"
#include "reader/setting.h"

/* The words of an option of the same name, so that configuration and command line take the same. */
static bool set_word(struct options *o, const char *name, const char *value, struct err *err)
{
	return !value || options_set(o, name, value, err);
}

bool setting_of_cli(struct setting *s, const struct cli *c, const struct options *configured,
                    struct err *err)
{
	struct options o = *configured;
	struct width_profile profile = width_profile_text;
	long measure;

	if (!set_word(&o, "measure", c->width, err) || !set_word(&o, "punct", c->punct, err) ||
	    !set_word(&o, "quotes", c->quotes, err) ||
	    !set_word(&o, "autospace", c->autospace, err) ||
	    !set_word(&o, "justify", c->justify, err) || !set_word(&o, "hang", c->hang, err) ||
	    !set_word(&o, "level", c->level, err) || !set_word(&o, "orphan", c->orphan, err) ||
	    !set_word(&o, "paragraph", c->paragraph, err) ||
	    !set_word(&o, "dialogue", c->dialogue, err) ||
	    !set_word(&o, "ambiguous-width", c->ambiguous, err))
		return false;
	measure = o.measure;
	if (o.ambiguous_width == 2)
		profile.ambiguous_punct = profile.ambiguous_symbol = profile.ambiguous_letter =
			profile.ambiguous_box = 2;
	setting_init(s, &o, &profile, (int)measure);
	s->layout.wrap.lang = lang_of_tag(c->lang);
	s->layout.ascii = c->ascii;
	return true;
}
