/*
 * writer: one CSV file, cell by cell, in the encoding an ERP client writes.
 *
 * Cells are given in UTF-8, quoted only when they must be and put on disk in the encoding of the
 * file. Whatever goes wrong ends the program with a message and status 2: a half-written
 * sample must not look like a sample.
 */
#ifndef SAMPLES_WRITER_H
#define SAMPLES_WRITER_H

enum writer_encoding {
	WRITER_GBK_CRLF,
	WRITER_UTF8_BOM, /* with LF */
	WRITER_UTF8      /* with LF, no BOM */
};

struct writer;

/* Opens directory/name for writing; the writer is ended with writer_close(). */
struct writer *writer_open(const char *directory, const char *name, enum writer_encoding encoding);

/* Adds a cell to the record in hand. */
void writer_cell(struct writer *writer, const char *text);

/* Adds a cell printed as by printf. */
void writer_print(struct writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds count cells. */
void writer_cells(struct writer *writer, const char *const *texts, int count);

/* Ends the record in hand. */
void writer_end(struct writer *writer);

/* Flushes, checks and closes the file. */
void writer_close(struct writer *writer);

/* Prints "generate-samples: words" on stderr and ends the program with status 2. */
_Noreturn void writer_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
