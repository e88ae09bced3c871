/*
 * feed: the state that feed.c (a file) and feed_row.c (a row) share; private to this folder.
 */
#ifndef RETKIT_FEED_STATE_H
#define RETKIT_FEED_STATE_H

#include "clean/carry.h"
#include "import/feed.h"
#include "clean/moment.h"

/* How the cells of a column are cleaned. */
enum kind {
	KIND_TEXT,
	KIND_CODE,
	KIND_SKU,
	KIND_ID,
	KIND_PARCEL,
	KIND_DATE,
	KIND_QUANTITY,
	KIND_AMOUNT,
	KIND_WORD,
};

struct target {
	const char *name;
	enum kind kind;
	struct words *words; /* of KIND_WORD */
	char *constant;      /* of the caller; NULL: none */
	char *lent;          /* of the dialect of the current file; NULL: none */
	size_t first;        /* its slots are first..first + count; a constant has one */
	size_t count;
	struct moment moment;    /* of the current row, if it is a date */
	struct dateform **forms; /* of its dates: those of the caller, then those of the dialect */
	size_t form_count;
	size_t own_forms;
	size_t form_capacity;
};

/* One field that feeds a target, and its number in the current row. */
struct slot {
	struct target *target;
	const char *header;
	int column;            /* of the file; -1: none */
	struct field constant; /* used instead of the field if the target has one */
	bool number;
	enum clean state;
	int64_t value;
	unsigned order;      /* of day and month, as in moment.h; 0: unknown so far */
	uint64_t order_line; /* the line that settled it */
};

struct feeds {
	enum side side;
	struct target *targets;
	size_t target_count;
	struct arena *texts;
	bool trim_sku;

	struct slot *slots;
	int *columns;
	size_t count;
	size_t capacity;
	size_t columns_capacity;
	size_t *numbers; /* the slots that hold numbers */
	size_t number_count;
	size_t numbers_capacity;
	struct carry *carry;
	bool leave_order;

	const struct reader *reader;
	struct down *down; /* of feed_down.c */

	/* The current row. */
	const struct field *fields;
	uint64_t line;
	size_t undecided; /* the slot of the last FEED_FAULT_UNDECIDED */
	struct feed_fault fault;
	struct feed_notes notes;
};

/* ---- feed_down.c ---- */

struct down *down_new(void);
void down_free(struct down *d);

/* Begin a file, once the slots are known; the same file from another place. */
void down_begin(struct feeds *f);
void down_clear(struct feeds *f);

/* Go on behind a part, whose last row was kept. */
void down_join(struct feeds *f, const struct feeds *part);

/* The field in a slot, or its constant. */
static inline struct field feeds_field(const struct feeds *f, size_t slot)
{
	const struct slot *s = &f->slots[slot];

	return s->constant.bytes ? s->constant : f->fields[slot];
}

#endif
