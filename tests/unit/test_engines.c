/*
 * The two engines of the reader agree on every input: the vector scan in each of its versions with plain C, the plain engine with
 * libcsv, parts of a file with the whole.
 */
#include "mem.h"
#include "reader.h"
#include "scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static uint64_t state = 88172645463325252u;

/* xorshift64: Marsaglia (2003), J Stat Softw 8(14). */
static uint64_t draw(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Mostly what fields are made of, and often what parts them. */
static char draw_byte(unsigned rarity)
{
	static const char signs[] = ",,,,\n\n\"\r";

	if (draw() % rarity == 0)
		return signs[draw() % (sizeof(signs) - 1)];
	if (draw() % 40 == 0)
		return (char)(0x80 + draw() % 128);
	if (draw() % 200 == 0)
		return '\0';
	return (char)('a' + draw() % 26);
}

static bool has_high(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	return false;
}

static bool bit(const uint64_t *map, size_t i)
{
	return map[i / 64] >> i % 64 & 1;
}

/* What the scan should tell, byte by byte. */
static void expect_scan(const struct scan *s, const char *bytes, size_t n)
{
	size_t ends = 0, lines = 0;

	assert_int_equal(s->ends[-1] + 1, 0);
	for (size_t i = 0; i < n; i++) {
		bool marked = bytes[i] == '"' || bytes[i] == '\r' || bytes[i] == '\0';

		assert_int_equal(bit(s->marked, i), marked);
		assert_int_equal(bit(s->high, i), (unsigned char)bytes[i] >= 0x80);
		assert_int_equal(scan_any(s->marked, i, i + 1), marked);
		assert_false(scan_any(s->marked, i, i));
		if (bytes[i] == '\n') {
			assert_true(lines < s->line_count);
			assert_int_equal(s->lines[lines++], ends);
		}
		if (bytes[i] == '\n' || bytes[i] == ',') {
			assert_true(ends < s->count);
			assert_int_equal(s->ends[ends++], i);
		}
	}
	assert_int_equal(ends, s->count);
	assert_int_equal(lines, s->line_count);
	assert_int_equal(scan_any(s->high, 0, n), has_high(bytes, n));
}

static void scans(void **unused)
{
	char bytes[400];

	(void)unused;
	for (int round = 0; round < 3000; round++) {
		/* Every length around the borders of blocks, at every alignment. */
		size_t n = (size_t)round % 330, shift = draw() % 33;

		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = draw_byte(round % 3 ? 6 : 1 + (unsigned)round % 50);
		for (int v = SCAN_BEST; v < SCAN_VERSIONS; v++) {
			struct scan s = {0};

			if (!scan_has((enum scan_version)v))
				continue;
			scan_run(&s, bytes + shift, n, ',', (enum scan_version)v);
			expect_scan(&s, bytes + shift, n);
			scan_release(&s);
		}
	}
}

static void dump_batch(FILE *f, const struct batch *b, uint64_t lines, uint64_t records)
{
	for (size_t i = 0; i < b->rows; i++) {
		const struct record *record = &b->records[i];

		for (size_t c = 0; c < b->columns; c++) {
			const struct field *field = &b->fields[i * b->columns + c];

			fprintf(f, "|%u^%u:", field->length, field->flags);
			fwrite(field->bytes, 1, field->length, f);
		}
		fprintf(f, "@%llu#%llu %u%s(", (unsigned long long)(record->line + lines),
			(unsigned long long)(record->number + records), record->fields,
			record->surplus ? "+" : "");
		fwrite(record->bytes, 1, record->length, f);
		fputs(")\n", f);
	}
}

static const int columns[] = {2, 0, 1, -1, 0};

/* All that a reader tells to its end. Adds what it passed to *lines and *records. */
static void dump(FILE *f, struct reader *r, uint64_t *lines, uint64_t *records)
{
	struct batch b;
	struct err e;
	int got;
	uint64_t seen = 0;

	reader_select(r, columns, 5);
	while ((got = reader_next(r, &b, &e)) > 0) {
		dump_batch(f, &b, *lines, *records);
		seen += b.rows;
	}
	if (got < 0)
		fprintf(f, "error %s", e.words);
	*lines += reader_lines(r);
	*records += seen;
}

static char *dump_memory(const char *bytes, size_t n, size_t chunk, bool libcsv_only)
{
	struct reader_options options = {.chunk = chunk, .libcsv_only = libcsv_only, .encoding = "utf-8"};
	uint64_t lines = 0, records = 0;
	struct err e;
	char *text;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	struct reader *r = reader_open_memory("in", bytes, n, &options, &e);

	if (r)
		dump(f, r, &lines, &records);
	else
		fprintf(f, "error %s", e.words);
	fclose(f);
	reader_close(r);
	return text;
}

static size_t make_input(char *bytes, size_t most, unsigned rarity)
{
	static const char header[] = "a,b,c\n";
	size_t n = 6 + draw() % (most - 6);

	memcpy(bytes, header, 6);
	for (size_t i = 6; i < n; i++)
		bytes[i] = draw_byte(rarity);
	return n;
}

static void engines(void **unused)
{
	static char bytes[4000];

	(void)unused;
	for (int round = 0; round < 4000; round++) {
		size_t n = make_input(bytes, round % 10 ? 300 : sizeof(bytes), 3 + (unsigned)round % 20);
		size_t chunk = round % 4 ? 1 + draw() % 200 : 0;
		char *want = dump_memory(bytes, n, 0, true);
		char *got = dump_memory(bytes, n, chunk, false);

		assert_string_equal(got, want);
		free(want);
		free(got);
	}
}

/* Quotes are few, so that most guesses are right; every wrong one must show. */
static void parts(void **unused)
{
	static char bytes[4000];
	char path[] = "/tmp/test_engines.XXXXXX";
	int fd = mkstemp(path), wrong = 0, right = 0;

	(void)unused;
	assert_true(fd >= 0);
	for (int round = 0; round < 1500; round++) {
		size_t n = make_input(bytes, sizeof(bytes), 8);
		struct reader_options options = {.chunk = 1 + draw() % 300, .encoding = "utf-8"};
		struct err e;
		char *want, *got;
		size_t size;

		for (size_t i = 6; i < n; i++)
			if (bytes[i] == '"' && draw() % 40)
				bytes[i] = 'q';
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, bytes, n, 0), (ssize_t)n);
		want = dump_memory(bytes, n, 0, true);
		FILE *f = open_memstream(&got, &size);
		struct reader *whole = reader_open(path, &options, &e);
		uint64_t lines = reader_lines(whole), records = 0, to;
		uint64_t from = reader_offset(whole);
		bool fits = true;

		assert_int_equal(reader_size(whole), n);
		for (int k = 1; k <= 4 && fits; k++, from = to) {
			if (k == 4 || reader_guess(whole, n * (size_t)k / 4, &to, &e) != 0)
				to = UINT64_MAX;
			if (to <= from)
				continue;
			struct reader *part = reader_open_part(whole, from, to, &e);

			dump(f, part, &lines, &records);
			fits = to == UINT64_MAX || reader_offset(part) == to;
			reader_close(part);
		}
		fclose(f);
		/* An unclosed quote is told by its own part; its words name the file and another line. */
		if (fits && !strstr(want, "error"))
			assert_string_equal(got, want);
		*(fits ? &right : &wrong) += 1;
		reader_close(whole);
		free(want);
		free(got);
	}
	assert_true(right > 200);
	assert_true(wrong > 20);
	close(fd);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scans),
		cmocka_unit_test(engines),
		cmocka_unit_test(parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
