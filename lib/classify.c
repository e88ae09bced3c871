#include "classify.h"

#include "embed.h"
#include "intern.h"
#include "mem.h"
#include "pattern.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* No rule speaks. Greater than the place of any rule, so that the least place wins. */
#define NONE SIZE_MAX

enum { REMEMBERED = 1 << 20 }; /* distinct texts of one column */

/* The word and regex rules that ignore, or that decide, as one pattern set. */
struct group {
	struct pattern_set *set;
	size_t *places; /* of the rule of each pattern */
	size_t count;
};

/* The texts of one column seen so far and which rule speaks for each. */
struct memory {
	struct intern *texts;
	size_t *places;
	size_t capacity;
};

struct classifier {
	bool forked; /* the places are another's */
	const struct rules *rules;
	struct group ignoring;
	struct group deciding;
	size_t *exact; /* places of the exact rules, by pattern, then by place */
	size_t exact_count;
	struct memory memories[RULE_FIELDS];
	size_t looked;
};

static const char unclassified[] = "unclassified";

/* qsort() hands no context, so the rules themselves are sorted. */
static int compare_exact(const void *a, const void *b)
{
	const struct rule *const *x = a, *const *y = b;
	int order = strcmp((*x)->pattern, (*y)->pattern);

	return order ? order : (*x > *y) - (*x < *y);
}

static void index_exact(struct classifier *c)
{
	size_t n = rules_count(c->rules);
	const struct rule **sorted = mem_alloc(n, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		if (rules_get(c->rules, i)->match == RULE_EXACT)
			sorted[c->exact_count++] = rules_get(c->rules, i);
	qsort(sorted, c->exact_count, sizeof(*sorted), compare_exact);
	c->exact = mem_alloc(c->exact_count, sizeof(*c->exact));
	for (size_t i = 0; i < c->exact_count; i++)
		c->exact[i] = (size_t)(sorted[i] - rules_get(c->rules, 0));
	free(sorted);
}

/* A group from what the image holds at *used, or compiled. */
static int build_group(struct classifier *c, struct group *g, bool ignoring, const char *image,
		       size_t size, size_t *used, struct err *e)
{
	size_t n = rules_count(c->rules), bad, taken = 0;
	struct pattern *patterns = mem_alloc(n, sizeof(*patterns));
	struct err words;

	g->places = mem_alloc(n, sizeof(*g->places));
	for (size_t i = 0; i < n; i++) {
		const struct rule *rule = rules_get(c->rules, i);

		if (rule->match == RULE_EXACT || rule->ignores != ignoring)
			continue;
		g->places[g->count] = i;
		patterns[g->count++] = (struct pattern){rule->pattern, strlen(rule->pattern),
							rule->match == RULE_REGEX};
	}
	if (image)
		g->set = pattern_set_load(patterns, g->count, ignoring, image + *used,
					  size - *used, &taken);
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

struct classifier *classifier_new(const struct rules *rules, const char *image, size_t size,
				  struct err *e)
{
	struct classifier *c = mem_alloc(1, sizeof(*c));
	size_t used = 0;

	c->rules = rules;
	index_exact(c);
	for (int i = 0; i < RULE_FIELDS; i++)
		c->memories[i].texts = intern_new();
	if (build_group(c, &c->ignoring, true, image, size, &used, e) != 0 ||
	    build_group(c, &c->deciding, false, image, size, &used, e) != 0) {
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
		.deciding = c->deciding,
		.exact = c->exact,
		.exact_count = c->exact_count,
	};
	for (int i = 0; i < RULE_FIELDS; i++)
		own->memories[i].texts = intern_new();
	own->ignoring.set = pattern_set_fork(c->ignoring.set, e);
	own->deciding.set = own->ignoring.set ? pattern_set_fork(c->deciding.set, e) : NULL;
	if (own->deciding.set)
		return own;
	classifier_free(own);
	return NULL;
}

struct classifier *classifier_read(const char *path, struct rules **rules, struct err *e)
{
	bool compiled = !path && &embed_rules_image_size != NULL;

	*rules = path ? rules_read(path, e)
		      : rules_read_memory("built-in rules", embed_rules, embed_rules_size, e);
	struct classifier *c =
		*rules ? classifier_new(*rules, compiled ? embed_rules_image : NULL,
					compiled ? embed_rules_image_size : 0, e)
		       : NULL;

	if (!c)
		rules_free(*rules);
	return c;
}

void classifier_free(struct classifier *c)
{
	if (!c)
		return;
	pattern_set_free(c->ignoring.set);
	pattern_set_free(c->deciding.set);
	if (!c->forked) {
		free(c->ignoring.places);
		free(c->deciding.places);
		free(c->exact);
	}
	for (int i = 0; i < RULE_FIELDS; i++) {
		intern_free(c->memories[i].texts);
		free(c->memories[i].places);
	}
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
	char *deciding = ignoring ? pattern_set_save(c->deciding.set, &second, e) : NULL;
	char *image = NULL;

	if (deciding) {
		*n = first + second;
		image = mem_alloc(*n, 1);
		memcpy(image, ignoring, first);
		memcpy(image + first, deciding, second);
	}
	free(ignoring);
	free(deciding);
	return image;
}

/* One text while it is looked at. */
struct look {
	const struct classifier *classifier;
	const struct group *group;
	unsigned field; /* its bit */
	char *text;     /* normalised */
	char *cut;      /* the text with what is ignored replaced by line ends; NULL: nothing was */
	size_t best;
};

static const struct rule *rule_of(const struct look *look, size_t index)
{
	return rules_get(look->classifier->rules, look->group->places[index]);
}

/*
 * Normalised text holds no line end and `.` does not match one, so no pattern reaches across a cut.
 */
static void hide(void *context, size_t index, size_t from, size_t to)
{
	struct look *look = context;

	if (!(rule_of(look, index)->fields & look->field))
		return;
	if (!look->cut)
		look->cut = mem_dup(look->text, strlen(look->text));
	memset(look->cut + from, '\n', to - from);
}

static void choose(void *context, size_t index, size_t from, size_t to)
{
	struct look *look = context;
	size_t place = look->group->places[index];

	(void)from, (void)to;
	if ((rule_of(look, index)->fields & look->field) && place < look->best)
		look->best = place;
}

/*
 * True when an exact rule equals the text: look->best is the first of them, NONE when that one
 * ignores.
 */
static bool match_exact(struct look *look)
{
	const struct classifier *c = look->classifier;
	size_t low = 0, high = c->exact_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(rules_get(c->rules, c->exact[middle])->pattern, look->text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->exact_count; low++) {
		const struct rule *rule = rules_get(c->rules, c->exact[low]);

		if (strcmp(rule->pattern, look->text) != 0)
			return false;
		if (rule->fields & look->field) {
			look->best = rule->ignores ? NONE : c->exact[low];
			return true;
		}
	}
	return false;
}

static int look_at(struct classifier *c, enum rule_field field, const struct classify_text *text,
		   size_t *place, struct err *e)
{
	struct look look = {.classifier = c, .field = 1u << field, .best = NONE};
	int status = 0;

	look.text = text_normalise(text->bytes, text->length);
	c->looked++;
	if (look.text[0] && !match_exact(&look)) {
		look.group = &c->ignoring;
		status = pattern_set_scan(c->ignoring.set, look.text, strlen(look.text), hide,
					  &look, e);
		const char *left = look.cut ? look.cut : look.text;

		look.group = &c->deciding;
		if (status == 0)
			status = pattern_set_scan(c->deciding.set, left, strlen(left), choose,
						  &look, e);
	}
	*place = look.best;
	free(look.cut);
	free(look.text);
	return status;
}

/* The place of the rule that speaks for a column, from memory when its text was seen before. */
static int recall(struct classifier *c, enum rule_field field, const struct classify_text *text,
		  size_t *place, struct err *e)
{
	struct memory *m = &c->memories[field];
	bool fresh;

	*place = NONE;
	if (text->length == 0)
		return 0;
	if (intern_count(m->texts) >= REMEMBERED) {
		intern_free(m->texts);
		m->texts = intern_new();
	}
	uint32_t id = intern_add(m->texts, text->bytes, text->length, &fresh);

	if (fresh) {
		m->places = mem_grow(m->places, &m->capacity, (size_t)id + 1, sizeof(*m->places));
		if (look_at(c, field, text, &m->places[id], e) != 0)
			return -1;
	}
	*place = m->places[id];
	return 0;
}

static bool is_blank(const struct classify_text *text)
{
	const char *s = text->bytes;
	size_t n = text->length;

	text_trim(&s, &n);
	return n == 0;
}

/* True when two rules name causes and these differ. */
static bool differ(const struct classifier *c, size_t a, size_t b)
{
	if (a == NONE || b == NONE)
		return false;
	const char *x = rules_get(c->rules, a)->cause, *y = rules_get(c->rules, b)->cause;

	return strcmp(x, unclassified) != 0 && strcmp(y, unclassified) != 0 && strcmp(x, y) != 0;
}

int classifier_decide(struct classifier *c, const struct classify_text texts[RULE_FIELDS],
		      struct verdict *verdict, struct err *e)
{
	size_t places[RULE_FIELDS], best = NONE;

	for (int i = 0; i < RULE_FIELDS; i++) {
		if (recall(c, (enum rule_field)i, &texts[i], &places[i], e) != 0)
			return -1;
		if (places[i] < best)
			best = places[i];
	}
	size_t by_code = places[RULE_REASON1] < places[RULE_REASON2] ? places[RULE_REASON1]
								     : places[RULE_REASON2];

	*verdict = (struct verdict){.cause = unclassified, .place = best};
	verdict->conflict = differ(c, by_code, places[RULE_NOTE]);
	if (best != NONE) {
		verdict->rule = rules_get(c->rules, best);
		verdict->cause = verdict->rule->cause;
		verdict->reason = verdict->rule->reason;
		return 0;
	}
	bool empty = is_blank(&texts[RULE_REASON1]) && is_blank(&texts[RULE_REASON2]) &&
		     is_blank(&texts[RULE_NOTE]);

	verdict->reason = empty ? "unclassified/empty" : "unclassified/unmatched";
	return 0;
}

size_t classifier_looked(const struct classifier *c)
{
	return c->looked;
}
