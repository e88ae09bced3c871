/*
 * guarded: refuses tables that were guarded for a spreadsheet (io/excel.h).
 *
 * Such a table begins with a byte order mark, and ="00123" in it stands for 00123. Programs that take cells as they stand would not find
 * its ids again; ret-import cleans them.
 */
#ifndef RETKIT_GUARDED_H
#define RETKIT_GUARDED_H

#include "base/err.h"
#include "csv/reader.h"

/* Check the selected cells of a batch. Returns 0, or -1 with words that name the line of the first guarded cell and show it. */
int guarded_refuse(const struct reader *r, const struct batch *batch, struct err *e);

#endif
