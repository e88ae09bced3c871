/*
 * format: what the number format of a cell says of its number: a plain number, a date, a time of day or a duration.
 *
 * A format has up to four sections between semicolons, and the first that shows the number at all decides. What stands in quotes, after a
 * backslash, an underscore or a star, and in brackets is no part of the number, except brackets that hold h, m or s alone: elapsed time.
 */
#ifndef RETKIT_FORMAT_H
#define RETKIT_FORMAT_H

enum format_kind {
	FORMAT_NUMBER, /* also text, percent, money, scientific */
	FORMAT_DATE,
	FORMAT_TIME, /* hours, minutes or seconds without a date */
	FORMAT_DURATION,
};

/* The kind of a format code, such as `yyyy"年"m"月"d"日";@`. */
enum format_kind format_of_code(const char *code);

/*
 * The kind of a format that has no code in the file. 27 to 36 and 50 to 58 are dates and times of the East Asian editions, 71 to 81 of the
 * Thai one (ECMA-376-1:2016, 18.8.30).
 */
enum format_kind format_of_id(unsigned id);

#endif
