/* Every story of tests/screens/, played against the canvas in memory. */
#include "unit.h"
#include "story.h"

#include <glob.h>

static void the_screens_are_as_told(void **state)
{
	if (!story_play(*state))
		fail_msg("%s", (const char *)*state);
}

/* With arguments: only these files. */
int main(int argc, char **argv)
{
	struct CMUnitTest *tests;
	char **paths = argv + 1;
	size_t n = argc > 1 ? (size_t)argc - 1 : 0;
	glob_t found = { 0 };
	int failed;

	if (!n) {
		if (glob("tests/screens/*.keys", 0, NULL, &found))
			return 2;
		paths = found.gl_pathv;
		n = found.gl_pathc;
	}
	tests = calloc(n, sizeof *tests);
	for (size_t i = 0; tests && i < n; i++)
		tests[i] = (struct CMUnitTest){.name = paths[i],
					       .test_func = the_screens_are_as_told,
					       .initial_state = paths[i]};
	failed = _cmocka_run_group_tests("screens", tests, n, stories_begin, stories_end);
	free(tests);
	globfree(&found);
	return failed;
}
