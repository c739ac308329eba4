/* Cookies are read from a file of ours only, which nobody else may read. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>
#include "worker/secret.h"
#include "base/path.h"

static const char cookie[] = "news.example\tFALSE\t/\tFALSE\t0\tsid\t7\n";

static void a_private_file_is_read(void **state)
{
	static const struct {
		mode_t mode;
		uid_t owner;        /* 0: ours */
		const char *says;   /* NULL: it is read */
	} rows[] = {
		{ 0600, 0, NULL },
		{ 0400, 0, NULL },
		{ 0640, 0, "chmod 600" },
		{ 0604, 0, "chmod 600" },
		{ 0600, 1, "somebody else" },
		{ 0644, 1, "somebody else" },
	};
	char path[] = "/tmp/haowai-secret-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct arena a = ARENA_INIT;
		struct err err = ERR_INIT;
		const char *line;

		assert_true(path_write(path, slice_of(cookie), 0, &err));
		/* only the superuser gives files away */
		if (rows[i].owner && chown(path, rows[i].owner, (gid_t)-1))
			continue;
		assert_int_equal(chmod(path, rows[i].mode), 0);
		line = secret_of_cookies(path, "http://news.example/x", 1, &a, &err);
		if (rows[i].says) {
			assert_null(line);
			assert_non_null(strstr(err.text, rows[i].says));
		} else {
			assert_string_equal(line, "Cookie: sid=7");
		}
		arena_release(&a);
	}
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_private_file_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
