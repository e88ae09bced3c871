/* An account has one order, is put in place whole or not at all, and every reason in one has words in both languages. */
#include "cause/classify_rows.h"
#include "import/reason.h"
#include "join/note.h"
#include "row/account.h"
#include "tally/tally.h"
#include "words/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { NOTED = ACCOUNT_OWN, SKIPPED, LEFT, REASONS };

/* Fates go before the order of the list. */
static const struct account_reason reasons[REASONS] = {
	[ACCOUNT_ROWS_KEPT] = {ACCOUNT_KEPT, ""}, [ACCOUNT_ROWS_REJECTED] = {ACCOUNT_REJECTED, ""},
	[NOTED] = {ACCOUNT_NOTE, "noted"},        [SKIPPED] = {ACCOUNT_SKIPPED, "skipped-first"},
	[LEFT] = {ACCOUNT_SKIPPED, "left"},
};

static char folder[] = "/tmp/test_account.XXXXXX";
static char path[64];

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/account.csv", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static const char *content(void)
{
	static char bytes[4096];
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(bytes, 1, sizeof(bytes) - 1, f) : 0;

	if (f)
		fclose(f);
	bytes[n] = '\0';
	return bytes;
}

static struct account *begin(void)
{
	struct err e;
	struct account *a = account_new(reasons, REASONS, path, NULL, NULL, &e);

	assert_non_null(a);
	return a;
}

static void test_order(void **state)
{
	struct account_count counts[REASONS] = {0}, sums[REASONS], none[REASONS] = {0};
	struct account *a = begin();
	struct err e;

	(void)state;
	account_count_units(&counts[ACCOUNT_ROWS_KEPT], 3);
	account_count_row(&counts[ACCOUNT_ROWS_KEPT]);
	account_count_row(&counts[ACCOUNT_ROWS_REJECTED]);
	account_count_units(&counts[NOTED], 3);
	account_count_units(&counts[LEFT], 0);
	account_count_units(&counts[SKIPPED], -2);
	account_file(a, SIDES, "unknown", none);
	account_file(a, SIDE_RETURNS, "r,1", none);
	account_file(a, SIDE_SHIPMENTS, "s", counts);
	account_file(a, SIDE_RETURNS, "r2", counts);
	/* What is decided later. */
	account_count_row(&account_counts(a, SIDE_RETURNS, 0)[SKIPPED]);
	account_sum(a, SIDE_RETURNS, sums);
	assert_int_equal(sums[SKIPPED].rows, 2);
	assert_int_equal(sums[SKIPPED].units, -2);
	assert_int_equal(account_rows(sums, reasons, REASONS, ACCOUNT_SKIPPED), 3);
	assert_null(account_counts(a, SIDE_RETURNS, 2));
	assert_int_equal(account_close(a, 0, &e), 0);
	assert_string_equal(content(), "side,file,fate,reason,rows,units\n"
				       "shipments,s,kept,,2,3\n"
				       "shipments,s,skipped,skipped-first,1,-2\n"
				       "shipments,s,skipped,left,1,0\n"
				       "shipments,s,rejected,,1,\n"
				       "shipments,s,note,noted,1,3\n"
				       "returns,\"r,1\",kept,,0,\n"
				       "returns,\"r,1\",skipped,skipped-first,1,\n"
				       "returns,r2,kept,,2,3\n"
				       "returns,r2,skipped,skipped-first,1,-2\n"
				       "returns,r2,skipped,left,1,0\n"
				       "returns,r2,rejected,,1,\n"
				       "returns,r2,note,noted,1,3\n"
				       ",unknown,kept,,0,\n");
}

static void test_when_written(void **state)
{
	struct account_count none[REASONS] = {0};
	struct err e;

	(void)state;
	struct account *a = begin();

	account_file(a, SIDES, "first", none);
	err_set(&e, "too many rejected rows");
	assert_int_equal(account_close(a, -1, &e), -1);
	assert_string_equal(e.words, "too many rejected rows");
	assert_string_equal(content(), "side,file,fate,reason,rows,units\n,first,kept,,0,\n");
	a = begin();
	account_file(a, SIDES, "second", none);
	account_abandon(a);
	assert_string_equal(content(), "side,file,fate,reason,rows,units\n,first,kept,,0,\n");
	account_abandon(NULL);

	/* A disk that is full has the word, unless something failed before. */
	a = account_new(reasons, REASONS, "/dev/full", NULL, NULL, &e);
	assert_int_equal(account_close(a, 0, &e), -1);
	assert_string_equal(e.words, "/dev/full: cannot write: No space left on device");
	a = account_new(reasons, REASONS, "/dev/full", NULL, NULL, &e);
	err_set(&e, "too many rejected rows");
	assert_int_equal(account_close(a, -1, &e), -1);
	assert_string_equal(e.words, "too many rejected rows");
}

/* The words of a reason, which may be of a list that ret-join shares with its own table. */
static const char *words_of(const struct account_reason *r, enum lang lang)
{
	const char *words = word_find(r->fate == ACCOUNT_SKIPPED ? WORD_SKIP : WORD_NOTE, r->slug, lang);

	return words || r->fate == ACCOUNT_SKIPPED ? words : word_find(WORD_ODDITY, r->slug, lang);
}

/* Columns are called what they are: `filled-sku`. */
static bool is_of_column(const char *slug)
{
	return strncmp(slug, "filled-", 7) == 0 || strncmp(slug, "differing-", 10) == 0;
}

static void expect_words(const char *program, const struct account_reason *list, size_t n, size_t first)
{
	for (size_t i = first; i < n; i++) {
		for (enum lang lang = LANG_EN; lang < (enum lang)LANGS; lang++)
			if (!is_of_column(list[i].slug) && !words_of(&list[i], lang))
				fail_msg("%s: '%s' has no words in language %d", program, list[i].slug, lang);
		for (size_t k = first; k < i; k++)
			if (list[k].fate == list[i].fate && strcmp(list[k].slug, list[i].slug) == 0)
				fail_msg("%s: '%s' twice", program, list[i].slug);
	}
}

static void test_words(void **state)
{
	struct account_reason joined[JOIN_REASONS], tallied[TALLY_REASONS];

	(void)state;
	join_reasons(joined);
	tally_reasons(tallied);
	expect_words("ret-import", import_reasons, IMPORT_REASONS, ACCOUNT_OWN);
	expect_words("ret-classify", classify_reasons, CLASSIFY_REASONS, ACCOUNT_OWN);
	expect_words("ret-join", joined, JOIN_REASONS, FATE_SKIPS);
	expect_words("ret-tally", tallied, TALLY_REASONS, FATE_SKIPS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_when_written),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
