#include "csv/field.h"

#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

/* The longest text that is cached, and the number of cached texts: enough for shops and states, too short for notes. */
enum { SHORT = 48, CACHED = 1 << 14 };

const char field_blank[FIELD_SLACK];

/* In front of it, a small direct-mapped cache for the few texts that most rows repeat. */
enum { RECENT = 256 };

struct recent {
	struct text_brief brief;
	size_t length; /* of the GB18030; 0: none */
	struct field field;
};

struct field_maker {
	enum encoding encoding;
	struct decoder *decoder;
	struct arena *texts;
	struct intern *known;  /* the cached GB18030 texts */
	struct field *decoded; /* the same in UTF-8, by their number in `known`; the bytes are in `kept` */
	struct arena *kept;
	struct recent *recent;
};

struct field_maker *field_maker_new(void)
{
	struct field_maker *m = mem_alloc(1, sizeof(*m));

	m->texts = arena_new();
	return m;
}

void field_maker_free(struct field_maker *m)
{
	if (!m)
		return;
	decoder_free(m->decoder);
	arena_free(m->texts);
	intern_free(m->known);
	if (m->kept)
		arena_free(m->kept);
	free(m->decoded);
	free(m->recent);
	free(m);
}

int field_maker_decode(struct field_maker *m, enum encoding encoding)
{
	m->encoding = encoding;
	if (encoding != ENCODING_GB18030 || m->decoder)
		return 0;
	m->decoder = decoder_new(ENCODING_GB18030);
	if (!m->decoder)
		return -1;
	m->known = intern_new();
	m->kept = arena_new();
	m->decoded = mem_alloc(CACHED, sizeof(*m->decoded));
	m->recent = mem_alloc(RECENT, sizeof(*m->recent));
	return 0;
}

void field_maker_clear(struct field_maker *m)
{
	arena_clear(m->texts);
}

/* Copy damaged UTF-8, with U+FFFD for each bad byte. */
static struct field mend_utf8(struct field_maker *m, const char *bytes, size_t n)
{
	char *copy = arena_alloc(m->texts, 3 * n + FIELD_SLACK);
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		size_t run = text_valid_prefix(bytes + i, n - i);

		memcpy(copy + to, bytes + i, run);
		to += run;
		i += run;
		if (i < n) {
			memcpy(copy + to, "\xef\xbf\xbd", 3);
			to += 3;
		}
	}
	return (struct field){copy, (uint32_t)to, FIELD_DAMAGED};
}

static struct field decode(struct field_maker *m, struct arena *a, const char *bytes, size_t n)
{
	bool damaged;
	size_t length;
	char *text = decoder_decode(m->decoder, a, bytes, n, &length, &damaged);

	return (struct field){text, (uint32_t)length, damaged ? FIELD_DAMAGED : 0};
}

/* Look a short text up in the cache, adding it while there is room. Returns false when the cache is full and does not have it. */
static bool recall(struct field_maker *m, const char *bytes, size_t n, struct field *field)
{
	uint32_t id;
	bool fresh;

	if (intern_count(m->known) >= CACHED) {
		if (!intern_find(m->known, bytes, n, &id))
			return false;
		*field = m->decoded[id];
		return true;
	}
	id = intern_add(m->known, bytes, n, &fresh);
	if (fresh)
		m->decoded[id] = decode(m, m->kept, bytes, n);
	*field = m->decoded[id];
	return true;
}

static struct field make_gb18030(struct field_maker *m, const char *bytes, size_t n)
{
	struct recent *recent = NULL;
	struct text_brief brief;
	struct field field;

	if (n <= TEXT_BRIEF) {
		brief = text_brief_of(bytes, n);
		recent = &m->recent[text_brief_place(brief, n, RECENT)];
		if (recent->length == n && text_brief_equal(recent->brief, brief))
			return recent->field;
	}
	if (n > SHORT || !recall(m, bytes, n, &field))
		return decode(m, m->texts, bytes, n);
	if (recent)
		*recent = (struct recent){brief, n, field};
	return field;
}

struct field field_make(struct field_maker *m, const char *bytes, size_t n, bool borrow)
{
	if (n == 0)
		return (struct field){field_blank, 0, 0};
	if (!(borrow ? field_is_ascii(bytes, n) : text_is_ascii(bytes, n))) {
		if (m->encoding == ENCODING_GB18030)
			return make_gb18030(m, bytes, n);
		if (text_valid_prefix(bytes, n) < n)
			return mend_utf8(m, bytes, n);
	}
	if (!borrow)
		bytes = memcpy(arena_alloc(m->texts, n + FIELD_SLACK), bytes, n);
	return (struct field){bytes, (uint32_t)n, 0};
}
