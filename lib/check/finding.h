/*
 * finding: a list of faults in the tables, most damaging first.
 *
 * An error makes rates wrong as the tables stand; a warning makes some of them wrong, or may; a note is for information. The order is
 * by severity, then by the units concerned, then by the rows, then by name.
 */
#ifndef RETKIT_FINDING_H
#define RETKIT_FINDING_H

#include "io/out.h"
#include "result/schema.h"
#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The table of ret-check. */
enum finding_column {
	FINDING_CHECK,
	FINDING_SEVERITY,
	FINDING_COUNT,
	FINDING_UNITS,
	FINDING_EXAMPLE,
	FINDING_WORDS,
	FINDING_COLUMNS
};

extern const struct schema finding_schema;

struct findings;

struct findings *findings_new(void);
void findings_free(struct findings *f);

/*
 * Add one. `check` must outlive the list; `example` (the source of one row, may be NULL) and `words` are the list's from now
 * on.
 */
void findings_add(struct findings *f, const char *check, enum severity severity, int64_t count, int64_t units,
		  char *example, char *words);

/* How many there are of a severity. */
size_t findings_count(const struct findings *f, enum severity severity);

/* Sort, and write the table, or what people read in a terminal. */
void findings_write(struct findings *f, struct out *out, bool pretty, bool colour);

#endif
