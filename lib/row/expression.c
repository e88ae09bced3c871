#include "row/expression.h"

#include "base/die.h"
#include "base/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

struct expression {
	pcre2_code *code;
	pcre2_match_context *limits;
};

struct expression *expression_new(const char *pattern, struct err *e)
{
	int failure;
	PCRE2_SIZE place;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
					 PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY, &failure, &place, NULL);

	if (!code) {
		PCRE2_UCHAR words[128];

		pcre2_get_error_message(failure, words, sizeof(words));
		err_set(e, "%s at byte %zu", (const char *)words, place);
		return NULL;
	}
	struct expression *x = mem_alloc(1, sizeof(*x));

	x->code = code;
	/* Raise the limits: a costly expression of the user must not become a silent "no match". */
	x->limits = pcre2_match_context_create(NULL);
	if (!x->limits)
		die("out of memory");
	pcre2_set_match_limit(x->limits, UINT32_MAX);
	pcre2_set_depth_limit(x->limits, UINT32_MAX);
	/* The result is ignored: without the just-in-time compiler matching is only slower. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return x;
}

void expression_free(struct expression *x)
{
	if (!x)
		return;
	pcre2_match_context_free(x->limits);
	pcre2_code_free(x->code);
	free(x);
}

bool expression_matches(const struct expression *x, const char *text, size_t n)
{
	pcre2_match_data *found = pcre2_match_data_create(1, NULL);

	if (!found)
		die("out of memory");
	int result = pcre2_match(x->code, (PCRE2_SPTR)text, n, 0, PCRE2_NO_UTF_CHECK, found, x->limits);

	/* The just-in-time code has a small stack; if that overflows, interpret the expression instead. */
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
		result = pcre2_match(x->code, (PCRE2_SPTR)text, n, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, found,
				     x->limits);
	pcre2_match_data_free(found);
	if (result < 0 && result != PCRE2_ERROR_NOMATCH)
		die("a regular expression is too costly for a cell of %zu bytes", n);
	return result >= 0;
}
