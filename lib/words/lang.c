#include "words/lang.h"

#include "base/mem.h"
#include "base/num.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"

const char *lang_word(enum lang lang, enum phrase phrase)
{
	return phrase_words(phrase, lang);
}

static const struct lang_counted units_shipped[LANGS] = {
	[LANG_EN] = {"units", "shipped", " units"},
	[LANG_ZH] = {"件数", "出库", " 件"},
};

struct lang_counted lang_counted(enum lang lang, const char *unit, const char *sold)
{
	return (struct lang_counted){
		.units = word_find(WORD_UNIT, unit, lang),
		.sold = word_find(WORD_SOLD, sold, lang),
		.measure = word_find(WORD_MEASURE, unit, lang),
	};
}

/* The texts that fill the placeholders of a template. */
struct places {
	const char *texts[LANG_PLACES];
	size_t count;
	const struct lang_counted *counted;
};

/* The text for the placeholder at `s`, or NULL if there is none; *n is the length of the placeholder. */
static const char *place_text(const struct places *p, const char *s, size_t *n)
{
	const struct {
		const char *place, *text;
	} named[] = {
		{"{units}", p->counted->units},
		{"{sold}", p->counted->sold},
		{"{measure}", p->counted->measure},
	};

	*n = 2;
	if (s[0] == '%' && s[1] >= '1' && s[1] <= '9')
		return (size_t)(s[1] - '0') <= p->count ? p->texts[s[1] - '1'] : NULL;
	for (size_t i = 0; *s == '{' && i < sizeof(named) / sizeof(*named); i++) {
		*n = strlen(named[i].place);
		if (strncmp(s, named[i].place, *n) == 0)
			return named[i].text;
	}
	return NULL;
}

/* Expand `words` into `filled`, or only measure it if `filled` is NULL. Returns the length without the NUL byte. */
static size_t fill(char *filled, const char *words, const struct places *p)
{
	size_t n = 0, step;

	for (const char *s = words; *s; s += step) {
		const char *text = place_text(p, s, &step);

		if (!text) {
			text = s;
			step = 1;
		}
		size_t length = text == s ? 1 : strlen(text);

		if (filled)
			memcpy(filled + n, text, length);
		n += length;
	}
	return n;
}

char *lang_fill(enum lang lang, const struct lang_counted *counted, const char *words, va_list texts)
{
	struct places p = {.counted = counted ? counted : &units_shipped[lang]};
	const char *text;

	while (p.count < LANG_PLACES && (text = va_arg(texts, const char *)) != NULL)
		p.texts[p.count++] = text;
	size_t n = fill(NULL, words, &p);
	char *filled = mem_alloc(n + 1, 1);

	fill(filled, words, &p);
	return filled;
}

char *lang_say_list(enum lang lang, const struct lang_counted *counted, enum phrase phrase, va_list texts)
{
	return lang_fill(lang, counted, phrase_words(phrase, lang), texts);
}

char *lang_say(enum lang lang, enum phrase phrase, ...)
{
	va_list texts;

	va_start(texts, phrase);
	char *words = lang_say_list(lang, NULL, phrase, texts);

	va_end(texts);
	return words;
}

char *lang_say_word(enum lang lang, enum word_kind kind, const char *slug, ...)
{
	va_list texts;

	va_start(texts, slug);
	char *words = lang_fill(lang, NULL, word_or_slug(kind, slug, lang), texts);

	va_end(texts);
	return words;
}

void lang_append(char **sofar, enum lang lang, enum phrase joint, char *words)
{
	if (!words || *words == '\0') {
		free(words);
		return;
	}
	if (*sofar) {
		char *joined = lang_say(lang, joint, *sofar, words, NULL);

		free(*sofar);
		free(words);
		*sofar = joined;
	} else {
		*sofar = words;
	}
}

char *lang_percent(char text[LANG_TEXT], enum lang lang, double fraction, int digits)
{
	char number[NUM_TEXT];

	num_print_fixed(number, 100 * fraction, digits);
	snprintf(text, LANG_TEXT, "%s%s", number, *number == '\0' ? "" : lang == LANG_EN ? " %" : "%");
	return text;
}

char *lang_difference(char text[LANG_TEXT], double points, int digits)
{
	char number[NUM_TEXT];

	num_print_fixed(number, points, digits);
	/* A value that rounds to zero has no sign. */
	bool zero = strspn(number, "-0.") == strlen(number);

	if (number[0] == '-')
		snprintf(text, LANG_TEXT, MINUS "%s", number + 1);
	else
		snprintf(text, LANG_TEXT, "%s%s", zero ? "" : "+", number);
	return text;
}

char *lang_count(char text[LANG_TEXT], double count)
{
	char number[NUM_TEXT];
	size_t n = strlen(num_print_fixed(number, count, 0)), used = 0;

	for (size_t i = 0; i < n && used + 2 < LANG_TEXT; i++) {
		if (i > 0 && (n - i) % 3 == 0 && isdigit((unsigned char)number[i - 1]))
			text[used++] = ',';
		text[used++] = number[i];
	}
	text[used] = '\0';
	return text;
}

const char *lang_cause(enum lang lang, const char *cause)
{
	return word_or_slug(WORD_CAUSE, cause, lang);
}

char *lang_reason(enum lang lang, const char *reason)
{
	const char *words = word_find(WORD_REASON, reason, lang);

	if (!words)
		words = word_find(WORD_CAUSE, reason, lang);
	if (words)
		return mem_dup(words, strlen(words));
	const char *slash = strchr(reason, '/');
	const char *slug = slash && slash[1] ? slash + 1 : reason;
	char *text = mem_dup(slug, strlen(slug));

	for (char *s = text; *s; s++)
		if (*s == '_')
			*s = ' ';
	if (*text >= 'a' && *text <= 'z')
		*text = (char)(*text - 'a' + 'A');
	return text;
}

const char *lang_things(enum lang lang, const char *dimension)
{
	return word_or_slug(WORD_THING, dimension, lang);
}

const char *lang_month(enum lang lang, int month)
{
	return word_at(WORD_MONTH, (size_t)month - 1)->in[lang];
}
