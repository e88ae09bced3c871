/* Reads the files of both sides, large ones in parts. */
#include "check/reading_private.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 40 };

static int begin_file(void *context, struct reader *reader, struct err *e)
{
	struct check_reading *r = context;
	const char *name = reader_name(reader);

	(void)e;
	r->classified = reader_find(reader, COLUMN_CAUSE) >= 0;
	r->path = check_facts_file(r->facts, name, strlen(name));
	return 0;
}

static void *fork_reading(const void *context, struct err *e)
{
	const struct check_reading *from = context;
	struct check_reading *r = mem_alloc(1, sizeof(*r));
	size_t n;
	const char *path = intern_get(from->facts->traced, from->path, &n);

	(void)e;
	*r = *from;
	r->is_part = true;
	r->placed = false;
	r->file_length = SIZE_MAX;
	r->facts = check_facts_new();
	r->path = check_facts_file(r->facts, path, n);
	return r;
}

static bool join_reading(void *context, const void *part)
{
	struct check_reading *r = context;
	const struct check_reading *from = part;
	uint32_t *skus, *traced;

	check_facts_join(r->facts, from->facts, &skus, &traced);
	for (size_t i = 0; i < from->facts->hit_count; i++) {
		struct check_hit hit = from->facts->hits[i];

		hit.sku = skus[hit.sku];
		hit.at.file = traced[hit.at.file];
		check_held_take(r->check->held, &hit);
	}
	free(skus);
	free(traced);
	return true;
}

static void clear_reading(void *part)
{
	struct check_reading *r = part;
	size_t n;
	const char *name = intern_get(r->facts->traced, r->path, &n);
	char *path = mem_dup(name, n);

	check_facts_clear(r->facts);
	r->path = check_facts_file(r->facts, path, n);
	r->placed = false;
	r->file_length = SIZE_MAX;
	r->waiting_count = 0;
	free(path);
}

static void free_reading(void *part)
{
	struct check_reading *r = part;

	check_facts_free(r->facts);
	free(r);
}

static const struct rows_sharing sharing = {fork_reading, join_reading, clear_reading, free_reading};

static int place_of(const struct rows_column *columns, size_t n, const char *name)
{
	size_t i = 0;

	while (i < n && strcmp(columns[i].name, name) != 0)
		i++;
	/* A column that the side does not have gets the index after the last, where no file has a column. */
	return (int)i;
}

static void find_places(struct check_places *at, const struct rows_column *columns, size_t n)
{
	const struct {
		int *place;
		const char *name;
	} names[] = {
		{&at->platform, COLUMN_PLATFORM},
		{&at->shop, COLUMN_SHOP},
		{&at->order, COLUMN_ORDER_ID},
		{&at->line, COLUMN_LINE_ID},
		{&at->sku, COLUMN_SKU},
		{&at->qty, COLUMN_QTY},
		{&at->amount, COLUMN_AMOUNT},
		{&at->currency, COLUMN_CURRENCY},
		{&at->status, COLUMN_STATUS},
		{&at->gift, COLUMN_GIFT},
		{&at->product, COLUMN_PRODUCT},
		{&at->basis, COLUMN_QTY_BASIS},
		{&at->received, COLUMN_RECEIVED_AT},
		{&at->finished, COLUMN_FINISHED_AT},
		{&at->applied, COLUMN_APPLIED_AT},
		{&at->shipped, COLUMN_SHIPPED_AT},
		{&at->id, COLUMN_RETURN_ID},
		{&at->cause, COLUMN_CAUSE},
		{&at->source, COLUMN_SOURCE},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		*names[i].place = place_of(columns, n, names[i].name);
}

static int read_side(struct check *c, enum side side, struct rejects *rejects, struct rows_counts *counts,
		     struct err *e)
{
	struct rows_column columns[COLUMNS];
	struct check_reading r = {.key = hash_key(),
				  .check = c,
				  .side = side,
				  .facts = c->facts,
				  .file_length = SIZE_MAX,
				  .period_first = DATE_NONE};
	size_t n = 0;

	for (const char *const *name = check_columns(side); *name; name++)
		columns[n++] = (struct rows_column){
			*name, strcmp(*name, COLUMN_SKU) == 0 || strcmp(*name, COLUMN_QTY) == 0 ||
				       (side == SIDE_SHIPMENTS && strcmp(*name, COLUMN_SHIPPED_AT) == 0)};
	columns[n++] = (struct rows_column){COLUMN_CAUSE, false};
	find_places(&r.at, columns, n);
	r.at.type = place_of(columns, n, side == SIDE_SHIPMENTS ? COLUMN_ORDER_TYPE : COLUMN_TYPE);
	columns[n++] = (struct rows_column){"\1", false};
	struct rows_job job = {
		.columns = columns,
		.column_count = n,
		.options = c->plan->reading,
		.rejects = rejects,
		.file = begin_file,
		.row = side == SIDE_SHIPMENTS ? check_shipment : check_return,
		.batch = side == SIDE_SHIPMENTS ? check_shipments : NULL,
		.context = &r,
		.account = c->plan->account,
		.side = side == SIDE_SHIPMENTS ? SIDE_SHIPMENTS : SIDE_RETURNS,
		.units = COLUMN_QTY,
		.threads = c->plan->threads,
		.sharing = side == SIDE_SHIPMENTS ? &sharing : NULL,
	};

	int status = rows_run(&job, c->plan->paths[side], c->plan->counts[side], e);

	*counts = job.counts;
	return status;
}

int check_read(struct check *c, struct rejects *rejects, struct rows_counts counts[SIDES], struct err *e)
{
	if (read_side(c, SIDE_RETURNS, rejects, &counts[SIDE_RETURNS], e) != 0)
		return -1;
	return read_side(c, SIDE_SHIPMENTS, rejects, &counts[SIDE_SHIPMENTS], e);
}
