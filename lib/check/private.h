/* Shared by the files of the check module: the facts collected from rows, and the checks over them. */
#ifndef RETKIT_CHECK_STATE_H
#define RETKIT_CHECK_STATE_H

#include "check/check.h"
#include "answer/coverage.h"
#include "base/date.h"
#include "base/intern.h"
#include "base/num.h"
#include "check/nonproduct.h"
#include "row/fate.h"
#include "words/lang.h"

/* Percent of its side's units from which a fault moves the total rate and is an error. */
enum { CHECK_PERCENT_ERROR = 1 };

/* Percent of its side's units from which a single line dominates the total. */
enum { CHECK_PERCENT_DOMINANT = 5 };

/* The source of a row: the number of its file name, and the record number after the last colon (0: none). */
struct check_trace {
	uint32_t file;
	uint32_t record;
};

/* A count of rows of one kind, and where the first is. */
struct check_tally {
	int64_t rows;
	int64_t units;
	struct check_trace first;
};

/* The kinds of rows counted while reading. Skipped rows come last, by reason. */
enum check_kind {
	CHECK_COUNTED,  /* rows that count by return-rate@1 */
	CHECK_REPLACED, /* shipments of orders of type exchange or reissue */
	CHECK_FREE,     /* shipments with an amount of at most 0.01 that are no gifts */
	CHECK_NAMED,    /* rows whose product name is on the list of non-products */
	CHECK_IMPUTED,  /* returns whose quantity was imputed */
	CHECK_UNCLASSIFIED,
	CHECK_CLASSIFIED,
	CHECK_RECEIVED, /* returns dated by received_at, finished_at, applied_at */
	CHECK_FINISHED,
	CHECK_APPLIED,
	CHECK_TOO_EARLY, /* returns earlier than their own shipped_at */
	CHECK_ANONYMOUS, /* returns without order id and line id */
	CHECK_SKIPPED,   /* + enum fate */
	CHECK_PENDING = CHECK_SKIPPED + FATE_PENDING,
	CHECK_TOTAL = CHECK_SKIPPED + FATE_TOTAL,
	CHECK_SPLIT = CHECK_SKIPPED + FATE_SPLIT,
	CHECK_TYPES = CHECK_SKIPPED + FATE_TYPE, /* + the index of the type in columns_types */
	CHECK_KINDS = CHECK_SKIPPED + FATES,
};

/* The units of a SKU in a period; `period` is its first day. */
struct check_cell {
	int32_t period;
	int64_t units[SIDES];
};

/* The facts of a SKU, both sides. */
struct check_sku {
	int64_t units[SIDES];
	int64_t lines[SIDES];
	int64_t most[SIDES];   /* units of its largest line */
	int64_t second[SIDES]; /* units of the largest line below most[] */
	struct check_trace first[SIDES];
	struct check_trace largest[SIDES]; /* the line of most[] */
	bool elsewhere;                    /* shipped on days outside --from and --to */
	bool named;                        /* some row has the product name of a non-product */
	struct check_cell recent;          /* cache: the cell of the previous line, mostly also that of the next */
	struct check_cell *cells;          /* all others; see check_sku_cells() */
	uint32_t cell_count, cell_capacity;
};

/* The facts of a shop on one day. */
struct check_day {
	int64_t lines;
	int64_t units;
	struct check_trace first;
};

struct check_file {
	int64_t lines;
	int64_t units;
	int64_t most;
	struct check_trace largest;
};

/* A large line. */
struct check_line {
	int64_t units;
	uint32_t sku;
	struct check_trace at;
};

enum { CHECK_TOP = 8 };

/* A line, to be compared with others that have the same ids. */
struct check_twin {
	uint64_t key;   /* hash of its ids */
	uint32_t cells; /* hash of all its cells but the source */
	struct check_trace at;
	int32_t units;
};

enum { CHECK_BUCKETS = 64 };

struct check_twins {
	struct check_twin *list[CHECK_BUCKETS];
	size_t count[CHECK_BUCKETS];
	size_t capacity[CHECK_BUCKETS];
};

/* Facts of one side. */
struct check_half {
	struct check_tally kinds[CHECK_KINDS];
	struct intern *shop_days; /* keys are struct check_place */
	struct check_day *days;
	size_t day_capacity;
	struct check_file *files; /* by number of the file */
	size_t file_capacity;
	struct check_line tops[CHECK_TOP]; /* largest first */
	struct check_tally *currencies;    /* by number of the currency */
	size_t currency_capacity;
	struct check_twins twins;
};

/* Rows without a shop count under their platform; this mark before its name keeps it apart from shops. */
#define CHECK_PLATFORM_MARK '\1'

struct check_place {
	uint32_t shop;
	int32_t day;
};

/* A place with its number in `shop_days`. */
struct check_placed {
	uint32_t shop;
	int32_t day;
	uint32_t number;
};

/* A shipment that matches some return held, by number. */
struct check_hit {
	uint32_t order; /* CHECK_NOBODY: no match; likewise below */
	uint32_t line;
	uint32_t pairs[2]; /* [0] within its order, [1] by quantity only */
	uint32_t sku;
	int32_t units;
	int32_t day;
	struct check_trace at;
};

#define CHECK_NOBODY UINT32_MAX

/* The facts of all files, or of a part of a large one. */
struct check_facts {
	struct intern *traced; /* names of files, from sources */
	struct intern *shops;
	struct intern *skus;
	struct intern *currencies;
	struct check_sku *sku;
	size_t sku_capacity;
	struct check_half half[SIDES];
	struct check_hit *hits;
	size_t hit_count;
	size_t hit_capacity;
};

struct check_facts *check_facts_new(void);
void check_facts_free(struct check_facts *f);
void check_facts_clear(struct check_facts *f);

/*
 * Add the facts of the next part, renumbered; *skus and *traced map its numbers to those of `f`, and the caller frees
 * them. Hits are not added: see check_held_take().
 */
void check_facts_join(struct check_facts *f, const struct check_facts *part, uint32_t **skus, uint32_t **traced);

/* The number of a SKU, file, day or currency; room for its facts is made. */
uint32_t check_facts_sku(struct check_facts *f, const char *bytes, size_t n);
uint32_t check_facts_file(struct check_facts *f, const char *bytes, size_t n);
uint32_t check_facts_day(struct check_facts *f, enum side side, struct check_place place);
uint32_t check_facts_currency(struct check_facts *f, const char *bytes, size_t n);

/* The numbers of `n` SKUs at once, at most INTERN_MANY. */
void check_facts_skus(struct check_facts *f, const struct intern_text *texts, size_t n, uint32_t *ids);

void check_tally_add(struct check_tally *t, int64_t units, struct check_trace at);

/* Update the two largest quantities of a SKU with a line; 0 units change nothing. */
void check_sku_line(struct check_sku *s, enum side side, int64_t units, struct check_trace at);

/* Add units to the cell of a period. */
void check_sku_units(struct check_sku *s, enum side side, int32_t period, int64_t units);

/* The *n cells of a SKU sorted by period; valid until units are added. */
const struct check_cell *check_sku_cells(struct check_sku *s, size_t *n);

void check_sku_join_cells(struct check_sku *to, const struct check_sku *from);

/* Update the CHECK_TOP largest lines of a side with a line. */
void check_half_top(struct check_half *h, const struct check_line *line);

void check_twins_add(struct check_twins *twins, const struct check_twin *twin);

/* Keep the lines whose ids may have duplicates, and sort them by ids, cells and source; uses `threads` threads. */
void check_twins_sort(struct check_twins *twins, unsigned threads);

/* ---- returns held ---- */

/* An index of the cells of returns that hold several ids (several.c). */
struct check_several;

struct check_several *check_several_new(void);
void check_several_free(struct check_several *s);

/* Add a cell, whose number as a whole is `number`; ignored unless it holds several ids. */
void check_several_add(struct check_several *s, struct cell cell, uint32_t number);

/*
 * The *n numbers, without duplicates, of the cells that share an id with `cell`, which may hold several ids too;
 * `whole` numbers whole cells. Excludes number `but` and, when `cell` is a single id, the cell equal to it: the
 * caller knows both. Caller frees.
 */
uint32_t *check_several_find(const struct check_several *s, const struct intern *whole, struct cell cell, uint32_t but,
			     size_t *n);

/* The returns of one order, or of one line without order id. */
struct check_order {
	int64_t rows;
	int64_t units;
	struct check_trace first;
	int32_t first_day, last_day; /* days of these returns */
	bool shipped;
	bool is_line; /* its order id is a line id too, as in exports of sub-orders */
};

/* The units of a SKU shipped and returned in one order. */
struct check_order_line {
	int64_t shipped;
	int64_t returned;
	int32_t first_shipped; /* DATE_NONE: not shipped */
	int32_t first_returned;
	uint32_t sku;
	struct check_trace at; /* its first return */
};

/* Returns of one SKU, quantity and day, and the shipments they may have cancelled. */
struct check_pair {
	uint32_t sku;
	int32_t units;
	int64_t returns;
	int64_t shipments;
	struct check_trace returned;
	struct check_trace shipped;
};

struct check_held {
	struct hash_key key;
	struct intern *orders;
	struct intern *lines;
	struct check_several *several_orders,
		*several_lines; /* index of the cells of `orders` and `lines` with several ids */
	struct check_order *order, *line;
	size_t order_capacity, line_capacity;
	bool order_is_line;         /* true for at least one order */
	struct intern *order_lines; /* keys: order and SKU */
	struct check_order_line *order_line;
	size_t order_line_capacity;
	struct intern *pairs[2]; /* [0] within an order, [1] by quantity only */
	struct check_pair *pair[2];
	size_t pair_capacity[2];
	/* Days of application and receipt of the returns that have both. */
	struct {
		int32_t applied, received;
	} * days;
	size_t day_count, day_capacity;
	int32_t first_applied, last_applied;
};

struct check_held *check_held_new(void);
void check_held_free(struct check_held *h);

/* A shipment or return line that counts. `order` and `line` may be blank. */
struct check_item {
	struct cell order, line, sku;
	uint32_t sku_number;
	int32_t units;
	int32_t day;
	struct check_trace at;
};

void check_held_add(struct check_held *h, const struct check_item *r);
void check_held_dates(struct check_held *h, int32_t applied, int32_t received);

/*
 * Find the returns that a shipment matches and fill in `hit`, whose order the caller has set. `uncancelled` rules out
 * pairs: a replacement is shipped when goods come back, so its return did not cancel it. Returns false when nothing
 * matches. Thread-safe.
 */
bool check_held_find(const struct check_held *h, const struct check_item *shipment, bool uncancelled,
		     struct check_hit *hit);

/* The *n numbers of the orders, except `but`, whose order id is the line id of the shipment. Caller frees. */
uint32_t *check_held_find_lines(const struct check_held *h, const struct check_item *shipment, uint32_t but, size_t *n);

/* Enter a shipment that matches; the numbers in `hit` are those of all files. */
void check_held_take(struct check_held *h, const struct check_hit *hit);

/* ---- the checks ---- */

struct check {
	const struct check_plan *plan;
	struct check_facts *facts;
	struct check_held *held;
	const struct nonproducts *nonproducts;
	struct findings *found;
};

/* Read the rows of all files. Returns 0, or -1 with words. */
int check_read(struct check *c, struct rejects *rejects, struct rows_counts counts[SIDES], struct err *e);

/*
 * Add a finding. `what` has its rows and units; the list takes ownership of `example` (may be NULL). The texts that
 * follow fill the placeholders of its advice (WORD_ADVICE); NULL ends them.
 */
void check_add(struct check *c, const char *check, enum severity severity, struct check_tally what, char *example, ...)
	__attribute__((sentinel));

/* Print a number with `digits` decimals. Returns `text`. */
const char *check_number(char text[NUM_TEXT], double value, int digits);

/* ---- used by all checks (weight.c) ---- */

/* `file:record`, as the source has it. Caller frees. */
char *check_source(const struct check *c, struct check_trace at);

/* The units of a side that count. */
int64_t check_units(const struct check *c, enum side side);

/* `severity`, raised to an error from CHECK_PERCENT_ERROR of the side's units up. */
enum severity check_weigh(const struct check *c, enum side side, int64_t units, enum severity severity);

/* `shipments`, `returns`, in the plan's language. */
const char *check_side_word(const struct check *c, enum side side);

/* 100 a / b; 0 for nothing. */
double check_percent(int64_t a, int64_t b);

/* The return rate in percent without so many units shipped and returned. */
double check_rate_without(const struct check *c, int64_t shipped, int64_t returned);

/* `a,b,c` for the SKUs with these numbers; beyond `most` of them, `and 5 more`. Caller frees. */
char *check_codes(const struct check *c, const uint32_t *skus, size_t n, size_t most);

/*
 * A condition for ret-filter, quoted for a shell, that keeps the rows whose cell is one of these values, or with
 * `but` drops them. Caller frees.
 */
char *check_condition(const char *column, bool but, const char *const *values, size_t n);

/* ---- one function a file ---- */

/*
 * gaps.c: missing days of the shops of a side; list[0..n) is sorted by shop and day; only days that the side covers
 * count
 */
void check_gaps(struct check *c, enum side side, const struct check_placed *list, size_t n,
		const struct coverage *covered);

void check_times(struct check *c);  /* times.c: days covered, periods, basis */
void check_ids(struct check *c);    /* ids.c: orders, duplicate lines */
void check_skus(struct check *c);   /* skus.c: codes */
void check_lines(struct check *c);  /* lines.c: single lines that dominate, pairs, totals */
void check_shares(struct check *c); /* shares.c: shares of rows worth a note */

#endif
