/*
 * metric: the list of definitions; private to this folder.
 *
 * metric_list.c searches the list, metric_read.c reads a table into it, metric.c uses both.
 */
#ifndef RETKIT_METRIC_STATE_H
#define RETKIT_METRIC_STATE_H

#include "base/mem.h"
#include "cell/metric.h"
#include "csv/table.h"

struct metrics {
	struct arena *arena;
	struct metric *list;
	size_t count;
	size_t capacity;
};

/* The index of a word in a NULL-terminated list, or -1. */
int metric_place(const char *const *words, const char *s, size_t n);

/* The definition of a name and version, or NULL. */
const struct metric *metric_find_version(const struct metrics *ms, const char *name, size_t n, int version);

/* Add the definitions of a table, and free it. `t` may be NULL if *e has the words for it. Returns 0, or -1 with words. */
int metric_read_table(struct metrics *ms, struct table *t, struct err *e);

#endif
