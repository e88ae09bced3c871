/*
 * watch: see whether bytes that pass by are UTF-8, though the user named another encoding for them.
 *
 * The bytes come in pieces, which may end inside a character.
 */
#ifndef RETKIT_WATCH_H
#define RETKIT_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Starts as all zero. */
struct watch {
	bool letters; /* there is a byte that is not ASCII */
	bool damaged; /* some byte cannot be UTF-8 */
	char rest[4]; /* the bytes of a character that the last piece began */
	size_t rest_length;
};

void watch_take(struct watch *w, const char *bytes, size_t n);

/* True when the bytes so far are UTF-8 and not all ASCII. */
bool watch_is_utf8(const struct watch *w);

#endif
