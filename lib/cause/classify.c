#include "cause/classify.h"

#include "base/embed.h"
#include "base/intern.h"
#include "base/mem.h"
#include "cause/pattern.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The place when no rule speaks: greater than any other, so that the least place wins. */
#define NONE SIZE_MAX

/* Word and regex rules as one pattern set. */
struct group {
	struct pattern_set *set;
	size_t *places; /* the place of the rule of each pattern */
	size_t count;
};

/*
 * The cache of one column: texts and the rule that speaks for each. It is direct-mapped. A text leaves only its hash the first time, and
 * is stored when it comes again, evicting what was there. So codes picked from a list are soon cached and stay, while texts that people
 * write, nearly all distinct, touch only the small table of hashes.
 */
enum { REMEMBERED = 1 << 12, SHORT = 119 };

struct memory {
	struct hash_key key;
	uint32_t hashes[REMEMBERED];
	struct known {
		size_t place;
		uint8_t length; /* 0: none */
		char bytes[SHORT];
	} known[REMEMBERED];
};

/* The place of the first rule that looks at a column, NONE when none does. */
struct first {
	size_t places[RULE_FIELDS];
};

struct classifier {
	bool forked; /* all but the scratch space belongs to another classifier */
	const struct rules *rules;
	struct group ignoring;                /* the ignoring rules, with the spans of their matches */
	struct group all;                     /* all word and regex rules */
	struct intern *exact;                 /* the patterns of exact rules */
	struct first *firsts;                 /* for each of these its first rule */
	struct memory *memories[RULE_FIELDS]; /* NULL: no text so far */
	struct text_room text;                /* normalised */
	struct text_room cut;
	size_t looked;
};

static const char unclassified[] = "unclassified";

static void index_exact(struct classifier *c)
{
	size_t capacity = 0;

	c->exact = intern_new();
	for (size_t i = 0; i < rules_count(c->rules); i++) {
		const struct rule *rule = rules_get(c->rules, i);
		bool fresh;

		if (rule->match != RULE_EXACT)
			continue;
		uint32_t id = intern_add(c->exact, rule->pattern, strlen(rule->pattern), &fresh);

		c->firsts = mem_grow(c->firsts, &capacity, (size_t)id + 1, sizeof(*c->firsts));
		for (int field = 0; field < RULE_FIELDS; field++) {
			size_t *first = &c->firsts[id].places[field];

			if (fresh)
				*first = NONE;
			if (*first == NONE && (rule->fields & 1u << field))
				*first = i;
		}
	}
}

/* Build the group of ignoring or of all rules, loaded from the image at *used, else compiled. Returns 0, or -1 with words. */
static int build_group(struct classifier *c, struct group *g, bool ignoring, const char *image, size_t size,
		       size_t *used, struct err *e)
{
	size_t n = rules_count(c->rules), bad, taken = 0;
	struct pattern *patterns = mem_alloc(n, sizeof(*patterns));
	struct err words;

	g->places = mem_alloc(n, sizeof(*g->places));
	for (size_t i = 0; i < n; i++) {
		const struct rule *rule = rules_get(c->rules, i);

		if (rule->match == RULE_EXACT || (ignoring && !rule->ignores))
			continue;
		g->places[g->count] = i;
		patterns[g->count++] =
			(struct pattern){rule->pattern, strlen(rule->pattern), rule->match == RULE_REGEX};
	}
	if (image)
		g->set = pattern_set_load(patterns, g->count, ignoring, image + *used, size - *used, &taken);
	*used += taken;
	if (!g->set)
		g->set = pattern_set_new(patterns, g->count, ignoring, &bad, &words);
	if (!g->set && bad < g->count) {
		const struct rule *rule = rules_get(c->rules, g->places[bad]);

		err_set(e, "%s:%llu: regex '%s' does not compile: %s", rules_name(c->rules),
			(unsigned long long)rule->line, rule->pattern, words.words);
	} else if (!g->set) {
		err_set(e, "%s: %s", rules_name(c->rules), words.words);
	}
	free(patterns);
	return g->set ? 0 : -1;
}

struct classifier *classifier_new(const struct rules *rules, const char *image, size_t size, struct err *e)
{
	struct classifier *c = mem_alloc(1, sizeof(*c));
	size_t used = 0;

	c->rules = rules;
	index_exact(c);
	if (build_group(c, &c->ignoring, true, image, size, &used, e) != 0 ||
	    build_group(c, &c->all, false, image, size, &used, e) != 0) {
		classifier_free(c);
		return NULL;
	}
	return c;
}

struct classifier *classifier_fork(const struct classifier *c, struct err *e)
{
	struct classifier *own = mem_alloc(1, sizeof(*own));

	*own = (struct classifier){
		.forked = true,
		.rules = c->rules,
		.ignoring = c->ignoring,
		.all = c->all,
		.exact = c->exact,
		.firsts = c->firsts,
	};
	own->ignoring.set = pattern_set_fork(c->ignoring.set, e);
	own->all.set = own->ignoring.set ? pattern_set_fork(c->all.set, e) : NULL;
	if (own->all.set)
		return own;
	classifier_free(own);
	return NULL;
}

struct classifier *classifier_read(const char *path, struct rules **rules, struct err *e)
{
	bool compiled = !path && &embed_rules_image_size != NULL;

	*rules = path ? rules_read(path, e) : rules_read_memory("built-in rules", embed_rules, embed_rules_size, e);
	struct classifier *c = *rules ? classifier_new(*rules, compiled ? embed_rules_image : NULL,
						       compiled ? embed_rules_image_size : 0, e)
				      : NULL;

	if (!c) {
		rules_free(*rules);
		*rules = NULL;
	}
	return c;
}

void classifier_free(struct classifier *c)
{
	if (!c)
		return;
	pattern_set_free(c->ignoring.set);
	pattern_set_free(c->all.set);
	if (!c->forked) {
		free(c->ignoring.places);
		free(c->all.places);
		intern_free(c->exact);
		free(c->firsts);
	}
	for (int i = 0; i < RULE_FIELDS; i++)
		free(c->memories[i]);
	free(c->text.bytes);
	free(c->cut.bytes);
	free(c);
}

const struct rules *classifier_rules(const struct classifier *c)
{
	return c->rules;
}

char *classifier_save(const struct classifier *c, size_t *n, struct err *e)
{
	size_t first, second;
	char *ignoring = pattern_set_save(c->ignoring.set, &first, e);
	char *all = ignoring ? pattern_set_save(c->all.set, &second, e) : NULL;
	char *image = NULL;

	if (all) {
		*n = first + second;
		image = mem_alloc(*n, 1);
		memcpy(image, ignoring, first);
		memcpy(image + first, all, second);
	}
	free(ignoring);
	free(all);
	return image;
}

/* The state of matching one text. */
struct look {
	struct classifier *classifier;
	unsigned field;   /* its bit */
	const char *text; /* normalised */
	size_t length;
	char *cut;    /* a copy in which ignored matches are replaced by line ends */
	bool ignored; /* an ignoring rule matches */
	size_t best;
};

/* Cut a match out. Normalised text has no line ends and `.` does not match one, so no pattern can match across a cut. */
static void hide(void *context, size_t index, size_t from, size_t to)
{
	struct look *look = context;
	const struct classifier *c = look->classifier;

	if (rules_get(c->rules, c->ignoring.places[index])->fields & look->field)
		memset(look->cut + from, '\n', to - from);
}

static void choose(void *context, size_t index, size_t from, size_t to)
{
	struct look *look = context;
	const struct classifier *c = look->classifier;
	size_t place = c->all.places[index];
	const struct rule *rule = rules_get(c->rules, place);

	(void)from, (void)to;
	if (!(rule->fields & look->field))
		return;
	if (rule->ignores)
		look->ignored = true;
	else if (place < look->best)
		look->best = place;
}

/* The text has something to ignore: cut it out and match the rest. */
static int look_again(struct look *look, struct err *e)
{
	struct classifier *c = look->classifier;
	struct text_room *room = &c->cut;

	look->best = NONE;
	look->cut = room->bytes = mem_grow(room->bytes, &room->capacity, look->length + 1, sizeof(*room->bytes));
	memcpy(look->cut, look->text, look->length + 1);
	if (pattern_set_scan(c->ignoring.set, look->text, look->length, hide, look, e) != 0)
		return -1;
	return pattern_set_scan(c->all.set, look->cut, look->length, choose, look, e);
}

/* True when an exact rule equals the text. look->best is then the first such rule, or NONE if that is an ignoring rule. */
static bool match_exact(struct look *look, enum rule_field field)
{
	const struct classifier *c = look->classifier;
	uint32_t id;

	if (!intern_find(c->exact, look->text, look->length, &id) || c->firsts[id].places[field] == NONE)
		return false;
	look->best = c->firsts[id].places[field];
	if (rules_get(c->rules, look->best)->ignores)
		look->best = NONE;
	return true;
}

/* Find the rule for a text. Most texts have nothing to ignore and need only one scan. */
static int look_at(struct classifier *c, enum rule_field field, const struct classify_text *text, size_t *place,
		   struct err *e)
{
	struct look look = {.classifier = c, .field = 1u << field, .best = NONE};
	int status = 0;

	look.length = text_normalise_into(&c->text, text->bytes, text->length);
	look.text = c->text.bytes;
	c->looked++;
	if (look.length && !match_exact(&look, field)) {
		status = pattern_set_scan(c->all.set, look.text, look.length, choose, &look, e);
		if (status == 0 && look.ignored)
			status = look_again(&look, e);
	}
	*place = look.best;
	return status;
}

static struct memory *memory_new(void)
{
	struct memory *m = mem_alloc(1, sizeof(*m));

	m->key = hash_key();
	return m;
}

/* The entry of the cache that holds the text or shall hold it; NULL the first time it is seen in a while. */
static struct known *known_at(struct memory *m, const struct classify_text *text)
{
	uint64_t hash = intern_hash(&m->key, text->bytes, text->length);
	size_t at = hash % REMEMBERED;

	if (m->hashes[at] == (uint32_t)(hash >> 32))
		return &m->known[at];
	m->hashes[at] = (uint32_t)(hash >> 32);
	return NULL;
}

/* The place of the rule that speaks for a column, from the cache if the text is in it. */
static int recall(struct classifier *c, enum rule_field field, const struct classify_text *text, size_t *place,
		  struct err *e)
{
	struct known *known = NULL;

	*place = NONE;
	if (text->length == 0)
		return 0;
	if (!c->memories[field])
		c->memories[field] = memory_new();
	if (text->length <= SHORT)
		known = known_at(c->memories[field], text);
	if (known && known->length == text->length && memcmp(known->bytes, text->bytes, text->length) == 0) {
		*place = known->place;
		return 0;
	}
	if (look_at(c, field, text, place, e) != 0)
		return -1;
	if (known) {
		known->place = *place;
		known->length = (uint8_t)text->length;
		memcpy(known->bytes, text->bytes, text->length);
	}
	return 0;
}

static bool is_blank(const struct classify_text *text)
{
	const char *s = text->bytes;
	size_t n = text->length;

	text_trim(&s, &n);
	return n == 0;
}

/* True when both rules name a cause and the causes differ. */
static bool differ(const struct classifier *c, size_t a, size_t b)
{
	if (a == NONE || b == NONE)
		return false;
	const char *x = rules_get(c->rules, a)->cause, *y = rules_get(c->rules, b)->cause;

	return strcmp(x, unclassified) != 0 && strcmp(y, unclassified) != 0 && strcmp(x, y) != 0;
}

int classifier_decide(struct classifier *c, const struct classify_text texts[RULE_FIELDS], struct decision *verdict,
		      struct err *e)
{
	size_t places[RULE_FIELDS], best = NONE;

	for (int i = 0; i < RULE_FIELDS; i++) {
		if (recall(c, (enum rule_field)i, &texts[i], &places[i], e) != 0)
			return -1;
		if (places[i] < best)
			best = places[i];
	}
	size_t by_code = places[RULE_REASON1] < places[RULE_REASON2] ? places[RULE_REASON1] : places[RULE_REASON2];

	*verdict = (struct decision){.cause = unclassified, .place = best};
	verdict->conflict = differ(c, by_code, places[RULE_NOTE]);
	if (best != NONE) {
		verdict->rule = rules_get(c->rules, best);
		verdict->cause = verdict->rule->cause;
		verdict->reason = verdict->rule->reason;
		return 0;
	}
	bool empty = is_blank(&texts[RULE_REASON1]) && is_blank(&texts[RULE_REASON2]) && is_blank(&texts[RULE_NOTE]);

	verdict->reason = empty ? "unclassified/empty" : "unclassified/unmatched";
	return 0;
}

size_t classifier_looked(const struct classifier *c)
{
	return c->looked;
}
