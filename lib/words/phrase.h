/*
 * phrase: the templates of the sentences that programs compose.
 *
 * lang.h describes the syntax of placeholders. The comments here say what fills each of them, in order.
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
	PHRASE_QUOTED,         /* %1 a name in a list that contains a comma */
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
	PHRASE_GROUP,         /* %1 a mark, %2 a verdict, %3 how many; PHRASE_GROUP_PART adds how many are drawn */
	PHRASE_GROUP_PART,    /* %1 a group's words, %2 drawn */
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
	/* numerator and denominator of a metric, lib/cell/formula.c */
	PHRASE_OR,        /* %1, %2: dates, of which one suffices */
	PHRASE_AND,       /* %1, %2: dates, both required */
	PHRASE_ANY_OF,    /* %1, %2: types, statuses, reasons */
	PHRASE_DATE_ELSE, /* %1 a date, %2 the dates that replace it if missing */
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
	PHRASE_WITHOUT,       /* %1 what both sides exclude */
	PHRASE_WITHOUT_GIFTS,
	PHRASE_WITHOUT_REPLACEMENTS,
	PHRASE_WITHOUT_BELOW,  /* %1 amount */
	PHRASE_SOLD_STATUSES,  /* %1 statuses */
	PHRASE_SOLD_IN_WINDOW, /* %1 unit, %2 dates, %3 statuses, %4 what is excluded */
	PHRASE_SOLD_IN_PERIOD, /* the same */
	PHRASE_FORMULA_COHORT, /* %1 unit, %2 dates, %3 window, %4 tickets, %5 class, %6 how soon, %7 the denominator */
	PHRASE_FORMULA_STREAMS, /* the same */
	PHRASE_VALID_ALWAYS,
	PHRASE_VALID_FROM,    /* %1 the first day */
	PHRASE_VALID_TO,      /* %2 the last day */
	PHRASE_VALID_BETWEEN, /* both */
	/* parts of ret-check's findings */
	PHRASE_AND_MORE,        /* %1 a list, %2 how many more */
	PHRASE_GAP_OF_SHOP,     /* %1 the shop */
	PHRASE_GAP_OF_PLATFORM, /* %1 the platform */
	PHRASE_GAP_HOLIDAY,
	PHRASE_SHOP,     /* %1 the shop */
	PHRASE_PLATFORM, /* %1 the platform */
	PHRASE_NO_SHOP,
	PHRASE_WORST_OF, /* %1 how many */
	/* a part of the remarks of an import */
	PHRASE_EARLIER_FILES, /* %1 how many of the rows, %2 a file */
	/* pages of ret-report, lib/report */
	PHRASE_PAGE_TITLE,       /* %1 the month */
	PHRASE_PAGE_BESIDE,      /* %1 texts to be joined */
	PHRASE_PAGE_AND,         /* %1 members of a list */
	PHRASE_PAGE_COMMA,       /* %1 parts of a sentence */
	PHRASE_PAGE_COMMA_PLAIN, /* %1 names of columns */
	PHRASE_PAGE_SEMICOLON,
	PHRASE_PAGE_OF,       /* a subject, a statement about it */
	PHRASE_PAGE_OF_PLAIN, /* a slug, a statement about it */
	PHRASE_PAGE_WITH,
	PHRASE_PAGE_BRACKETS,
	PHRASE_PAGE_WORDS_COUNT,       /* a thing, how many */
	PHRASE_PAGE_WORDS_COUNT_UNITS, /* the same, units */
	PHRASE_PAGE_NAME_REASON,       /* a SKU or style, a reason */
	PHRASE_PAGE_CAUSE_REASON,      /* a cause, a reason */
	PHRASE_PAGE_YEAR_TO,           /* %1 the last month */
	PHRASE_PAGE_COMPARED,          /* rate, its limits, rate before, change, its interval, verdict */
	PHRASE_PAGE_NOT_NAMED,
	PHRASE_PAGE_NONE_MATERIAL,
	PHRASE_PAGE_NONE_STANDS_OUT,
	PHRASE_PAGE_NOT_COMPARED,
	PHRASE_PAGE_NONE,
	PHRASE_PAGE_ROW,      /* %1 how many */
	PHRASE_PAGE_ROWS,     /* the same */
	PHRASE_PAGE_LINE,     /* %1 how many */
	PHRASE_PAGE_LINES,    /* the same */
	PHRASE_PAGE_TICKET,   /* %1 how many */
	PHRASE_PAGE_TICKETS,  /* the same */
	PHRASE_PAGE_PAIR,     /* %1 how many */
	PHRASE_PAGE_PAIRS,    /* the same */
	PHRASE_PAGE_SKU,      /* %1 how many */
	PHRASE_PAGE_SKUS,     /* the same */
	PHRASE_PAGE_DAY,      /* %1 how many */
	PHRASE_PAGE_DAYS,     /* the same */
	PHRASE_PAGE_UNIT,     /* %1 how many */
	PHRASE_PAGE_UNITS,    /* the same */
	PHRASE_PAGE_ERROR,    /* %1 how many */
	PHRASE_PAGE_ERRORS,   /* the same */
	PHRASE_PAGE_WARNING,  /* %1 how many */
	PHRASE_PAGE_WARNINGS, /* the same */
	PHRASE_PAGE_TRUST,
	PHRASE_PAGE_FAULT,        /* severity, check, count, units, such as, advice */
	PHRASE_PAGE_SUCH_AS,      /* %1 where a row stands */
	PHRASE_PAGE_TO_BE_KNOWN,  /* %1 notes */
	PHRASE_PAGE_FILTER_LOOKS, /* ret-filter, two tables */
	PHRASE_PAGE_ABOUT_DATA,   /* %1 errors and warnings */
	PHRASE_PAGE_OVERALL_TITLE,
	PHRASE_PAGE_OVERALL,       /* window, PHRASE_PAGE_COMPARED, returned, shipped */
	PHRASE_PAGE_OVERALL_ALONE, /* month, rate, its limits, returned, shipped, flag */
	PHRASE_PAGE_FLAGGED,       /* %1 a flag */
	PHRASE_PAGE_SAME_GOODS_MORE,
	PHRASE_PAGE_SAME_GOODS_LESS,
	PHRASE_PAGE_SAME_GOODS_SAME,
	PHRASE_PAGE_BRIDGE,    /* change, mix, assortment, same goods, its interval, the conclusion */
	PHRASE_PAGE_SHOPS,     /* %1 window */
	PHRASE_PAGE_PLATFORMS, /* %1 window */
	PHRASE_PAGE_RATES_MOVED,
	PHRASE_PAGE_MIX_MOVED,
	PHRASE_PAGE_NOTHING_MOVED,
	PHRASE_PAGE_H_SHOP,
	PHRASE_PAGE_H_PLATFORM,
	PHRASE_PAGE_H_RATE,
	PHRASE_PAGE_H_OF_SHIPPED,
	PHRASE_PAGE_H_SHARE_OF,
	PHRASE_PAGE_H_BEFORE,
	PHRASE_PAGE_H_CHANGE,
	PHRASE_PAGE_H_INTERVAL,
	PHRASE_PAGE_H_VERDICT,
	PHRASE_PAGE_H_MIX,
	PHRASE_PAGE_H_SAME,
	PHRASE_PAGE_H_SAME_PP,
	PHRASE_PAGE_H_MOVED,
	PHRASE_PAGE_H_WINDOW,
	PHRASE_PAGE_H_SKU,
	PHRASE_PAGE_H_STYLE,
	PHRASE_PAGE_H_Q,
	PHRASE_PAGE_H_REASON,
	PHRASE_PAGE_H_RETURNED,
	PHRASE_PAGE_SKUS_WORSE,
	PHRASE_PAGE_SKUS_BETTER,
	PHRASE_PAGE_STYLES_WORSE,
	PHRASE_PAGE_STYLES_BETTER,
	PHRASE_PAGE_REASON_SURE,   /* reason, change */
	PHRASE_PAGE_REASON_LIKELY, /* the same */
	PHRASE_PAGE_MORE_IN,       /* how many, a table */
	PHRASE_PAGE_WITHIN_STYLES, /* %1 window */
	PHRASE_PAGE_HIDDEN,
	PHRASE_PAGE_FALSE_DISCOVERY,
	PHRASE_PAGE_WATCH,
	PHRASE_PAGE_WATCHED,       /* SKU, rate before, rate, interval of the change */
	PHRASE_PAGE_CAUSES_MOVED,  /* %1 window */
	PHRASE_PAGE_REASONS_MOVED, /* %1 window */
	PHRASE_PAGE_COURIERS,      /* %1 window */
	PHRASE_PAGE_REST,
	PHRASE_PAGE_VERDICTS,     /* %1 verdicts */
	PHRASE_PAGE_NEW_AND_GONE, /* SKUs, month, SKUs */
	PHRASE_PAGE_NO_NAMES,
	PHRASE_PAGE_NOT_READ_LEAD,
	PHRASE_PAGE_NOT_READ, /* PHRASE_PAGE_NOT_READ_LEAD, file, why */
	PHRASE_PAGE_NO_RETURNS_LEAD,
	PHRASE_PAGE_NO_RETURNS,     /* %1 PHRASE_PAGE_NO_RETURNS_LEAD */
	PHRASE_PAGE_WARNED_ONE,     /* %1 how many */
	PHRASE_PAGE_WARNED_SEVERAL, /* the same */
	PHRASE_PAGE_WARNED_AT_END,  /* %1 PHRASE_PAGE_WARNED_SEVERAL */
	PHRASE_PAGE_CHECK_EXPORTS,
	PHRASE_PAGE_SHOP_ENDS, /* PHRASE_PAGE_CHECK_EXPORTS, shop, two days */
	PHRASE_PAGE_NEVER,
	PHRASE_PAGE_LEFT_OUT,
	PHRASE_PAGE_DEFINITION,
	PHRASE_PAGE_SHIPMENT_EXPORTS, /* %1 their account */
	PHRASE_PAGE_RETURN_EXPORTS,   /* the same */
	PHRASE_PAGE_READ,
	PHRASE_PAGE_KEPT,
	PHRASE_PAGE_SKIPPED,
	PHRASE_PAGE_REJECTED,
	PHRASE_PAGE_ACCOUNT, /* rows by fate; %4 reasons in brackets */
	PHRASE_PAGE_EXPORT,  /* %1 what is said of it */
	PHRASE_PAGE_MORE_REMARKS,
	PHRASE_PAGE_LAYOUTS,
	PHRASE_PAGE_JOINED,
	PHRASE_PAGE_FILLED,
	PHRASE_PAGE_QUANTITIES,
	PHRASE_PAGE_FOUND,
	PHRASE_PAGE_BY_LINE,
	PHRASE_PAGE_BY_ORDER_SKU,
	PHRASE_PAGE_BY_ORDER,
	PHRASE_PAGE_BY_NONE,
	PHRASE_PAGE_C_ORDER,
	PHRASE_PAGE_C_PLATFORM,
	PHRASE_PAGE_C_SHOP,
	PHRASE_PAGE_C_SKU,
	PHRASE_PAGE_C_STYLE,
	PHRASE_PAGE_C_CATEGORY,
	PHRASE_PAGE_C_QTY,
	PHRASE_PAGE_C_AMOUNT,
	PHRASE_PAGE_C_CURRENCY,
	PHRASE_PAGE_C_ORDERED,
	PHRASE_PAGE_C_PAID,
	PHRASE_PAGE_C_SHIPPED,
	PHRASE_PAGE_C_SIGNED,
	PHRASE_PAGE_C_WAREHOUSE,
	PHRASE_PAGE_C_CARRIER,
	PHRASE_PAGE_C_AGENT,
	PHRASE_PAGE_C_BATCH,
	PHRASE_PAGE_QTY_OF_LINE,
	PHRASE_PAGE_QTY_IMPUTED,
	PHRASE_PAGE_UNCLASSIFIED,
	PHRASE_PAGE_COUNTED_SHIPMENTS,
	PHRASE_PAGE_COUNTED_RETURNS,
	PHRASE_PAGE_COUNTED_ACCOUNT, /* as PHRASE_PAGE_ACCOUNT */
	PHRASE_PAGE_COUNTED_UNITS,   /* account, units, on replacements */
	PHRASE_PAGE_ON_REPLACEMENTS,
	PHRASE_PAGE_COUNTED_DAYS,
	PHRASE_PAGE_DATED, /* %1 columns with their rows */
	PHRASE_PAGE_WARNED,
	PHRASE_PAGE_ENCODINGS, /* an export of shipments, its encoding, one of returns, its encoding */
	PHRASE_PAGE_NOT_DRAWN, /* picture, why */
	PHRASE_PAGE_SOURCES,
	PHRASE_PAGE_D_TITLE, /* SKU, month */
	PHRASE_PAGE_D_RATE,
	PHRASE_PAGE_D_NEITHER,    /* %1 window */
	PHRASE_PAGE_D_NEW,        /* window, verdict, rate, returned, shipped */
	PHRASE_PAGE_D_GONE,       /* window, verdict, rate before */
	PHRASE_PAGE_D_COMPARED,   /* as PHRASE_PAGE_OVERALL */
	PHRASE_PAGE_D_NO_PICTURE, /* %1 why */
	PHRASE_PAGE_D_CAUSES,
	PHRASE_PAGE_D_REASONS,
	PHRASE_PAGE_D_NOTHING,
	PHRASE_PAGE_D_WROTE,
	PHRASE_PAGE_D_REASON,         /* reason, units, share */
	PHRASE_PAGE_D_REASON_ONE,     /* the same */
	PHRASE_PAGE_D_NOTE,           /* day, shop, picked reason, text, source */
	PHRASE_PAGE_D_NOTE_DISAGREES, /* the same */
	PHRASE_PAGE_D_MORE_NOTES,
	PHRASE_PAGE_D_WITHOUT,
	PHRASE_PAGE_D_WITHOUT_ONE,
	PHRASE_COUNT
};

/* The template of a phrase. */
const char *phrase_words(enum phrase phrase, enum lang lang);

#endif
