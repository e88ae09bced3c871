/*
 * question: options, input and key columns shared by the programs that read cells.
 *
 * An option means the same in all of them. A program puts QUESTION_ROWS into its table of options, passes options
 * that are not its own to question_take(), and then calls question_read() to roll up its cells.
 */
#ifndef RETKIT_QUESTION_H
#define RETKIT_QUESTION_H

#include "base/option.h"
#include "answer/rate.h"
#include "result/key.h"
#include "result/result.h"
#include "answer/series.h"

#include <stdbool.h>

enum {
	QUESTION_BY = 512,
	QUESTION_PERIOD,
	QUESTION_YEAR_START,
	QUESTION_SPLIT,
	QUESTION_LEVEL,
	QUESTION_MIN_N,
	QUESTION_MATURE,
	QUESTION_FROM,
	QUESTION_TO,
	QUESTION_PARTIAL,
	QUESTION_PRETTY,
	QUESTION_COVERS,
	QUESTION_METRICS,
	QUESTION_EXCEL,
};

/*
 * The shared rows of the option table. `other` is the program's default for --partial: what happens to periods that
 * the data do not cover whole.
 */
/* clang-format off */
#define QUESTION_ROWS(other)                                                                       \
	{QUESTION_BY, "by", "DIM,...",                                                             \
	 "dimensions to keep (default: all in the cells; '' for none)"},                           \
	{QUESTION_PERIOD, "period", "KIND",                                                        \
	 "day, week, month, quarter or year (default: as the cells)"},                              \
	{QUESTION_YEAR_START, "year-start", "MONTH",                                               \
	 "first month of a fiscal year, 1 to 12 (default 1)"},                                     \
	{QUESTION_SPLIT, "split", "BY", "no (default), cause or reason: a row for each"},          \
	{QUESTION_FROM, "from", "PERIOD",                                                          \
	 "first period, such as 2025-06, 2025-Q2, FY2025 or 2025-06-18"},                          \
	{QUESTION_TO, "to", "PERIOD", "last period"},                                              \
	{QUESTION_LEVEL, "level", "P", "confidence level of the intervals (default 0.95)"},        \
	{QUESTION_MIN_N, "min-n", "N",                                                             \
	 "effective units shipped below which a rate is thin (default 30, or the metric's)"},                       \
	{QUESTION_MATURE, "mature", "DAYS",                                                        \
	 "age from which a ship-date cohort is mature (default 60)"},                              \
	{QUESTION_PARTIAL, "partial", "WHAT",                                                      \
	 other " (default) or keep periods that the data do not cover"},                           \
	{QUESTION_COVERS, "covers", "FROM,TO|@FILE",                                                     \
	 "days the data are known to cover, whatever dates the cells have"},                       \
	{QUESTION_METRICS, "metrics", "FILE", "add the definitions of FILE to the built-in ones"},   \
	{QUESTION_PRETTY, "pretty", NULL, "print a table to read in a terminal"},                  \
	{QUESTION_EXCEL, "excel", NULL, "guard the table for spreadsheets, which then open it unchanged"},  \
	{'o', "output", "FILE", "write to FILE, whole or not at all"}
/* clang-format on */

struct question {
	struct series_plan plan;
	struct rate_rules rules;
	struct period from, to; /* valid when the flags say so */
	bool has_from, has_to;
	const char *from_text, *to_text;
	int32_t covers_first, covers_last; /* DATE_NONE: computed from the cells */
	const char *partial_word;
	const char *metrics_path;
	struct metrics *metrics;
	const struct metric *metric; /* the definition of the cells; NULL: unknown */
	const char *output;
	bool pretty;
	bool excel;
	bool totals; /* rows are sums over groups and show only the first `within` dims */
	size_t within;
};

/*
 * Set the defaults. `partial_word` is the `other` of QUESTION_ROWS. A `least` below 0 stands for the default of the
 * metric.
 */
void question_begin(struct question *q, const char *partial_word);

/*
 * Take one option; exits with words when its value is invalid. Returns false when the id is not one of QUESTION_ROWS.
 */
bool question_take(struct question *q, const struct options *o, int id);

/*
 * Read all files of cells ("-" or no paths: stdin), add them up and roll them up. Exits with words on failure. Caller
 * frees.
 */
struct series *question_read(struct question *q, char *const *paths, size_t n);

/* True when a period lies within --from and --to. */
bool question_asks_for(const struct question *q, const struct period *p);

/*
 * Open a result whose schema begins with the columns of result/key.h: the dims of the series, and cause and reason if
 * the question splits by them. `without` names optional columns to drop (see SCHEMA_SET()). Exits with words on
 * failure.
 */
struct result *question_open(const struct question *q, const struct series *s, struct out **out,
			     const struct schema *schema, uint64_t without);

/* Set the key of a row. `before` is the period it is compared with, or -1. */
void question_set_key(const struct question *q, const struct series *s, struct result *r, size_t p, int before,
		      size_t g, size_t c);

/* Set a sum in the unit of the series: a whole number, or an amount. */
void question_set_sum(const struct series *s, struct result *r, size_t column, int64_t value);

/*
 * Refuse to compare years counted by different definitions. Exits with words that name the definition, and the one it
 * replaces, when a requested period or the period a year before lies outside its validity; warns when the definition
 * is unknown.
 */
void question_refuse_break(const struct question *q, const struct series *s);

/* Finish the result and put the file in place. Exits with words on failure. */
void question_close(const struct question *q, struct result *r, struct out *out);

#endif
