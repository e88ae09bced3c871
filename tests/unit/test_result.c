/* The rows of a result are the same bytes whoever writes them, and none of them is a blank line. */
#include "result/result.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum column { NAME, COUNT, RATE, P, CHANGE, COLUMNS };

static const struct schema_column columns[COLUMNS] = {
	[NAME] = {"name", SCHEMA_TEXT, .shown = true},   [COUNT] = {"count", SCHEMA_COUNT, .shown = true},
	[RATE] = {"rate", SCHEMA_RATE, .shown = true},   [P] = {"p", SCHEMA_P, .shown = false},
	[CHANGE] = {"change", SCHEMA_PP, .shown = true},
};

static const struct schema whole = {"test", 1, columns, COLUMNS, 0};
static const struct schema name_alone = {"name", 1, columns, 1, 0};

/* Every seventh row is none. The columns come in another order than the table's. */
static void write_row(void *context, struct result *r, size_t i)
{
	static const char *const names[] = {"plain", "", "a,b", "say \"so\"", "two\nlines", "中文"};
	const double *scale = context;

	if (i % 7 == 0)
		return;
	result_set_number(r, CHANGE, *scale - (double)i);
	result_set_number(r, RATE, i % 5 ? (double)i * *scale : NAN);
	result_set_count(r, COUNT, (int64_t)i - 5);
	result_set_text(r, NAME, names[i % 6]);
	result_set_number(r, P, 1 / (double)i);
	result_end_row(r);
}

static void write_name(void *context, struct result *r, size_t i)
{
	(void)context;
	if (i % 2 == 0)
		result_set_text(r, NAME, "x");
	result_end_row(r);
}

/* What `n` rows are, written by all cores or one after the other. Caller frees. */
static char *rows(const struct schema *schema, result_writer write, size_t n, bool pretty, bool alone)
{
	char path[] = "/tmp/retkit-test-result.XXXXXX";
	double scale = 1e-4;
	struct err e;

	close(mkstemp(path));
	struct out *out = out_open(path, &e);

	assert_non_null(out);
	struct result *r = result_open(schema, NULL, out, pretty);

	for (size_t i = 0; alone && i < n; i++)
		write(&scale, r, i);
	if (!alone)
		result_rows(r, n, write, &scale);
	result_close(r, false);
	assert_int_equal(out_close(out, &e), 0);
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	if (getdelim(&text, &size, '\0', f) < 0)
		fail();
	fclose(f);
	unlink(path);
	return text;
}

static void in_order(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 511, 512, 513, 5000, 70000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		for (int pretty = 0; pretty < 2; pretty++) {
			char *a = rows(&whole, write_row, sizes[i], pretty, true);
			char *b = rows(&whole, write_row, sizes[i], pretty, false);

			assert_true(strcmp(a, b) == 0);
			free(a);
			free(b);
		}
	}
	char *text = rows(&whole, write_row, 5, false, false);

	assert_string_equal(text, "name,count,rate,p,change\n"
				  ",-4,0.000100,1,-99.9900\n"
				  "\"a,b\",-3,0.000200,0.5,-199.9900\n"
				  "\"say \"\"so\"\"\",-2,0.000300,0.333333,-299.9900\n"
				  "\"two\nlines\",-1,0.000400,0.25,-399.9900\n");
	free(text);
}

static void never_blank(void **state)
{
	(void)state;
	for (int alone = 0; alone < 2; alone++) {
		char *text = rows(&name_alone, write_name, 4, false, alone);

		assert_string_equal(text, "name\nx\n\"\"\nx\n\"\"\n");
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_order),
		cmocka_unit_test(never_blank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
