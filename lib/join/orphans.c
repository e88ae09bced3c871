#include "join/orphans.h"

#include "base/date.h"
#include "base/mem.h"
#include "join/line.h"
#include "join/ticket.h"
#include "result/result.h"

#include <stdlib.h>

static const struct schema_column columns[ORPHAN_COLUMNS] = {
	[ORPHAN_FINDING] = {"finding", SCHEMA_WORD, .words = WORD_ODDITY},
	[ORPHAN_MATCHED] = {"matched", SCHEMA_WORD, .words = WORD_MATCH},
	[ORPHAN_SHOP] = {"shop", SCHEMA_TEXT, .shown = false},
	[ORPHAN_RETURN_ID] = {"return_id", SCHEMA_TEXT, .shown = false},
	[ORPHAN_ORDER_ID] = {"order_id", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_ID] = {"line_id", SCHEMA_TEXT, .shown = false},
	[ORPHAN_SKU] = {"sku", SCHEMA_TEXT, .shown = false},
	[ORPHAN_TYPE] = {"type", SCHEMA_WORD, .words = WORD_TYPE},
	[ORPHAN_STATUS] = {"status", SCHEMA_WORD, .words = WORD_STATUS},
	[ORPHAN_QTY] = {"qty", SCHEMA_COUNT, .shown = false},
	[ORPHAN_EXCESS] = {"excess", SCHEMA_COUNT, .shown = false},
	[ORPHAN_RETURNED_AT] = {"returned_at", SCHEMA_DATE, .shown = false},
	[ORPHAN_SOURCE] = {"source", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_SHOP] = {"line_shop", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_ORDER_ID] = {"line_order_id", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_LINE_ID] = {"line_line_id", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_SKU] = {"line_sku", SCHEMA_TEXT, .shown = false},
	[ORPHAN_LINE_SHIPPED] = {"line_shipped", SCHEMA_COUNT, .shown = false},
	[ORPHAN_LINE_RETURNED] = {"line_returned", SCHEMA_COUNT, .shown = false},
	[ORPHAN_LINE_SHIPPED_AT] = {"line_shipped_at", SCHEMA_DATE, .shown = false},
	[ORPHAN_LINE_SOURCE] = {"line_source", SCHEMA_TEXT, .shown = false},
};

const struct schema orphans_schema = {"orphans", 1, columns, ORPHAN_COLUMNS, 0};

struct orphans {
	struct result *table;
	const struct tickets *tickets;
	const struct lines *lines;
	int own[ORPHAN_COLUMNS]; /* columns of the returns; -1: missing */
};

struct orphans *orphans_new(struct out *out, const struct tickets *tickets, const struct lines *lines)
{
	struct orphans *o = mem_alloc(1, sizeof(*o));

	o->table = result_open(&orphans_schema, NULL, out, false);
	o->tickets = tickets;
	o->lines = lines;
	for (size_t i = 0; i < ORPHAN_COLUMNS; i++)
		o->own[i] = tickets_find(tickets, columns[i].name);
	return o;
}

/* The source of a row: its own source cell, else file and record. */
static void set_source(struct orphans *o, size_t column, const char *said, const char *file, uint64_t record)
{
	if (*said) {
		result_set_text(o->table, column, said);
		return;
	}
	char *made = mem_printf("%s:%llu", file, (unsigned long long)record);

	result_set_text(o->table, column, made);
	free(made);
}

static void set_return(struct orphans *o, const struct held *ticket, const struct cell *cells,
		       const struct join_match *m)
{
	char day[DATE_TEXT];
	int source = o->own[ORPHAN_SOURCE];

	for (size_t i = ORPHAN_SHOP; i <= ORPHAN_STATUS; i++)
		if (o->own[i] >= 0)
			result_set_text(o->table, i, cells[o->own[i]].bytes);
	/* A quantity that could not be read is printed as it is. */
	if (ticket->flags & TICKET_QTY_UNREAD)
		result_set_text(o->table, ORPHAN_QTY, cells[o->own[ORPHAN_QTY]].bytes);
	else
		result_set_count(o->table, ORPHAN_QTY, m->qty);
	result_set_count(o->table, ORPHAN_EXCESS, m->excess);
	result_set_text(o->table, ORPHAN_RETURNED_AT, date_print(day, ticket->day));
	set_source(o, ORPHAN_SOURCE, source < 0 ? "" : cells[source].bytes, tickets_file(o->tickets, ticket),
		   ticket->record);
}

static void set_line(struct orphans *o, const struct join_match *m)
{
	const struct line *line = m->line;
	struct held row = {.cells = line->cells};
	struct cell cells[LINE_CELLS];

	held_cells(&row, cells, LINE_CELLS);
	result_set_text(o->table, ORPHAN_LINE_SHOP, cells[LINE_SHOP].bytes);
	result_set_text(o->table, ORPHAN_LINE_ORDER_ID, cells[LINE_ORDER_ID].bytes);
	result_set_text(o->table, ORPHAN_LINE_LINE_ID, cells[LINE_LINE_ID].bytes);
	result_set_text(o->table, ORPHAN_LINE_SKU, cells[LINE_SKU].bytes);
	result_set_count(o->table, ORPHAN_LINE_SHIPPED, m->shipped);
	result_set_count(o->table, ORPHAN_LINE_RETURNED, m->returned);
	result_set_text(o->table, ORPHAN_LINE_SHIPPED_AT, cells[LINE_SHIPPED_AT].bytes);
	set_source(o, ORPHAN_LINE_SOURCE, cells[LINE_SOURCE].bytes, lines_file(o->lines, line), line->record);
}

void orphans_add(struct orphans *o, const struct held *ticket, const struct cell *cells, const struct join_match *m)
{
	for (int i = 0; i < JOIN_FINDINGS; i++) {
		if (!(m->findings >> i & 1))
			continue;
		result_set_text(o->table, ORPHAN_FINDING, join_finding_name((enum join_finding)i));
		result_set_text(o->table, ORPHAN_MATCHED, join_how_name(m->how));
		set_return(o, ticket, cells, m);
		if (m->line)
			set_line(o, m);
		result_end_row(o->table);
	}
}

void orphans_close(struct orphans *o)
{
	if (!o)
		return;
	result_close(o->table, false);
	free(o);
}
