#include "join/line.h"

#include "base/mem.h"
#include "row/shipment.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* An id on more lines than this is no real id, such as line ids 1, 2, 3, or 0 as the id of every order. */
enum { MOST_OF_ORDER = 1 << 12, MOST_OF_LINE = 64 };

/* Columns read but not kept as cells; they follow the kept ones. */
enum { QTY = LINE_CELLS, AMOUNT, STATUS, GIFT, COLUMNS };

static const struct rows_column columns[COLUMNS] = {
	[LINE_SHOP] = {COLUMN_SHOP, false},
	[LINE_ORDER_ID] = {COLUMN_ORDER_ID, false},
	[LINE_LINE_ID] = {COLUMN_LINE_ID, false},
	[LINE_SKU] = {COLUMN_SKU, true},
	[LINE_PLATFORM] = {COLUMN_PLATFORM, false},
	[LINE_STYLE] = {COLUMN_STYLE, false},
	[LINE_CATEGORY] = {COLUMN_CATEGORY, false},
	[LINE_CURRENCY] = {COLUMN_CURRENCY, false},
	[LINE_ORDERED_AT] = {COLUMN_ORDERED_AT, false},
	[LINE_PAID_AT] = {COLUMN_PAID_AT, false},
	[LINE_SHIPPED_AT] = {COLUMN_SHIPPED_AT, true},
	[LINE_SIGNED_AT] = {COLUMN_SIGNED_AT, false},
	[LINE_WAREHOUSE] = {COLUMN_WAREHOUSE, false},
	[LINE_CARRIER] = {COLUMN_CARRIER, false},
	[LINE_AGENT] = {COLUMN_AGENT, false},
	[LINE_BATCH] = {COLUMN_BATCH, false},
	[LINE_SOURCE] = {COLUMN_SOURCE, false},
	[QTY] = {COLUMN_QTY, true},
	[AMOUNT] = {COLUMN_AMOUNT, false},
	[STATUS] = {COLUMN_STATUS, false},
	[GIFT] = {COLUMN_GIFT, false},
};

/* Of a buffered row: its flag, and the indexes of its two id cells. */
enum { IS_GIFT = 1 };
enum { OF_ORDER, OF_LINE };

/* The lines of one id. */
struct chain {
	size_t first; /* links */
	size_t last;
	size_t count;
};

struct link {
	size_t line;
	size_t next;
};

struct lines {
	const struct wanted *orders;
	const struct wanted *line_ids;
	struct arena *texts;
	struct line *lines;
	size_t count;
	size_t capacity;
	struct link *links;
	size_t link_count;
	size_t link_capacity;
	struct chain *by_order;
	struct chain *by_line;
	char **files;
	size_t file_count;
	size_t file_capacity;
};

/*
 * The state of reading. Wanted rows are buffered here until they become lines; those of a part, until it is joined.
 */
struct intake {
	struct lines *lines;
	struct hold *rows;
	struct rows_job *job; /* the master's */
	uint64_t read_before; /* rows of the files before this one */
	bool is_part;
	/* Of the current batch: its first record, and what its id cells hold (wanted.h). */
	const struct record *records;
	uint32_t *ids[2];
	size_t ids_capacity[2];
	struct row_day last_day;
};

static struct chain *new_chains(size_t n)
{
	struct chain *chains = mem_alloc(n, sizeof(*chains));

	for (size_t i = 0; i < n; i++)
		chains[i].first = LINE_NO_LINK;
	return chains;
}

static void add_link(struct lines *l, struct chain *chain, size_t most, size_t line)
{
	/* A line may name an id twice. */
	if (chain->count && chain->count <= most && l->links[chain->last].line == line)
		return;
	if (++chain->count > most) {
		chain->first = LINE_NO_LINK;
		return;
	}
	l->links = mem_grow(l->links, &l->link_capacity, l->link_count + 1, sizeof(*l->links));
	l->links[l->link_count] = (struct link){line, LINE_NO_LINK};
	if (chain->count == 1)
		chain->first = l->link_count;
	else
		l->links[chain->last].next = l->link_count;
	chain->last = l->link_count++;
}

/* The wanted ids of one cell, to be added to their chains. */
struct asking {
	const struct wanted *wanted;
	struct chain *chains;
	size_t most;
	uint32_t id;
	struct cell cell;
};

/* The first id whose chain still has room, or WANTED_NONE. */
static uint32_t find_room(struct asking asking)
{
	uint32_t id;

	while (wanted_next(asking.wanted, &asking.id, &asking.cell, &id))
		if (asking.chains[id].count <= asking.most)
			return id;
	return WANTED_NONE;
}

static void add_links(struct lines *l, struct asking asking, size_t line)
{
	uint32_t id;

	while (wanted_next(asking.wanted, &asking.id, &asking.cell, &id))
		add_link(l, &asking.chains[id], asking.most, line);
}

/* Add another shipment to its line. */
static void add_shipment(struct line *line, const struct held *row)
{
	line->qty += row->qty;
	if (line->amount == HOLD_NO_AMOUNT || row->amount == HOLD_NO_AMOUNT ||
	    __builtin_add_overflow(line->amount, row->amount, &line->amount))
		line->amount = HOLD_NO_AMOUNT;
}

/* The line of a chain whose first `length` bytes of cells are the same, or NULL. */
static struct line *find_same(struct lines *l, const struct chain *chain, const char *cells, size_t length)
{
	for (size_t at = chain->first; at != LINE_NO_LINK; at = l->links[at].next) {
		struct line *line = &l->lines[l->links[at].line];

		if (line->length >= length && memcmp(line->cells, cells, length) == 0)
			return line;
	}
	return NULL;
}

static void add_line(struct lines *l, const struct held *row, uint64_t records)
{
	struct cell cells[LINE_SKU + 1];

	held_cells(row, cells, LINE_SKU + 1);
	struct asking order = {l->orders, l->by_order, MOST_OF_ORDER, row->ids[OF_ORDER], cells[LINE_ORDER_ID]};
	struct asking line_id = {l->line_ids, l->by_line, MOST_OF_LINE, row->ids[OF_LINE], cells[LINE_LINE_ID]};
	uint32_t of_line = find_room(line_id), of_order = find_room(order);

	if (of_line == WANTED_NONE && of_order == WANTED_NONE)
		return;
	if (cells[LINE_LINE_ID].length) {
		size_t identity = (size_t)(cells[LINE_SKU].bytes + cells[LINE_SKU].length + 1 - row->cells);
		const struct chain *chain = of_line != WANTED_NONE ? &l->by_line[of_line] : &l->by_order[of_order];
		struct line *same = find_same(l, chain, row->cells, identity);

		if (same) {
			add_shipment(same, row);
			return;
		}
	}
	char *copy = arena_alloc(l->texts, row->length);

	memcpy(copy, row->cells, row->length);
	l->lines = mem_grow(l->lines, &l->capacity, l->count + 1, sizeof(*l->lines));
	l->lines[l->count] = (struct line){
		.cells = copy,
		.length = row->length,
		.qty = row->qty,
		.amount = row->amount,
		.record = row->record + records,
		.file = row->file,
		.day = row->day,
		.gift = row->flags & IS_GIFT,
	};
	add_links(l, order, l->count);
	add_links(l, line_id, l->count);
	l->count++;
}

static void add_lines(struct lines *l, const struct hold *rows, uint64_t records)
{
	for (size_t i = 0; i < hold_count(rows); i++)
		add_line(l, hold_get(rows, i), records);
}

static int begin_file(void *context, struct reader *r, struct err *e)
{
	struct intake *in = context;
	struct lines *l = in->lines;
	const char *name = reader_name(r), *slash = strrchr(name, '/');

	if (reader_find(r, COLUMN_ORDER_ID) < 0 && reader_find(r, COLUMN_LINE_ID) < 0)
		return err_set(e, "%s: no column 'order_id' or 'line_id'; there are: %s", name, reader_column_list(r));
	name = slash ? slash + 1 : name;
	l->files = mem_grow(l->files, &l->file_capacity, l->file_count + 1, sizeof(*l->files));
	l->files[l->file_count++] = mem_dup(name, strlen(name));
	in->read_before = in->job->counts.read;
	return 0;
}

/* Look up all ids of a batch at once, because batched lookups are faster. */
static void look_ahead(void *context, const struct batch *b)
{
	struct intake *in = context;
	const struct lines *l = in->lines;

	for (int i = 0; i < 2; i++)
		in->ids[i] = mem_grow(in->ids[i], &in->ids_capacity[i], b->rows, sizeof(*in->ids[i]));
	wanted_find(l->orders, b->fields + LINE_ORDER_ID, b->columns, b->rows, in->ids[OF_ORDER]);
	wanted_find(l->line_ids, b->fields + LINE_LINE_ID, b->columns, b->rows, in->ids[OF_LINE]);
	in->records = b->records;
}

/* Judge a shipment and read its measures; the amount may be missing. */
static enum fate judge(struct intake *in, const struct row *row, struct held *held)
{
	static const struct shipment_scope scope = {1u << ROW_DONE, true, true};
	/* The order type is not read: goods were shipped whatever it says. */
	static const struct field no_type = {field_blank, 0, FIELD_ABSENT};
	const struct field *f = row->fields;
	const struct shipment_cells cells = {&f[STATUS], &f[GIFT], &no_type, &f[QTY], &f[AMOUNT], &f[LINE_SHIPPED_AT]};
	struct shipment s;
	enum fate fate;

	if ((fate = shipment_judge(row, &cells, &scope, &s)) != FATE_COUNTS ||
	    (fate = shipment_measure(row, &cells, &in->last_day, &s)) != FATE_COUNTS)
		return fate;
	held->flags = s.gift ? IS_GIFT : 0;
	held->qty = (int32_t)s.qty;
	held->amount = f[AMOUNT].length ? s.amount : HOLD_NO_AMOUNT;
	held->day = s.day;
	return FATE_COUNTS;
}

static enum rows_fate take_row(void *context, const struct row *row, struct err *e)
{
	struct intake *in = context;
	const struct lines *l = in->lines;
	struct held held = {.record = row->record->number, .file = (uint32_t)l->file_count - 1};
	enum fate fate = FATE_UNASKED;

	(void)e;
	for (int i = 0; i < 2; i++)
		held.ids[i] = in->ids[i][row->record - in->records];
	if (held.ids[OF_ORDER] != WANTED_NONE || held.ids[OF_LINE] != WANTED_NONE)
		fate = judge(in, row, &held);
	if (fate == FATE_COUNTS)
		hold_add(in->rows, &held, row->fields, LINE_CELLS);
	return fate_take(row, fate);
}

/* ---- parts of a large file ---- */

/* Turn the buffered rows into lines; the rows of a part stay buffered until it is joined. */
static int take_batch(void *context, struct err *e)
{
	struct intake *in = context;

	(void)e;
	if (in->is_part)
		return 0;
	add_lines(in->lines, in->rows, 0);
	hold_clear(in->rows);
	return 0;
}

static void *fork_intake(const void *context, struct err *e)
{
	const struct intake *in = context;
	struct intake *part = mem_alloc(1, sizeof(*part));

	(void)e;
	*part = *in;
	part->is_part = true;
	part->rows = hold_new();
	for (int i = 0; i < 2; i++) {
		part->ids[i] = NULL;
		part->ids_capacity[i] = 0;
	}
	return part;
}

static bool join_intake(void *context, const void *part)
{
	struct intake *in = context;
	const struct intake *from = part;

	add_lines(in->lines, from->rows, in->job->counts.read - in->read_before);
	return true;
}

static void clear_intake(void *part)
{
	struct intake *in = part;

	hold_clear(in->rows);
}

static void release_intake(struct intake *in)
{
	hold_free(in->rows);
	free(in->ids[0]);
	free(in->ids[1]);
}

static void free_intake(void *part)
{
	struct intake *in = part;

	release_intake(in);
	free(in);
}

static const struct rows_sharing sharing = {fork_intake, join_intake, clear_intake, free_intake};

struct lines *lines_read(const struct wanted *orders, const struct wanted *line_ids, char *const *paths, size_t n,
			 const struct join_reading *reading, struct rows_counts *read, struct err *e)
{
	struct lines *l = mem_alloc(1, sizeof(*l));
	struct rows_job job = {.columns = columns,
			       .column_count = COLUMNS,
			       .options = reading->options,
			       .rejects = reading->rejects,
			       .account = reading->account,
			       .side = SIDE_SHIPMENTS,
			       .units = "qty",
			       .file = begin_file,
			       .ahead = look_ahead,
			       .row = take_row,
			       .batch = take_batch,
			       .threads = reading->threads,
			       .sharing = &sharing};
	struct intake in = {.lines = l, .rows = hold_new(), .job = &job};

	l->orders = orders;
	l->line_ids = line_ids;
	l->texts = arena_new();
	l->by_order = new_chains(wanted_count(orders));
	l->by_line = new_chains(wanted_count(line_ids));
	job.context = &in;
	int status = rows_run(&job, paths, n, e);

	release_intake(&in);
	*read = job.counts;
	if (status == 0)
		return l;
	lines_free(l);
	return NULL;
}

void lines_free(struct lines *l)
{
	if (!l)
		return;
	arena_free(l->texts);
	for (size_t i = 0; i < l->file_count; i++)
		free(l->files[i]);
	free(l->files);
	free(l->lines);
	free(l->links);
	free(l->by_order);
	free(l->by_line);
	free(l);
}

struct line *lines_get(struct lines *l, size_t i)
{
	return &l->lines[i];
}

const char *lines_file(const struct lines *l, const struct line *line)
{
	return l->files[line->file];
}

size_t lines_of_order(const struct lines *l, uint32_t order, bool *some)
{
	*some |= l->by_order[order].count > 0;
	return l->by_order[order].first;
}

size_t lines_of_line(const struct lines *l, uint32_t line_id, bool *some)
{
	*some |= l->by_line[line_id].count > 0;
	return l->by_line[line_id].first;
}

size_t lines_next(const struct lines *l, size_t link)
{
	return l->links[link].next;
}

size_t lines_at(const struct lines *l, size_t link)
{
	return l->links[link].line;
}
