/*
 * Columns of dates: the first line of an input has formats parted by `|`, the others are cells. A cell is a date that is canonical, or it is
 * none; one that is a date in either order is one of those once the order is known.
 */
#include "fuzz.h"

#include "base/mem.h"
#include "clean/moment.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 3 };

/* The formats of a line, of which those that are none are left out. */
static void read_formats(struct cell line, struct dateform *forms[MOST], struct moment_column *column)
{
	const char *end = line.bytes + line.length;
	struct err e;

	*column = (struct moment_column){forms, 0, 0, false, 0, false};
	for (const char *at = line.bytes; at < end && column->count < MOST;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		char *format = mem_dup(at, (size_t)((bar ? bar : end) - at));

		forms[column->count] = dateform_new(format, &e);
		column->count += forms[column->count] != NULL;
		free(format);
		at = bar ? bar + 1 : end;
	}
}

static void check_value(struct cell c, const struct moment *m)
{
	struct cell clean = {m->text, m->length};
	struct moment again;

	if ((m->length != 10 && m->length != 19) || !moment_is_canonical(clean))
		fuzz_fail("'%.*s' is '%.*s'", (int)c.length, c.bytes, (int)m->length, m->text);
	if (moment_clean(clean, NULL, &again) != CLEAN_VALUE || again.length != m->length ||
	    memcmp(again.text, m->text, m->length) != 0)
		fuzz_fail("'%.*s' is another", (int)m->length, m->text);
}

/* A cell that asks for the order: in each that it names it is a date, in no other. */
static void check_orders(struct cell c, const struct moment_column *column, unsigned orders)
{
	struct moment_column told = *column;
	struct moment m;

	for (told.order = MOMENT_DAY_FIRST; told.order <= MOMENT_MONTH_FIRST; told.order++) {
		enum clean state = moment_clean(c, &told, &m);

		if ((state == CLEAN_VALUE) != ((orders & told.order) != 0))
			fuzz_fail("'%.*s' in order %u of %u is %d", (int)c.length, c.bytes, told.order, orders, state);
		if (state == CLEAN_VALUE)
			check_value(c, &m);
	}
}

static void check(struct cell c, const struct moment_column *column)
{
	struct moment m;
	enum clean state = moment_clean(c, column, &m);

	if (state == CLEAN_VALUE)
		check_value(c, &m);
	if (state == CLEAN_BAD && m.orders)
		check_orders(c, column, m.orders);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const struct moment_column plain;
	struct dateform *forms[MOST];
	struct moment_column column;
	struct cell all;
	char *text = fuzz_text((const char *)bytes, n, &all.length);
	const char *end = text + all.length;
	bool first = true;

	all.bytes = text;
	read_formats((struct cell){text, 0}, forms, &column);
	for (const char *at = text; at < end;) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		struct cell line = {at, (size_t)((feed ? feed : end) - at)};

		if (first) {
			read_formats(line, forms, &column);
		} else {
			check(line, &column);
			check(line, &plain);
		}
		first = false;
		at = feed ? feed + 1 : end;
	}
	for (size_t i = 0; i < column.count; i++)
		dateform_free(forms[i]);
	free(text);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
