/* Numbers by hash. */
#include "unit.h"

#include "base/by_hash.h"

static void all_of_a_hash_come_in_order(void **state)
{
	struct by_hash l = { 0 };
	size_t at = 0, value;
	(void)state;

	assert_false(by_hash_next(&l, 7, &at, &value));
	for (size_t i = 0; i < 3000; i++)
		by_hash_add(&l, i % 100 * 4096, i); /* all begin at one place */
	for (uint64_t hash = 0; hash < 100; hash++) {
		size_t n = 0;

		for (at = 0; by_hash_next(&l, hash * 4096, &at, &value); n++)
			assert_int_equal(value, n * 100 + hash);
		assert_int_equal(n, 30);
	}
	at = 0;
	assert_false(by_hash_next(&l, 5, &at, &value));
	by_hash_release(&l);
	assert_null(l.slots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_a_hash_come_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
