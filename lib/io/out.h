/*
 * out: buffered output to a file, stdout or memory, with a CSV writer.
 *
 * A named regular file is replaced atomically: it is written under a temporary name in its directory and renamed by out_close(), so
 * readers never see a partial file and a failed run leaves the old one. Devices and pipes are written directly. The first error is
 * remembered and reported by out_close(); writes after an error are ignored. CSV is RFC 4180 with LF line ends; a cell is quoted only
 * when it contains a comma, quote, CR or LF, or is an empty cell alone in its row.
 */
#ifndef RETKIT_OUT_H
#define RETKIT_OUT_H

#include "base/err.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

struct out;

/* Open for writing; NULL or "-" is stdout. Returns NULL with words on failure. End with out_close() or out_abandon(). */
struct out *out_open(const char *path, struct err *e);

/* Guard what is written from now on, which must be a whole table of CSV in UTF-8, for spreadsheets (excel.h). Not for memory. */
void out_excel(struct out *o);

/*
 * Write to memory. out_memory() returns everything written so far, valid until the next write; out_length() returns its length in
 * bytes; out_clear() discards it. Free with out_abandon().
 */
struct out *out_open_memory(void);
const char *out_memory(const struct out *o, size_t *n);
size_t out_length(const struct out *o);
void out_clear(struct out *o);

void out_bytes(struct out *o, const void *bytes, size_t n);
void out_text(struct out *o, const char *s);
void out_format(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A buffer of `n` bytes (64 KiB at most) to write into directly; out_advance() then says how many bytes were written. */
char *out_reserve(struct out *o, size_t n);
void out_advance(struct out *o, size_t n);

/* CSV: write the cells of a row in order, then end the row. */
void out_cell(struct out *o, const char *s, size_t n);
void out_cell_text(struct out *o, const char *s);
void out_cell_int(struct out *o, int64_t value);
void out_row_end(struct out *o);

/* CSV: write a whole row at once. */
void out_row(struct out *o, const struct cell *cells, size_t n);

/* Write one cell as quoted CSV into `to`, which must have room for 2 n + 2 bytes. Returns the length written. */
size_t out_quote(char *to, const char *s, size_t n);

/* Flush, check for errors, rename into place and free. Returns 0, or -1 with words; a named file is then left unchanged. */
int out_close(struct out *o, struct err *e);

/* Free without renaming: a named file is left unchanged; stdout gets the buffered output. NULL is allowed. */
void out_abandon(struct out *o);

#endif
