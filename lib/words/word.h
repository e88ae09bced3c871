/*
 * word: what everything is called, by slug, in English and Chinese.
 *
 * The one place where verdicts, flags, severities, causes, reasons, checks, skip reasons, notes and headings get their
 * words (catalogue.c). A slug is what tables hold and programs compare; it is unique within its kind and never shown where a
 * word exists. tests/lint/words.py fails on a slug without both languages and on words written elsewhere.
 */
#ifndef RETKIT_WORD_H
#define RETKIT_WORD_H

#include <stddef.h>

enum lang { LANG_EN, LANG_ZH };

enum { LANGS = 2 };

/* Read `en` or `zh`. Returns 0, or -1. */
int lang_parse(const char *s, enum lang *lang);

enum word_kind {
	WORD_VERDICT,
	WORD_FLAG,
	WORD_SEVERITY,
	WORD_CAUSE,
	WORD_REASON,
	WORD_CHECK,    /* findings of ret-check */
	WORD_ADVICE,   /* what to do about a check, a template of lang.h (advice.c) */
	WORD_SKIP,     /* why a row does not count */
	WORD_NOTE,     /* what an import did to rows that it kept */
	WORD_TYPE,     /* of tickets */
	WORD_STATUS,   /* of rows */
	WORD_QUANTITY, /* what a quantity is of */
	WORD_UNIT,     /* what a metric counts */
	WORD_MEASURE,  /* the same behind a number */
	WORD_DATE,     /* what happened on the day of a column: `shipped_at` */
	WORD_SOLD,     /* what was done with what a metric divides by, by its date */
	WORD_MATCH,    /* what ret-join matched by */
	WORD_ODDITY,   /* what ret-join lists */
	WORD_SIDE,
	WORD_PLATFORM, /* by the name that tables hold */
	WORD_THING,    /* what a column of dimensions holds, several of them */
	WORD_MONTH,    /* `01` to `12` */
	WORD_HEADING,  /* of a column of a result table, by its name */
	WORD_KINDS
};

struct word {
	const char *slug;
	const char *in[LANGS]; /* by enum lang */
};

/* The words of a slug, or NULL. A skip reason may be a type of ticket. */
const char *word_find(enum word_kind kind, const char *slug, enum lang lang);

/* The same, but the slug itself where it is not known: what users' own tables hold. */
const char *word_or_slug(enum word_kind kind, const char *slug, enum lang lang);

/* How many slugs a kind has, and the one at place i; those of the enums below stand in their order. */
size_t word_count(enum word_kind kind);
const struct word *word_at(enum word_kind kind, size_t i);

/* What is said of a rate beside that of a year ago, in the order in which people read them. */
enum verdict {
	VERDICT_WORSE,
	VERDICT_BETTER,
	VERDICT_UNCLEAR,
	VERDICT_SAME,
	VERDICT_NEW,  /* nothing shipped a year ago, but now */
	VERDICT_GONE, /* nothing shipped now */
	VERDICT_THIN,
	VERDICT_IMMATURE,
	VERDICT_PARTIAL,
	VERDICT_OVER,
	VERDICT_COUNT
};

/* What to say of a rate besides its number; the slug of FLAG_NONE is "". */
enum flag {
	FLAG_NONE,
	FLAG_THIN,     /* effective size below the least asked for */
	FLAG_PARTIAL,  /* the data do not cover the period */
	FLAG_IMMATURE, /* of a cohort: too young, more will come back */
	FLAG_OVER,     /* of a cohort: more came back than was shipped, a fault of the data */
	FLAG_COUNT
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum { SEVERITIES = 3 };

const char *verdict_slug(enum verdict verdict);
const char *flag_slug(enum flag flag);
const char *severity_slug(enum severity severity);

/* Read a slug. Return 0, or -1. */
int verdict_parse(const char *slug, enum verdict *verdict);
int flag_parse(const char *slug, enum flag *flag);
int severity_parse(const char *slug, enum severity *severity);

#endif
