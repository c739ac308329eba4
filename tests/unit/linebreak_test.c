#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/linebreak.h"
#include "text/utf8.h"

/*
 * The file of the standard itself where the machine has it, else the extract in the tree. Each
 * line: "× 0023 ÷ 2014 ÷": code points with a sign before, between and after.
 */
enum { POINTS = 64 };

struct sample {
	char text[4 * POINTS];
	size_t len;
	size_t at[POINTS];
	bool breaks[POINTS + 1];
	int n;
};

static bool read_sample(char *line, struct sample *s)
{
	char *save = NULL;

	*s = (struct sample){ 0 };
	line[strcspn(line, "#\n")] = '\0';
	for (char *word = strtok_r(line, " \t", &save); word; word = strtok_r(NULL, " \t", &save)) {
		if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0) {
			s->breaks[s->n] = strcmp(word, "÷") == 0;
			continue;
		}
		s->at[s->n++] = s->len;
		s->len += utf8_encode((uint32_t)strtoul(word, NULL, 16), s->text + s->len);
	}
	return s->n > 0;
}

static void passes_the_test_of_the_standard(void **state)
{
	FILE *f = fopen("/usr/share/unicode/auxiliary/LineBreakTest.txt", "r");
	bool whole = f != NULL;
	char line[2048];
	int total = 0, right = 0;

	(void)state;
	if (!f)
		f = fopen("tests/data/linebreak.txt", "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		struct sample s;
		uint8_t bonds[4 * POINTS];
		bool ok = true;

		if (!read_sample(line, &s))
			continue;
		linebreak_standard(s.text, s.len, bonds);
		for (int i = 0; i < s.n; i++) {
			int b = bonds[s.at[i]];

			ok &= (b == BOND_FREE || b == BOND_MUST) == s.breaks[i];
		}
		total++;
		right += ok;
		if (!ok)
			print_message("line %d of the test differs: %s\n", total, s.text);
	}
	fclose(f);
	print_message("%d of %d\n", right, total);
	assert_int_equal(right, total);
	assert_true(whole ? total == 7654 : total >= 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_the_test_of_the_standard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
