/*
 * classify: the rule that decides for a row; texts met often are not looked at again.
 *
 * A text is normalised. When an exact rule equals all of it, the text is a picked code: the first
 * such rule speaks for the column and no other kind of rule looks into it. Else what the ignoring
 * rules match is cut out, and the first word or regex rule that matches what is left speaks for the
 * column. Of the rules that speak for the columns of a row the first one decides. Texts met lately
 * are remembered, a fixed number of them, so memory does not grow with the rows.
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
	const struct rule *rule; /* NULL: none matched; the reason tells whether there was text */
	size_t place;            /* of the rule in rules_get() */
	bool conflict;           /* what speaks for the code and for the note differ in cause */
};

/*
 * Compile the rules, which must outlive the classifier. `image` (may be NULL) is what
 * classifier_save() made of the same rules and spares the compiling; one that does not fit is
 * passed over. Returns NULL with words that name file, line and rule.
 */
struct classifier *classifier_new(const struct rules *rules, const char *image, size_t size, struct err *e);

void classifier_free(struct classifier *c);

const struct rules *classifier_rules(const struct classifier *c);

/* What is said of a file, by its name and the columns it has, that has none of the columns that rules look at. */
#define CLASSIFY_NO_TEXT "%s: no column 'reason1', 'reason2' or 'note'; there are: %s"

/*
 * The classifier by a file of rules, or where `path` is NULL by the built-in ones. *rules is what it goes by, to be freed after it. Returns
 * NULL with words, and *rules is NULL then.
 */
struct classifier *classifier_read(const char *path, struct rules **rules, struct err *e);

/*
 * Another over the same compiled rules, for another thread: it remembers texts of its own. `c` must outlive it. Returns NULL with
 * words.
 */
struct classifier *classifier_fork(const struct classifier *c, struct err *e);

/* The compiled rules as bytes, their number in *n. Returns NULL with words. Caller frees. */
char *classifier_save(const struct classifier *c, size_t *n, struct err *e);

/* Decide for one row, texts indexed by enum rule_field. Returns 0, or -1 with words. */
int classifier_decide(struct classifier *c, const struct classify_text texts[RULE_FIELDS], struct decision *verdict,
		      struct err *e);

/* How many texts were looked at and not remembered, for tests and measurements. */
size_t classifier_looked(const struct classifier *c);

#endif
