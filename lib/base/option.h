/*
 * option: command-line parsing, --help and the check of the man pages, all driven by one table of options.
 *
 * Options may come before or after operands, `--` ends them, and a long name may be shortened to a unique prefix. --help (-h) prints
 * the table on stdout and exits 0, as does --version; misuse prints one line on stderr and exits 2. The table need not list --help and
 * --version.
 */
#ifndef RETKIT_OPTION_H
#define RETKIT_OPTION_H

#include <stddef.h>
#include <stdint.h>

struct option_row {
	int id;           /* what option_next() returns: the letter, or a number above 255 */
	const char *name; /* long name without the dashes */
	/* The name of its value in the help; NULL for a flag; "[WORD]" when the value is optional. */
	const char *argument;
	const char *help; /* one line, no full stop */
};

struct program {
	const char *name; /* "ret-tally" */
	const char *
		synopsis; /* the usage after the name; lines are separated by '\n', a leading blank continues the line before */
	const char *purpose; /* one line, as in the NAME section of the page */
	const struct option_row *options;
	size_t option_count;
};

struct options {
	const struct program *program;
	int argc;
	char **argv;
	const char *value; /* the value of the option or the operand just returned; NULL when it has none */
	int index;         /* after OPTION_END: the index of the first operand */
	struct getopt_tables *tables;
};

enum { OPTION_END = -1, OPTION_OPERAND = -2 };

/* The values of an option that may be repeated, in order. Initialise to zero; the caller frees `items`, the strings are borrowed. */
struct option_values {
	const char **items;
	size_t count;
	size_t capacity;
};

/* The operands are argv[index..argc) once option_next() has returned OPTION_END. */
void option_begin(struct options *o, const struct program *program, int argc, char **argv);

/* The same, but each operand is returned in its place as OPTION_OPERAND; those after `--` are argv[index..argc). */
void option_begin_in_order(struct options *o, const struct program *program, int argc, char **argv);

/* The id of the next option, or OPTION_END. Exits on --help, --version and misuse. */
int option_next(struct options *o);

/* Append the value of the option just returned. */
void option_keep(struct option_values *values, const struct options *o);

/* The value of the option just returned, as a number in [min, max]; exits with a message when it is not one. */
int64_t option_int(const struct options *o, const char *name, int64_t min, int64_t max);
double option_double(const struct options *o, const char *name, double min, double max);

#endif
