/* Articles taken along: names of files, lines for a chat, codes for a camera, flyers. */
#include "unit.h"
#include "base/clock.h"
#include "share/qr.h"
#include "share/take.h"
#include "text/utf8.h"

#include <qrencode.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOON = 1795345200 }; /* 2026-11-22 11:00 UTC */

static void names_are_safe(void **state)
{
	static const struct {
		const char *title, *name;
	} rows[] = {
		{ "渡口加船：只等10分钟", "2026-11-22-渡口加船-只等10分钟" },
		{ "../../etc/passwd", "2026-11-22-etc-passwd" },
		{ "-rf ~ $(reboot) `id` ;|&", "2026-11-22-rf-reboot-id" },
		{ ".hidden\n\033]0;x\a", "2026-11-22-hidden-0-x" },
		{ "わたしば　ﾃｽﾄ 나루터", "2026-11-22-わたしば-나루터" },
		{ "\xe2\x80\xae" "gpj.exe", "2026-11-22-gpj-exe" },
		{ "", "2026-11-22" },
		{ NULL, "2026-11-22" },
		{ "\xff\xfe", "2026-11-22" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		const struct item item = { .title = rows[i].title, .published = NOON };
		struct str name = STR_INIT;

		take_name(&item, &name);
		assert_string_equal(name.data, rows[i].name);
		str_release(&name);
	}
}

static void names_have_an_end(void **state)
{
	struct str title = STR_INIT, name = STR_INIT;
	struct item item = { .published = TIME_NONE, .fetched = NOON };

	(void)state;
	for (int i = 0; i < 500; i++)
		str_add(&title, "雪");
	item.title = title.data;
	take_name(&item, &name);
	assert_true(name.len <= TAKE_NAME_MOST && name.len > TAKE_NAME_MOST - 3);
	assert_true(utf8_is_valid(name.data, name.len));
	str_release(&title);
	str_release(&name);
}

static void files_are_not_written_over(void **state)
{
	char folder[] = "/tmp/haowai-take-XXXXXX";
	struct err err = ERR_INIT;
	struct str text = STR_INIT;
	struct stat st;
	char *path, *link;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = path_join(folder, "a.txt");
	link = path_join(folder, "b.txt");
	assert_true(take_write(path, slice_of("one"), &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(take_write(path, slice_of("two"), &err));
	assert_non_null(strstr(err.text, "is there already"));
	assert_int_equal(symlink("/tmp/haowai-take-nothing", link), 0);
	assert_false(take_write(link, slice_of("two"), &err)); /* not through a link either */
	assert_true(path_read(path, &text, 100, &err));
	assert_string_equal(text.data, "one");
	unlink(path);
	unlink(link);
	rmdir(folder);
	free(path);
	free(link);
	str_release(&text);
}

static void folders_are_found(void **state)
{
	char home[] = "/tmp/haowai-take-XXXXXX", path[64], *folder;
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(home));
	setenv("HOME", home, 1);
	unsetenv("XDG_DOWNLOAD_DIR");
	unsetenv("XDG_CONFIG_HOME");
	folder = take_folder("");
	assert_string_equal(folder, home);
	free(folder);
	folder = take_folder("~/news");
	snprintf(path, sizeof path, "%s/news", home);
	assert_string_equal(folder, path);
	free(folder);
	snprintf(path, sizeof path, "%s/.config", home);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/.config/user-dirs.dirs", home);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("# xdg\nXDG_DESKTOP_DIR=\"$HOME/desk\"\nXDG_DOWNLOAD_DIR=\"$HOME/down\"\n", f);
	fclose(f);
	folder = take_folder("");
	assert_string_equal(folder, home); /* that one is not there */
	free(folder);
	snprintf(path, sizeof path, "%s/down", home);
	assert_int_equal(mkdir(path, 0700), 0);
	folder = take_folder("");
	assert_string_equal(folder, path);
	free(folder);
	rmdir(path);
	snprintf(path, sizeof path, "%s/.config/user-dirs.dirs", home);
	unlink(path);
	snprintf(path, sizeof path, "%s/.config", home);
	rmdir(path);
	rmdir(home);
}

static void lines_for_a_chat(void **state)
{
	struct item item = { .title = "渡口\033[2J加船", .source = "渡口日报", .published = NOON,
		             .link = "http://ferry.test/1" };
	struct str line = STR_INIT;

	(void)state;
	take_line(&item, NOON + 3600, &line);
	assert_string_equal(line.data, "【渡口[2J加船】 渡口日报 22 Nov 11:00 http://ferry.test/1");
	str_clear(&line);
	item.published = item.sort_time = TIME_NONE;
	item.source = NULL;
	take_line(&item, NOON, &line);
	assert_string_equal(line.data, "【渡口[2J加船】 http://ferry.test/1");
	str_release(&line);
}

/* What a camera sees of the rows: modules, quiet zone taken off. */
static bool seen(const struct str *rows, int width, int x, int y)
{
	struct slice rest = str_slice(rows), line = { 0 };
	uint32_t cp = 0;

	for (int i = 0; i <= y / 2; i++)
		line = slice_next(&rest, '\n');
	for (const char *p = line.data, *end = p + line.len; x >= 0; x--) {
		assert_true(p < end);
		p += utf8_decode(p, end, &cp);
		if (!x)
			break;
	}
	(void)width;
	return cp == 0x2588 || cp == (y % 2 ? 0x2584u : 0x2580u);
}

static void codes_are_drawn_as_they_are(void **state)
{
	static const char *const links[] = {
		"http://a.test/", "https://www.ferry.test/2026/11/22/content_1234567.shtml?from=list",
		"https://www.ferry.test/渡口/%E6%B8%A1?a=0123456789012345678901234567890123456789012345678901",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LENGTH(links); i++) {
		for (int quiet = QR_QUIET_LEAST; quiet <= QR_QUIET; quiet++) {
			QRcode *code = QRcode_encodeString(links[i], 0, QR_ECLEVEL_L, QR_MODE_8, 1);
			struct str rows = STR_INIT;
			struct qr q;

			assert_true(qr_init(&q, links[i], NULL));
			for (int y = 0; y < qr_rows(&q, quiet, QR_BLOCKS); y++) {
				qr_add_row(&q, quiet, QR_BLOCKS, y, &rows);
				str_add_char(&rows, '\n');
			}
			assert_int_equal(q.size, code->width);
			for (int y = -quiet; y < q.size + quiet; y++)
				for (int x = -quiet; x < q.size + quiet; x++)
					assert_int_equal(seen(&rows, q.size, x + quiet, y + quiet),
					                 x >= 0 && y >= 0 && x < q.size && y < q.size &&
					                 (code->data[y * q.size + x] & 1));
			QRcode_free(code);
			qr_release(&q);
			str_release(&rows);
		}
	}
}

static void codes_have_bounds(void **state)
{
	struct str row = STR_INIT, link = STR_INIT;
	struct err err = ERR_INIT;
	struct qr q;

	(void)state;
	assert_true(qr_init(&q, "http://a.test/", &err));
	assert_int_equal(q.size, 21);
	assert_int_equal(qr_cells(&q, 2, QR_ASCII), 50);
	assert_int_equal(qr_rows(&q, 2, QR_ASCII), 25);
	qr_add_row(&q, 2, QR_ASCII, 2, &row);
	assert_true(slice_begins(str_slice(&row), "    ##############  ")); /* the finder's upper edge */
	assert_int_equal(row.len, 50);
	qr_release(&q);
	str_add(&link, "http://a.test/");
	str_add_repeat(&link, 'a', 4000);
	assert_false(qr_init(&q, link.data, &err));
	assert_non_null(strstr(err.text, "4014"));
	str_release(&row);
	str_release(&link);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_safe),
		cmocka_unit_test(names_have_an_end),
		cmocka_unit_test(files_are_not_written_over),
		cmocka_unit_test(folders_are_found),
		cmocka_unit_test(lines_for_a_chat),
		cmocka_unit_test(codes_are_drawn_as_they_are),
		cmocka_unit_test(codes_have_bounds),
	};

	setenv("TZ", "UTC0", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
