/*
 * out: a file or stdout written whole or not at all; CSV cells.
 *
 * A named regular file is written under a temporary name in its directory and renamed by out_close(), so a
 * reader never sees half of it and a failed run leaves the old one. Devices and pipes are written directly. Errors are
 * kept and told once, by out_close(); writing after an error is harmless. CSV is RFC 4180 with LF; a cell is
 * quoted only when it holds a comma, quote, CR or LF, or is an empty cell alone in its row.
 */
#ifndef RETKIT_OUT_H
#define RETKIT_OUT_H

#include "base/err.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

struct out;

/* Open for writing; NULL or "-" is stdout. Returns NULL with words on failure. */
struct out *out_open(const char *path, struct err *e);

/*
 * Kept in memory: out_memory() is all that was written, valid until more is written, out_length() how much that is;
 * out_clear() forgets it. It is freed by out_abandon().
 */
struct out *out_open_memory(void);
const char *out_memory(const struct out *o, size_t *n);
size_t out_length(const struct out *o);
void out_clear(struct out *o);

void out_bytes(struct out *o, const void *bytes, size_t n);
void out_text(struct out *o, const char *s);
void out_format(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for `n` bytes (64 KiB at most) to write into, of which out_advance() then tells how many were. */
char *out_reserve(struct out *o, size_t n);
void out_advance(struct out *o, size_t n);

/* CSV: cells of one row in order, then the end of the row. */
void out_cell(struct out *o, const char *s, size_t n);
void out_cell_text(struct out *o, const char *s);
void out_cell_int(struct out *o, int64_t value);
void out_row_end(struct out *o);

/* A whole row at once. */
void out_row(struct out *o, const struct cell *cells, size_t n);

/* A cell as CSV into `to`, which has room for 2 n + 2 bytes. Returns its length. */
size_t out_quote(char *to, const char *s, size_t n);

/* Flush, check, put in place and free. Returns 0, or -1 with words; then a named file is left as it was. */
int out_close(struct out *o, struct err *e);

/* Give up: free, and leave a named file as it was; stdout gets what was written so far. NULL is allowed. */
void out_abandon(struct out *o);

#endif
