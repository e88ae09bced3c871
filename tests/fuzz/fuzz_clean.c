/* Cleaning: what is clean stays as it is, and stays text. */
#include "fuzz.h"

#include "clean/clean.h"
#include "base/mem.h"
#include "clean/moment.h"
#include "clean/number.h"
#include "base/num.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static bool same(struct cell a, struct cell b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

static void expect_stays(const char *what, struct cell clean, struct cell again)
{
	if (!same(clean, again))
		fuzz_fail("%s: '%.*s' is cleaned to '%.*s'", what, (int)clean.length, clean.bytes, (int)again.length,
			  again.bytes);
	if (text_valid_prefix(clean.bytes, clean.length) != clean.length)
		fuzz_fail("%s: no longer UTF-8", what);
}

static void check_texts(struct cell c, struct arena *a)
{
	struct cell text = clean_text(c), code = clean_code(c, a), id = clean_id(c, a);

	expect_stays("text", text, clean_text(text));
	expect_stays("code", code, clean_code(code, a));
	expect_stays("id", id, clean_id(id, a));
	clean_is_scientific(c);
}

static void check_plain(struct cell c)
{
	char text[CLEAN_PLAIN_TEXT], again[CLEAN_PLAIN_TEXT];
	size_t n, m;

	if (clean_plain(c, text, &n) != CLEAN_VALUE)
		return;
	if (clean_plain((struct cell){text, n}, again, &m) != CLEAN_VALUE)
		fuzz_fail("plain: '%.*s' is none", (int)n, text);
	expect_stays("plain", (struct cell){text, n}, (struct cell){again, m});
}

/* What is read is read again from its plain text, and an open number reads both ways. */
static void check_numbers(struct cell c, char sign)
{
	struct number n, again;
	char text[NUM_TEXT];

	if (number_quantity(c, sign, &n) == CLEAN_VALUE) {
		size_t length = num_print_int(text, n.value);

		if (n.value > NUMBER_QUANTITY_LIMIT || n.value < -NUMBER_QUANTITY_LIMIT)
			fuzz_fail("quantity: %lld is beyond the limit", (long long)n.value);
		if (number_quantity((struct cell){text, length}, sign, &again) != CLEAN_VALUE || again.value != n.value)
			fuzz_fail("quantity: %.*s is another", (int)length, text);
	}
	if (number_amount(c, sign, &n) == CLEAN_VALUE) {
		decimal_print(text, n.value);
		if (number_amount((struct cell){text, strlen(text)}, '.', &again) != CLEAN_VALUE ||
		    again.value != n.value)
			fuzz_fail("amount: %s is another", text);
	} else if (n.open && (sign || number_amount(c, '.', &again) != CLEAN_VALUE ||
			      number_amount(c, ',', &again) != CLEAN_VALUE)) {
		fuzz_fail("amount: '%.*s' is not open", (int)c.length, c.bytes);
	}
}

static void check_moment(struct cell c)
{
	struct moment m, again;

	if (moment_clean(c, NULL, &m) != CLEAN_VALUE)
		return;
	struct cell clean = {m.text, m.length};

	if (m.length != 10 && m.length != 19)
		fuzz_fail("moment: '%.*s'", (int)m.length, m.text);
	if (moment_clean(clean, NULL, &again) != CLEAN_VALUE || again.offset)
		fuzz_fail("moment: '%.*s' is none", (int)m.length, m.text);
	expect_stays("moment", clean, (struct cell){again.text, again.length});
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct cell c;
	char *text = fuzz_text((const char *)bytes, n, &c.length);

	c.bytes = text;
	check_texts(c, a);
	check_plain(c);
	check_numbers(c, 0);
	check_numbers(c, '.');
	check_numbers(c, ',');
	check_moment(c);
	free(text);
	arena_free(a);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
