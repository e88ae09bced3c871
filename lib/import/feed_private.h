/*
 * feed: the state that feed.c (a file), feed_row.c (a row), feed_number.c, feed_offset.c and feed_fault.c share; private to this folder.
 */
#ifndef RETKIT_FEED_STATE_H
#define RETKIT_FEED_STATE_H

#include "clean/carry.h"
#include "import/feed.h"
#include "clean/moment.h"
#include "clean/number.h"

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
	char own_decimal; /* of its numbers, from the caller: '.' or ','; 0: not stated */
};

/* Where the decimal sign of a column comes from. */
enum sign_from {
	SIGN_UNKNOWN,
	SIGN_PROVED,    /* from a number of the column */
	SIGN_OF_OTHERS, /* from a number of another column, see struct sign_proof */
	SIGN_OF_LAYOUT, /* from the dialect, or because it is a canonical table */
	SIGN_STATED,    /* from the caller */
};

/* One field that feeds a target. */
struct slot {
	struct target *target;
	const char *header;
	int column;            /* of the file; -1: none */
	struct field constant; /* used instead of the field if the target has one */
	bool number;

	/* Of a column of numbers: its decimal sign, and what its numbers looked like so far. */
	char lent;             /* the sign that the layout of the file states; 0: none */
	char decimal;          /* the sign that its numbers are read with, '.' or ','; 0: unknown so far */
	enum sign_from from;   /* where that comes from */
	uint64_t decimal_line; /* SIGN_PROVED: the line of the number */
	char example[64];      /* SIGN_OF_OTHERS: the first number that needed it, as the file has it */
	bool varied;           /* not all of its numbers are like 1,000 */

	/* Its number in the current row. */
	enum clean state;
	int64_t value;
	char proves; /* the sign that it proves; 0: none */
	char open;   /* its separator if it reads either way and nothing decides, else 0 */
	bool zeros;  /* it is open and ends in 000 */
	bool clash;  /* it proves another sign than earlier numbers */

	unsigned order;      /* of day and month, as in moment.h; 0: unknown so far */
	uint64_t order_line; /* the line that settled it */

	/* Of a column of dates: the offsets from UTC that were dropped, in minutes, and the first line of each. */
	bool has_offset;
	int least, most;
	uint64_t least_line, most_line;
};

/* The first number of the file that proves a decimal sign. */
struct sign_proof {
	char sign; /* 0: none so far */
	size_t slot;
	uint64_t line;
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
	bool convert; /* times with a UTC offset are converted to this one */
	int minutes;

	/* Decimal signs of the current file. */
	bool sheet; /* it is of a workbook */
	struct sign_proof proof;
	bool signs_differ; /* two columns prove two */

	const struct reader *reader;
	struct down *down; /* of feed_down.c */

	/* The current row. */
	const struct field *fields;
	uint64_t line;
	size_t undecided;   /* the slot of the last FEED_FAULT_UNDECIDED, and of its number: */
	char question_open; /* as in the slot */
	bool question_zeros;
	size_t open;        /* numbers that read either way */
	struct cell amount; /* of the last FEED_FAULT_AMOUNT */
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

/* ---- feed_fault.c: why a cell cannot be read ---- */

/* Leave a fault. Returns CLEAN_BAD, for the caller to return. */
enum clean feeds_fault_set(struct feeds *f, const char *column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a cell, quoted in part if it is long: feeds_quotable() of its bytes. */
enum clean feeds_fault_cell(struct feeds *f, const char *column, struct cell c, const char *what);
size_t feeds_quotable(struct cell c);

/* ---- feed_number.c: numbers and their decimal signs ---- */

static inline bool feeds_is_number(const struct target *t)
{
	return t->kind == KIND_QUANTITY || t->kind == KIND_AMOUNT;
}

/* Begin a file: the signs that are stated. */
void feeds_begin_numbers(struct feeds *f, const struct reader *r, const struct mapping *m);

/* Read the numbers of the current row; `learn` what they prove. */
void feeds_read_numbers(struct feeds *f, bool learn);

/* True when nothing decides on the number of the last FEED_FAULT_UNDECIDED yet. */
bool feeds_number_is_undecided(const struct feeds *f);

/* True when the cell is a constant for the column. */
bool feeds_accepts_number(const struct target *t, struct cell raw);

void feeds_join_numbers(struct feeds *f, const struct feeds *part, uint64_t lines);
void feeds_clear_numbers(struct feeds *f);

/* ---- feed_offset.c: offsets from UTC ---- */

/* Remember that a time of the column on that line had its offset dropped. */
void feeds_note_offset(struct slot *s, int minutes, uint64_t line);

void feeds_join_offsets(struct feeds *f, const struct feeds *part, uint64_t lines);
void feeds_clear_offsets(struct feeds *f);

/* The field in a slot, or its constant. */
static inline struct field feeds_field(const struct feeds *f, size_t slot)
{
	const struct slot *s = &f->slots[slot];

	return s->constant.bytes ? s->constant : f->fields[slot];
}

#endif
