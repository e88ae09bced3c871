/*
 * ids: cells with the id of an order, line or return, or with several of them.
 *
 * Exports join the ids of merged orders in one cell, by , ; | or their full-width forms, people also by 、 or a line each. Here they
 * stay in one cell, cleaned, each once, parted by `;`: the row is one row, whatever it names.
 */
#ifndef RETKIT_IDS_H
#define RETKIT_IDS_H

#include "clean/clean.h"
#include "base/mem.h"

#include <stdbool.h>

enum { IDS_SEPARATOR = ';' };

/*
 * The cleaned ids of a cell. *several tells that there is more than one; *ruined that one of them is in scientific notation,
 * and then it is what is handed back. Empty where there is no id: a dash and other words for nothing are none.
 */
struct cell ids_clean(struct cell raw, struct arena *a, bool *several, bool *ruined);

#endif
