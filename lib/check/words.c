/*
 * Conditions for ret-filter in an advice: users paste them into a shell, so any character of a code must be quoted.
 */
#include "check/private.h"

#include "base/mem.h"

#include <string.h>

struct text {
	char *bytes;
	size_t length, capacity;
};

static void put_sign(struct text *t, char sign)
{
	t->bytes = mem_grow(t->bytes, &t->capacity, t->length + 1, 1);
	t->bytes[t->length++] = sign;
}

/* Append to a single-quoted string of the shell; it's becomes 'it'\''s'. */
static void put(struct text *t, const char *s)
{
	for (; *s; s++) {
		put_sign(t, *s);
		if (*s == '\'')
			for (const char *rest = "\\''"; *rest; rest++)
				put_sign(t, *rest);
	}
}

/* True when the values can be written as a list: commas separate values, and a leading @ would name a file. */
static bool is_list(const char *const *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(values[i], ','))
			return false;
	return n == 0 || *values[0] != '@';
}

static void put_list(struct text *t, const char *const *values, size_t n)
{
	put(t, "=");
	for (size_t i = 0; i < n; i++) {
		put(t, i ? "," : "");
		put(t, values[i]);
	}
}

/* Values that cannot be written as a list become a regular expression. */
static void put_expression(struct text *t, const char *const *values, size_t n)
{
	put(t, n > 1 ? "~^(" : "~^");
	for (size_t i = 0; i < n; i++) {
		put(t, i ? "|" : "");
		for (const char *s = values[i]; *s; s++) {
			const char sign[] = {*s, '\0'};

			put(t, strchr("\\^$.[]|()?*+{}", *s) ? "\\" : "");
			put(t, sign);
		}
	}
	put(t, n > 1 ? ")$" : "$");
}

char *check_condition(const char *column, bool but, const char *const *values, size_t n)
{
	struct text t = {NULL, 0, 0};

	put_sign(&t, '\'');
	put(&t, column);
	put(&t, but ? "!" : "");
	if (is_list(values, n))
		put_list(&t, values, n);
	else
		put_expression(&t, values, n);
	put_sign(&t, '\'');
	put_sign(&t, '\0');
	return t.bytes;
}
