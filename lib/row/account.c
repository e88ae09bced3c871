#include "row/account.h"

#include "base/mem.h"
#include "io/encoding.h"
#include "io/out.h"
#include "io/place.h"
#include "result/result.h"

#include <stdlib.h>
#include <string.h>

/* A file and the fates of its rows. */
struct entry {
	enum side side;
	char *name;
	struct account_count *counts;
};

struct account {
	const struct account_reason *reasons;
	size_t reason_count;
	struct out *out; /* NULL: not asked for */
	struct entry *entries;
	size_t count;
	size_t capacity;
};

void account_add(struct account_count *to, const struct account_count *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		to[i].rows += from[i].rows;
		to[i].measured += from[i].measured;
		to[i].units += from[i].units;
	}
}

uint64_t account_rows(const struct account_count *counts, const struct account_reason *reasons, size_t n,
		      enum account_fate fate)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < n; i++)
		if (reasons[i].fate == fate)
			rows += counts[i].rows;
	return rows;
}

static struct out *open_table(const char *path, const char *output, const char *rejects, struct err *e)
{
	if (place_is_same(path, output))
		err_set(e, "--account '%s' is also the output", path);
	else if (rejects && place_is_same(path, rejects))
		err_set(e, "--account '%s' is also the file of the rejected rows", path);
	else
		return out_open(path, e);
	return NULL;
}

struct account *account_new(const struct account_reason *reasons, size_t n, const char *path, const char *output,
			    const char *rejects, struct err *e)
{
	struct out *out = path ? open_table(path, output, rejects, e) : NULL;

	if (path && !out)
		return NULL;
	struct account *a = mem_alloc(1, sizeof(*a));

	a->reasons = reasons;
	a->reason_count = n;
	a->out = out;
	return a;
}

size_t account_reasons(const struct account *a)
{
	return a->reason_count;
}

bool account_is_wanted(const struct account *a)
{
	return a->out != NULL;
}

void account_file(struct account *a, enum side side, const char *name, const struct account_count *counts)
{
	struct account_count *copy = mem_alloc(a->reason_count, sizeof(*copy));

	memcpy(copy, counts, a->reason_count * sizeof(*copy));
	a->entries = mem_grow(a->entries, &a->capacity, a->count + 1, sizeof(*a->entries));
	a->entries[a->count++] = (struct entry){side, encoding_readable(name), copy};
}

struct account_count *account_counts(struct account *a, enum side side, size_t i)
{
	for (size_t k = 0; k < a->count; k++)
		if (a->entries[k].side == side && i-- == 0)
			return a->entries[k].counts;
	return NULL;
}

void account_sum(const struct account *a, enum side side, struct account_count *sums)
{
	memset(sums, 0, a->reason_count * sizeof(*sums));
	for (size_t i = 0; i < a->count; i++)
		if (a->entries[i].side == side)
			account_add(sums, a->entries[i].counts, a->reason_count);
}

/* ---- the table ---- */

static const struct schema_column columns[ACCOUNT_COLUMNS] = {
	[ACCOUNT_SIDE] = {"side", SCHEMA_WORD, .shown = false},
	[ACCOUNT_FILE] = {"file", SCHEMA_TEXT, .shown = false},
	[ACCOUNT_FATE] = {"fate", SCHEMA_WORD, .shown = false},
	[ACCOUNT_REASON] = {"reason", SCHEMA_WORD, .shown = false},
	[ACCOUNT_ROWS] = {"rows", SCHEMA_COUNT, .shown = false},
	[ACCOUNT_UNITS] = {"units", SCHEMA_COUNT, .shown = false},
};

const struct schema account_schema = {"account", 1, columns, ACCOUNT_COLUMNS, 0};

static void write_row(const struct account *a, struct result *r, const struct entry *entry, size_t reason)
{
	static const char *const fates[] = {
		[ACCOUNT_KEPT] = "kept",
		[ACCOUNT_SKIPPED] = "skipped",
		[ACCOUNT_REJECTED] = "rejected",
		[ACCOUNT_NOTE] = "note",
	};
	const struct account_count *count = &entry->counts[reason];

	result_set_text(r, ACCOUNT_SIDE, entry->side == SIDES ? "" : side_name(entry->side));
	result_set_text(r, ACCOUNT_FILE, entry->name);
	result_set_text(r, ACCOUNT_FATE, fates[a->reasons[reason].fate]);
	result_set_text(r, ACCOUNT_REASON, a->reasons[reason].slug);
	result_set_count(r, ACCOUNT_ROWS, (int64_t)count->rows);
	if (count->measured)
		result_set_count(r, ACCOUNT_UNITS, count->units);
	result_end_row(r);
}

/* Write the counts of a file; the kept rows even if there are none, so that every file is listed. */
static void write_file(const struct account *a, struct result *r, const struct entry *entry)
{
	for (enum account_fate fate = ACCOUNT_KEPT; fate <= ACCOUNT_NOTE; fate++)
		for (size_t i = 0; i < a->reason_count; i++)
			if (a->reasons[i].fate == fate && (i == ACCOUNT_ROWS_KEPT || entry->counts[i].rows))
				write_row(a, r, entry, i);
}

static void write_table(const struct account *a)
{
	struct result *r = result_open(&account_schema, NULL, a->out, false);

	for (enum side side = SIDE_SHIPMENTS; side <= SIDES; side++)
		for (size_t i = 0; i < a->count; i++)
			if (a->entries[i].side == side)
				write_file(a, r, &a->entries[i]);
	result_close(r, false);
}

static void release(struct account *a)
{
	for (size_t i = 0; i < a->count; i++) {
		free(a->entries[i].name);
		free(a->entries[i].counts);
	}
	free(a->entries);
	free(a);
}

int account_close(struct account *a, int status, struct err *e)
{
	struct err ignored;

	if (a->out) {
		write_table(a);
		/* Keep the words of the earlier error. */
		if (out_close(a->out, status == 0 ? e : &ignored) != 0)
			status = -1;
	}
	release(a);
	return status;
}

void account_abandon(struct account *a)
{
	if (!a)
		return;
	out_abandon(a->out);
	release(a);
}
