/*
 * err: the words of one failure, carried upward as a value.
 *
 * A function that can fail takes `struct err *` as its last argument and returns -1 (or NULL) after
 * err_set(). The words are made where the facts are known (file, line, column) and printed once, at the
 * edge, by the tool. An err never owns memory.
 */
#ifndef RETKIT_ERR_H
#define RETKIT_ERR_H

#include <stdarg.h>
#include <stddef.h>

struct err {
	char words[1024];
};

/* Set the words, replacing what stood there. Returns -1, so that callers can `return err_set(...)`. */
int err_set(struct err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A vprintf of words into `room` bytes. Those that do not fit are cut at the end of a character of UTF-8. */
void err_print(char *words, size_t room, const char *format, va_list arguments) __attribute__((format(printf, 3, 0)));

#endif
