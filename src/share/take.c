#include "share/take.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "doc/write.h"
#include "reader/page.h"
#include "text/clean.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *word, *ending;
} formats[] = {
	[TAKE_TEXT] = { "text", ".txt" },
	[TAKE_MARKDOWN] = { "markdown", ".md" },
	[TAKE_HTML] = { "html", ".html" },
};

bool take_format_of_word(const char *word, enum take_format *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(word, formats[i].word)) {
			*out = (enum take_format)i;
			return true;
		}
	return false;
}

enum take_format take_format_of_name(const char *name)
{
	static const struct {
		const char *ending;
		enum take_format format;
	} others[] = { { ".md", TAKE_MARKDOWN }, { ".markdown", TAKE_MARKDOWN },
		       { ".html", TAKE_HTML }, { ".htm", TAKE_HTML } };
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof others / sizeof *others; i++)
		if (!ascii_compare_nocase(dot, others[i].ending))
			return others[i].format;
	return TAKE_TEXT;
}

const char *take_ending(enum take_format format)
{
	return formats[format].ending;
}

/* --- what is in the file ---------------------------------------------------------------------- */

void take_page(const struct page *p, enum take_format format, struct str *out)
{
	static void (*const writers[])(const struct doc *, const struct doc_facts *, struct str *) = {
		[TAKE_TEXT] = doc_write_text,
		[TAKE_MARKDOWN] = doc_write_markdown,
		[TAKE_HTML] = doc_write_html,
	};
	const struct article *a = &p->article;
	const char **related = xcalloc(a->n_related + 1, sizeof *related);
	char published[TIME_TEXT_SIZE];
	struct doc_facts f = {
		.title = a->item.title, .link = a->item.link, .source = a->item.source,
		.author = a->item.author, .language = a->item.language, .published = published,
		.tags = a->item.tags, .n_tags = a->item.n_tags,
		.related = related, .n_related = a->n_related,
	};

	time_format_utc(a->item.published, published);
	for (size_t i = 0; i < a->n_related; i++)
		related[i] = a->related[i].link;
	writers[format](p->doc, &f, out);
	free(related);
}

/* --- its name --------------------------------------------------------------------------------- */

/* Letters of the scripts that news is written in. What is not here becomes a "-". */
static bool is_good(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{ '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }, { 0xc0, 0xd6 }, { 0xd8, 0xf6 },
		{ 0xf8, 0x24f }, { 0x386, 0x386 }, { 0x388, 0x3ff }, { 0x400, 0x481 }, { 0x48a, 0x52f },
		{ 0x3005, 0x3007 }, { 0x3041, 0x3096 }, { 0x30a1, 0x30fa }, { 0x30fc, 0x30fe },
		{ 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
		{ 0xff10, 0xff19 }, { 0xff21, 0xff3a }, { 0xff41, 0xff5a }, { 0x20000, 0x323af },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return true;
	return false;
}

void take_name(const struct item *item, struct str *out)
{
	int64_t t = item->published != TIME_NONE ? item->published : item->fetched;
	struct civil c = civil_from_utc(t, clock_local_offset(t));
	const char *p = item->title ? item->title : "", *end = p + strlen(p);
	size_t start = out->len;
	bool gap = true;

	str_printf(out, "%04d-%02d-%02d", c.year < 0 ? 0 : c.year % 10000, c.month, c.day);
	while (p < end) {
		uint32_t cp;
		size_t n = utf8_decode(p, end, &cp);

		if (!is_good(cp)) {
			gap = true;
		} else {
			if (out->len - start + n + gap > TAKE_NAME_MOST)
				return;
			str_append(out, "-", gap);
			str_append(out, p, n);
			gap = false;
		}
		p += n;
	}
}

static char *in_home(const char *rest)
{
	const char *home = getenv("HOME");

	return *rest ? path_join(home && *home ? home : ".", rest) : xstrdup(home && *home ? home : ".");
}

char *take_path(const char *typed)
{
	if (typed[0] == '~' && (typed[1] == '/' || !typed[1]))
		return in_home(typed + 1 + (typed[1] == '/'));
	return xstrdup(typed);
}

/* XDG_DOWNLOAD_DIR="$HOME/…" of user-dirs.dirs, which is a file of shell: only these two forms count. */
static char *folder_of_user_dirs(void)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	char *base = config && *config ? xstrdup(config) : in_home(".config"), *found = NULL;
	char *path = path_join(base, "user-dirs.dirs");
	struct str text = STR_INIT;
	struct slice rest;
	struct err err = ERR_INIT;

	if (path_exists(path) && path_read(path, &text, 1 << 16, &err)) {
		for (rest = str_slice(&text); rest.len;) {
			struct slice line = slice_trim(slice_next(&rest, '\n'));
			char *value;

			if (!slice_begins(line, "XDG_DOWNLOAD_DIR=\"") || !slice_ends(line, "\""))
				continue;
			slice_next(&line, '"');
			value = xstrndup(line.data, line.len ? line.len - 1 : 0);
			free(found);
			found = !strncmp(value, "$HOME", 5) ? in_home(value + (value[5] ? 6 : 5))
			        : *value == '/'             ? xstrdup(value)
			                                    : NULL;
			free(value);
		}
	}
	str_release(&text);
	free(path);
	free(base);
	return found;
}

char *take_folder(const char *save_dir)
{
	const char *download = getenv("XDG_DOWNLOAD_DIR");
	char *found;

	if (save_dir && *save_dir)
		return take_path(save_dir);
	found = download && *download == '/' ? xstrdup(download) : folder_of_user_dirs();
	if (found && access(found, W_OK | X_OK) == 0)
		return found;
	free(found);
	return in_home("");
}

bool take_write(const char *path, struct slice content, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	const char *p = content.data;
	size_t left = content.len;

	if (fd < 0 && errno == EEXIST)
		return err_set(err, _("%s is there already; it is not written over"), path);
	if (fd < 0)
		return err_set(err, _("cannot write %s: %s"), path, strerror(errno));
	while (left) {
		ssize_t n = write(fd, p, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		p += n;
		left -= (size_t)n;
	}
	if (close(fd) || left) {
		err_set(err, _("cannot write %s: %s"), path, strerror(errno));
		unlink(path); /* half a text is none */
		return false;
	}
	return true;
}

/* --- one line --------------------------------------------------------------------------------- */

void take_line(const struct item *item, int64_t now, struct str *out)
{
	int64_t t = item->published != TIME_NONE ? item->published : item->sort_time;
	struct str line = STR_INIT;

	str_printf(&line, "【%s】", item->title ? item->title : "");
	if (item->source && *item->source)
		str_printf(&line, " %s", item->source);
	if (t != TIME_NONE && t) {
		str_add_char(&line, ' ');
		page_add_time(&line, t, now);
	}
	if (item->link && *item->link)
		str_printf(&line, " %s", item->link);
	text_clean(out, str_slice(&line), CLEAN_LINE);
	str_release(&line);
}
