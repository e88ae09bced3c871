/*
 * Sniffing: what is told of the form of an input does not depend on the pieces it comes in, and an input read so is the one that is read
 * when the delimiter and the header's row are given.
 */
#include "fuzz.h"

#include "../unit/dump.h"
#include "base/mem.h"

#include <string.h>

/* Headers that chance finds: the letters a to h. */
static bool knows(void *context, const char *cell, size_t n)
{
	(void)context;
	return n == 1 && cell[0] >= 'a' && cell[0] <= 'h';
}

static const struct sniff_words words = {knows, NULL};

/* What came of an input. */
struct seen {
	struct dump dump;
	char delimiter;
	uint64_t row;
};

static struct seen see(const char *bytes, size_t n, const struct reader_options *options)
{
	struct seen seen = {0};
	int columns[4];

	dump_begin(&seen.dump);
	struct reader *r = reader_open_memory("in", bytes, n, options, &seen.dump.error);

	if (r) {
		seen.delimiter = reader_delimiter(r);
		seen.row = reader_header_row(r);
		fprintf(seen.dump.file, "%s\n", reader_column_list(r));
		for (int i = 0; i < 4; i++)
			columns[i] = i < (int)reader_columns(r) ? i : -1;
		reader_select(r, columns, 4);
		dump_reader(&seen.dump, r);
	}
	seen.dump.failed |= !r;
	dump_end(&seen.dump);
	reader_close(r);
	return seen;
}

/* An encoding that cannot be decided is told as soon as it is seen, which depends on the pieces. */
static bool is_early(const struct seen *s)
{
	return s->dump.failed && strstr(s->dump.error.words, "neither UTF-8 nor GB18030");
}

static void expect_same(const struct seen *want, const struct seen *got, const char *what)
{
	if (is_early(want) || is_early(got))
		return;
	if (want->dump.failed != got->dump.failed ||
	    (want->dump.failed && strcmp(want->dump.error.words, got->dump.error.words) != 0))
		fuzz_fail("%s: '%s', not '%s'", what, got->dump.failed ? got->dump.error.words : "",
			  want->dump.failed ? want->dump.error.words : "");
	if (want->row != got->row || want->delimiter != got->delimiter)
		fuzz_fail("%s: row %d and '%c', not %d and '%c'", what, (int)got->row, got->delimiter, (int)want->row,
			  want->delimiter);
	if (want->dump.size != got->dump.size || memcmp(want->dump.bytes, got->dump.bytes, want->dump.size) != 0)
		fuzz_fail("%s: other rows:\n%.*s\nnot\n%.*s", what, (int)got->dump.size, got->dump.bytes,
			  (int)want->dump.size, want->dump.bytes);
}

static void check(const char *bytes, size_t n, const struct reader_options *options)
{
	struct reader_options whole = *options, told;

	whole.chunk = n + 1;
	struct seen want = see(bytes, n, &whole), got = see(bytes, n, options);

	expect_same(&want, &got, "in pieces");
	free(got.dump.bytes);
	if (want.row) {
		told = whole;
		told.words = NULL;
		told.delimiter = want.delimiter;
		told.header_row = want.row;
		got = see(bytes, n, &told);
		expect_same(&want, &got, "told");
		free(got.dump.bytes);
	}
	free(want.dump.bytes);
}

static struct reader_options take_options(struct fuzz_input *in)
{
	static const char *const encodings[] = {NULL, "utf-8", "gb18030", "utf-16le", "utf-16be"};
	static const char delimiters[] = {'\0', ',', '\t', ';'};
	static const uint64_t rows[] = {0, 1, 2, 5};

	struct reader_options options = {.words = &words};

	options.encoding = encodings[fuzz_option(in) % 5];
	options.delimiter = delimiters[fuzz_option(in) % 4];
	options.header_row = rows[fuzz_option(in) % 4];
	options.chunk = fuzz_option(in);
	return options;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	struct reader_options options = take_options(&in);

	check(in.bytes, in.n, &options);
	return 0;
}

/* A border of pieces at every byte. */
static void every(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	struct reader_options options = take_options(&in);
	size_t most = in.n < 130 ? in.n : 130;

	for (options.chunk = 1; options.chunk <= most; options.chunk++)
		check(in.bytes, in.n, &options);
}

/* Rows that end near the last byte that is looked at, and one more row than are looked at. */
static void made(void)
{
	static const struct reader_options none = {.words = &words};
	char *bytes = mem_alloc(SNIFF_BYTES + 100, 1);

	for (size_t before = SNIFF_BYTES - 12; before < SNIFF_BYTES + 4; before++) {
		struct reader_options options = none;

		memset(bytes, 'x', before);
		memcpy(bytes + before, "\na;b;c\n1;2;3\n", 13);
		options.chunk = before % 2 ? 4096 : 65537;
		check(bytes, before + 13, &options);
	}
	for (size_t above = SNIFF_ROWS - 2; above < SNIFF_ROWS + 2; above++) {
		memset(bytes, '\n', 2 * above);
		for (size_t i = 0; i < above; i++)
			bytes[2 * i] = 'x';
		memcpy(bytes + 2 * above, "a\tb\n1\t2\n", 8);
		check(bytes, 2 * above + 8, &none);
	}
	free(bytes);
}

const struct fuzz_replay fuzz_replay = {every, made};
