/*
 * remark: what an import remarks on the exports it reads, and its words in both languages.
 *
 * A remark is a kind and its values: ret-import prints the English words on stderr for people, and stores slug and values in the table of
 * --remarks, from which the page of a review makes its words again. Nothing reads the words.
 */
#ifndef RETKIT_REMARK_H
#define RETKIT_REMARK_H

#include "words/word.h"

#include <stdbool.h>
#include <stdint.h>

/* What fills the values of a remark stands behind its kind; `rows` is the number of rows unless it says otherwise. */
enum remark_kind {
	/* rows that are in an earlier file, removed: other file, other_rows of them in it */
	REMARK_DUPLICATES,
	REMARK_DUPLICATES_ALL,         /* they are all rows of the file */
	REMARK_DUPLICATES_NO_SHOP,     /* some may be of another shop, as none is named */
	REMARK_DUPLICATES_ALL_NO_SHOP, /* both */
	REMARK_ENCODING,               /* value: the encoding that the bytes of the file show */
	REMARK_ENCODING_NAMED,         /* value: the encoding, named by the user, of a file that is not all ASCII */
	/* all other remarks are warnings */
	REMARK_ENCODING_UTF8,   /* the file is valid UTF-8; value: the other encoding that the user named */
	REMARK_DUPLICATES_KEPT, /* rows without an id, kept: other file, other_rows */
	REMARK_CHANGED_TICKETS, /* rows: tickets that two files tell differently */
	REMARK_CHANGED_LINES,   /* the same of shipped lines */
	REMARK_HEADER_ROW,      /* rows above it, value: its row */
	REMARK_SHEET_CHOSEN,    /* the file names the sheet */
	REMARK_COLUMN_TWICE,    /* column: the header */
	REMARK_STAND_IN,        /* column, value: the header that stands in for it */
	REMARK_NO_TYPE,         /* rows: all that are kept */
	REMARK_UNREAD,          /* column, value: the header that may be it */
	REMARK_UNDATED,       /* column: the header of the quantity of returns; value: the header of the order's date */
	REMARK_TOTAL_DIFFERS, /* line; column: the header, value: the total row's, other: the sum */
	REMARK_SWALLOWED,     /* line; rows: lines of one cell */
	REMARK_SWALLOWED_MORE, /* rows: further such cells */
	REMARK_CUT_OFF,        /* line */
	REMARK_POINT_OF_OTHERS, /* line; column, value: a number of it, other: the column whose decimal point on the line decides on it */
	REMARK_COMMA_OF_OTHERS, /* the same of a decimal comma */
	REMARK_MIXED_OFFSETS, /* line; column, other: its UTC offset on the line, value: another one; rows: the line of that */
	REMARK_NEGATIVE,       /* rows; column: their quantity, value: their ship date, other: units */
	REMARK_NEGATIVE_MIXED, /* the same, in a file that also has rows that are no sale */
	REMARK_REJECTED_CELL,  /* line; column, value: why, in English */
	REMARK_REJECTED_ROW,   /* the same without a column */
	REMARK_REJECTED_MORE,  /* rows: those not told one by one */
	REMARK_COUNT
};

/* Texts are borrowed; NULL or "": none. */
struct remark {
	enum remark_kind kind;
	const char *file; /* none: it is on all files */
	uint64_t line;    /* 0: none */
	uint64_t rows;
	const char *column, *value, *other;
	uint64_t other_rows;
};

const char *remark_slug(enum remark_kind kind);

/* Read a slug. Returns 0, or -1. */
int remark_parse(const char *slug, enum remark_kind *kind);

/* True for duplicates that were removed, which is no warning. */
bool remark_is_duplicates(enum remark_kind kind);

/* True when it says in which encoding, that is not Unicode, a file was read. */
bool remark_is_encoding(enum remark_kind kind);

bool remark_is_warning(enum remark_kind kind);

/* What the remark says, without the file and line. Caller frees. */
char *remark_words(const struct remark *r, enum lang lang);

/* Print the English words on stderr, behind file and line. */
void remark_warn(const struct remark *r);

#endif
