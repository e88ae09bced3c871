/*
 * case_input: the small plain CSV tables of the acceptance cases, for the programs of this
 * folder.
 *
 * A table is whole in memory and lives until the program ends. Fields have no quotes. Any trouble
 * (no file, no such column, a cell that is no number) ends the program with status 2 and words on
 * stderr: a test that cannot read its input has no other answer.
 */
#ifndef RETKIT_TESTS_CASE_INPUT_H
#define RETKIT_TESTS_CASE_INPUT_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASE_COLUMNS = 24 };

struct case_row {
	char *cells[CASE_COLUMNS];
};

struct case_table {
	const char *name;
	struct case_row header;
	struct case_row *rows;
	size_t n;
};

static inline void case_fail(const char *name, const char *words)
{
	fprintf(stderr, "%s: %s\n", name, words);
	exit(2);
}

static inline void *case_alloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		case_fail("case", "out of memory");
	return p;
}

static inline void case_split(const char *name, char *line, struct case_row *row)
{
	size_t n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	for (char *cell; (cell = strsep(&line, ","));) {
		if (n == CASE_COLUMNS)
			case_fail(name, "too many columns");
		row->cells[n++] = cell;
	}
}

/* The table FOLDER/FILE. */
static inline struct case_table case_read(const char *folder, const char *file)
{
	struct case_table t = {file, {{NULL}}, NULL, 0};
	size_t path_size = strlen(folder) + strlen(file) + 2, room = 0;
	char *path = case_alloc(path_size, 1);

	snprintf(path, path_size, "%s/%s", folder, file);

	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t line_size = 0;

	if (!in || getline(&line, &line_size, in) < 0)
		case_fail(path, "cannot be read");
	case_split(file, line, &t.header);
	for (line = NULL; getline(&line, &line_size, in) >= 0; line = NULL, line_size = 0) {
		if (t.n == room) {
			room = room * 2 + 64;
			t.rows = reallocarray(t.rows, room, sizeof(*t.rows));
			if (!t.rows)
				case_fail(file, "out of memory");
		}
		t.rows[t.n] = (struct case_row){{NULL}};
		case_split(file, line, &t.rows[t.n++]);
	}
	fclose(in);
	free(line);
	free(path);
	return t;
}

/* The cell of a row in a named column. */
static inline const char *case_text(const struct case_table *t, size_t row, const char *column)
{
	for (size_t k = 0; k < CASE_COLUMNS && t->header.cells[k]; k++)
		if (!strcmp(t->header.cells[k], column) && t->rows[row].cells[k])
			return t->rows[row].cells[k];
	fprintf(stderr, "%s: record %zu has no '%s'\n", t->name, row + 2, column);
	exit(2);
}

/* The same as a number; NA is NaN. */
static inline double case_number(const struct case_table *t, size_t row, const char *column)
{
	const char *text = case_text(t, row, column);
	char *end;
	double value = strtod(text, &end);

	if (!strcmp(text, "NA"))
		return NAN;
	if (end == text || *end) {
		fprintf(stderr, "%s: record %zu: %s '%s' is not a number\n", t->name, row + 2, column, text);
		exit(2);
	}
	return value;
}

/* A whole column as numbers. */
static inline double *case_numbers(const struct case_table *t, const char *column)
{
	double *values = case_alloc(t->n, sizeof(*values));

	for (size_t i = 0; i < t->n; i++)
		values[i] = case_number(t, i, column);
	return values;
}

/* Prints `key,value`, the key made as by printf. */
__attribute__((format(printf, 2, 3))) static inline void case_print(double value, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf(",%.17g\n", value);
}

/* The folder named on the command line; at the end, whether all was written. */
static inline const char *case_folder(int argc, char **argv)
{
	if (argc != 2)
		case_fail(argv[0], "one argument: the folder of the case");
	return argv[1];
}

static inline int case_end(void)
{
	return ferror(stdout) || fclose(stdout) ? 2 : 0;
}

#endif
