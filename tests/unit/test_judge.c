/* judge: what a page concludes from rows. */
#include "report/judge.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void rates_need_q_and_interval(void **state)
{
	(void)state;
	struct moved m = {.flag = "", .same = 1.0, .same_low = 0.2, .same_high = 1.8, .mix = 0.1, .q = 0.05};

	assert_int_equal(judge_what_moved(VERDICT_WORSE, &m), MOVED_RATES);
	m.q = 0.42;
	assert_int_equal(judge_what_moved(VERDICT_SAME, &m), MOVED_NOTHING);
	m.q = NAN;
	assert_false(judge_rates_moved(&m));
	m.q = 0.05;
	m.same_low = -0.2;
	assert_int_equal(judge_what_moved(VERDICT_WORSE, &m), MOVED_NOTHING);
	m.mix = 2;
	assert_int_equal(judge_what_moved(VERDICT_WORSE, &m), MOVED_MIX);
	assert_int_equal(judge_what_moved(VERDICT_UNCLEAR, &m), MOVED_NOTHING);
	m.flag = "partial";
	assert_int_equal(judge_what_moved(VERDICT_WORSE, &m), MOVED_UNKNOWN);
}

static void moves_must_matter(void **state)
{
	(void)state;
	struct moved m = {.flag = "", .same = 0.05, .same_low = 0.01, .same_high = 0.09, .q = 0.01};

	assert_false(judge_moved(&m));
	m.same = 0.1;
	assert_true(judge_moved(&m));
}

static void certain_reasons_go_first(void **state)
{
	(void)state;
	struct change rows[] = {
		{.name = "A", .reason = "likely", .points = 3, .verdict = VERDICT_UNCLEAR},
		{.name = "A", .reason = "sure", .points = 1, .verdict = VERDICT_WORSE},
		{.name = "A", .reason = "fell", .points = -4, .verdict = VERDICT_BETTER},
		{.name = "B", .reason = "other", .points = 9, .verdict = VERDICT_UNCLEAR},
	};
	struct changes c = {NULL, rows, 4};
	bool sure;

	assert_string_equal(judge_main_reason(&c, "A", VERDICT_WORSE, &sure)->reason, "sure");
	assert_true(sure);
	assert_string_equal(judge_main_reason(&c, "B", VERDICT_WORSE, &sure)->reason, "other");
	assert_false(sure);
	assert_null(judge_main_reason(&c, "B", VERDICT_BETTER, &sure));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_need_q_and_interval),
		cmocka_unit_test(moves_must_matter),
		cmocka_unit_test(certain_reasons_go_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
