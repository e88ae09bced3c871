/* Cells roll up to groups by period, and the dates of the cells tell what they cover. */
#include "base/date.h"
#include "answer/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *const dims[] = {"shop", "sku"};

static int32_t day(const char *text)
{
	return text ? date_parse(text, strlen(text)) : DATE_NONE;
}

static void put(struct cells *c, const char *period, const char *shop, const char *sku, const char *cause,
		const char *reason, int64_t count, int64_t lines, const char *first, const char *last)
{
	const struct cell_part parts[] = {
		{period, strlen(period)}, {shop, strlen(shop)},     {sku, strlen(sku)},
		{cause, strlen(cause)},   {reason, strlen(reason)},
	};
	struct measures m = {.first = day(first), .last = day(last)};

	if (*cause)
		m.returned = count, m.returned_lines = lines, m.returned_sq = count * count / lines;
	else
		m.shipped = count, m.shipped_lines = lines, m.shipped_sq = count * count / lines;
	assert_int_equal(cells_add(c, parts, &m), 0);
}

static struct series *roll(const struct cells *c, const char *by, const char *period, int year_start,
			   enum series_split split)
{
	const struct series_plan plan = {by, period, year_start, split};
	struct err e;
	struct series *s = series_new(c, &plan, &e);

	if (!s)
		fail_msg("%s", e.words);
	return s;
}

static struct cells *two_shops(void)
{
	struct cells *c = cells_new("return-rate@1", dims, 2);

	put(c, "2025-02", "S", "A", "", "", 200, 200, "2025-02-01", "2025-02-28");
	put(c, "2025-01", "T", "A", "", "", 50, 50, "2025-01-01", "2025-01-31");
	put(c, "2025-01", "S", "B", "", "", 30, 30, "2025-01-01", "2025-01-31");
	put(c, "2025-01", "S", "A", "", "", 100, 100, "2025-01-01", "2025-01-31");
	put(c, "2024-01", "S", "A", "", "", 10, 10, "2024-01-01", "2024-01-31");
	put(c, "2025-01", "S", "A", "no_reason", "no_reason/price", 1, 1, "2025-01-02", "2025-01-31");
	put(c, "2025-01", "S", "A", "quality", "quality/leak", 2, 2, "2025-01-01", "2025-01-31");
	put(c, "2025-01", "S", "A", "quality", "quality/broken", 4, 4, "2025-01-05", "2025-01-09");
	put(c, "2025-02", "T", "A", "quality", "quality/leak", 8, 8, "2025-02-01", "2025-02-28");
	return c;
}

static void groups(void **state)
{
	struct cells *c = two_shops();
	struct series *s = roll(c, NULL, NULL, 1, SERIES_WHOLE);

	(void)state;
	cells_free(c);
	assert_string_equal(series_metric(s), "return-rate@1");
	assert_false(series_is_cohort(s));
	assert_int_equal(series_dims(s), 2);
	assert_int_equal(series_groups(s), 3);
	assert_string_equal(series_group(s, 1, 0), "S");
	assert_string_equal(series_group(s, 1, 1), "B");
	assert_string_equal(series_group(s, 2, 0), "T");
	assert_int_equal(series_periods(s), 3);
	assert_string_equal(series_label(s, 0), "2024-01");
	assert_string_equal(series_label(s, 2), "2025-02");
	assert_int_equal(series_year_before(s, 0), -1);
	assert_int_equal(series_year_before(s, 1), 0);
	assert_int_equal(series_year_before(s, 2), -1);
	assert_int_equal(series_categories(s), 1);
	assert_int_equal(series_shipped(s, 1, 0)->units, 100);
	assert_int_equal(series_returned(s, 1, 0, 0)->units, 7);
	assert_int_equal(series_returned(s, 1, 1, 0)->units, 0);
	/* Returned where nothing was shipped. */
	assert_int_equal(series_shipped(s, 2, 2)->units, 0);
	assert_int_equal(series_returned(s, 2, 2, 0)->units, 8);
	series_free(s);
	series_free(NULL);
}

static void other_groups(void **state)
{
	struct cells *c = two_shops();
	struct series *s = roll(c, "sku,shop", "year", 1, SERIES_WHOLE);

	(void)state;
	assert_string_equal(series_dim(s, 0), "sku");
	assert_string_equal(series_group(s, 1, 0), "A");
	assert_string_equal(series_group(s, 1, 1), "T");
	assert_string_equal(series_label(s, 1), "2025");
	assert_int_equal(series_shipped(s, 1, 0)->units, 300);
	series_free(s);
	s = roll(c, "", "quarter", 1, SERIES_WHOLE);
	assert_int_equal(series_dims(s), 0);
	assert_int_equal(series_groups(s), 1);
	assert_string_equal(series_label(s, 1), "2025-Q1");
	assert_int_equal(series_shipped(s, 1, 0)->units, 380);
	assert_int_equal(series_returned(s, 1, 0, 0)->units, 15);
	series_free(s);
	s = roll(c, "", "year", 2, SERIES_WHOLE);
	assert_int_equal(series_periods(s), 3);
	assert_string_equal(series_label(s, 0), "FY2024");
	assert_string_equal(series_label(s, 2), "FY2026");
	assert_int_equal(series_shipped(s, 1, 0)->units, 180);
	series_free(s);
	cells_free(c);
}

static void categories(void **state)
{
	struct cells *c = two_shops();
	struct series *s = roll(c, "shop", NULL, 1, SERIES_CAUSE);

	(void)state;
	/* In the order of pictures, not of the alphabet. */
	assert_int_equal(series_categories(s), 2);
	assert_string_equal(series_cause(s, 0), "quality");
	assert_string_equal(series_cause(s, 1), "no_reason");
	assert_string_equal(series_reason(s, 0), "");
	assert_int_equal(series_returned(s, 1, 0, 0)->units, 6);
	assert_int_equal(series_returned(s, 1, 0, 1)->units, 1);
	assert_true(series_has_category(s, 1, 0));
	assert_false(series_has_category(s, 1, 1));
	series_free(s);
	s = roll(c, "shop", NULL, 1, SERIES_REASON);
	assert_int_equal(series_categories(s), 3);
	assert_string_equal(series_reason(s, 0), "quality/broken");
	assert_string_equal(series_reason(s, 1), "quality/leak");
	assert_string_equal(series_reason(s, 2), "no_reason/price");
	assert_int_equal(series_returned(s, 1, 0, 1)->units, 2);
	series_free(s);
	cells_free(c);
}

static void expect_error(const struct cells *c, const char *by, const char *period, int year_start, const char *words)
{
	const struct series_plan plan = {by, period, year_start, SERIES_WHOLE};
	struct err e;

	assert_null(series_new(c, &plan, &e));
	assert_string_equal(e.words, words);
}

static void refused(void **state)
{
	struct cells *c = two_shops();
	struct cells *years = cells_new("return-rate@1", NULL, 0);
	const struct cell_part year[] =
		{
			{"2025", 4},
			{"", 0},
			{"", 0},
		},
			       odd[] = {
				       {"2025x", 5},
				       {"", 0},
				       {"", 0},
			       };
	struct measures most = {.shipped = INT64_MAX, .first = DATE_NONE, .last = DATE_NONE};

	(void)state;
	expect_error(c, "colour", NULL, 1, "--by: the cells are not counted by 'colour'; they are by: shop, sku");
	expect_error(c, "sku,shop,sku", NULL, 1, "--by: 'sku' twice");
	expect_error(c, NULL, "week", 1, "--period week: months do not add up to weeks");
	expect_error(c, NULL, "decade", 1, "--period 'decade' is not day, week, month, quarter or year");
	put(c, "2025-Q1", "S", "A", "", "", 1, 1, NULL, NULL);
	expect_error(c, NULL, NULL, 1, "the cells mix month and quarter periods");
	assert_int_equal(cells_add(years, year, &most), 0);
	expect_error(years, NULL, "year", 4, "--year-start: the cells are whole calendar years");
	assert_int_equal(cells_add(years, odd, &most), 0);
	expect_error(years, NULL, NULL, 1, "period '2025x' of the cells is none");
	cells_free(years);
	years = cells_new("return-rate@1", dims, 1);
	put(years, "2025", "", "", "", "", 1, 1, NULL, NULL);
	cells_free(years);
	cells_free(c);
}

/* Is January 2025 partial when lines of shipments and returns cover these days? */
static bool is_partial(const char *metric, const char *first, const char *last, int64_t lines, const char *back_first,
		       const char *back_last)
{
	struct cells *c = cells_new(metric, dims, 2);

	put(c, "2025-01", "S", "A", "", "", lines, lines, first, last);
	put(c, "2025-01", "S", "A", "quality", "", 1000, 1000, back_first, back_last);
	struct series *s = roll(c, NULL, NULL, 1, SERIES_WHOLE);
	bool yes = series_is_partial(s, 0);

	series_free(s);
	cells_free(c);
	return yes;
}

static void coverage(void **state)
{
	static const char metric[] = "return-rate@1", cohort[] = "return-rate@1:shipped";

	(void)state;
	assert_false(is_partial(metric, "2025-01-01", "2025-01-31", 1000, "2025-01-01", "2025-01-31"));
	assert_false(is_partial(metric, "2025-01-04", "2025-01-28", 1000, "2025-01-04", "2025-01-28"));
	assert_true(is_partial(metric, "2025-01-05", "2025-01-31", 1000, "2025-01-01", "2025-01-31"));
	assert_true(is_partial(metric, "2025-01-01", "2025-01-27", 1000, "2025-01-01", "2025-01-31"));
	/* The side of the returns counts by return date, and by ship date is a matter of maturity.
	 */
	assert_true(is_partial(metric, "2025-01-01", "2025-01-31", 1000, "2025-01-05", "2025-01-31"));
	assert_true(is_partial(metric, "2025-01-01", "2025-01-31", 1000, "2025-01-01", "2025-01-20"));
	assert_false(is_partial(cohort, "2025-01-01", "2025-01-31", 1000, "2025-01-05", "2025-01-20"));
	assert_true(is_partial(cohort, "2025-01-05", "2025-01-31", 1000, "2025-01-05", "2025-03-20"));
	/* A third of the month bounds what sparse lines excuse; days unknown excuse all. */
	assert_false(is_partial(metric, "2025-01-11", "2025-01-31", 3, "2025-01-01", "2025-01-31"));
	assert_true(is_partial(metric, "2025-01-12", "2025-01-31", 3, "2025-01-01", "2025-01-31"));
	assert_false(is_partial(metric, NULL, NULL, 1000, NULL, NULL));
}

static void maturity(void **state)
{
	struct cells *c = cells_new("return-rate@1:shipped", dims, 2);

	(void)state;
	put(c, "2025-01", "S", "A", "", "", 10, 10, "2025-01-01", "2025-01-31");
	struct series *s = roll(c, NULL, NULL, 1, SERIES_WHOLE);

	assert_true(series_is_cohort(s));
	assert_false(series_is_immature(s, 0, 60));
	series_free(s);
	put(c, "2025-01", "S", "A", "quality", "", 1, 1, "2025-01-20", "2025-04-01");
	s = roll(c, NULL, NULL, 1, SERIES_WHOLE);
	/* 31 January to 1 April are 60 days. */
	assert_false(series_is_immature(s, 0, 60));
	assert_true(series_is_immature(s, 0, 61));
	series_free(s);
	cells_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups),  cmocka_unit_test(other_groups), cmocka_unit_test(categories),
		cmocka_unit_test(refused), cmocka_unit_test(coverage),     cmocka_unit_test(maturity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
