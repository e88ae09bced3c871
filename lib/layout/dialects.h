/*
 * dialects: those built in and those of the user, the user's other tables, and which dialect a file speaks.
 *
 * Of the dialects that fit a file the one that names most of its headers is taken; two that name as many are an
 * error. A dialect of the user's that fits goes before all built in. A file that none fits is understood by the generic
 * tables lib/clean/aliases.csv and lib/clean/values.csv alone.
 */
#ifndef RETKIT_DIALECTS_H
#define RETKIT_DIALECTS_H

#include "layout/dialect.h"
#include "base/embed.h"

enum { LAYOUT_NEXT = 3 };

/* How one file is understood. */
struct layout {
	const struct dialect *dialect; /* NULL: generic */
	const char *name;              /* of the dialect; generic-zh or generic-en */
	size_t known;                  /* headers of the file that it names */
	size_t headers;                /* that the file has */
	const struct aliases *aliases;
	const struct values *values;
	const struct dialect *next[LAYOUT_NEXT]; /* that fit too, best first */
	size_t next_known[LAYOUT_NEXT];
	size_t next_count;
};

struct dialects;

/* Those compiled in. Returns NULL with words when one is broken. */
struct dialects *dialects_new(struct err *e);

void dialects_free(struct dialects *s);

/*
 * A table of the user's: a dialect where it has a column `kind`, words where it has a column `word`, else headers.
 * Returns 0, or -1 with words.
 */
int dialects_add(struct dialects *s, const char *path, struct err *e);

/* The tables for files that no dialect fits, or of which nothing is known yet: generic, and the user's. */
const struct aliases *dialects_aliases(const struct dialects *s);
const struct values *dialects_values(const struct dialects *s);

/* All there are: the user's first, then those built in by name, but for those that the user gave another of the name. */
size_t dialects_count(const struct dialects *s);
const struct dialect *dialects_at(const struct dialects *s, size_t i);

/* The table of one that is built in, as it stands in lib/dialects; NULL with words when there is none of the name. */
const struct embed_file *dialects_table(const char *name, struct err *e);

/* Is there one of this name? `generic` is. Returns 0, or -1 with words that list them. */
int dialects_check(const struct dialects *s, const char *name, struct err *e);

/*
 * How to understand a file with these n headers. `name` forces a dialect that dialects_check() knows; NULL: choose.
 * What *l points to lives as long as the dialects. Returns 0, or -1 with words when two fit as well.
 */
int dialects_choose(struct dialects *s, const char *name, const char *file, const char *const *headers, size_t n,
		    struct layout *l, struct err *e);

/* `dialect taobao-suborders (17 of 22 headers)`. Caller frees. */
char *layout_words(const struct layout *l);

/* Returns 0 when the file can become that table, or -1 with words. */
int layout_check_side(const struct layout *l, enum side side, const char *file, struct err *e);

#endif
