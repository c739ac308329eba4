/* [view], [rule], [alert], [extra] and [tags] as text that makes them again. */
#include "config/parts.h"

static void add_lines(struct str *out, const char *key, const struct text_list *values, bool is_filter)
{
	for (size_t i = 0; i < values->n; i++)
		config_write_line(out, key, values->v[i], is_filter);
}

static void add_switch(struct str *out, const char *key, bool is_on)
{
	if (is_on)
		config_write_line(out, key, "on", false);
}

void config_write_view(const struct config_view *v, struct str *out)
{
	str_printf(out, "[view %s]\n", v->name);
	config_write_line(out, "filter", v->filter, true);
	add_switch(out, "follow", v->is_followed);
}

static void write_rule(const struct config_rule *r, struct str *out)
{
	str_printf(out, "[rule %s]\n", r->name);
	add_lines(out, "match", &r->match, true);
	add_lines(out, "tag", &r->tag, false);
	add_switch(out, "mute", r->mute);
	add_switch(out, "highlight", r->highlight);
	add_switch(out, "star", r->star);
	add_switch(out, "read", r->read);
}

/* What it runs is nobody else's business. */
static void write_alert(const struct config_alert *a, struct str *out)
{
	static const char *const notify[] = { "", "osc9", "osc777" };

	str_printf(out, "[alert %s]\n", a->name);
	add_lines(out, "match", &a->match, true);
	add_switch(out, "bell", a->bell);
	config_write_line(out, "notify", notify[a->notify], false);
	if (a->quiet[0] != a->quiet[1])
		str_printf(out, "quiet = %02d:%02d-%02d:%02d\n", a->quiet[0] / 60, a->quiet[0] % 60,
		           a->quiet[1] / 60, a->quiet[1] % 60);
}

static void write_extra(const struct config *c, struct str *out)
{
	const struct config_line *line;
	size_t at = 0, n = 0;

	while ((line = config_next_line(c, "extra", &at))) {
		if (!n++)
			str_add(out, "[extra]\n");
		config_write_line(out, line->key, line->value, false);
	}
}

static void write_tags(const struct config *c, struct str *out)
{
	const struct config_tags *t = &c->tags;

	if (t->n_pairs || t->pin.n)
		str_add(out, "[tags]\n");
	for (size_t i = 0; i < t->n_pairs; i++) {
		if (t->pairs[i].to)
			str_printf(out, "rename = %s -> %s\n", t->pairs[i].from, t->pairs[i].to);
		else
			config_write_line(out, "hide", t->pairs[i].from, false);
	}
	add_lines(out, "pin", &t->pin, false);
}

void config_write_settings(const struct config *c, struct str *out)
{
	for (size_t i = 0; i < c->n_rules; i++)
		write_rule(&c->rules[i], out);
	for (size_t i = 0; i < c->n_alerts; i++)
		write_alert(&c->alerts[i], out);
	write_extra(c, out);
	write_tags(c, out);
}
