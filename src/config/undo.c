#include "config/undo.h"
#include "base/i18n.h"
#include "base/path.h"
#include "config/parts.h"

#include <string.h>
#include <unistd.h>

static uint64_t hash_of(struct slice text)
{
	return hash_bytes(HASH_START, text.data, text.len);
}

void file_change_read(const char *path, struct str *out)
{
	if (!path_read(path, out, CONFIG_BYTES_MAX, NULL))
		str_clear(out);
}

/* Bytes that both have at the beginning, up to the end of a line. */
static size_t same_lines(struct slice a, struct slice b)
{
	size_t most = a.len < b.len ? a.len : b.len, n = 0, line = 0;

	while (n < most && a.data[n] == b.data[n])
		if (a.data[n++] == '\n')
			line = n;
	return line;
}

/* The same at the end, from the beginning of a line. */
static size_t same_end(struct slice a, struct slice b)
{
	size_t most = a.len < b.len ? a.len : b.len, n = 0, line = 0;

	while (n < most && a.data[a.len - n - 1] == b.data[b.len - n - 1]) {
		if (n && a.data[a.len - n - 1] == '\n')
			line = n;
		n++;
	}
	return n == a.len && n == b.len ? n : line;
}

static void add_middle(struct str *out, struct slice whole, size_t from, size_t end)
{
	str_init(out);
	str_append(out, whole.data + from, whole.len - from - end);
}

bool file_change_init(struct file_change *c, const char *path, struct slice before)
{
	struct str text = STR_INIT;
	struct slice after, rest_before, rest_after;
	bool changed;
	size_t end;

	file_change_read(path, &text);
	after = str_slice(&text);
	changed = !slice_equal(before, after);
	if (changed) {
		c->same = same_lines(before, after);
		rest_before = slice_make(before.data + c->same, before.len - c->same);
		rest_after = slice_make(after.data + c->same, after.len - c->same);
		end = same_end(rest_before, rest_after);
		add_middle(&c->before, before, c->same, end);
		add_middle(&c->after, after, c->same, end);
		c->hash = hash_of(after);
		c->was_there = before.len > 0;
	}
	str_release(&text);
	return changed;
}

void file_change_release(struct file_change *c)
{
	str_release(&c->before);
	str_release(&c->after);
}

size_t file_change_bytes(const struct file_change *c)
{
	return c->before.len + c->after.len;
}

/* Where the lines stand in a file that another program has written; false when that cannot be told. */
static bool find_lines(const struct file_change *c, const struct str *text, size_t *at)
{
	const char *found, *again;

	if (!c->after.len) { /* something was taken out: only a whole section can go to the end */
		*at = text->len;
		return slice_begins(slice_trim(str_slice(&c->before)), "[");
	}
	found = memmem(text->data, text->len, c->after.data, c->after.len);
	if (!found || (found > text->data && found[-1] != '\n'))
		return false;
	*at = (size_t)(found - text->data);
	again = memmem(found + 1, text->len - *at - 1, c->after.data, c->after.len);
	return !again;
}

static bool put_back(const struct file_change *c, const char *path, struct str *text, struct err *err)
{
	bool is_as_left = hash_of(str_slice(text)) == c->hash;
	size_t at = c->same;

	if (!is_as_left && !find_lines(c, text, &at))
		return err_set(err, _("this cannot be undone: %s has been changed since"), path);
	str_splice(text, at, c->after.len, c->before.data, c->before.len);
	if (is_as_left && !c->was_there)
		return !unlink(path) || err_set(err, _("%s cannot be removed"), path);
	return path_write(path, str_slice(text), CONFIG_COPIES, err);
}

bool file_change_undo(const struct file_change *c, const char *path, struct err *err)
{
	struct str text = STR_INIT;
	int folder = config_lock_folder(path);
	bool ok = path_read(path, &text, CONFIG_BYTES_MAX, err) && put_back(c, path, &text, err);

	if (folder >= 0)
		close(folder);
	str_release(&text);
	return ok;
}
