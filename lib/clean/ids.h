/*
 * ids: cleans cells with one or several ids of an order, line or return.
 *
 * Exports join the ids of merged orders in one cell by , ; | or their full-width forms; people also use 、 or line ends. They stay in one
 * cell, cleaned, without duplicates, separated by `;`: a row stays one row.
 */
#ifndef RETKIT_IDS_H
#define RETKIT_IDS_H

#include "clean/clean.h"
#include "base/mem.h"

#include <stdbool.h>

enum { IDS_SEPARATOR = ';' };

/*
 * The cleaned ids of a cell; empty when there is none, as for a dash or another word for missing. *several: there is more than one.
 * *ruined: one is in scientific notation, and that one is returned. The result may point into `raw` or the arena.
 */
struct cell ids_clean(struct cell raw, struct arena *a, bool *several, bool *ruined);

#endif
