/*
 * report: the content of a page, independent of language and format.
 *
 * A report is a list of blocks: headings, paragraphs, points of a list, tables and figures. A block holds items: a
 * value with its kind (a name from the data, a count, a rate), a word of the catalogue, or a phrase of lib/words with
 * items for its placeholders. A renderer such as markdown.h turns blocks and items into text, so that code that
 * builds a page does not depend on the language. The report owns all items, and copies of their texts.
 */
#ifndef RETKIT_REPORT_H
#define RETKIT_REPORT_H

#include "words/phrase.h"
#include "words/remark.h"
#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>

enum { REPORT_PLACES = 9 };

enum item_kind {
	ITEM_NAME,     /* text from data */
	ITEM_CODE,     /* text from data, or a command, in a fixed font */
	ITEM_COUNT,    /* 33792 */
	ITEM_GROUPED,  /* 33,792 */
	ITEM_RATE,     /* of a fraction, 8.22% */
	ITEM_SHARE,    /* the same without decimals, 35% */
	ITEM_PART,     /* the same with one decimal, 3.2% */
	ITEM_POINTS,   /* +1.49 */
	ITEM_INTERVAL, /* +0.81 … +2.16 */
	ITEM_Q,        /* 0.003 */
	ITEM_WORD,     /* a slug of the catalogue; an unknown slug is printed unchanged */
	ITEM_CAUSE,    /* a cause in a sentence */
	ITEM_REASON,   /* a reason behind its cause */
	ITEM_UNREAD,   /* a slug of WORD_UNREAD, its place filled by items[0] */
	ITEM_REMARK,   /* on an export, without its file and line */
	ITEM_PHRASE,
	ITEM_STRONG, /* items[0] in bold */
	ITEM_LIST,   /* its items, joined by a phrase with two placeholders */
};

struct item {
	enum item_kind kind;
	enum phrase phrase;
	enum word_kind words;
	const char *text;
	const struct remark *remark;
	double low, high; /* a number is `low`; NaN: not known */
	struct item *items[REPORT_PLACES];
	size_t count;
	struct item *first, *last, *next; /* of a list */
};

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_POINT, BLOCK_TABLE, BLOCK_FIGURE };

enum align { ALIGN_LEFT, ALIGN_RIGHT };

struct block {
	enum block_kind kind;
	int level;         /* of a heading, from 1 */
	struct item *item; /* NULL in a table and a figure */
	const char *name;  /* of a figure */
	size_t columns;
	const enum align *aligned;
	struct item **cells; /* of a table: the headings, then row by row; NULL is an empty cell */
	size_t cell_count, cell_capacity;
	struct block *next;
};

struct report;

struct report *report_new(void);
void report_free(struct report *r);

/* The first block, or NULL. */
const struct block *report_blocks(const struct report *r);

/* Items. A text is copied. */
struct item *item_text(struct report *r, enum item_kind kind, const char *text);
struct item *item_bytes(struct report *r, enum item_kind kind, const char *text, size_t n);
struct item *item_number(struct report *r, enum item_kind kind, double value);
struct item *item_interval(struct report *r, double low, double high);
struct item *item_word(struct report *r, enum word_kind kind, const char *slug);
struct item *item_unread(struct report *r, const char *slug, const char *detail);
struct item *item_strong(struct report *r, struct item *item);

struct item *item_remark(struct report *r, const struct remark *remark);

/* A phrase and what fills its places, at most REPORT_PLACES items ended by NULL. */
struct item *item_phrase(struct report *r, enum phrase phrase, ...) __attribute__((sentinel));

/* Make an empty list; append an item to it. */
struct item *item_list(struct report *r, enum phrase joint);
void item_add(struct item *list, struct item *item);

/* Append a block. */
void report_heading(struct report *r, int level, struct item *item);
void report_paragraph(struct report *r, struct item *item);
void report_point(struct report *r, struct item *item);
void report_figure(struct report *r, const char *name);

/*
 * Append a table of `columns` columns; `aligned` must outlive the report. Then add its cells in order, headings
 * first.
 */
struct block *report_table(struct report *r, const enum align *aligned, size_t columns);
void report_cell(struct block *table, struct item *item);

#endif
