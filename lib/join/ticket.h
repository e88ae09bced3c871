/*
 * ticket: returns buffered in memory while shipments stream past, and the ids used to match them.
 *
 * All columns of the input are kept; order and line ids are collected from all rows kept. Rows are judged by
 * row/ticket.h, with two differences: tickets that return-rate@1 does not count pass through with their measures
 * unchanged, and an empty quantity, amount or date is no fault, because the line may complete it.
 */
#ifndef RETKIT_JOIN_TICKET_H
#define RETKIT_JOIN_TICKET_H

#include "csv/hold.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/rows.h"
#include "join/reading.h"
#include "join/wanted.h"

/*
 * Flags of rows. BACK: the goods came back (type return or exchange, status done). QTY_UNREAD: the quantity is not
 * empty and cannot be read.
 */
enum { TICKET_BACK = 1, TICKET_QTY_UNREAD = 2 };

/* Indexes into held.ids: what the order id cell and the line id cell hold (wanted.h). */
enum { TICKET_ORDER, TICKET_LINE };

struct tickets;

/*
 * Read tables that all have the same header ("-" is stdin; no paths: stdin). Returns NULL with words. *read counts
 * what became of all rows.
 */
struct tickets *tickets_read(char *const *paths, size_t n, const struct join_reading *reading, struct rows_counts *read,
			     struct err *e);

void tickets_free(struct tickets *t);

/* The columns of the input. tickets_find() returns the first column of that name, or -1. */
size_t tickets_columns(const struct tickets *t);
const char *tickets_column(const struct tickets *t, size_t i);
int tickets_find(const struct tickets *t, const char *name);

/* The rows, with the flags above; `day` is received_at, else finished_at, else applied_at. */
size_t tickets_count(const struct tickets *t);
const struct held *tickets_get(const struct tickets *t, size_t i);

/* The name of a row's file, without its folder. */
const char *tickets_file(const struct tickets *t, const struct held *row);

/* The sets of ids to match. */
const struct wanted *tickets_orders(const struct tickets *t);
const struct wanted *tickets_lines(const struct tickets *t);

#endif
