#include "expression.h"

#include "mem.h"
#include "text.h"

#include <ctype.h>
#include <regex.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LAST = 0x10ffff, ASCII_LAST = 0x7f, RANGES = 512 };

struct expression {
	regex_t compiled;
};

/* ---- text that grows ---- */

struct writing {
	char *text;
	size_t length;
	size_t capacity;
};

static void put(struct writing *w, const char *s, size_t n)
{
	w->text = mem_grow(w->text, &w->capacity, w->length + n + 1, 1);
	memcpy(w->text + w->length, s, n);
	w->length += n;
	w->text[w->length] = '\0';
}

static void put_text(struct writing *w, const char *s)
{
	put(w, s, strlen(s));
}

static void put_byte(struct writing *w, unsigned byte)
{
	char c = (char)byte;

	put(w, &c, 1);
}

/* ---- sets of characters ---- */

struct range {
	uint32_t low;
	uint32_t high;
};

struct set {
	struct range ranges[RANGES];
	size_t count;
	bool full; /* more were added than fit */
};

static void set_add(struct set *s, uint32_t low, uint32_t high)
{
	/* One less than there is room for, because a set of n ranges may leave out n + 1. */
	if (s->count == RANGES - 1)
		s->full = true;
	else
		s->ranges[s->count++] = (struct range){low, high};
}

static int compare_ranges(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

/* Put the ranges in order, overlapping ones together. */
static void set_tidy(struct set *s)
{
	size_t to = 0;

	qsort(s->ranges, s->count, sizeof(*s->ranges), compare_ranges);
	for (size_t i = 0; i < s->count; i++) {
		struct range *last = &s->ranges[to ? to - 1 : 0];

		if (to == 0 || s->ranges[i].low > last->high + 1)
			s->ranges[to++] = s->ranges[i];
		else if (s->ranges[i].high > last->high)
			last->high = s->ranges[i].high;
	}
	s->count = to;
}

/* All characters but those of a tidy set; NUL is none. */
static struct set set_invert(const struct set *s)
{
	struct set inverted = {.count = 0};
	uint32_t next = 1;

	for (size_t i = 0; i < s->count; i++) {
		if (s->ranges[i].low > next)
			inverted.ranges[inverted.count++] =
				(struct range){next, s->ranges[i].low - 1};
		next = s->ranges[i].high + 1;
	}
	if (next <= LAST)
		inverted.ranges[inverted.count++] = (struct range){next, LAST};
	return inverted;
}

static void set_add_class(struct set *s, int (*belongs)(int))
{
	for (int c = 1; c <= ASCII_LAST; c++)
		if (belongs(c))
			set_add(s, (uint32_t)c, (uint32_t)c);
}

static int is_word(int c)
{
	return isalnum(c) || c == '_';
}

/* ---- a set as an expression over bytes ---- */

static void put_byte_range(struct writing *w, unsigned low, unsigned high)
{
	put_text(w, "[");
	put_byte(w, low);
	if (high > low) {
		put_text(w, "-");
		put_byte(w, high);
	}
	put_text(w, "]");
}

/*
 * Sequences of equal length from `low` to `high`: the leading bytes they share, then either one
 * range for each byte or, where the rest does not run from its first to its last value, the pieces
 * one after another.
 */
static void put_sequences(struct writing *w, const unsigned char *low, const unsigned char *high,
			  size_t n, const char **bar)
{
	size_t shared = 0;
	bool whole = true;

	while (shared < n && low[shared] == high[shared])
		shared++;
	for (size_t i = shared + 1; i < n; i++)
		whole = whole && low[i] == 0x80 && high[i] == 0xbf;
	if (whole) {
		put_text(w, *bar);
		*bar = "|";
		for (size_t i = 0; i < n; i++)
			put_byte_range(w, low[i], high[i]);
		return;
	}
	unsigned char end[4], begin[4];
	size_t after = n - shared - 1;

	/*
	 * From `low` to the end of its block, the blocks between, from the start of the last to
	 * `high`.
	 */
	memcpy(end, low, n);
	memset(end + shared + 1, 0xbf, after);
	put_sequences(w, low, end, n, bar);
	if (high[shared] - low[shared] > 1) {
		memcpy(begin, low, n);
		memcpy(end, low, n);
		begin[shared] = (unsigned char)(low[shared] + 1);
		end[shared] = (unsigned char)(high[shared] - 1);
		memset(begin + shared + 1, 0x80, after);
		memset(end + shared + 1, 0xbf, after);
		put_sequences(w, begin, end, n, bar);
	}
	memcpy(begin, high, n);
	memset(begin + shared + 1, 0x80, after);
	put_sequences(w, begin, high, n, bar);
}

/* The characters of a range that take more than one byte. */
static void put_wide_range(struct writing *w, struct range r, const char **bar)
{
	static const struct range lengths[] = {
		{0x80, 0x7ff}, {0x800, 0xd7ff}, {0xe000, 0xffff}, {0x10000, LAST},
	};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		uint32_t low = r.low > lengths[i].low ? r.low : lengths[i].low;
		uint32_t high = r.high < lengths[i].high ? r.high : lengths[i].high;
		char first[4], last[4];

		if (low > high)
			continue;
		size_t n = text_encode(low, first);

		text_encode(high, last);
		put_sequences(w, (const unsigned char *)first, (const unsigned char *)last, n, bar);
	}
}

/* The ASCII characters of a set; those with a meaning in brackets stand where they have none. */
static void put_ascii(struct writing *w, const struct set *s, const char **bar)
{
	bool member[ASCII_LAST + 1] = {false};
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		for (uint32_t c = s->ranges[i].low; c <= s->ranges[i].high && c <= ASCII_LAST; c++)
			member[c] = true;
	for (int c = 1; c <= ASCII_LAST; c++)
		count += member[c];
	if (count == 0)
		return;
	put_text(w, *bar);
	*bar = "|";
	if (count == 1 && member['^']) {
		put_text(w, "\\^");
		return;
	}
	put_text(w, member[']'] ? "[]" : "[");
	for (unsigned c = 1; c <= ASCII_LAST; c++)
		if (member[c] && c != ']' && c != '^' && c != '-')
			put_byte(w, c);
	/* `^` must not come first, `-` must come first or last. */
	if (member['^'])
		put_text(w, count == 2 && member['-'] ? "-^]" : member['-'] ? "^-]" : "^]");
	else
		put_text(w, member['-'] ? "-]" : "]");
}

static void put_set(struct writing *w, const struct set *s)
{
	const char *bar = "";

	put_text(w, "(");
	put_ascii(w, s, &bar);
	for (size_t i = 0; i < s->count; i++)
		put_wide_range(w, s->ranges[i], &bar);
	put_text(w, ")");
}

/* ---- reading ---- */

static const struct {
	const char *name;
	int (*belongs)(int);
} classes[] = {
	{"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
	{"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
	{"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
};

/* `[:name:]` at *at, which is moved behind it. Returns 0, or -1 with words. */
static int read_class(const char **at, struct set *s, struct err *e)
{
	const char *name = *at + 2;
	const char *end = strstr(name, ":]");

	for (size_t i = 0; end && i < sizeof(classes) / sizeof(*classes); i++) {
		size_t n = strlen(classes[i].name);

		if ((size_t)(end - name) != n || memcmp(name, classes[i].name, n) != 0)
			continue;
		set_add_class(s, classes[i].belongs);
		*at = end + 2;
		return 0;
	}
	return err_set(e, "no such class of characters: '%.12s'", *at);
}

/* One character of valid UTF-8. */
static uint32_t read_character(const char **at)
{
	uint32_t code = 0;

	*at += text_decode(*at, strlen(*at), &code);
	return code;
}

/* What stands between `[` or `[^` and `]`; *at is moved behind the `]`. */
static int read_members(const char **at, struct set *s, struct err *e)
{
	const char *first = *at;

	while (**at && (**at != ']' || *at == first)) {
		if ((*at)[0] == '[' && ((*at)[1] == '.' || (*at)[1] == '='))
			return err_set(e, "no collating symbols or equivalence classes: '%.4s'",
				       *at);
		if ((*at)[0] == '[' && (*at)[1] == ':') {
			if (read_class(at, s, e) != 0)
				return -1;
			continue;
		}
		uint32_t low = read_character(at), high = low;

		if ((*at)[0] == '-' && (*at)[1] && (*at)[1] != ']') {
			++*at;
			high = read_character(at);
		}
		if (high < low)
			return err_set(e, "a range that ends before it begins");
		set_add(s, low, high);
	}
	if (!**at)
		return err_set(e, "unmatched [");
	++*at;
	return s->full ? err_set(e, "too many characters between brackets") : 0;
}

static int read_bracket(const char **at, struct writing *w, struct err *e)
{
	struct set s = {.count = 0};
	bool negated = **at == '^';

	*at += negated;
	if (read_members(at, &s, e) != 0)
		return -1;
	set_tidy(&s);
	if (negated)
		s = set_invert(&s);
	put_set(w, &s);
	return 0;
}

/* What follows a backslash. */
static int read_escape(const char **at, struct writing *w, struct err *e)
{
	struct set s = {.count = 0};
	char c = **at;

	if (c == '\0')
		return err_set(e, "a backslash at the end");
	if (c >= '1' && c <= '9')
		return err_set(e, "no back-references: '\\%c'", c);
	/* A character beyond ASCII needs no escape: it is read on as if it had none. */
	if ((unsigned char)c > ASCII_LAST)
		return 0;
	++*at;
	if (c != 'w' && c != 'W' && c != 's' && c != 'S') {
		put_text(w, "\\");
		put_byte(w, (unsigned char)c);
		return 0;
	}
	set_add_class(&s, c == 'w' || c == 'W' ? is_word : isspace);
	set_tidy(&s);
	if (c == 'W' || c == 'S')
		s = set_invert(&s);
	put_set(w, &s);
	return 0;
}

/* Write the expression anew as one over bytes. */
static int rewrite(const char *at, struct writing *w, struct err *e)
{
	static const struct set any = {{{1, LAST}}, 1, false};

	while (*at) {
		const char *begin = at;
		uint32_t code = read_character(&at);
		int status = 0;

		if (code == '\\')
			status = read_escape(&at, w, e);
		else if (code == '[')
			status = read_bracket(&at, w, e);
		else if (code == '.')
			put_set(w, &any);
		else if (code > ASCII_LAST && *at && strchr("*+?{", *at)) {
			put_text(w, "(");
			put(w, begin, (size_t)(at - begin));
			put_text(w, ")");
		} else {
			put(w, begin, (size_t)(at - begin));
		}
		if (status != 0)
			return -1;
	}
	return 0;
}

struct expression *expression_new(const char *pattern, struct err *e)
{
	struct writing w = {NULL, 0, 0};
	struct expression *x;
	char words[128];
	int failure;

	if (text_valid_prefix(pattern, strlen(pattern)) != strlen(pattern)) {
		err_set(e, "is not UTF-8 text");
		return NULL;
	}
	put_text(&w, "");
	if (rewrite(pattern, &w, e) != 0) {
		free(w.text);
		return NULL;
	}
	x = mem_alloc(1, sizeof(*x));
	failure = regcomp(&x->compiled, w.text, REG_EXTENDED | REG_NOSUB);
	free(w.text);
	if (failure == 0)
		return x;
	regerror(failure, &x->compiled, words, sizeof(words));
	err_set(e, "%s", words);
	free(x);
	return NULL;
}

void expression_free(struct expression *x)
{
	if (!x)
		return;
	regfree(&x->compiled);
	free(x);
}

bool expression_matches(const struct expression *x, const char *text)
{
	return regexec(&x->compiled, text, 0, NULL, 0) == 0;
}
