/* What the files of the check module share: the facts that are collected from rows, and the checks over them. */
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

/* From this share of its side's units on (1/100) a fault moves the total rate and is an error. */
enum { CHECK_PERCENT_ERROR = 1 };

/* A single line from this share of its side's units on (1/100) dominates the total. */
enum { CHECK_PERCENT_DOMINANT = 5 };

/* Where a row came from: a file as the row's source names it, and the number behind its last colon (0: none). */
struct check_trace {
	uint32_t file;
	uint32_t record;
};

/* Rows of one kind, with the first of them. */
struct check_tally {
	int64_t rows;
	int64_t units;
	struct check_trace first;
};

/* The kinds of rows that are counted as they come. Those that do not count follow, by the reason. */
enum check_kind {
	CHECK_COUNTED,  /* by return-rate@1 */
	CHECK_REPLACED, /* shipments on orders of type exchange or reissue */
	CHECK_FREE,     /* shipments of at most 0.01 that are no gift */
	CHECK_NAMED,    /* products whose name is that of no product */
	CHECK_IMPUTED,  /* returns whose quantity was imputed */
	CHECK_UNCLASSIFIED,
	CHECK_CLASSIFIED,
	CHECK_RECEIVED, /* returns dated by received_at, finished_at, applied_at */
	CHECK_FINISHED,
	CHECK_APPLIED,
	CHECK_TOO_EARLY, /* returns before their own shipped_at */
	CHECK_ANONYMOUS, /* returns without order and line */
	CHECK_SKIPPED,   /* + why */
	CHECK_PENDING = CHECK_SKIPPED + FATE_PENDING,
	CHECK_TOTAL = CHECK_SKIPPED + FATE_TOTAL,
	CHECK_SPLIT = CHECK_SKIPPED + FATE_SPLIT,
	CHECK_TYPES = CHECK_SKIPPED + FATE_TYPE, /* + the place of the type in columns_types */
	CHECK_KINDS = CHECK_SKIPPED + FATES,
};

/* The units of a SKU in a period, by its first day. */
struct check_cell {
	int32_t period;
	int64_t units[SIDES];
};

/* What is known of a SKU; both sides. */
struct check_sku {
	int64_t units[SIDES];
	int64_t lines[SIDES];
	int64_t most[SIDES];   /* of one line */
	int64_t second[SIDES]; /* of the lines that have fewer units than that */
	struct check_trace first[SIDES];
	struct check_trace largest[SIDES]; /* the line of most[] */
	bool elsewhere;                    /* shipped on days that are not looked at */
	bool named;                        /* some product name is that of no product */
	struct check_cell recent;          /* of the line before: most often that of the next */
	struct check_cell *cells;          /* those before it */
	uint32_t cell_count, cell_capacity;
};

/* A shop and day; a file. */
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

/* A single large line. */
struct check_line {
	int64_t units;
	uint32_t sku;
	struct check_trace at;
};

enum { CHECK_TOP = 8 };

/* A line told by its ids. */
struct check_twin {
	uint64_t key;   /* of its ids */
	uint32_t cells; /* of all its cells but the source */
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
	struct intern *shop_days; /* struct check_place */
	struct check_day *days;
	size_t day_capacity;
	struct check_file *files; /* by the number of the file */
	size_t file_capacity;
	struct check_line tops[CHECK_TOP]; /* largest first */
	struct check_tally *currencies;    /* by the number of the currency */
	size_t currency_capacity;
	struct check_twins twins;
};

/* Before the name of a platform that stands for the shop of rows that name none. */
#define CHECK_PLATFORM_MARK '\1'

struct check_place {
	uint32_t shop;
	int32_t day;
};

/* The same, and the number of the day among those of its side. */
struct check_placed {
	uint32_t shop;
	int32_t day;
	uint32_t number;
};

/* A shipment that the returns held may know. */
struct check_hit {
	uint32_t order; /* by number, CHECK_NOBODY for none; likewise the others */
	uint32_t line;
	uint32_t pairs[2]; /* by order; by quantity alone */
	uint32_t sku;
	int32_t units;
	int32_t day;
	struct check_trace at;
};

#define CHECK_NOBODY UINT32_MAX

/* All facts, or those of a part of a large file. */
struct check_facts {
	struct intern *traced; /* files as sources name them */
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

/* Add the facts of a part, which came after; its numbers become the whole's. The hits are not added: see check_held_take(). */
void check_facts_join(struct check_facts *f, const struct check_facts *part, uint32_t **skus, uint32_t **traced);

/* The number of a SKU, file, day or currency, with room for what is known of it. */
uint32_t check_facts_sku(struct check_facts *f, const char *bytes, size_t n);
uint32_t check_facts_file(struct check_facts *f, const char *bytes, size_t n);
uint32_t check_facts_day(struct check_facts *f, enum side side, struct check_place place);
uint32_t check_facts_currency(struct check_facts *f, const char *bytes, size_t n);

/* Likewise of many SKUs, up to INTERN_MANY. */
void check_facts_skus(struct check_facts *f, const struct intern_text *texts, size_t n, uint32_t *ids);

void check_tally_add(struct check_tally *t, int64_t units, struct check_trace at);

/* Let a line of a SKU into its largest two quantities; 0 units are none. */
void check_sku_line(struct check_sku *s, enum side side, int64_t units, struct check_trace at);

/* Add units to the cell of a period. */
void check_sku_units(struct check_sku *s, enum side side, int32_t period, int64_t units);

/* The cells of a SKU by period, *n of them: until units are added. */
const struct check_cell *check_sku_cells(struct check_sku *s, size_t *n);

void check_sku_join_cells(struct check_sku *to, const struct check_sku *from);

/* Let a line into the largest of its side when it is one. */
void check_half_top(struct check_half *h, const struct check_line *line);

void check_twins_add(struct check_twins *twins, const struct check_twin *twin);

/* Leave the lines whose ids may stand twice, by ids, cells and place; by all threads. */
void check_twins_sort(struct check_twins *twins, unsigned threads);

/* ---- returns held ---- */

/* Cells of returns that have several ids (several.c). */
struct check_several;

struct check_several *check_several_new(void);
void check_several_free(struct check_several *s);

/* A cell, which is no. `number` of the whole cells, if it has several ids. */
void check_several_add(struct check_several *s, struct cell cell, uint32_t number);

/*
 * The numbers, each once, of the cells that have an id of this one, which may have several too; `whole` has the cells as they stand.
 * No. `but` and a cell of one id that stands so are left out: they are known. Caller frees.
 */
uint32_t *check_several_find(const struct check_several *s, const struct intern *whole, struct cell cell, uint32_t but,
			     size_t *n);

/* Returns of one order, or of one line that names no order. */
struct check_order {
	int64_t rows;
	int64_t units;
	struct check_trace first;
	int32_t first_day, last_day; /* of these returns */
	bool shipped;
	bool is_line; /* the number of an order that is that of its line too, as sub-orders have it */
};

/* What was shipped and returned of a SKU on an order. */
struct check_order_line {
	int64_t shipped;
	int64_t returned;
	int32_t first_shipped; /* DATE_NONE: not seen */
	int32_t first_returned;
	uint32_t sku;
	struct check_trace at; /* the first return */
};

/* Returns of one quantity and day that a shipment could be cancelled by. */
struct check_pair {
	uint32_t sku;
	int32_t units;
	int64_t returns;
	int64_t shipments;
	struct check_trace returned;
	struct check_trace shipped;
};

struct check_held {
	struct intern *orders;
	struct intern *lines;
	struct check_several *several_orders, *several_lines; /* those cells of the above that have several ids */
	struct check_order *order, *line;
	size_t order_capacity, line_capacity;
	bool order_is_line;         /* of some */
	struct intern *order_lines; /* order, SKU */
	struct check_order_line *order_line;
	size_t order_line_capacity;
	struct intern *pairs[2]; /* by order; by quantity alone */
	struct check_pair *pair[2];
	size_t pair_capacity[2];
	/* Days of application and receipt, of the returns that have both. */
	struct {
		int32_t applied, received;
	} * days;
	size_t day_count, day_capacity;
	int32_t first_applied, last_applied;
};

struct check_held *check_held_new(void);
void check_held_free(struct check_held *h);

/* A line that counts. `order` and `line` may be blank. */
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
 * The numbers of what a shipment hits, that of its order being there already; one that is uncancelled, as a replacement that leaves when
 * goods come back, is half of no pair. Returns false when nothing is hit. Several threads may ask at once.
 */
bool check_held_find(const struct check_held *h, const struct check_item *shipment, bool uncancelled,
		     struct check_hit *hit);

/* The numbers, *n of them, of the orders but `but` that are numbered by the shipment's line. Caller frees. */
uint32_t *check_held_find_lines(const struct check_held *h, const struct check_item *shipment, uint32_t but, size_t *n);

/* A shipment was met; its numbers are the whole's. */
void check_held_take(struct check_held *h, const struct check_hit *hit);

/* ---- the checks ---- */

struct check {
	const struct check_plan *plan;
	struct check_facts *facts;
	struct check_held *held;
	const struct nonproducts *nonproducts;
	struct findings *found;
};

/* The rows of all files. Returns 0, or -1 with words. */
int check_read(struct check *c, struct rejects *rejects, struct rows_counts counts[SIDES], struct err *e);

/*
 * Add a finding, with the texts that fill the places of its advice (WORD_ADVICE); NULL ends them. `what` has its rows and units;
 * `example` (may be NULL) is the list's from now on.
 */
void check_add(struct check *c, const char *check, enum severity severity, struct check_tally what, char *example, ...)
	__attribute__((sentinel));

/* A number with so many decimals. Returns `text`. */
const char *check_number(char text[NUM_TEXT], double value, int digits);

/* ---- what all checks say (weight.c) ---- */

/* `file:record` as the source said. Caller frees. */
char *check_source(const struct check *c, struct check_trace at);

/* Units of a side that count. */
int64_t check_units(const struct check *c, enum side side);

/* `severity`, or an error where the units are CHECK_PERCENT_ERROR of their side. */
enum severity check_weigh(const struct check *c, enum side side, int64_t units, enum severity severity);

/* `shipments`, `returns`, in the plan's language. */
const char *check_side_word(const struct check *c, enum side side);

/* 100 a / b; 0 for nothing. */
double check_percent(int64_t a, int64_t b);

/* The return rate in percent when so many units of either side are left out. */
double check_rate_without(const struct check *c, int64_t shipped, int64_t returned);

/* `a,b,c` of the codes with these numbers; `and 5 more` than `most`. Caller frees. */
char *check_codes(const struct check *c, const uint32_t *skus, size_t n, size_t most);

/*
 * A condition of ret-filter, quoted for a shell, that takes the rows whose cell is one of these values, or `but` these out. Caller
 * frees.
 */
char *check_condition(const char *column, bool but, const char *const *values, size_t n);

/* ---- one function a file ---- */

/* gaps.c: missing days of the shops of a side: list[0..n) has its days by shop and time; only days that the side covers count */
void check_gaps(struct check *c, enum side side, const struct check_placed *list, size_t n,
		const struct coverage *covered);

void check_times(struct check *c);  /* times.c: days covered, periods, basis */
void check_ids(struct check *c);    /* ids.c: orders, lines in two files */
void check_skus(struct check *c);   /* skus.c: codes */
void check_lines(struct check *c);  /* lines.c: single lines that dominate, pairs, totals */
void check_shares(struct check *c); /* shares.c: shares of rows worth a note */

#endif
