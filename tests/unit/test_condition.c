/* Which cells satisfy a condition: a table of conditions and cells, yes or no. */
#include "row/condition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* Does `c<text>` hold for a cell? */
static bool holds(const char *text, const char *cell)
{
	struct err e;
	struct condition *c = condition_new(text, &e);
	struct field f[CONDITION_COLUMNS] = {{cell, (uint32_t)strlen(cell), 0}};
	size_t at = 0, names;

	if (!c)
		fail_msg("%s", e.words);
	assert_string_equal(condition_columns(c, &names)[0], "c");
	bool yes = condition_holds(c, f, &at);

	assert_int_equal(at, names);

	condition_free(c);
	return yes;
}

/* A condition, cells that satisfy it, cells that do not; both lists end with NULL. */
static const struct {
	const char *text;
	const char *yes[8];
	const char *no[8];
} table[] = {
	{"c=a", {"a"}, {"A", "a ", "", "aa"}},
	{"c=a,b", {"a", "b"}, {"a,b", "c", ""}},
	{"c=a,", {"a"}, {"", ","}},
	{"c=", {""}, {"a", " ", "0"}},
	{"c!=", {"a", " ", "0"}, {""}},
	{"c!=a", {"b", "A"}, {"a", ""}},
	{"c!=a,b", {"c"}, {"a", "b", ""}},
	{"c=012", {"012"}, {"12", "12.0", "０12"}},
	{"c=x=y", {"x=y"}, {"x"}},
	{"c=2025-06-18", {"2025-06-18", "2025-06-18 09:05:00", "2025-06-18T09:05"}, {"2025-06-19", "2025-06-18x"}},
	{"c=2025-06", {"2025-06", "2025-06-01", "2025-06-30 23:59"}, {"2025-06-31", "2025-07-01", "2025-061"}},
	{"c<2", {"1", "-5", "1.9999", "0"}, {"2", "10", "", "one", "2025-01-01"}},
	{"c<=2", {"2", "2.0", "1"}, {"2.0001", "", "x"}},
	{"c>2", {"10", "2.0001"}, {"2", "1", "", "x"}},
	{"c>=2", {"2", "02", "2.0", "1.99996"}, {"1.9999"}},
	{"c>-1", {"0", "-0.5"}, {"-1", "-2", ""}},
	{"c>=2025-06-18",
	 {"2025-06-18", "2025-06-18 00:00:00", "2025-07-01"},
	 {"2025-06-17 23:59:59", "", "x", "20250618"}},
	{"c>2025-06-18", {"2025-06-19"}, {"2025-06-18 23:59:59", "2025-06-18"}},
	{"c<=2025-06-18", {"2025-06-18 23:59:59", "2025-06-18"}, {"2025-06-19"}},
	{"c<2025-06-18", {"2025-06-17 23:59:59"}, {"2025-06-18", "2025-06-18 00:00:00"}},
	{"c<=2025-06", {"2025-06-30 23:59:59", "2024-12-31"}, {"2025-07-01"}},
	{"c>2025-06", {"2025-07-01"}, {"2025-06-30 23:59:59"}},
	{"c>=2025-06-18 12:00",
	 {"2025-06-18 12:00", "2025-06-18T12:00:01", "2025-06-19"},
	 {"2025-06-18 11:59:59", "2025-06-18"}},
	{"c<=2025-06-18 12:00", {"2025-06-18 12:00:59", "2025-06-18"}, {"2025-06-18 12:01"}},
	{"c<2025-06-18 12:00:00", {"2025-06-18 11:59", "2025-06-18"}, {"2025-06-18 12:00", "2025-06-18 12:00:00"}},
	{"c<2025-06-18 00:00", {"2025-06-17"}, {"2025-06-18"}},
	{"c<b", {"a", "B", "1"}, {"b", "ba", "中", ""}},
	{"c>=HX-2", {"HX-2", "HX-20", "HY"}, {"HX-10", "HX", "GX"}},
	{"c~b", {"abc", "b"}, {"B", "", "ac"}},
	{"c~^b", {"bc"}, {"ab", ""}},
	{"c!~b", {"ac", "B"}, {"abc", ""}},
	{"c~", {"a", " "}, {""}},
	{"c!~", {NULL}, {"a", ""}},
	{"c~[漏破]", {"漏", "破损"}, {"测试", "液"}},
	{"c~^.$", {"漏", "a"}, {"", "ab", "漏液"}},
	{"c!~测试|样品", {"漏液"}, {"测试", "寄样品", ""}},
};

/* Periods are compared by their days: what straddles the value is neither before nor after it. */
static const struct {
	const char *text;
	const char *yes[8];
	const char *no[8];
} periods[] = {
	{"period<=2015-12",
	 {"2015-12", "2015-Q4", "2015", "2015-11", "2015-W52", "2015-12-31"},
	 {"2016-01", "2015-W53", "2016", "x"}},
	{"period<2015-12", {"2015-11", "2015-Q3", "2014"}, {"2015-12", "2015-Q4", "2015"}},
	{"period>=2015-Q4", {"2015-Q4", "2015-10", "2015-12-31", "2016"}, {"2015-Q3", "2015-09", "2015"}},
	{"period>2015", {"2016", "2016-01", "2016-Q1"}, {"2015", "2015-12", "2015-Q4"}},
	{"period>=2015", {"2015", "2015-01", "2015-Q1"}, {"2014-12", "2014-Q4"}},
	{"period>=FY2015", {"FY2015", "FY2016"}, {"FY2014"}},
	{"shipped_at<=2025-Q2", {"2025-06-30 23:59:59", "2025-01-01"}, {"2025-07-01", "x"}},
	{"shipped_at<2025-W02", {"2025-01-05"}, {"2025-01-06"}},
};

static void expect(const char *text, const char *cell, bool yes)
{
	struct err e;
	struct field f[CONDITION_COLUMNS] = {{cell, (uint32_t)strlen(cell), 0}};
	struct condition *c = condition_new(text, &e);
	size_t at = 0;

	if (!c)
		fail_msg("%s: %s", text, e.words);
	if (condition_holds(c, f, &at) != yes)
		fail_msg("%s %s for '%s'", text, yes ? "does not hold" : "holds", cell);
	condition_free(c);
}

static void of_periods(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(periods) / sizeof(*periods); i++) {
		for (size_t k = 0; k < 8 && periods[i].yes[k]; k++)
			expect(periods[i].text, periods[i].yes[k], true);
		for (size_t k = 0; k < 8 && periods[i].no[k]; k++)
			expect(periods[i].text, periods[i].no[k], false);
	}
}

static void whole_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		for (size_t k = 0; k < 8 && table[i].yes[k]; k++)
			if (!holds(table[i].text, table[i].yes[k]))
				fail_msg("%s does not hold for '%s'", table[i].text, table[i].yes[k]);
		for (size_t k = 0; k < 8 && table[i].no[k]; k++)
			if (holds(table[i].text, table[i].no[k]))
				fail_msg("%s holds for '%s'", table[i].text, table[i].no[k]);
	}
}

static void expect_error(const char *text, const char *words)
{
	struct err e;

	assert_null(condition_new(text, &e));
	if (!strstr(e.words, words))
		fail_msg("%s: %s", text, e.words);
}

static void refused(void **state)
{
	(void)state;
	expect_error("", "condition '': expected COLUMN");
	expect_error("column", "expected COLUMN");
	expect_error("=1", "expected COLUMN");
	expect_error("!=1", "expected COLUMN");
	expect_error("c!1", "expected COLUMN");
	expect_error("c<", "the value is missing");
	expect_error("c>=2025-02-30", "no such date");
	expect_error("c>=2025-13", "no such date");
	expect_error("c>1,000", "a number is written without separators, such as 1000");
	expect_error("c<=-12,345.67", "a number is written without separators");
	expect_error("c>5%", "a percentage is written as a number, such as 0.05 for 5%");
	expect_error("c~(", "condition 'c~(': ");
	expect_error("c=@/no/such/list", "/no/such/list: No such file or directory");
	condition_free(NULL);
}

static void binding(void **state)
{
	static const char bytes[] = "sku,qty\nA,1\n";
	struct err e;
	struct reader *r = reader_open_memory("in.csv", bytes, sizeof(bytes) - 1, NULL, &e);
	struct condition *there = condition_new("qty>1", &e), *not = condition_new("Qty>1", &e);

	(void)state;
	assert_int_equal(condition_bind(there, r, &e), 0);
	assert_int_equal(condition_bind(not, r, &e), -1);
	assert_string_equal(e.words, "in.csv: no column 'Qty'; there are: sku, qty");
	condition_free(there);
	condition_free(not );
	reader_close(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_table),
		cmocka_unit_test(of_periods),
		cmocka_unit_test(refused),
		cmocka_unit_test(binding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
