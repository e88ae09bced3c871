/*
 * ticket: returns buffered in memory while shipments stream past, and the ids used to match them.
 *
 * All columns of the input are kept, whatever they are; order and line ids are collected from all rows kept. A row is judged as
 * row/ticket.h has it, with two differences: tickets that return-rate@1 does not count pass through with their measures as they stand, and an
 * empty quantity, amount or date is no fault, because the line may complete it.
 */
#ifndef RETKIT_JOIN_TICKET_H
#define RETKIT_JOIN_TICKET_H

#include "csv/hold.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "row/rows.h"
#include "join/reading.h"
#include "join/wanted.h"

/* Flags of rows: the goods came back (it is a return or an exchange, and done); its quantity cell is neither empty nor a quantity. */
enum { TICKET_BACK = 1, TICKET_QTY_UNREAD = 2 };

/* What their cells of ids hold, as wanted.h has it: of tickets_orders() and tickets_lines(). */
enum { TICKET_ORDER, TICKET_LINE };

struct tickets;

/*
 * Read tables with one header between them ("-" is stdin; none: stdin). Returns NULL with words. *read says what became of all
 * rows.
 */
struct tickets *tickets_read(char *const *paths, size_t n, const struct join_reading *reading, struct rows_counts *read,
			     struct err *e);

void tickets_free(struct tickets *t);

/* The columns of the input. tickets_find() is the first of that name, or -1. */
size_t tickets_columns(const struct tickets *t);
const char *tickets_column(const struct tickets *t, size_t i);
int tickets_find(const struct tickets *t, const char *name);

/* The rows, whose flags are as above; `day` is that of received_at, else finished_at, else applied_at. */
size_t tickets_count(const struct tickets *t);
const struct held *tickets_get(const struct tickets *t, size_t i);

/* The name of the file of a row, without its folder. */
const char *tickets_file(const struct tickets *t, const struct held *row);

/* The ids asked for. */
const struct wanted *tickets_orders(const struct tickets *t);
const struct wanted *tickets_lines(const struct tickets *t);

#endif
