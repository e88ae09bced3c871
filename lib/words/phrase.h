/*
 * phrase: the sentences and parts of sentences that programs put together, as templates.
 *
 * lang.h says what a place is; the comments here say what fills it.
 */
#ifndef RETKIT_PHRASE_H
#define RETKIT_PHRASE_H

#include "words/word.h"

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
	/* what a metric divides by what, lib/cell/formula.c */
	PHRASE_OR,        /* %1, %2: dates, any of which does */
	PHRASE_AND,       /* %1, %2: dates that must both be there */
	PHRASE_ANY_OF,    /* %1, %2: types, statuses, reasons */
	PHRASE_DATE_ELSE, /* %1 a date, %2 those that stand in for it */
	PHRASE_WINDOW_PERIOD,
	PHRASE_WINDOW_DAYS,      /* %1 days */
	PHRASE_WINDOW_LAG,       /* %1 days, %2 days between them and the as-of date */
	PHRASE_TICKETS,          /* %1 types, %2 statuses */
	PHRASE_TICKETS_QUANTITY, /* the same, %3 what the quantity is of */
	PHRASE_CLASS,            /* %1 reasons */
	PHRASE_CLASS_FIRST,      /* the same of an order */
	PHRASE_CLASS_LAST,
	PHRASE_WITHIN_DAYS,   /* %1 dates, %2 days */
	PHRASE_WITHIN_MONTHS, /* %1 dates, %2 months */
	PHRASE_WITHOUT,       /* %1 what both sides leave out */
	PHRASE_WITHOUT_GIFTS,
	PHRASE_WITHOUT_REPLACEMENTS,
	PHRASE_WITHOUT_BELOW,  /* %1 amount */
	PHRASE_SOLD_STATUSES,  /* %1 statuses */
	PHRASE_SOLD_IN_WINDOW, /* %1 unit, %2 dates, %3 statuses, %4 what is left out */
	PHRASE_SOLD_IN_PERIOD, /* the same */
	PHRASE_FORMULA_COHORT, /* %1 unit, %2 dates, %3 window, %4 tickets, %5 class, %6 how soon, %7 what is divided by */
	PHRASE_FORMULA_STREAMS, /* the same */
	/* parts of what ret-check says */
	PHRASE_AND_MORE,        /* %1 a list, %2 how many more */
	PHRASE_GAP_OF_SHOP,     /* %1 the shop */
	PHRASE_GAP_OF_PLATFORM, /* %1 the platform */
	PHRASE_GAP_HOLIDAY,
	PHRASE_SHOP,     /* %1 the shop */
	PHRASE_PLATFORM, /* %1 the platform */
	PHRASE_NO_SHOP,
	PHRASE_WORST_OF, /* %1 how many */
	PHRASE_COUNT
};

/* The template. */
const char *phrase_words(enum phrase phrase, enum lang lang);

#endif
