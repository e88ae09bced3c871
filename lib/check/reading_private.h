/* What one side being read is, shared by the rows of the check module and the files and parts they stand in. */
#ifndef RETKIT_CHECK_READING_H
#define RETKIT_CHECK_READING_H

#include "check/private.h"
#include "row/shipment.h"

/* Where the columns that are looked at stand among those that are read, which are all canonical ones and `cause`. */
struct check_places {
	int platform, shop, order, line, sku, qty, amount, currency, type, status, gift, product, basis, received,
		finished, applied, shipped, id, cause, source;
};

/* A shipment whose texts are yet to be looked up, with others. */
struct check_waiting {
	struct check_item line;
	const struct field *fields; /* until the batch ends */
	bool outside;               /* of the days looked at */
	struct shipment judged;
};

/* One side being read, by the master or by a part. */
struct check_reading {
	struct check *check;
	enum side side;
	struct check_facts *facts;
	bool is_part;
	struct row_day last_day;
	struct check_places at;
	bool classified; /* the file has causes */
	uint32_t path;   /* the file's name, where rows have no source */
	/* The row before: what does not change is not looked up again. */
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

/* One row of a side, for struct rows_job. */
enum rows_fate check_shipment(void *context, const struct row *row, struct err *e);
int check_shipments(void *context, struct err *e); /* flush the buffered shipments, because their batch ends */
enum rows_fate check_return(void *context, const struct row *row, struct err *e);

#endif
