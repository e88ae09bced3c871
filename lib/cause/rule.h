/*
 * rule: the table that says which words mean which cause.
 *
 * A CSV table `id,priority,field,match,pattern,cause,reason,note` that people edit in a
 * spreadsheet. Rules are kept in the order they are tried: by priority, the lowest number first,
 * then as they stand in the file. Patterns of `exact` and `word` are normalised (text_normalise) as
 * the texts they are compared with are. A table is refused whole, with file, line and words, when
 * one rule of it is wrong; whether the regexes compile is found out by whoever compiles them.
 */
#ifndef RETKIT_RULE_H
#define RETKIT_RULE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The columns of a returns table that rules look at. */
enum rule_field { RULE_REASON1, RULE_REASON2, RULE_NOTE, RULE_TYPE, RULE_STATUS, RULE_FIELDS };

extern const char *const rule_field_names[RULE_FIELDS];

enum rule_match { RULE_EXACT, RULE_WORD, RULE_REGEX };

struct rule {
	const char *id;
	int64_t priority;
	unsigned fields; /* bit 1 << field for each it looks at */
	enum rule_match match;
	const char *pattern;
	const char *cause;
	const char *reason;
	bool ignores; /* reason unclassified/ignore: hides what it matches from the others */
	uint64_t line;
};

struct rules;

/* Read a file ("-" is stdin). Returns NULL with words. */
struct rules *rules_read(const char *path, struct err *e);

/* The same over a table in memory; `name` is for messages. The bytes may go once this returns. */
struct rules *rules_read_memory(const char *name, const char *bytes, size_t n, struct err *e);

void rules_free(struct rules *rs);

/* What to call the table in messages. */
const char *rules_name(const struct rules *rs);

size_t rules_count(const struct rules *rs);

/* The rule that is tried at place i, 0 first. */
const struct rule *rules_get(const struct rules *rs, size_t i);

#endif
