/*
 * embed: the data files of lib/ compiled into the programs.
 *
 * embed_NAME holds the file NAME.csv byte for byte (dashes become underscores) and embed_NAME_size its length in bytes; the Makefile
 * generates the definitions. Programs therefore need no data directory. A user overrides a table with an option.
 */
#ifndef RETKIT_EMBED_H
#define RETKIT_EMBED_H

#include <stddef.h>

extern const char embed_aliases[];
extern const size_t embed_aliases_size;

extern const char embed_values[];
extern const size_t embed_values_size;

extern const char embed_letters[];
extern const size_t embed_letters_size;

extern const char embed_nonproducts[];
extern const size_t embed_nonproducts_size;

extern const char embed_rules[];
extern const size_t embed_rules_size;

extern const char embed_metrics[];
extern const size_t embed_metrics_size;

/* The version of the suite, from the first line of lib/NEWS. */
extern const char embed_version[];

/* The tables of lib/layout/dialects, sorted by name; an entry with a NULL name ends the list. */
struct embed_file {
	const char *name;
	const char *bytes;
	const size_t *size;
};

extern const struct embed_file embed_dialects[];

/* The built-in rules, compiled during the build (cause/rules_image.c). Weak: NULL in a program linked without them. */
extern const char embed_rules_image[] __attribute__((weak));
extern const size_t embed_rules_image_size __attribute__((weak));

#endif
