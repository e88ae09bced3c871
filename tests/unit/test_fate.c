/* The fates of rows: each reason has its words, and the words of statuses and types are those of columns.h. */
#include "row/shipment.h"
#include "row/ticket.h"
#include "words/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct field field_of(const char *text)
{
	static char buffer[64]; /* with its slack */

	memset(buffer, 0, sizeof(buffer));
	memcpy(buffer, text, strlen(text));
	return (struct field){buffer, (uint32_t)strlen(text), 0};
}

static void test_reasons_have_words(void **state)
{
	(void)state;
	for (int i = FATE_SKIPS; i < FATES; i++) {
		assert_non_null(fate_slug((enum fate)i));
		assert_non_null(word_find(WORD_SKIP, fate_slug((enum fate)i), LANG_EN));
		assert_non_null(word_find(WORD_SKIP, fate_slug((enum fate)i), LANG_ZH));
	}
	assert_string_equal(fate_slug(FATES - 1), "other");
	assert_null(columns_types[FATES - FATE_TYPE]);
}

static void test_statuses_stand_in_their_order(void **state)
{
	(void)state;
	for (int i = 0; i < ROW_STATUSES; i++) {
		struct field f = field_of(columns_statuses[i]);

		assert_int_equal(row_status(&f), i);
	}
	assert_null(columns_statuses[ROW_STATUSES]);
	struct field empty = field_of(""), odd = field_of("voided");

	assert_int_equal(row_status(&empty), ROW_DONE);
	assert_int_equal(row_status(&odd), ROW_STATUSES);
}

static void test_types_stand_in_their_order(void **state)
{
	(void)state;
	for (int i = 0; columns_types[i]; i++) {
		struct field f = field_of(columns_types[i]);

		assert_int_equal(ticket_type(&f), i);
	}
	struct field empty = field_of(""), odd = field_of("returned");

	assert_int_equal(ticket_type(&empty), TICKET_RETURN);
	assert_int_equal(ticket_type(&odd), -1);
}

static void test_counts_in_words(void **state)
{
	struct account_reason reasons[FATES];
	struct account_count counts[FATES] = {0};
	struct rows_job job = {0};
	const struct row row = {.job = &job};

	(void)state;
	assert_int_equal(fate_take(&row, FATE_COUNTS), ROWS_KEPT);
	assert_int_equal(fate_take(&row, FATE_REJECTED), ROWS_REJECTED);
	assert_int_equal(fate_take(&row, FATE_FAILED), ROWS_FAILED);
	assert_int_equal(fate_take(&row, FATE_TYPE + 2), ROWS_SKIPPED);
	assert_int_equal(job.reason, FATE_TYPE + 2);
	fate_reasons(reasons);
	assert_int_equal(reasons[FATE_COUNTS].fate, ACCOUNT_KEPT);
	assert_int_equal(reasons[FATE_REJECTED].fate, ACCOUNT_REJECTED);
	assert_string_equal(reasons[job.reason].slug, "refund_only");
	counts[FATE_COUNTS].rows = counts[FATE_REJECTED].rows = 9;
	char *none = fate_words(counts);

	assert_string_equal(none, "");
	counts[FATE_TYPE + 2].rows = counts[FATE_VOID].rows = 2;
	char *some = fate_words(counts);

	assert_string_equal(some, " (void 2, refund_only 2)");
	free(none);
	free(some);
}

/* A day is that of the row before where its text is, whatever the time; a time that is none makes it none. */
static void test_days_repeat(void **state)
{
	static const struct {
		const char *text;
		bool is_day;
	} table[] = {
		{"2025-06-18", true},
		{"2025-06-18 23:59:59", true},
		{"2025-06-18 24:00:00", false},
		{"2025-06-18x", false},
		{"2025-06-1", false},
		{"2025-13-01", false},
		{"", false},
		{"2025-06-18 08:00:00", true},
	};
	struct row_day last = {{0}, 0};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct field f = field_of(table[i].text);
		int32_t day;

		assert_int_equal(row_read_day(&last, &f, &day), table[i].is_day);
		assert_int_equal(day, table[i].is_day ? date_parse("2025-06-18", 10) : DATE_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reasons_have_words),
		cmocka_unit_test(test_statuses_stand_in_their_order),
		cmocka_unit_test(test_types_stand_in_their_order),
		cmocka_unit_test(test_counts_in_words),
		cmocka_unit_test(test_days_repeat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
