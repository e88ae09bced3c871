/*
 * writer: write a CSV file cell by cell, in the encoding of an ERP client.
 *
 * Cells are passed in UTF-8, quoted only if necessary and converted to the encoding of the file. Any error ends the program with a
 * message and status 2, so that an incomplete sample is not mistaken for a complete one.
 */
#ifndef SAMPLES_WRITER_H
#define SAMPLES_WRITER_H

enum writer_encoding {
	WRITER_GBK_CRLF,
	WRITER_UTF8_BOM, /* with LF */
	WRITER_UTF8      /* with LF, no BOM */
};

struct writer;

/* Opens directory/name for writing. End it with writer_close(). */
struct writer *writer_open(const char *directory, const char *name, enum writer_encoding encoding);

/* Adds a cell to the current record. */
void writer_cell(struct writer *writer, const char *text);

/* Adds a cell formatted as by printf. */
void writer_print(struct writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds count cells. */
void writer_cells(struct writer *writer, const char *const *texts, int count);

/* Ends the current record. */
void writer_end(struct writer *writer);

/* Flushes, checks and closes the file. */
void writer_close(struct writer *writer);

/* Prints "generate-samples: words" on stderr and ends the program with status 2. */
_Noreturn void writer_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
