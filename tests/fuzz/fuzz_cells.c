/* Tables of cells: what is read is written, and read again as the same; a table merged with itself is twice the table. */
#include "fuzz.h"

#include "cell/cell.h"
#include "base/mem.h"
#include "io/out.h"

#include <stdlib.h>
#include <string.h>

static char *write_cells(struct cells *c, size_t *n)
{
	struct err e;

	fuzz_take_output();
	struct out *o = out_open(NULL, &e);

	cells_sort(c);
	cells_write(c, o, 1);
	if (out_close(o, &e) != 0)
		fuzz_fail("%s", e.words);
	return fuzz_output(n);
}

static struct cells *read_cells(const char *bytes, size_t n)
{
	struct cells *c = NULL;
	struct err e;

	if (cells_read(fuzz_file(bytes, n), 1, &c, &e) == 0)
		return c;
	cells_free(c);
	return NULL;
}

/* True when the first is twice the second. */
static bool is_twice(const struct cell_sums *a, const struct cell_sums *b)
{
	struct cell_sums sum = *b;

	return cell_sums_add(&sum, b) == 0 && memcmp(&sum, a, sizeof(sum)) == 0;
}

/* Merging two tables that are alike, with a third to compare; one that overflows is refused. */
static void check_merge(struct cells *a, struct cells *other, const struct cells *b)
{
	struct err e;

	if (cells_merge(a, other, &e) != 0)
		fuzz_fail("merging: %s", e.words);
	if (cells_sort(a) != 0)
		return;
	if (cells_count(a) != cells_count(b))
		fuzz_fail("%zu cells became %zu", cells_count(b), cells_count(a));
	for (size_t i = 0; i < cells_count(a); i++)
		if (!is_twice(cells_sums(a, i), cells_sums(b, i)))
			fuzz_fail("cell %zu is not twice the cell", i);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct cells *c = read_cells((const char *)bytes, n);
	size_t length, again_length;

	if (!c)
		return 0;
	char *text = write_cells(c, &length);
	struct cells *back = read_cells(text, length);

	if (!back)
		fuzz_fail("what was written is refused:\n%.*s", (int)length, text);
	char *again = write_cells(back, &again_length);

	if (length != again_length || memcmp(text, again, length) != 0)
		fuzz_fail("written again, other bytes:\n%.*s\nnot\n%.*s", (int)again_length, again, (int)length, text);
	struct cells *other = read_cells(text, length);

	check_merge(c, other, back);
	cells_free(other);
	free(text);
	free(again);
	cells_free(c);
	cells_free(back);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
