/*
 * Conditions: a first line that is one, then a cell a line. For every cell but a missing one an operator and its opposite
 * are not both true, nor both false where the cell is of the kind that is compared.
 */
#include "fuzz.h"

#include "row/condition.h"
#include "csv/field.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { COSTLY_PATTERN = 40, COSTLY_CELL = 16 };

static const char *const pairs[][2] = {{"=", "!="}, {"~", "!~"}, {"<", ">="}, {">", "<="}};
enum { PAIRS = 4, EQUAL = 0, MATCH = 1 };

static struct condition *make(const char *column, size_t n, const char *sign, const char *value)
{
	struct err e;
	char *text = mem_printf("%.*s%s%s", (int)n, column, sign, value);
	struct condition *c = condition_new(text, &e);

	free(text);
	return c;
}

static void check_cell(struct condition *const both[2], size_t pair, const struct field *cell, bool missing_asked)
{
	struct field cells[CONDITION_COLUMNS] = {*cell};
	size_t at[2] = {0, 0};
	bool one = condition_holds(both[0], cells, &at[0]), other = condition_holds(both[1], cells, &at[1]);

	if (one && other)
		fuzz_fail("'%.*s' satisfies both %s and %s", (int)cell->length, cell->bytes, pairs[pair][0],
			  pairs[pair][1]);
	if (!one && !other && (pair == EQUAL || pair == MATCH) && (cell->length || missing_asked))
		fuzz_fail("'%.*s' satisfies neither %s nor %s", (int)cell->length, cell->bytes, pairs[pair][0],
			  pairs[pair][1]);
	if (cell->length == 0 && (one || other) != missing_asked)
		fuzz_fail("a missing cell satisfies a condition");
}

/* Every pair of operators between the column and the value. */
static void check_pair(const char *column, size_t n, size_t pair, const char *value, const char *cells, size_t length)
{
	struct condition *both[2];

	for (size_t i = 0; i < 2; i++)
		both[i] = make(column, n, pairs[pair][i], value);
	if (!both[0] != !both[1])
		fuzz_fail("'%s' is a value of %s or %s alone", value, pairs[pair][0], pairs[pair][1]);
	while (both[0] && length) {
		const char *end = memchr(cells, '\n', length);
		size_t size = end ? (size_t)(end - cells) : length;
		/* An expression may take all time there is for a long cell. */
		size_t most = pair == MATCH && size > COSTLY_CELL ? COSTLY_CELL : size;
		size_t text_length;
		char *text = fuzz_text(cells, most, &text_length);
		struct field cell = {text, (uint32_t)text_length, 0};

		check_cell(both, pair, &cell, pair == EQUAL && *value == '\0');
		free(text);
		cells += size + (end != NULL);
		length -= size + (end != NULL);
	}
	condition_free(both[0]);
	condition_free(both[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const char *all = (const char *)bytes, *end = memchr(all, '\n', n);
	size_t length = end ? (size_t)(end - all) : n;
	char *text = mem_dup(all, length);
	struct err e;
	/* A value after @ names a file, which is none of a fuzzer's business. */
	size_t column = strcspn(text, "!=<>~");
	const char *value = text + column + strspn(text + column, "!=<>~");

	if (*value != '@') {
		if (strlen(value) <= COSTLY_PATTERN)
			condition_free(condition_new(text, &e));
		for (size_t pair = 0; column && pair < PAIRS; pair++)
			if (pair != MATCH || strlen(value) <= COSTLY_PATTERN)
				check_pair(text, column, pair, value, end ? end + 1 : all + n,
					   end ? n - length - 1 : 0);
	}
	free(text);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
