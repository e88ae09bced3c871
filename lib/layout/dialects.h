/*
 * dialects: all dialects and tables, built-in and the user's, and the choice of one for a file.
 *
 * Of the dialects that fit a file the one with the highest score (dialect.h) is chosen; a tie is an error. A dialect
 * of the user that fits wins over all built-in ones. A file that no dialect fits is understood by the generic tables
 * lib/clean/aliases.csv and lib/clean/values.csv alone.
 */
#ifndef RETKIT_DIALECTS_H
#define RETKIT_DIALECTS_H

#include "layout/dialect.h"
#include "base/embed.h"

enum { LAYOUT_NEXT = 3 };

/* How one file is understood. All pointers are owned by the dialects. */
struct layout {
	const struct dialect *dialect; /* NULL: generic */
	const char *name;              /* of the dialect, or generic-zh or generic-en */
	size_t known;                  /* number of headers of the file that it names */
	size_t headers;                /* number of headers of the file */
	const struct aliases *aliases;
	const struct values *values;
	const struct dialect *next[LAYOUT_NEXT]; /* further dialects that fit, best first */
	size_t next_known[LAYOUT_NEXT];
	size_t next_count;
};

struct dialects;

/* The built-in dialects, to be freed. Returns NULL with words when one is broken. */
struct dialects *dialects_new(struct err *e);

void dialects_free(struct dialects *s);

/*
 * Add a table of the user from a file: a dialect if it has a column `kind`, words if it has a column `word`, else headers. Returns 0, or
 * -1 with words.
 */
int dialects_add(struct dialects *s, const char *path, struct err *e);

/*
 * Write the words of the user, of the tables that the sides of the set have, after what a dialect (may be NULL) says beyond headers, as rows
 * of a dialect.
 */
void dialects_copy_words(const struct dialects *s, const struct dialect *d, unsigned sides, struct out *out);

/* The name of a dialect that is read from this file: the file's without folder and .csv. Caller frees. */
char *dialects_name(const char *path);

/* The tables for files without a dialect, or before one is chosen: the generic ones with those of the user. */
const struct aliases *dialects_aliases(const struct dialects *s);
const struct values *dialects_values(const struct dialects *s);

/* All dialects: those of the user, then the built-in ones by name. A dialect of the user replaces a built-in one of its name. */
size_t dialects_count(const struct dialects *s);
const struct dialect *dialects_at(const struct dialects *s, size_t i);

/* The table of a built-in dialect, as in lib/layout/dialects; NULL with words when there is none of that name. */
const struct embed_file *dialects_table(const char *name, struct err *e);

/* Returns 0 when there is a dialect of this name, or it is `generic`; else -1 with words. */
int dialects_check(const struct dialects *s, const char *name, struct err *e);

/*
 * Choose how to understand a file with these n headers. `name` forces a dialect, which must have passed dialects_check(); NULL: choose.
 * `file` is for messages. Returns 0 with *l set, or -1 with words when two dialects fit equally well.
 */
int dialects_choose(struct dialects *s, const char *name, const char *file, const char *const *headers, size_t n,
		    struct layout *l, struct err *e);

/* `dialect taobao-suborders (17 of 22 headers)`. Caller frees. */
char *layout_words(const struct layout *l);

/* Returns 0 when the file can become that table, or -1 with words. */
int layout_check_side(const struct layout *l, enum side side, const char *file, struct err *e);

#endif
