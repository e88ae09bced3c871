/*
 * word: the vocabulary: English and Chinese words by slug.
 *
 * This is the only place where verdicts, flags, severities, causes, reasons, checks, skip reasons, notes and headings get their words
 * (catalogue.c, advice.c, heading.c). Tables store slugs and programs compare them; people see the word. A slug is unique
 * within its kind. tests/lint/words.py fails on a slug that lacks a language and on user-visible words written elsewhere.
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
	WORD_NOTE,     /* what an import changed in the rows it kept */
	WORD_UNREAD,   /* why a file is not read as an export, a template of lang.h */
	WORD_UNDRAWN,  /* why a picture is not drawn */
	WORD_TYPE,     /* of tickets */
	WORD_STATUS,   /* of rows */
	WORD_QUANTITY, /* what a quantity counts */
	WORD_UNIT,     /* what a metric counts */
	WORD_MEASURE,  /* the same, as printed after a number */
	WORD_DATE,     /* the event that a date column records, such as `shipped_at` */
	WORD_SOLD,     /* the participle for a denominator by its date: "shipped", "signed" */
	WORD_MATCH,    /* the key by which ret-join matched */
	WORD_ODDITY,   /* the oddities that ret-join lists */
	WORD_SIDE,
	WORD_PLATFORM, /* by the name that tables store */
	WORD_THING,    /* the plural of what a dimension holds */
	WORD_MONTH,    /* `01` to `12` */
	WORD_HEADING,  /* of a column of a result table, by its name */
	WORD_KINDS
};

struct word {
	const char *slug;
	const char *in[LANGS]; /* by enum lang */
};

/* The word for a slug, or NULL. WORD_SKIP includes the types of tickets. */
const char *word_find(enum word_kind kind, const char *slug, enum lang lang);

/* The same, but an unknown slug is returned unchanged, because users' own tables may hold others. */
const char *word_or_slug(enum word_kind kind, const char *slug, enum lang lang);

/* The number of slugs of a kind, and the i-th one. Kinds with an enum below are in the order of that enum. */
size_t word_count(enum word_kind kind);
const struct word *word_at(enum word_kind kind, size_t i);

/* The result of comparing a rate with a year earlier, in the order in which they are listed. */
enum verdict {
	VERDICT_WORSE,
	VERDICT_BETTER,
	VERDICT_UNCLEAR,
	VERDICT_SAME,
	VERDICT_NEW,  /* shipped now, but not a year earlier */
	VERDICT_GONE, /* not shipped now */
	VERDICT_THIN,
	VERDICT_IMMATURE,
	VERDICT_PARTIAL,
	VERDICT_OVER,
	VERDICT_COUNT
};

/* A caveat on a rate; the slug of FLAG_NONE is "". */
enum flag {
	FLAG_NONE,
	FLAG_THIN,     /* the effective sample size is below the minimum */
	FLAG_PARTIAL,  /* the data do not cover the whole period */
	FLAG_IMMATURE, /* cohort: too young, more returns will follow */
	FLAG_OVER,     /* cohort: more returned than shipped, an error in the data */
	FLAG_COUNT
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum { SEVERITIES = 3 };

const char *verdict_slug(enum verdict verdict);
const char *flag_slug(enum flag flag);
const char *severity_slug(enum severity severity);

/* Read a slug. Return 0, or -1. */
int verdict_parse(const char *slug, enum verdict *verdict);
int severity_parse(const char *slug, enum severity *severity);

#endif
