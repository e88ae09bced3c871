/*
 * classify: finds the rule that decides the cause of a row, with a cache for recurring texts.
 *
 * Each text is normalised. If an exact rule equals the whole text, the text is a picked code: the first such rule speaks for the column,
 * and no other kind of rule is tried. Otherwise what ignoring rules match is cut out, and the first word or regex rule that matches the
 * rest speaks for the column. Of the rules that speak for the columns of a row, the first one decides. The cache holds a fixed number of
 * texts, so memory does not grow with the rows.
 */
#ifndef RETKIT_CLASSIFY_H
#define RETKIT_CLASSIFY_H

#include "cause/rule.h"

#include <stdbool.h>
#include <stddef.h>

struct classifier;

/* The text of one column of a row; a missing column is empty. */
struct classify_text {
	const char *bytes;
	size_t length;
};

struct decision {
	const char *cause;
	const char *reason;
	const struct rule *rule; /* NULL: none matched, and the reason says whether there was any text */
	size_t place;            /* index of the rule for rules_get() */
	bool conflict;           /* the rules for the code and for the note differ in cause */
};

/*
 * Compile the rules, which must outlive the classifier; free with classifier_free(). `image` (may be NULL) is the output of
 * classifier_save() for the same rules and saves compiling; an image that does not fit is ignored. Returns NULL with words that name
 * file, line and rule.
 */
struct classifier *classifier_new(const struct rules *rules, const char *image, size_t size, struct err *e);

void classifier_free(struct classifier *c);

const struct rules *classifier_rules(const struct classifier *c);

/* The message for a file, by its name and columns, that has none of the columns that rules look at. */
#define CLASSIFY_NO_TEXT "%s: no column 'reason1', 'reason2' or 'note'; there are: %s"

/*
 * The classifier for a file of rules, or for the built-in rules if `path` is NULL. The caller frees it, then *rules. Returns NULL with
 * words, and *rules is NULL then.
 */
struct classifier *classifier_read(const char *path, struct rules **rules, struct err *e);

/* Another classifier over the same compiled rules, with its own cache, for another thread. `c` must outlive it. Returns NULL with words. */
struct classifier *classifier_fork(const struct classifier *c, struct err *e);

/* The compiled rules as *n bytes. Caller frees. Returns NULL with words. */
char *classifier_save(const struct classifier *c, size_t *n, struct err *e);

/* Decide for one row, texts indexed by enum rule_field. Returns 0, or -1 with words. */
int classifier_decide(struct classifier *c, const struct classify_text texts[RULE_FIELDS], struct decision *verdict,
		      struct err *e);

/* The number of texts that were not found in the cache, for tests and measurements. */
size_t classifier_looked(const struct classifier *c);

#endif
