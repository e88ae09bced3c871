#include "clean/header.h"

#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Names and their first index. Hashed, because hundreds are looked up, and a table without line ends is one huge header. */
struct places {
	struct intern *names;
	int *first; /* by number */
	size_t capacity;
};

struct headers {
	struct places plain;
	struct places bare; /* headers with units at the end, without these */
	size_t count;
};

/* ---- names ---- */

static bool is_wide_lead(char c)
{
	return (unsigned char)c >= 0xe3;
}

/* True when the character that ends before s[i] is wide. */
static bool follows_wide(const char *s, size_t i)
{
	while (i > 0 && ((unsigned char)s[i - 1] & 0xc0) == 0x80)
		i--;
	return i > 0 && is_wide_lead(s[i - 1]);
}

/* Remove the line ends with which a spreadsheet wraps a wide header. Returns the new length. */
static size_t unwrap(char *s, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		bool breaks = s[i] == '\n' || s[i] == '\r';
		bool wide = (to > 0 && (s[to - 1] & 0x80)) || (s[i + 1] & 0x80) || (s[i] == '\r' && s[i + 1] == '\n');

		if (!breaks || !wide)
			s[to++] = s[i];
	}
	return to;
}

/* Remove the blanks next to wide characters, which are there for the looks. Returns the new length. */
static size_t close_up(char *s, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] != ' ' || (!follows_wide(s, to) && !(i + 1 < n && is_wide_lead(s[i + 1]))))
			s[to++] = s[i];
	return to;
}

static const struct {
	const char *open;
	const char *close;
} brackets[] = {{"(", ")"}, {"[", "]"}, {"{", "}"}, {"【", "】"}};

enum { BRACKETS = sizeof(brackets) / sizeof(brackets[0]) };

static bool begins(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(s, with, strlen(with)) == 0;
}

static bool ends(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(s + n - strlen(with), with, strlen(with)) == 0;
}

/* Where the last bracket of s[0..n) opens that closes at its end; `n` when there is none. *inside is the start of its text. */
static size_t find_group(const char *s, size_t n, size_t *inside)
{
	for (size_t b = 0; b < BRACKETS; b++) {
		size_t length = strlen(brackets[b].open);

		if (!ends(s, n, brackets[b].close))
			continue;
		for (size_t i = n; i-- > 0;)
			if (begins(s + i, n - i, brackets[b].open)) {
				*inside = i + length;
				return i;
			}
	}
	return n;
}

/* True when a text in brackets tells whoever fills in a form that the column must be filled in, or need not be. */
static bool is_demand(const char *s, size_t n)
{
	static const char *const words[] = {"必填",   "必须",     "选填",      "非必填",  "可选",
					    "可不填", "required", "mandatory", "optional"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (begins(s, n, words[i]))
			return true;
	return false;
}

/* Take one mark or blank off an end of *s. Returns false when there is none. */
static bool trim_mark(const char **s, size_t *n)
{
	static const char *const marks[] = {"*", ":", " ", "※", "★", "▲", "●"};
	size_t inside;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t length = strlen(marks[i]);
		bool first = begins(*s, *n, marks[i]);

		if (!first && !ends(*s, *n, marks[i]))
			continue;
		*s += first ? length : 0;
		*n -= length;
		return true;
	}
	size_t group = find_group(*s, *n, &inside);

	if (group < *n && is_demand(*s + inside, *n - inside)) {
		*n = group;
		return true;
	}
	for (size_t b = 0; b < BRACKETS; b++) {
		size_t length = strlen(brackets[b].open);
		const char *close = begins(*s, *n, brackets[b].open)
					    ? memmem(*s, *n, brackets[b].close, strlen(brackets[b].close))
					    : NULL;

		if (!close || !is_demand(*s + length, *n - length))
			continue;
		close += strlen(brackets[b].close);
		*n -= (size_t)(close - *s);
		*s = close;
		return true;
	}
	return false;
}

/* The first and the last byte nearly always show that there is no mark: thousands of names are looked at when a program begins. */
static bool may_bear_mark(const char *s, size_t n)
{
	static const char first[] = "*: ([{\xe2\xe3", last[] = "*: )]}\xbb\x85\xb2\x8f\x91";

	return n > 0 && (memchr(first, s[0], sizeof(first) - 1) || memchr(last, s[n - 1], sizeof(last) - 1));
}

size_t header_normalise_into(struct text_room *room, const char *name, size_t n)
{
	char *copy = memchr(name, '\n', n) || memchr(name, '\r', n) ? mem_dup(name, n) : NULL;

	n = text_normalise_into(room, copy ? copy : name, copy ? unwrap(copy, n) : n);
	free(copy);
	const char *from = room->bytes;
	size_t length = n;

	while (may_bear_mark(from, length) && trim_mark(&from, &length))
		;
	/* A header of marks alone stays what it is. */
	if (length) {
		memmove(room->bytes, from, length);
		n = close_up(room->bytes, length);
		room->bytes[n] = '\0';
	}
	return n;
}

char *header_normalise(const char *name, size_t n)
{
	struct text_room room = {NULL, 0};

	header_normalise_into(&room, name, n);
	return room.bytes;
}

size_t header_bare(const char *s, size_t n)
{
	static const char *const units[] = {"件", "个", "元",  "套",  "双",  "箱",  "盒",  "瓶",
					    "台", "条", "只",  "张",  "包",  "kg",  "g",   "pcs",
					    "pc", "ea", "usd", "eur", "gbp", "jpy", "cny", "rmb"};
	size_t inside, group = find_group(s, n, &inside);
	const char *slash = memrchr(s, '/', n);

	for (size_t i = 0; slash && group == n && i < sizeof(units) / sizeof(units[0]); i++)
		if ((size_t)(s + n - slash - 1) == strlen(units[i]) && ends(s, n, units[i]))
			group = (size_t)(slash - s);
	if (group == n)
		return 0;
	while (group > 0 && s[group - 1] == ' ')
		group--;
	return group;
}

/* ---- the headers of a file ---- */

static void add_place(struct places *p, const char *name, size_t n, size_t place)
{
	bool fresh;
	uint32_t id = intern_add(p->names, name, n, &fresh);

	if (!fresh)
		return;
	p->first = mem_grow(p->first, &p->capacity, id + 1, sizeof(*p->first));
	p->first[id] = (int)place;
}

/* The most units that are taken off one header. */
enum { UNITS = 4 };

/* Add the headers that bear marks, or those that do not. */
static void add_headers(struct headers *h, const char *const *names, bool marked)
{
	struct text_room room = {NULL, 0};

	for (size_t i = 0; i < h->count; i++) {
		char *written = text_normalise(names[i], strlen(names[i]));
		size_t n = header_normalise_into(&room, names[i], strlen(names[i]));

		if ((strcmp(written, room.bytes) != 0) == marked) {
			add_place(&h->plain, room.bytes, n, i);
			for (size_t k = 0; k < UNITS && (n = header_bare(room.bytes, n)) > 0; k++)
				add_place(&h->bare, room.bytes, n, i);
		}
		free(written);
	}
	free(room.bytes);
}

struct headers *headers_new(const char *const *names, size_t n)
{
	struct headers *h = mem_alloc(1, sizeof(*h));

	*h = (struct headers){.plain = {.names = intern_new()}, .bare = {.names = intern_new()}, .count = n};
	add_headers(h, names, false);
	add_headers(h, names, true);
	return h;
}

void headers_free(struct headers *h)
{
	if (!h)
		return;
	intern_free(h->plain.names);
	intern_free(h->bare.names);
	free(h->plain.first);
	free(h->bare.first);
	free(h);
}

size_t headers_count(const struct headers *h)
{
	return h->count;
}

int headers_find(const struct headers *h, const char *name)
{
	size_t n = strlen(name);
	uint32_t id;

	if (intern_find(h->plain.names, name, n, &id))
		return h->plain.first[id];
	if (intern_find(h->bare.names, name, n, &id))
		return h->bare.first[id];
	return -1;
}

static bool contains_any(const char *name, size_t length, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memmem(name, length, texts[i], strlen(texts[i])))
			return true;
	return false;
}

/* True when a header has this name, with units or without. */
static bool is_name(const char *header, size_t n, const char *name)
{
	do
		if (n == strlen(name) && memcmp(header, name, n) == 0)
			return true;
	while ((n = header_bare(header, n)) > 0);
	return false;
}

size_t headers_containing(const struct headers *h, const char *const *texts, size_t n, const char *except)
{
	size_t found = 0;

	for (uint32_t id = 0; id < intern_count(h->plain.names); id++) {
		size_t length;
		const char *name = intern_get(h->plain.names, id, &length);

		found += contains_any(name, length, texts, n) && !is_name(name, length, except);
	}
	return found;
}

int header_list(const char *text, size_t n, char ***names, size_t *count)
{
	const char *end = text + n;
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	for (;;) {
		const char *bar = memchr(text, '|', (size_t)(end - text));
		char *name = header_normalise(text, (size_t)((bar ? bar : end) - text));

		*names = mem_grow(*names, &capacity, *count + 1, sizeof(**names));
		(*names)[(*count)++] = name;
		if (!name[0])
			return -1;
		if (!bar)
			return 0;
		text = bar + 1;
	}
}
