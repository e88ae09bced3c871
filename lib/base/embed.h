/*
 * embed: the data files of lib/ compiled into the programs.
 *
 * The file NAME.csv that lies beside its reader stands here as embed_NAME, byte for byte (dashes become underscores), with its
 * length; the Makefile makes the definitions. A program therefore needs no data directory, and a user overrides a table with an option.
 */
#ifndef RETKIT_EMBED_H
#define RETKIT_EMBED_H

#include <stddef.h>

extern const char embed_aliases[];
extern const size_t embed_aliases_size;

extern const char embed_values[];
extern const size_t embed_values_size;

extern const char embed_nonproducts[];
extern const size_t embed_nonproducts_size;

extern const char embed_rules[];
extern const size_t embed_rules_size;

extern const char embed_metrics[];
extern const size_t embed_metrics_size;

/* The version of the suite, the first word of lib/NEWS behind its name. */
extern const char embed_version[];

/* The tables of lib/layout/dialects, by name; the last has none. */
struct embed_file {
	const char *name;
	const char *bytes;
	const size_t *size;
};

extern const struct embed_file embed_dialects[];

/* The built-in rules compiled by the build (cause/rules_image.c), in the programs that are linked with them. */
extern const char embed_rules_image[] __attribute__((weak));
extern const size_t embed_rules_image_size __attribute__((weak));

#endif
