#include "io/excel.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Where the next byte stands. */
enum place { CELL_START, UNQUOTED, QUOTED, BEHIND_QUOTE };

struct excel {
	enum place place;
	bool quoted; /* the cell has quotes */
	char *cell;  /* the cell so far, without its quotes */
	size_t length, capacity;
	char *made; /* guarded bytes that are not taken yet */
	size_t made_length, made_capacity;
};

static void put(struct excel *x, const char *bytes, size_t n)
{
	if (n == 0)
		return;
	if (x->made_capacity - x->made_length < n)
		x->made = mem_grow(x->made, &x->made_capacity, x->made_length + n, 1);
	memcpy(x->made + x->made_length, bytes, n);
	x->made_length += n;
}

struct excel *excel_new(void)
{
	struct excel *x = mem_alloc(1, sizeof(*x));

	put(x, "\xef\xbb\xbf", 3);
	return x;
}

void excel_free(struct excel *x)
{
	if (!x)
		return;
	free(x->cell);
	free(x->made);
	free(x);
}

static size_t count_digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

/* `-3.5`, `+1`, `.5`, `1e-05` */
static bool is_number(const char *s, size_t n)
{
	size_t at = n && (s[0] == '+' || s[0] == '-') ? 1 : 0;
	size_t whole = count_digits(s + at, n - at), part = 0;

	at += whole;
	if (at < n && s[at] == '.') {
		part = count_digits(s + at + 1, n - at - 1);
		at += 1 + part;
	}
	if (whole + part == 0)
		return false;
	if (at < n && (s[at] == 'e' || s[at] == 'E')) {
		at += at + 1 < n && (s[at + 1] == '+' || s[at + 1] == '-') ? 2 : 1;
		size_t exponent = count_digits(s + at, n - at);

		if (exponent == 0)
			return false;
		at += exponent;
	}
	return at == n;
}

/* `1-2`, `3/4/25`: a spreadsheet takes them for days. Dates that retkit writes begin with the year. */
static bool is_like_day(const char *s, size_t n)
{
	size_t at = count_digits(s, n), parts = 1;

	if (at < 1 || at > 2)
		return false;
	while (at < n && (s[at] == '-' || s[at] == '/')) {
		size_t digits = count_digits(s + at + 1, n - at - 1);

		if (digits < 1 || digits > 4)
			return false;
		at += 1 + digits;
		parts++;
	}
	return at == n && (parts == 2 || parts == 3);
}

/* A whole number, or what looks like a number or a day, that a spreadsheet would not give back as it is. */
static bool is_fragile(const char *s, size_t n)
{
	size_t digits = count_digits(s, n);

	if (digits == 0)
		return false;
	if (digits == n)
		return n > EXCEL_DIGITS || (n > 1 && s[0] == '0');
	/* 12E4: the numbers that retkit writes have a sign behind the e. */
	if ((s[digits] == 'E' || s[digits] == 'e') && digits + 1 < n &&
	    count_digits(s + digits + 1, n - digits - 1) == n - digits - 1)
		return true;
	return is_like_day(s, n);
}

/* True for what a spreadsheet takes for the begin of a formula. */
static bool is_active(const char *s, size_t n)
{
	/* The full-width forms U+FF1D, U+FF0B, U+FF0D and U+FF20 differ in their last byte. */
	if (n >= 3 && memcmp(s, "\xef\xbc", 2) == 0)
		return memchr("\x9d\x8b\x8d\xa0", s[2], 4) != NULL;
	return n && memchr("=+-@\t\r\n", s[0], 7);
}

/* Put the cell with each of its quotes doubled. */
static void put_doubled(struct excel *x)
{
	const char *s = x->cell;
	size_t n = x->length;

	while (n) {
		const char *quote = memchr(s, '"', n);
		size_t run = quote ? (size_t)(quote - s) + 1 : n;

		put(x, s, run);
		if (quote)
			put(x, "\"", 1);
		s += run;
		n -= run;
	}
}

static void end_cell(struct excel *x)
{
	const char *before = x->quoted ? "\"" : "", *behind = before;

	if (is_fragile(x->cell, x->length)) {
		before = "\"=\"\"";
		behind = "\"\"\"";
	} else if (is_active(x->cell, x->length) && !is_number(x->cell, x->length)) {
		before = "\"'";
		behind = "\"";
	}
	put(x, before, strlen(before));
	if (*before)
		put_doubled(x);
	else
		put(x, x->cell, x->length);
	put(x, behind, strlen(behind));
	x->length = 0;
	x->quoted = false;
	x->place = CELL_START;
}

static void keep(struct excel *x, char byte)
{
	if (x->length == x->capacity)
		x->cell = mem_grow(x->cell, &x->capacity, x->length + 1, 1);
	x->cell[x->length++] = byte;
}

void excel_feed(struct excel *x, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char byte = bytes[i];

		if (x->place == QUOTED) {
			if (byte == '"')
				x->place = BEHIND_QUOTE;
			else
				keep(x, byte);
		} else if (byte == ',' || byte == '\n') {
			end_cell(x);
			put(x, &byte, 1);
		} else if (byte == '"' && x->place == CELL_START) {
			x->place = QUOTED;
			x->quoted = true;
		} else {
			/* Behind a quote, only another one can follow. */
			x->place = x->place == BEHIND_QUOTE ? QUOTED : UNQUOTED;
			keep(x, byte);
		}
	}
}

void excel_end(struct excel *x)
{
	end_cell(x);
}

const char *excel_take(struct excel *x, size_t *n)
{
	*n = x->made_length;
	x->made_length = 0;
	return x->made;
}

bool excel_is_guarded(const char *s, size_t n)
{
	if (n > 3 && s[0] == '=' && s[1] == '"' && s[n - 1] == '"')
		return is_fragile(s + 2, n - 3);
	return n > 1 && s[0] == '\'' && is_active(s + 1, n - 1) && !is_number(s + 1, n - 1);
}

int excel_check(bool excel, bool pretty, struct err *e)
{
	return excel && pretty ? err_set(e, "--excel is of CSV: give it without --pretty") : 0;
}
