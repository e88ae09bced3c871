/*
 * The two engines of the reader agree on every input: the vector scan in each of its versions with plain C, the plain engine with
 * libcsv, parts of a file with the whole.
 */
#include "dump.h"
#include "csv/reader.h"
#include "csv/scan.h"

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
			assert_null(dump_scan_fault(&s, bytes + shift, n, ','));
			scan_release(&s);
		}
	}
}

static const int columns[] = {2, 0, 1, -1, 0};

static void dump_all(struct dump *d, struct reader *r)
{
	reader_select(r, columns, 5);
	dump_reader(d, r);
}

static struct dump dump_memory(const char *bytes, size_t n, size_t chunk, bool libcsv_only)
{
	struct reader_options options = {.chunk = chunk, .libcsv_only = libcsv_only, .encoding = "utf-8"};
	struct dump d;

	dump_begin(&d);
	struct reader *r = reader_open_memory("in", bytes, n, &options, &d.error);

	if (r)
		dump_all(&d, r);
	d.failed |= !r;
	dump_end(&d);
	reader_close(r);
	return d;
}

/* The words too are the same, where they name the same lines. */
static void expect_same(const struct dump *got, const struct dump *want)
{
	assert_int_equal(got->size, want->size);
	assert_memory_equal(got->bytes, want->bytes, want->size);
	assert_int_equal(got->failed, want->failed);
}

/* Quoted cells, most of them sound, in place of what stands there: quotes alone are soon at fault. */
static void put_quoted(char *bytes, size_t n)
{
	static const char *const cells[] = {",\"x,y\",",      "\n\"p\" ,\"q\"\t,1\n", ", \"z\"\n", ",\"a\r\n\"\"b\"\n",
					    "\n1,\"2\"x,3\n", "\n\"k\nl\"m\",2,3\n",  ", \"w,"};

	for (size_t i = 6 + draw() % 30; draw() % 8 && i + 16 < n; i += 16 + draw() % 60) {
		const char *cell = cells[draw() % (draw() % 4 ? 4 : 7)];

		memcpy(bytes + i, cell, strlen(cell));
	}
}

static size_t make_input(char *bytes, size_t most, unsigned rarity)
{
	static const char header[] = "a,b,c\n";
	size_t n = 6 + draw() % (most - 6);

	memcpy(bytes, header, 6);
	for (size_t i = 6; i < n; i++)
		bytes[i] = draw_byte(rarity);
	/* And some text that is not ASCII, in half of the inputs all of it sound. */
	for (size_t i = 6; i < n && rarity % 2; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			bytes[i] = '.';
	for (size_t i = 6; i + 3 <= n; i += 1 + draw() % 40) {
		memcpy(bytes + i, "中", 3);
		i += 3;
	}
	put_quoted(bytes, n);
	return n;
}

static void engines(void **unused)
{
	static char bytes[4000];

	(void)unused;
	for (int round = 0; round < 4000; round++) {
		size_t n = make_input(bytes, round % 10 ? 300 : sizeof(bytes), 3 + (unsigned)round % 20);
		size_t chunk = round % 4 ? 1 + draw() % 200 : 0;
		struct dump want = dump_memory(bytes, n, 0, true);
		struct dump got = dump_memory(bytes, n, chunk, false);

		expect_same(&got, &want);
		if (want.failed)
			assert_string_equal(got.error.words, want.error.words);
		free(want.bytes);
		free(got.bytes);
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

		for (size_t i = 6; i < n; i++)
			if (bytes[i] == '"' && draw() % 40)
				bytes[i] = 'q';
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, bytes, n, 0), (ssize_t)n);
		struct dump want = dump_memory(bytes, n, 0, true), got;
		struct reader *whole = reader_open(path, &options, &e);
		uint64_t to;
		uint64_t from = reader_offset(whole);
		bool fits = true;

		dump_begin(&got);
		got.lines = reader_lines(whole);
		assert_int_equal(reader_size(whole), n);
		for (int k = 1; k <= 4 && fits; k++, from = to) {
			if (k == 4 || reader_guess(whole, n * (size_t)k / 4, &to, &e) != 0)
				to = UINT64_MAX;
			if (to <= from)
				continue;
			struct reader *part = reader_open_part(whole, from, to, &e);

			dump_all(&got, part);
			fits = to == UINT64_MAX || reader_offset(part) == to;
			reader_close(part);
		}
		dump_end(&got);
		/* An unclosed quote is told by its own part; its words name another line. */
		if (fits)
			expect_same(&got, &want);
		*(fits ? &right : &wrong) += 1;
		reader_close(whole);
		free(want.bytes);
		free(got.bytes);
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
