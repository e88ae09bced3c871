/*
 * lang: the words of the pictures in English and Chinese.
 *
 * Sentences are templates with the places %1 to %9, so that each language orders its own words;
 * what is filled in is never read as a template again. Numbers are written as the language writes
 * them, never as the locale does: rates are fractions and come out in per cent, differences carry
 * their sign (U+2212 for minus).
 */
#ifndef RETKIT_LANG_H
#define RETKIT_LANG_H

#include "words/word.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LANG_TEXT = 48,  /* room for any number written here */
	LANG_PLACES = 9, /* %1 to %9 */
};

enum phrase {
	/* titles */
	PHRASE_TREND_CHANGED, /* %1 metric, %2 rate, %3 period, %4 difference */
	PHRASE_TREND_UNCLEAR, /* the same */
	PHRASE_TREND_ALONE,   /* %1 metric, %2 rate, %3 period */
	PHRASE_TREND_NONE,    /* %1 metric */
	PHRASE_OF_SUBJECT,    /* %1 the one SKU, shop, …, %2 a title about it */
	PHRASE_YOY_BOTH,      /* %1 metric, %2 compared, %3 worse, %4 better, %5 things */
	PHRASE_YOY_WORSE,     /* the same */
	PHRASE_YOY_BETTER,    /* the same */
	PHRASE_YOY_NEITHER,   /* the same */
	PHRASE_YOY_ONE,       /* %1 metric, %2 rate before, %3 rate, %4 difference */
	PHRASE_YOY_ONE_UNCLEAR,
	PHRASE_CAUSES_TOP,     /* %1 cause, %2 period, %3 share, %4 returned */
	PHRASE_CAUSES_TWO,     /* the same, %4 second cause, %5 its share */
	PHRASE_CAUSES_UNKNOWN, /* %1 share, %2 period, %3 returned */
	PHRASE_CAUSES_PLAIN,   /* %1 period */
	PHRASE_PARETO_TOP,     /* %1 reason, %2 share, %3 returned */
	PHRASE_PARETO_THREE,   /* %1 to %3 reasons, %4 their share, %5 returned */
	PHRASE_PARETO_UNKNOWN, /* %1 share, %2 returned, %3 reason, %4 its share */
	PHRASE_HEAT_TOP,       /* %1 how many, %2 of how many, %3 share, %4 things */
	PHRASE_HEAT_ONE,       /* %1 metric */
	PHRASE_HEAT_PLAIN,     /* %1 metric, %2 things */
	/* parts of subtitles */
	PHRASE_UNIT_RATE,
	PHRASE_UNIT_POINTS,
	PHRASE_UNIT_RETURNED,
	PHRASE_UNIT_SHARE,
	PHRASE_SPAN,           /* %1 first, %2 last period */
	PHRASE_AGAINST,        /* %1 period, %2 the period before */
	PHRASE_AGAINST_BEFORE, /* %1 the name of a period */
	PHRASE_UNITS,          /* %1 returned, %2 shipped */
	PHRASE_UNITS_COMPARED, /* %1 returned, %2 shipped, %3 of how many, %4 things */
	PHRASE_RETURNED_UNITS, /* %1 returned */
	PHRASE_QUOTED,         /* %1 a name with a comma in it, among others */
	/* words in the picture */
	PHRASE_YEAR_AGO,     /* %1 rate or share */
	PHRASE_POINTS,       /* %1 difference */
	PHRASE_POINTS_RANGE, /* %1 difference, %2 low, %3 high */
	PHRASE_COLUMN_CHANGE,
	PHRASE_COLUMN_RATES,
	PHRASE_COLUMN_SHIPPED,
	PHRASE_COLUMN_RETURNED,
	PHRASE_COLUMN_SHARE,
	PHRASE_COLUMN_CUMULATIVE,
	PHRASE_GROUP,      /* %1 a mark, %2 a verdict, %3 how many; with what of them is drawn in PHRASE_GROUP_PART */
	PHRASE_GROUP_PART, /* %1 a group's words, %2 drawn */
	PHRASE_OTHER_REASONS, /* %1 how many */
	PHRASE_ALL,
	/* notes of the foot */
	PHRASE_NOTE_LIGHT,
	PHRASE_NOTE_BAND,
	PHRASE_NOTE_BAND_LINES,
	PHRASE_NOTE_AXIS, /* %1 rate */
	PHRASE_NOTE_BEYOND,
	PHRASE_NOTE_WHISKER,
	PHRASE_NOTE_CUT,
	PHRASE_NOTE_OPEN,    /* %1 list of periods with their flags */
	PHRASE_NOTE_HATCHED, /* %1 list */
	PHRASE_NOTE_TICK,
	PHRASE_NOTE_NOT_SHOWN, /* %1 list */
	PHRASE_NOTE_ROWS,      /* %1 drawn, %2 of how many, %3 things */
	PHRASE_NOTE_PALE,
	PHRASE_NOTE_NO_RATE,
	PHRASE_NOTE_LINE,
	PHRASE_NOTE_SUMMED,  /* %1 list of periods with their flags */
	PHRASE_VERDICT,      /* %1 how many, %2 a verdict or flag */
	PHRASE_VERDICT_MORE, /* the same, more than those drawn */
	PHRASE_LIST_COMMA,
	PHRASE_SENTENCES, /* %1 sentences so far, %2 one more */
	PHRASE_COUNT
};

/* A phrase without places. */
const char *lang_word(enum lang lang, enum phrase phrase);

/*
 * What a metric counts, as templates say it in the places {units} ("orders"), {sold} ("signed") and {measure} (" 单",
 * behind a number).
 */
struct lang_counted {
	const char *units, *sold, *measure;
};

/* That of a unit and of the date of what is sold, by their slugs. */
struct lang_counted lang_counted(enum lang lang, const char *unit, const char *sold);

/* A phrase with its places filled, in order, by the texts that follow; NULL ends them. It speaks of units shipped. Caller frees. */
char *lang_say(enum lang lang, enum phrase phrase, ...) __attribute__((sentinel));

/* The same of what is counted; NULL: units shipped. */
char *lang_say_list(enum lang lang, const struct lang_counted *counted, enum phrase phrase, va_list texts);

/* "8.1 %" of a fraction; "" when it is NaN. Returns `text`. */
char *lang_percent(char text[LANG_TEXT], enum lang lang, double fraction, int digits);

/* "+0.6", "−0.6", "0.0" of percentage points; "" when NaN. Returns `text`. */
char *lang_difference(char text[LANG_TEXT], double points, int digits);

/* "12,345". Returns `text`. */
char *lang_count(char text[LANG_TEXT], double count);

/* The words of a level-1 cause; the cause itself when it is none of them. */
const char *lang_cause(enum lang lang, const char *cause);

/*
 * The words of a level-2 reason such as `quality/leak` without its cause; one that is not known
 * loses the part before the slash and has blanks for underscores. Caller frees.
 */
char *lang_reason(enum lang lang, const char *reason);

/* What a column of dimensions holds: "SKUs" for sku; the name of the column when it is not known.
 */
const char *lang_things(enum lang lang, const char *dimension);

/* "Jan" or "1月" of 1 to 12. */
const char *lang_month(enum lang lang, int month);

#endif
