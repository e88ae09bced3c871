/*
 * rule: reads the table of rules that map words to causes.
 *
 * It is a CSV table `id,priority,field,match,pattern,cause,reason,note` that people edit in a spreadsheet. Rules are kept in the order in
 * which they are tried: lowest priority number first, then in the order of the file. Patterns of `exact` and `word` are normalised
 * (text_normalise), like the texts they are compared with. A table with a faulty rule is rejected as a whole, with file, line and words.
 * Whether regexes compile is checked by classify.h.
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
	bool ignores; /* reason unclassified/ignore: what it matches is hidden from other rules */
	uint64_t line;
};

struct rules;

/* Read a file ("-" is stdin). Free with rules_free(). Returns NULL with words. */
struct rules *rules_read(const char *path, struct err *e);

/* The same from a table in memory, which is copied; `name` is for messages. */
struct rules *rules_read_memory(const char *name, const char *bytes, size_t n, struct err *e);

void rules_free(struct rules *rs);

/* The name of the table, for messages. */
const char *rules_name(const struct rules *rs);

size_t rules_count(const struct rules *rs);

/* The rule that is tried i-th, from 0. Owned by `rs`. */
const struct rule *rules_get(const struct rules *rs, size_t i);

#endif
