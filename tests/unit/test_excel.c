/* Guarded CSV is the same in whatever pieces it comes, and every guarded cell is known as one. */
#include "io/excel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char table[] = "id,t\n00123,\"=1+1\"\n\"\",\"a,\"\"b\"\"\n\"\n1-2,\"\"\"q\"\n12E4,-\n5,\"-\"\"x\"";
static const char guarded[] = "\xef\xbb\xbf"
			      "id,t\n\"=\"\"00123\"\"\",\"'=1+1\"\n\"\",\"a,\"\"b\"\"\n\"\n\"=\"\"1-2\"\"\",\"\"\"q\"\n"
			      "\"=\"\"12E4\"\"\",\"'-\"\n5,\"'-\"\"x\"";

/* Append what was made, of which `made` holds n bytes so far. Returns their new number. */
static size_t take(struct excel *x, char *made, size_t n)
{
	size_t more;
	const char *bytes = excel_take(x, &more);

	if (more)
		memcpy(made + n, bytes, more);
	return n + more;
}

static void in_pieces(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= strlen(table); piece++) {
		struct excel *x = excel_new();
		char made[2 * sizeof(guarded)];
		size_t n = 0;

		for (size_t at = 0; at < strlen(table); at += piece) {
			size_t left = strlen(table) - at;

			excel_feed(x, table + at, left < piece ? left : piece);
			n = take(x, made, n);
		}
		excel_end(x);
		n = take(x, made, n);
		assert_int_equal(n, strlen(guarded));
		assert_memory_equal(made, guarded, n);
		excel_free(x);
	}
}

static void known_again(void **state)
{
	(void)state;
	static const struct {
		const char *cell;
		bool guarded;
	} cells[] = {
		{"=\"00123\"", true},
		{"=\"123456789012\"", true},
		{"=\"1-2\"", true},
		{"'=1+1", true},
		{"'-", true},
		{"'+86 10", true},
		{"'\xef\xbc\x9d", true},
		{"'\t", true},
		{"", false},
		{"'", false},
		{"=", false},
		{"=\"", false},
		{"=\"\"", false},
		{"'-3.5", false},
		{"'tis", false},
		{"=\"A1\"", false},
		{"=\"123\"", false},
		{"=\"00123", false},
		{"00123", false},
	};

	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		assert_int_equal(excel_is_guarded(cells[i].cell, strlen(cells[i].cell)), cells[i].guarded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_pieces),
		cmocka_unit_test(known_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
