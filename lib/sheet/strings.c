#include "sheet/strings.h"

#include "base/mem.h"
#include "sheet/value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 24 };

/* Limits of the part, and of the memory for its texts. */
static const uint64_t part_limit = (uint64_t)4 << 30;
static const size_t text_limit = (size_t)1 << 30;

struct string {
	const char *bytes;
	size_t length;
};

struct strings {
	char *path;
	struct package *package; /* its own, because a package reads one part at a time */
	struct part *part;
	struct richtext text;
	struct arena *arena;
	struct string *items;
	size_t count, capacity;
	size_t bytes;
};

void richtext_start(struct richtext *r, const char *element)
{
	if (strcmp(element, "rPh") == 0)
		r->phonetic++;
	else if (strcmp(element, "t") == 0)
		r->open = r->phonetic == 0;
}

void richtext_end(struct richtext *r, const char *element)
{
	if (strcmp(element, "rPh") == 0)
		r->phonetic -= r->phonetic > 0;
	else if (strcmp(element, "t") == 0)
		r->open = false;
}

bool richtext_add(struct richtext *r, const char *bytes, size_t n)
{
	if (n > LONGEST - r->length)
		return false;
	r->bytes = mem_grow(r->bytes, &r->capacity, r->length + n, 1);
	memcpy(r->bytes + r->length, bytes, n);
	r->length += n;
	return true;
}

static void XMLCALL start_element(void *context, const char *element, const char **attributes)
{
	struct strings *s = context;
	const char *name = package_local(element);

	(void)attributes;
	if (strcmp(name, "si") == 0)
		s->text.length = s->text.phonetic = 0;
	richtext_start(&s->text, name);
}

static void XMLCALL end_element(void *context, const char *element)
{
	struct strings *s = context;
	const char *name = package_local(element);

	richtext_end(&s->text, name);
	if (strcmp(name, "si") != 0)
		return;
	size_t n = value_unescape(s->text.bytes, s->text.length);

	s->bytes += n + sizeof(*s->items);
	if (s->bytes > text_limit) {
		part_refuse(s->part, "its texts need more than 1 GB of memory");
		return;
	}
	s->items = mem_grow(s->items, &s->capacity, s->count + 1, sizeof(*s->items));
	s->items[s->count++] = (struct string){arena_dup(s->arena, n ? s->text.bytes : "", n), n};
}

static void XMLCALL take_text(void *context, const char *bytes, int n)
{
	struct strings *s = context;

	if (s->text.open && !richtext_add(&s->text, bytes, (size_t)n))
		part_refuse(s->part, "a text is longer than %d bytes", LONGEST);
}

struct strings *strings_open(const char *path, const char *part, struct err *e)
{
	static const struct part_handlers handlers = {start_element, end_element, take_text};
	struct strings *s = mem_alloc(1, sizeof(*s));

	s->path = mem_dup(path, strlen(path));
	s->arena = arena_new();
	if (!part)
		return s;
	s->package = package_open(path, e);
	s->part = s->package ? part_open(s->package, part, part_limit, &handlers, s, e) : NULL;
	if (s->part)
		return s;
	strings_free(s);
	return NULL;
}

void strings_free(struct strings *s)
{
	if (!s)
		return;
	part_close(s->part);
	package_close(s->package);
	arena_free(s->arena);
	free(s->text.bytes);
	free(s->items);
	free(s->path);
	free(s);
}

const char *strings_get(struct strings *s, size_t i, size_t *n, struct err *e)
{
	int status = 1;

	while (s->part && i >= s->count && status > 0)
		status = part_step(s->part, e);
	if (status < 0)
		return NULL;
	if (i >= s->count) {
		err_set(e, "%s: damaged workbook: a cell refers to text %zu of %zu", s->path, i + 1, s->count);
		return NULL;
	}
	*n = s->items[i].length;
	return s->items[i].bytes;
}
