/*
 * ole: the streams of a compound file, as which .xls workbooks and workbooks with a password are saved.
 *
 * The file is read whole; nothing it says about itself is believed beyond its size.
 */
#ifndef RETKIT_OLE_H
#define RETKIT_OLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct ole;

/* Returns NULL with words. Free with ole_close(). */
struct ole *ole_open(const char *path, struct err *e);
void ole_close(struct ole *o);

/* True when there is a stream of that ASCII name. */
bool ole_has(const struct ole *o, const char *name);

/* The bytes of a stream, of which *n are there, fewer than it claims when the file is truncated. NULL when there is none. Caller frees. */
unsigned char *ole_read(const struct ole *o, const char *name, size_t *n);

#endif
