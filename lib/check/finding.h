/*
 * finding: the list of faults found in the tables, worst first.
 *
 * An error makes rates wrong; a warning makes some rates wrong, or may do so; a note is for information. Findings are
 * ordered by severity, then by the units concerned, then by the rows, then by name.
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
 * Add a finding. `check` must outlive the list; the list takes ownership of `example` (the source of one row, may be
 * NULL) and `words`.
 */
void findings_add(struct findings *f, const char *check, enum severity severity, int64_t count, int64_t units,
		  char *example, char *words);

/* The number of findings of a severity. */
size_t findings_count(const struct findings *f, enum severity severity);

/* Sort the findings and write them: as a table, or with `pretty` as text for a terminal. */
void findings_write(struct findings *f, struct out *out, bool pretty, bool colour);

#endif
