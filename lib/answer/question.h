/*
 * question: the options, the reading and the columns that the programs below the cells share.
 *
 * The same word means the same thing in each of them. A program puts QUESTION_ROWS into its table
 * of options, gives what it does not know itself to question_take(), and then has its cells rolled
 * up by question_read().
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
};

/*
 * What periods the data do not cover become: `other` is the program's default word for not keeping
 * them.
 */
/* clang-format off */
#define QUESTION_ROWS(other)                                                                       \
	{QUESTION_BY, "by", "DIM,...",                                                             \
	 "dimensions to keep (default all of the cells'; '' for none)"},                           \
	{QUESTION_PERIOD, "period", "KIND",                                                        \
	 "day, week, month, quarter or year (default as the cells)"},                              \
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
	{'o', "output", "FILE", "write to FILE, whole or not at all"}
/* clang-format on */

struct question {
	struct series_plan plan;
	struct rate_rules rules;
	struct period from, to; /* valid when the flags say so */
	bool has_from, has_to;
	const char *from_text, *to_text;
	int32_t covers_first, covers_last; /* DATE_NONE: as the cells say */
	const char *partial_word;
	const char *metrics_path;
	struct metrics *metrics;
	const struct metric *metric; /* that the cells count by; NULL: none that is known */
	const char *output;
	bool pretty;
	bool totals; /* the program writes sums over groups: rows show the first `within` dims only */
	size_t within;
};

/* The defaults. `least` below 0 stands for that of the metric. `partial_word` is the word of QUESTION_ROWS. */
void question_begin(struct question *q, const char *partial_word);

/*
 * Take one option; exits with words when its value is none. False when the id is not of
 * QUESTION_ROWS.
 */
bool question_take(struct question *q, const struct options *o, int id);

/*
 * Read and add all files of cells ("-" and none: stdin) and roll them up. Exits with words on
 * failure. Caller frees.
 */
struct series *question_read(struct question *q, char *const *paths, size_t n);

/* True when a period lies between --from and --to. */
bool question_asks_for(const struct question *q, const struct period *p);

/*
 * Open a result whose schema begins with the columns of result/key.h: with the dims of the series, with cause and reason as split,
 * and without the optional columns of `without` (see SCHEMA_SET()). Exits with words on failure.
 */
struct result *question_open(const struct question *q, const struct series *s, struct out **out,
			     const struct schema *schema, uint64_t without);

/* Set the key of a row. `before` is the period compared with, -1 where there is none. */
void question_set_key(const struct question *q, const struct series *s, struct result *r, size_t p, int before,
		      size_t g, size_t c);

/* Set a sum of what the series counts: a whole number, or an amount. */
void question_set_sum(const struct series *s, struct result *r, size_t column, int64_t value);

/*
 * Years are compared only within what one definition holds for. Exits with words that name the
 * definition, and the one it replaces, where a period asked for or the year before it lies outside;
 * warns where the definition is not known.
 */
void question_refuse_break(const struct question *q, const struct series *s);

/* Finish the result and put the file in place. Exits with words on failure. */
void question_close(const struct question *q, struct result *r, struct out *out);

#endif
