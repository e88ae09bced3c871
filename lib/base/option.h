/*
 * option: one table of options drives parsing, --help and the tests of the pages.
 *
 * Options may stand before or after operands, `--` ends them, long names may be shortened when unique.
 * --help (-h) prints the table on stdout and exits 0; --version likewise; misuse is one line on stderr, status 2.
 * The table need not list --help and --version.
 */
#ifndef RETKIT_OPTION_H
#define RETKIT_OPTION_H

#include <stddef.h>
#include <stdint.h>

struct option_row {
	int id;           /* what option_next() returns: the letter, or a number above 255 */
	const char *name; /* long name without the dashes */
	const char *
		argument; /* the word for its value in the help, NULL for a flag; "[WORD]": the option is one without a value too */
	const char *help; /* one line, no full stop */
};

struct program {
	const char *name;     /* "ret-tally" */
	const char *synopsis; /* what follows the name; lines parted by '\n', one that begins with a blank goes on */
	const char *purpose;  /* one line, as in the NAME section of the page */
	const struct option_row *options;
	size_t option_count;
};

struct options {
	const struct program *program;
	int argc;
	char **argv;
	const char *value; /* the value of the option, or the operand, just returned, or NULL where there is none */
	int index;         /* after the last option: the first operand */
	struct getopt_tables *tables;
};

enum { OPTION_END = -1, OPTION_OPERAND = -2 };

/* The values of an option that may be given again, in order. Begins as all zero; free() its items. */
struct option_values {
	const char **items;
	size_t count;
	size_t capacity;
};

/* The operands are argv[index..argc) once option_next() has returned OPTION_END. */
void option_begin(struct options *o, const struct program *program, int argc, char **argv);

/* The same, but operands are returned where they stand, as OPTION_OPERAND; those after `--` are argv[index..argc). */
void option_begin_in_order(struct options *o, const struct program *program, int argc, char **argv);

/* The id of the next option, or OPTION_END. Exits on --help, --version and misuse. */
int option_next(struct options *o);

/* Keep the value of the option just returned. */
void option_keep(struct option_values *values, const struct options *o);

/* The value of the option just returned as a number in [min, max]; exits with words when it is not one. */
int64_t option_int(const struct options *o, const char *name, int64_t min, int64_t max);
double option_double(const struct options *o, const char *name, double min, double max);

#endif
