/*
 * inspect: what files are and how they would be understood, as tables; no row is imported.
 */
#ifndef RETKIT_INSPECT_H
#define RETKIT_INSPECT_H

#include "layout/dialects.h"
#include "base/err.h"
#include "csv/reader.h"

#include <stdbool.h>
#include <stddef.h>

struct inspection {
	struct dialects *dialects;
	const char *dialect; /* that the files are told to be of; NULL: choose */
	unsigned sides;      /* a set: those that are asked for */
	const struct reader_options *reading;
	bool pretty;        /* for a terminal */
	const char *output; /* NULL: stdout */
};

/* Write a table that is built in, and that of a dialect. Returns 0, or -1 with words. */
int inspect_print(const char *output, const char *bytes, size_t n, struct err *e);
int inspect_print_dialect(const char *output, const char *name, struct err *e);

/* The dialects there are: `name,sides,title,grade,headers,keys,nots`. Returns 0, or -1 with words. */
int inspect_dialects(const struct inspection *in, struct err *e);

/*
 * `file,kind,encoding,dialect,columns` for each of n files. One that is no table is
 * unknown, and words on stderr say why. Returns 0, or -1 with words when one cannot be opened at all.
 */
int inspect_detect(const struct inspection *in, char *const *paths, size_t n, struct err *e);

/*
 * `file,item,header,side,column,value,by` for each of n files: its form, its dialect and those that fit too, what each
 * header became and by which row of which table, constants, what is missing, and the rows that are no data. Returns 0,
 * or -1 with words when one cannot be understood.
 */
int inspect_explain(const struct inspection *in, char *const *paths, size_t n, struct err *e);

#endif
