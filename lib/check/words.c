/* Conditions of ret-filter in what to do: they are pasted into a shell, whatever signs a code has. */
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

/* Within single quotes of the shell, which only a single quote ends: it's is 'it'\''s'. */
static void put(struct text *t, const char *s)
{
	for (; *s; s++) {
		put_sign(t, *s);
		if (*s == '\'')
			for (const char *rest = "\\''"; *rest; rest++)
				put_sign(t, *rest);
	}
}

/* A list of values is parted by commas, and one that begins with @ names a file. */
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

/* What no list can tell, a regular expression can. */
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
