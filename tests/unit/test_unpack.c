/* What is compressed comes out whole, however its bytes arrive, and a reader may leave at any time. */
#include "base/mem.h"
#include "io/unpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

struct bytes {
	char *at;
	size_t n;
};

/* Lines that compress well and differ. */
static struct bytes text_of(size_t n)
{
	struct bytes text = {mem_alloc(n + 32, 1), 0};

	for (unsigned i = 0; text.n < n; i++)
		text.n += (size_t)sprintf(text.at + text.n, "%u,%x\n", i, i * 2654435761U);
	text.n = n;
	return text;
}

static struct bytes gzip_of(const char *text, size_t n)
{
	struct bytes to = {mem_alloc(n + 1000, 1), 0};
	z_stream z = {
		.next_in = (Bytef *)text, .avail_in = (uInt)n, .next_out = (Bytef *)to.at, .avail_out = (uInt)n + 1000};

	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	to.n = z.total_out;
	deflateEnd(&z);
	return to;
}

static struct bytes zstd_of(const char *text, size_t n)
{
	struct bytes to = {mem_alloc(ZSTD_compressBound(n), 1), 0};

	to.n = ZSTD_compress(to.at, ZSTD_compressBound(n), text, n, 1);
	return to;
}

static struct bytes join(struct bytes a, struct bytes b)
{
	struct bytes to = {mem_alloc(a.n + b.n, 1), a.n + b.n};

	memcpy(to.at, a.at, a.n);
	memcpy(to.at + a.n, b.at, b.n);
	return to;
}

/* A temporary file of some bytes, its place behind the first `skip` of them. */
static int file_of(struct bytes packed, size_t skip)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	assert_int_equal(fwrite(packed.at, 1, packed.n, f), packed.n);
	assert_int_equal(fflush(f), 0);
	int fd = dup(fileno(f));

	fclose(f);
	assert_int_equal(lseek(fd, (off_t)skip, SEEK_SET), skip);
	return fd;
}

/* Read to the end, `room` bytes at a time. Returns what unpack_read() returned last. */
static ssize_t read_all(struct unpack *u, size_t room, struct bytes *to, struct err *e)
{
	char *part = mem_alloc(room, 1);
	size_t capacity = 0;
	ssize_t got;

	*to = (struct bytes){NULL, 0};
	while ((got = unpack_read(u, part, room, e)) > 0) {
		to->at = mem_grow(to->at, &capacity, to->n + (size_t)got, 1);
		memcpy(to->at + to->n, part, (size_t)got);
		to->n += (size_t)got;
	}
	free(part);
	return got;
}

/* The data give the text with `chunk` bytes read and `room` bytes asked for at a time. */
static void expect(struct bytes packed, struct bytes text, size_t chunk, size_t room)
{
	size_t begun = packed.n < 4 ? packed.n : 4;
	int fd = file_of(packed, begun);
	struct unpack *u = unpack_new("in", unpack_format(packed.at, packed.n), packed.at, begun, fd, chunk, NULL);
	struct bytes got;
	struct err e;

	assert_int_equal(read_all(u, room, &got, &e), 0);
	assert_int_equal(got.n, text.n);
	assert_memory_equal(got.at ? got.at : "", text.at, text.n);
	unpack_free(u);
	close(fd);
	free(got.at);
}

static void any_pieces(void **state)
{
	struct bytes text = text_of(600);
	struct bytes half = {text.at + 250, 350};

	(void)state;
	for (int zstd = 0; zstd < 2; zstd++) {
		struct bytes a = zstd ? zstd_of(text.at, 250) : gzip_of(text.at, 250);
		struct bytes b = zstd ? zstd_of(half.at, half.n) : gzip_of(half.at, half.n);
		struct bytes both = join(a, b);

		for (size_t chunk = 1; chunk <= both.n; chunk++) {
			expect(both, text, chunk, 1 << 16);
			expect(both, text, chunk, 1 + chunk % 7);
		}
		free(both.at);
		free(b.at);
		free(a.at);
	}
	free(text.at);
}

static void many_blocks(void **state)
{
	struct bytes text = text_of(5000000);

	(void)state;
	for (int zstd = 0; zstd < 2; zstd++) {
		struct bytes packed = zstd ? zstd_of(text.at, text.n) : gzip_of(text.at, text.n);

		expect(packed, text, SIZE_MAX, 1 << 20);
		expect(packed, text, 1000, 70001);
		free(packed.at);
	}
	free(text.at);
}

static void in_memory(void **state)
{
	struct bytes text = text_of(3000000), packed = gzip_of(text.at, text.n), got;
	struct unpack *u = unpack_new("in", UNPACK_GZIP, packed.at, packed.n, -1, SIZE_MAX, NULL);
	struct err e;

	(void)state;
	assert_int_equal(read_all(u, 1 << 18, &got, &e), 0);
	assert_int_equal(got.n, text.n);
	assert_memory_equal(got.at, text.at, text.n);
	unpack_free(u);
	free(got.at);
	free(packed.at);
	free(text.at);
}

/* All that came out before a fault is handed out, then the fault is told, again and again. */
static void faults(void **state)
{
	struct bytes text = text_of(2000000), packed = gzip_of(text.at, text.n), got;
	struct err e;

	(void)state;
	for (int cut = 0; cut < 2; cut++) {
		struct bytes bad = {packed.at, packed.n - (cut ? 4 : 0)};

		if (!cut)
			bad.at[bad.n - 6] ^= 1;
		int fd = file_of(bad, 2);
		struct unpack *u = unpack_new("in", UNPACK_GZIP, bad.at, 2, fd, SIZE_MAX, NULL);

		if (!cut)
			packed.at[packed.n - 6] ^= 1;
		for (int again = 0; again < 2; again++) {
			assert_int_equal(read_all(u, 1 << 16, &got, &e), -1);
			assert_int_equal(got.n, again ? 0 : text.n);
			assert_string_equal(e.words, cut ? "in: truncated: the gzip data end too early"
							 : "in: damaged gzip data: incorrect data check");
			free(got.at);
		}
		unpack_free(u);
		close(fd);
	}
	free(packed.at);
	free(text.at);
}

static void unreadable(void **state)
{
	struct bytes text = text_of(100), packed = gzip_of(text.at, text.n), got;
	struct unpack *u = unpack_new("in", UNPACK_GZIP, packed.at, 20, 987654, SIZE_MAX, NULL);
	struct err e;

	(void)state;
	assert_int_equal(read_all(u, 1000, &got, &e), -1);
	assert_string_equal(e.words, "in: cannot read: Bad file descriptor");
	unpack_free(u);
	free(got.at);
	free(packed.at);
	free(text.at);
}

/* A reader leaves while the ring is full, and while the thread waits for a pipe that says nothing more. */
static void leaving(void **state)
{
	struct bytes text = text_of(9000000), packed = gzip_of(text.at, text.n);
	char *part = mem_alloc(1 << 18, 1);
	struct err e;

	(void)state;
	for (int waiting = 0; waiting < 2; waiting++) {
		int ends[2];

		assert_int_equal(pipe(ends), 0);
		size_t begun = waiting ? packed.n / 2 : packed.n;
		struct unpack *u = unpack_new("in", UNPACK_GZIP, packed.at, begun, ends[0], SIZE_MAX, NULL);

		for (size_t n = 0; n < (waiting ? text.n / 4 : 1 << 19);) {
			ssize_t got = unpack_read(u, part, 1 << 18, &e);

			assert_true(got > 0);
			n += (size_t)got;
		}
		if (waiting)
			usleep(20000);
		unpack_free(u);
		close(ends[0]);
		close(ends[1]);
	}
	free(part);
	free(packed.at);
	free(text.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_pieces), cmocka_unit_test(many_blocks), cmocka_unit_test(in_memory),
		cmocka_unit_test(faults),     cmocka_unit_test(unreadable),  cmocka_unit_test(leaving),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
