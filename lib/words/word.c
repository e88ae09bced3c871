#include "words/word.h"

#include "words/catalogue_private.h"

#include <string.h>

int lang_parse(const char *s, enum lang *lang)
{
	if (strcmp(s, "en") != 0 && strcmp(s, "zh") != 0)
		return -1;
	*lang = *s == 'e' ? LANG_EN : LANG_ZH;
	return 0;
}

static const struct word_list *list_of(enum word_kind kind)
{
	if (kind == WORD_ADVICE)
		return &catalogue_advice;
	return kind == WORD_HEADING ? &catalogue_headings : &catalogue[kind];
}

/* The index of a slug in its list, or -1. */
static int find(enum word_kind kind, const char *slug)
{
	const struct word_list *list = list_of(kind);

	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->words[i].slug, slug) == 0)
			return (int)i;
	return -1;
}

const char *word_find(enum word_kind kind, const char *slug, enum lang lang)
{
	int at = find(kind, slug);

	if (at >= 0)
		return list_of(kind)->words[at].in[lang];
	return kind == WORD_SKIP ? word_find(WORD_TYPE, slug, lang) : NULL;
}

const char *word_or_slug(enum word_kind kind, const char *slug, enum lang lang)
{
	const char *words = word_find(kind, slug, lang);

	return words ? words : slug;
}

size_t word_count(enum word_kind kind)
{
	return list_of(kind)->count;
}

const struct word *word_at(enum word_kind kind, size_t i)
{
	return &list_of(kind)->words[i];
}

const char *verdict_slug(enum verdict verdict)
{
	return catalogue[WORD_VERDICT].words[verdict].slug;
}

const char *flag_slug(enum flag flag)
{
	return catalogue[WORD_FLAG].words[flag].slug;
}

const char *severity_slug(enum severity severity)
{
	return catalogue[WORD_SEVERITY].words[severity].slug;
}

int verdict_parse(const char *slug, enum verdict *verdict)
{
	int at = find(WORD_VERDICT, slug);

	if (at < 0)
		return -1;
	*verdict = (enum verdict)at;
	return 0;
}

int severity_parse(const char *slug, enum severity *severity)
{
	int at = find(WORD_SEVERITY, slug);

	if (at < 0)
		return -1;
	*severity = (enum severity)at;
	return 0;
}
