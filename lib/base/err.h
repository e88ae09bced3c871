/*
 * err: the message of one failure, returned to the caller as a value.
 *
 * A function that can fail takes `struct err *` as its last argument and returns -1 (or NULL) after err_set(). The message is written
 * where the facts are known (file, line, column) and printed once, by the tool. An err owns no memory. "Returns NULL with words" in
 * a header means: the message is set.
 */
#ifndef RETKIT_ERR_H
#define RETKIT_ERR_H

#include <stdarg.h>
#include <stddef.h>

enum err_kind {
	ERR_OTHER,
	ERR_IO,      /* the system refused to open, read or write, whatever the content */
	ERR_NOTHING, /* a defined "nothing": the input is sound and holds nothing to show */
};

struct err {
	char words[1024];
	enum err_kind kind;
	const char *
		slug; /* what is wrong, for callers that store it in a table: a constant, such as one of WORD_UNREAD or WORD_UNDRAWN; NULL: not said */
};

/* Set the message, replacing any earlier one. Returns -1, so that callers can `return err_set(...)`. */
int err_set(struct err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with a slug. */
int err_set_slug(struct err *e, const char *slug, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same for failures of these kinds, which some callers treat otherwise. */
int err_set_io(struct err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
int err_set_nothing(struct err *e, const char *slug, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* vsnprintf() into a buffer of `room` bytes that truncates only between UTF-8 characters. */
void err_print(char *words, size_t room, const char *format, va_list arguments) __attribute__((format(printf, 3, 0)));

#endif
