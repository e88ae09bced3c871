/* Adds a finding with its advice, which the catalogue has under the name of the check. */
#include "check/private.h"

#include "base/mem.h"

#include <stdarg.h>
#include <string.h>

static const char *advice(const char *check, enum lang lang)
{
	const char *words = word_find(WORD_ADVICE, check, lang);

	/* The two sides share one sentence, under the name without the side. */
	return words ? words : word_find(WORD_ADVICE, strchr(check, '-') + 1, lang);
}

void check_add(struct check *c, const char *check, enum severity severity, struct check_tally what, char *example, ...)
{
	va_list texts;

	va_start(texts, example);
	char *words = lang_fill(c->plan->lang, NULL, advice(check, c->plan->lang), texts);

	va_end(texts);
	findings_add(c->found, check, severity, what.rows, what.units, example, words);
}

const char *check_number(char text[NUM_TEXT], double value, int digits)
{
	return num_print_fixed(text, value, digits);
}

const char *check_side_word(const struct check *c, enum side side)
{
	return word_find(WORD_SIDE, side_name(side), c->plan->lang);
}
