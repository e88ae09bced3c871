#include "base/option.h"

#include "base/die.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/num.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_HELP = 'h', ID_OPERAND = 1, ID_VERSION = 2 };

struct getopt_tables {
	char *letters;
	struct option *longs;
};

/* `mode` is the prefix of getopt's option letters: "" moves operands to the end, "-" returns them in order. */
static void begin(struct options *o, const struct program *program, int argc, char **argv, const char *mode)
{
	size_t n = program->option_count;
	struct getopt_tables *t = mem_alloc(1, sizeof(*t));
	size_t at = strlen(mode);

	t->longs = mem_alloc(n + 3, sizeof(*t->longs));
	t->letters = mem_alloc(2 * n + 5, 1);
	memcpy(t->letters, mode, at);
	t->letters[at++] = ':';
	t->letters[at++] = 'h';
	for (size_t i = 0; i < n; i++) {
		const struct option_row *row = &program->options[i];

		t->longs[i].name = row->name;
		t->longs[i].has_arg = row->argument ? required_argument : no_argument;
		t->longs[i].val = row->id;
		if (row->id < 256) {
			t->letters[at++] = (char)row->id;
			if (row->argument)
				t->letters[at++] = ':';
		}
	}
	t->longs[n] = (struct option){"help", no_argument, NULL, ID_HELP};
	t->longs[n + 1] = (struct option){"version", no_argument, NULL, ID_VERSION};
	*o = (struct options){program, argc, argv, NULL, argc, t};
	opterr = 0;
	optind = 1;
}

void option_begin(struct options *o, const struct program *program, int argc, char **argv)
{
	begin(o, program, argc, argv, "");
}

void option_begin_in_order(struct options *o, const struct program *program, int argc, char **argv)
{
	begin(o, program, argc, argv, "-");
}

static void print_row(const char *left, const char *help)
{
	printf("  %-24s", left);
	if (strlen(left) > 24)
		printf("\n  %-24s", "");
	printf("  %s\n", help);
}

static _Noreturn void print_help(const struct program *p)
{
	char left[128];
	const char *line = p->synopsis;

	for (const char *lead = "usage:"; line; lead = "      ") {
		const char *end = strchr(line, '\n');
		int n = end ? (int)(end - line) : (int)strlen(line);
		bool goes_on = line[0] == ' ';

		printf("%s %*s%s%.*s\n", lead, (int)strlen(p->name), goes_on ? "" : p->name, n && !goes_on ? " " : "",
		       n, line);
		line = end ? end + 1 : NULL;
	}
	printf("%s\n\noptions:\n", p->purpose);
	for (size_t i = 0; i < p->option_count; i++) {
		const struct option_row *row = &p->options[i];
		char letter[5] = "    ";

		if (row->id < 256) {
			letter[0] = '-';
			letter[1] = (char)row->id;
			letter[2] = ',';
		}
		snprintf(left, sizeof(left), "%s--%s%s%s", letter, row->name, row->argument ? " " : "",
			 row->argument ? row->argument : "");
		print_row(left, row->help);
	}
	print_row("-h, --help", "print this help");
	print_row("    --version", "print the version");
	die_closing(STATUS_DONE);
}

/* The option that getopt rejected, as the user wrote it. */
static const char *culprit(const struct options *o, char letter[3])
{
	const char *word = o->argv[optind - 1];

	if (optopt && optopt < 256 && strncmp(word, "--", 2) != 0) {
		letter[0] = '-';
		letter[1] = (char)optopt;
		letter[2] = '\0';
		return letter;
	}
	return word;
}

/* True for an option whose value is optional. */
static bool is_free(const struct options *o, int id)
{
	for (size_t i = 0; i < o->program->option_count; i++)
		if (o->program->options[i].id == id)
			return o->program->options[i].argument && o->program->options[i].argument[0] == '[';
	return false;
}

/* The next option id from getopt. An optional value must not start with a dash: such a word is the next option. */
static int next_id(struct options *o)
{
	int id = getopt_long(o->argc, o->argv, o->tables->letters, o->tables->longs, NULL);

	if (id == ':' && is_free(o, optopt)) {
		optarg = NULL;
		return optopt;
	}
	if (optarg && optarg == o->argv[optind - 1] && optarg[0] == '-' && is_free(o, id)) {
		optarg = NULL;
		optind--;
	}
	return id;
}

int option_next(struct options *o)
{
	char letter[3];
	int id = next_id(o);

	switch (id) {
	case -1:
		o->index = optind;
		free(o->tables->letters);
		free(o->tables->longs);
		free(o->tables);
		o->tables = NULL;
		return OPTION_END;
	case ID_OPERAND:
		o->value = optarg;
		return OPTION_OPERAND;
	case ID_HELP:
		print_help(o->program);
	case ID_VERSION:
		printf("%s (retkit) %s\n", o->program->name, embed_version);
		die_closing(STATUS_DONE);
	case ':':
		die("option '%s' needs a value; try --help", culprit(o, letter));
	case '?':
		die("unknown option '%s'; try --help", culprit(o, letter));
	default:
		o->value = optarg;
		return id;
	}
}

void option_keep(struct option_values *values, const struct options *o)
{
	values->items = mem_grow(values->items, &values->capacity, values->count + 1, sizeof(*values->items));
	values->items[values->count++] = o->value;
}

int64_t option_int(const struct options *o, const char *name, int64_t min, int64_t max)
{
	int64_t value;

	if (num_parse_int(o->value, strlen(o->value), min, max, &value) != 0)
		die("--%s '%s' is not a whole number from %lld to %lld", name, o->value, (long long)min,
		    (long long)max);
	return value;
}

double option_double(const struct options *o, const char *name, double min, double max)
{
	double value;

	if (num_parse_double(o->value, strlen(o->value), &value) != 0 || value < min || value > max)
		die("--%s '%s' is not a number from %g to %g", name, o->value, min, max);
	return value;
}
