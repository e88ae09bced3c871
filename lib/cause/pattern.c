#include "cause/pattern.h"

#include "base/mem.h"
#include "base/text.h"

#include <hs/hs.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Words and regexes are compiled separately, because vectorscan compiles literals many times faster than regexes. */
enum part { WORDS, REGEXES, PARTS };

struct pattern_set {
	bool forked; /* all but the scratch space belongs to another set */
	bool spans;
	uint64_t fingerprint;
	hs_database_t *databases[PARTS]; /* NULL: no such patterns */
	hs_scratch_t *scratch;           /* NULL: no patterns at all */
	size_t count;
	struct word {
		size_t length;
		bool edge_before; /* begins with an ASCII letter or digit */
		bool edge_after;
	} * words; /* one for each pattern; zeros for a regex */
};

static const char magic[8] = "rkpat01";

struct image_head {
	char magic[sizeof(magic)];
	uint64_t fingerprint;
	uint64_t sizes[PARTS];
};

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
	const unsigned char *b = bytes;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ b[i]) * 0x100000001b3u;
	return hash;
}

/* FNV-1a over everything that affects the compiled result. */
static uint64_t take_fingerprint(const struct pattern *patterns, size_t n, bool spans)
{
	uint64_t hash = mix(0xcbf29ce484222325u, hs_version(), strlen(hs_version()));
	uint64_t head[2] = {n, spans};

	hash = mix(hash, head, sizeof(head));
	for (size_t i = 0; i < n; i++) {
		uint64_t each[2] = {patterns[i].length, patterns[i].regex};

		hash = mix(hash, each, sizeof(each));
		hash = mix(hash, patterns[i].text, patterns[i].length);
	}
	return hash;
}

/* A set without its databases. */
static struct pattern_set *prepare(const struct pattern *patterns, size_t n, bool spans)
{
	struct pattern_set *s = mem_alloc(1, sizeof(*s));

	s->spans = spans;
	s->count = n;
	s->fingerprint = take_fingerprint(patterns, n, spans);
	s->words = mem_alloc(n, sizeof(*s->words));
	for (size_t i = 0; i < n; i++) {
		const struct pattern *p = &patterns[i];

		if (p->regex)
			continue;
		s->words[i] = (struct word){p->length, is_word_byte(p->text[0]), is_word_byte(p->text[p->length - 1])};
	}
	return s;
}

void pattern_set_free(struct pattern_set *s)
{
	if (!s)
		return;
	for (int part = 0; part < PARTS && !s->forked; part++)
		hs_free_database(s->databases[part]);
	hs_free_scratch(s->scratch);
	if (!s->forked)
		free(s->words);
	free(s);
}

struct pattern_set *pattern_set_fork(const struct pattern_set *s, struct err *e)
{
	struct pattern_set *own = mem_alloc(1, sizeof(*own));

	*own = *s;
	own->forked = true;
	own->scratch = NULL;
	if (!s->scratch || hs_clone_scratch(s->scratch, &own->scratch) == HS_SUCCESS)
		return own;
	err_set(e, "no scratch space for the patterns");
	free(own);
	return NULL;
}

static unsigned choose_flags(const struct pattern_set *s, size_t i, enum part part)
{
	const struct word *w = &s->words[i];

	/* The start of a match must be asked for with regexes; that of a word follows from its length. */
	if (part == REGEXES)
		return HS_FLAG_UTF8 | HS_FLAG_CASELESS | (s->spans ? HS_FLAG_SOM_LEFTMOST : HS_FLAG_SINGLEMATCH);
	/* All matches of a word with boundaries are needed: the first may fail the check of its neighbours. */
	return s->spans || w->edge_before || w->edge_after ? 0 : HS_FLAG_SINGLEMATCH;
}

/* The patterns of one part, in the form that the library takes. */
struct list {
	unsigned n;
	const char **texts;
	size_t *lengths;
	unsigned *flags;
	unsigned *ids;
};

static void make_list(struct list *l, const struct pattern_set *s, const struct pattern *patterns, enum part part)
{
	*l = (struct list){
		.texts = mem_alloc(s->count, sizeof(*l->texts)),
		.lengths = mem_alloc(s->count, sizeof(*l->lengths)),
		.flags = mem_alloc(s->count, sizeof(*l->flags)),
		.ids = mem_alloc(s->count, sizeof(*l->ids)),
	};
	for (size_t i = 0; i < s->count; i++) {
		if (patterns[i].regex != (part == REGEXES))
			continue;
		l->texts[l->n] = mem_dup(patterns[i].text, patterns[i].length);
		l->lengths[l->n] = patterns[i].length;
		l->flags[l->n] = choose_flags(s, i, part);
		l->ids[l->n++] = (unsigned)i;
	}
}

static void free_list(struct list *l)
{
	for (unsigned i = 0; i < l->n; i++)
		free((char *)l->texts[i]);
	free(l->texts);
	free(l->lengths);
	free(l->flags);
	free(l->ids);
}

static int compile_part(struct pattern_set *s, const struct pattern *patterns, enum part part, size_t *bad,
			struct err *e)
{
	/* For any machine of this kind, so that an image made on one works on another. */
	const hs_platform_info_t any = {0};
	hs_compile_error_t *error = NULL;
	hs_error_t got = HS_SUCCESS;
	struct list l;

	make_list(&l, s, patterns, part);
	if (l.n && part == WORDS)
		got = hs_compile_lit_multi(l.texts, l.flags, l.ids, l.lengths, l.n, HS_MODE_BLOCK, &any,
					   &s->databases[part], &error);
	else if (l.n)
		got = hs_compile_multi(l.texts, l.flags, l.ids, l.n, HS_MODE_BLOCK, &any, &s->databases[part], &error);
	if (got != HS_SUCCESS) {
		if (error && error->expression >= 0)
			*bad = l.ids[error->expression];
		const char *words = error ? error->message : "the patterns do not compile";
		size_t n = strlen(words);

		/* Drop the full stop of the library. */
		err_set(e, "%.*s", (int)(n && words[n - 1] == '.' ? n - 1 : n), words);
	}
	hs_free_compile_error(error);
	free_list(&l);
	return got == HS_SUCCESS ? 0 : -1;
}

static int add_scratch(struct pattern_set *s, struct err *e)
{
	for (int part = 0; part < PARTS; part++)
		if (s->databases[part] && hs_alloc_scratch(s->databases[part], &s->scratch) != HS_SUCCESS)
			return err_set(e, "no scratch space for the patterns");
	return 0;
}

struct pattern_set *pattern_set_new(const struct pattern *patterns, size_t n, bool spans, size_t *bad, struct err *e)
{
	struct pattern_set *s;

	*bad = n;
	if (hs_valid_platform() != HS_SUCCESS) {
		err_set(e, "this processor is too old for vectorscan");
		return NULL;
	}
	s = prepare(patterns, n, spans);
	if (compile_part(s, patterns, WORDS, bad, e) != 0 || compile_part(s, patterns, REGEXES, bad, e) != 0 ||
	    add_scratch(s, e) != 0) {
		pattern_set_free(s);
		return NULL;
	}
	return s;
}

struct scan {
	const struct pattern_set *set;
	const char *text;
	size_t length;
	pattern_hit *hit;
	void *context;
};

static int take_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
	const struct scan *scan = context;
	const struct word *w = &scan->set->words[id];
	size_t start = (size_t)from, end = (size_t)to;

	(void)flags;
	if (w->length) {
		start = end - w->length;
		if (w->edge_before && start > 0 && is_word_byte(scan->text[start - 1]))
			return 0;
		if (w->edge_after && end < scan->length && is_word_byte(scan->text[end]))
			return 0;
	}
	scan->hit(scan->context, id, start, end);
	return 0;
}

int pattern_set_scan(struct pattern_set *s, const char *text, size_t n, pattern_hit *hit, void *context, struct err *e)
{
	struct scan scan = {s, text, text_valid_prefix(text, n), hit, context};

	if (scan.length > UINT32_MAX)
		return err_set(e, "a text of %zu bytes is too long to match", n);
	for (int part = 0; part < PARTS; part++)
		if (s->databases[part] && hs_scan(s->databases[part], text, (unsigned)scan.length, 0, s->scratch,
						  take_match, &scan) != HS_SUCCESS)
			return err_set(e, "matching failed");
	return 0;
}

char *pattern_set_save(const struct pattern_set *s, size_t *n, struct err *e)
{
	struct image_head head = {.fingerprint = s->fingerprint};
	char *parts[PARTS] = {NULL};
	size_t sizes[PARTS] = {0};
	char *image = NULL;
	int status = 0;

	memcpy(head.magic, magic, sizeof(magic));
	*n = sizeof(head);
	for (int part = 0; part < PARTS && status == 0; part++) {
		if (s->databases[part] &&
		    hs_serialize_database(s->databases[part], &parts[part], &sizes[part]) != HS_SUCCESS)
			status = err_set(e, "the compiled patterns cannot be saved");
		head.sizes[part] = sizes[part];
		*n += sizes[part];
	}
	if (status == 0) {
		char *at = image = mem_alloc(*n, 1);

		memcpy(at, &head, sizeof(head));
		at += sizeof(head);
		for (int part = 0; part < PARTS; part++) {
			if (sizes[part])
				memcpy(at, parts[part], sizes[part]);
			at += sizes[part];
		}
	}
	for (int part = 0; part < PARTS; part++)
		free(parts[part]);
	return image;
}

struct pattern_set *pattern_set_load(const struct pattern *patterns, size_t n, bool spans, const char *image,
				     size_t size, size_t *used)
{
	struct image_head head;
	struct err unused;

	if (size < sizeof(head) || hs_valid_platform() != HS_SUCCESS)
		return NULL;
	memcpy(&head, image, sizeof(head));
	struct pattern_set *s = prepare(patterns, n, spans);
	bool fits = memcmp(head.magic, magic, sizeof(magic)) == 0 && head.fingerprint == s->fingerprint;

	*used = sizeof(head);
	for (int part = 0; part < PARTS && fits; part++) {
		if (head.sizes[part] > size - *used)
			fits = false;
		else if (head.sizes[part])
			fits = hs_deserialize_database(image + *used, (size_t)head.sizes[part], &s->databases[part]) ==
			       HS_SUCCESS;
		*used += fits ? (size_t)head.sizes[part] : 0;
	}
	if (!fits || add_scratch(s, &unused) != 0) {
		pattern_set_free(s);
		return NULL;
	}
	return s;
}
