/* The state of reading one side, shared by rows.c and read.c. */
#ifndef RETKIT_CHECK_READING_H
#define RETKIT_CHECK_READING_H

#include "check/private.h"
#include "row/shipment.h"

/* Indexes of the columns used, among the columns read (all canonical ones and `cause`). */
struct check_places {
	int platform, shop, order, line, sku, qty, amount, currency, type, status, gift, product, basis, received,
		finished, applied, shipped, id, cause, source;
};

/* A buffered shipment, whose ids are looked up together with those of others. */
struct check_waiting {
	struct check_item line;
	const struct field *fields; /* valid until the batch ends */
	bool outside;               /* outside --from and --to */
	struct shipment judged;
};

/* The reading of one side, by the master or by a part. */
struct check_reading {
	struct hash_key key;
	struct check *check;
	enum side side;
	struct check_facts *facts;
	bool is_part;
	struct row_day last_day;
	struct check_places at;
	bool classified; /* the file has a cause column */
	uint32_t path;   /* number of the file's name, for rows without source */
	/* Cache of the previous row: values that repeat are not looked up again. */
	char file[64];
	size_t file_length;
	uint32_t file_number;
	struct check_place place;
	uint32_t place_number;
	bool placed;
	int32_t period_first, period_last;
	struct check_waiting waiting[INTERN_MANY];
	size_t waiting_count;
};

/* The canonical columns of a side. */
const char *const *check_columns(enum side side);

/* Take one row of a side, for struct rows_job. */
enum rows_fate check_shipment(void *context, const struct row *row, struct err *e);
int check_shipments(void *context, struct err *e); /* flush the buffered shipments, because their batch ends */
enum rows_fate check_return(void *context, const struct row *row, struct err *e);

#endif
