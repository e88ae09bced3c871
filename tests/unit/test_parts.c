/* A file read in parts by threads is what one reader makes of it, wherever the cuts fall. */
#include "base/mem.h"
#include "csv/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* A record as read; lines and numbers are raised when its part is joined. */
struct seen {
	uint64_t line;
	uint64_t number;
	char *text;
};

struct state {
	struct seen *seen;
	size_t count;
	size_t capacity;
	bool master;
	unsigned *joined; /* counts parts that were joined */
};

static void clear(void *context)
{
	struct state *s = context;

	while (s->count)
		free(s->seen[--s->count].text);
}

static void release(void *context)
{
	struct state *s = context;

	clear(s);
	free(s->seen);
	free(s);
}

static void *fork_state(void *master, struct err *e)
{
	struct state *s = mem_alloc(1, sizeof(*s));

	(void)e;
	s->joined = ((struct state *)master)->joined;
	return s;
}

static char *text_of(const struct batch *b, size_t row)
{
	char *text = mem_dup("", 0);

	for (size_t c = 0; c < b->columns; c++) {
		const struct field *f = &b->fields[row * b->columns + c];
		char *longer = mem_printf("%s|%.*s^%u", text, (int)f->length, f->bytes, f->flags);

		free(text);
		text = longer;
	}
	return text;
}

/* `stop` ends a run; `master` fails in a part. */
static int run(void *context, struct reader *r, struct err *e)
{
	struct state *s = context;
	struct batch b;
	int got;

	while ((got = reader_next(r, &b, e)) > 0) {
		for (size_t i = 0; i < b.rows; i++) {
			const struct record *record = &b.records[i];
			char *text = text_of(&b, i);

			if (strstr(text, "|stop^") || (!s->master && strstr(text, "|master^"))) {
				free(text);
				return err_set(e, "stop at line %d", (int)record->line);
			}
			s->seen = mem_grow(s->seen, &s->capacity, s->count + 1, sizeof(*s->seen));
			s->seen[s->count++] = (struct seen){record->line, record->number, text};
		}
	}
	return got;
}

/* A part with `alone` is not joined. */
static bool join(void *master, void *part, const struct reader_place *before)
{
	struct state *to = master, *from = part;

	for (size_t i = 0; i < from->count; i++)
		if (strstr(from->seen[i].text, "|alone^"))
			return false;
	to->seen = mem_grow(to->seen, &to->capacity, to->count + from->count + 1, sizeof(*to->seen));
	for (size_t i = 0; i < from->count; i++) {
		to->seen[to->count] = from->seen[i];
		to->seen[to->count].line += before->lines;
		to->seen[to->count++].number += before->records;
	}
	from->count = 0;
	++*to->joined;
	return true;
}

/* What is told of a file: its records, the encoding and the error. */
static char *dump(const char *path, uint64_t size, unsigned threads, size_t limit, unsigned *joined)
{
	struct reader_options options = {.field_limit = limit};
	struct err e;
	struct reader *r = reader_open(path, &options, &e);
	const int columns[] = {1, 0};
	struct state master = {.master = true, .joined = joined};
	struct parts_job job = {threads, size, &master, fork_state, run, join, clear, release};
	char *text;
	size_t length;
	FILE *f = open_memstream(&text, &length);

	if (!r) {
		fprintf(f, "error %s", e.words);
		fclose(f);
		return text;
	}
	reader_select(r, columns, 2);
	*joined = 0;
	int status = parts_run(&job, r, &e);

	for (size_t i = 0; i < master.count; i++)
		fprintf(f, "%s@%d#%d\n", master.seen[i].text, (int)master.seen[i].line, (int)master.seen[i].number);
	if (status == 0)
		fputs(reader_encoding(r), f);
	else
		fprintf(f, "error %s", e.words);
	fclose(f);
	reader_close(r);
	clear(&master);
	free(master.seen);
	return text;
}

static char *write_file(const char *bytes, size_t n)
{
	const char *folder = getenv("TMPDIR");
	char *path = mem_printf("%s/retkit-parts.XXXXXX", folder ? folder : "/tmp");
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
	return path;
}

/* The same for every size of parts and number of threads. Returns how many parts were joined at the best. */
static unsigned expect_same(const char *bytes, size_t n, size_t limit)
{
	static const uint64_t sizes[] = {1, 2, 3, 7, 10, 64, 100, 1000, 4096};
	static const unsigned threads[] = {2, 3, 8};
	char *path = write_file(bytes, n);
	unsigned joined, best = 0;
	char *want = dump(path, 0, 1, limit, &joined);

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		/* A thread takes hundreds of parts at the most. */
		if (n / sizes[i] > 500)
			continue;
		for (size_t t = 0; t < sizeof(threads) / sizeof(*threads); t++) {
			char *got = dump(path, sizes[i], threads[t], limit, &joined);

			assert_string_equal(got, want);
			free(got);
			if (joined > best)
				best = joined;
		}
	}
	free(want);
	unlink(path);
	free(path);
	return best;
}

#define SAME(bytes) expect_same(bytes, sizeof(bytes) - 1, 0)

static void plain(void **state)
{
	(void)state;
	assert_true(SAME("a,b\n1,2\n3,4\n5,6\n7,8\n") > 2);
	SAME("a,b\n1,2\n\n\n3,4\n5,6");
	SAME("a,b\r\n1,2\r\n3,4\r\n\r\n5,6\r\n");
	SAME("a,b\r1,2\r3,4\r5,6\r");
	SAME("\xef\xbb\xbf"
	     "a,b\n1,2\n3,4\n");
	SAME("a,b\n");
	SAME("a,b\n\n\n\n\n\n");
	SAME("\n\n\"a\nA\",b\n1,2\n3,4\n5,6\n");
	SAME("a,b\n1\n1,2,3\n,\n");
}

/* Lines inside quotes look like records: guesses go wrong, and what follows is right all the same. */
static void quoted(void **state)
{
	(void)state;
	SAME("a,b\n1,\"x\n3,4\n5,6\n\"\n7,8\n9,10\n");
	SAME("a,b\n\"1\n2,3\n4,5\n6,7\n8,9\n10,11\n12,13\n\",2\n");
	SAME("a,b\n1,\"\n\"\n2,\"\"\"\n3,\"\"\"\n4,5\n");
}

static void encodings(void **state)
{
	(void)state;
	SAME("a,b\n1,2\n1,\xc6\xbf\xbf\xda\n3,4\n5,\xc2\xa9\xd2\xba\n6,7\n");
	SAME("a,b\n1,2\n1,\xe6\xbc\x8f\n3,4\n5,\xe6\xb6\xb2\n6,7\n");
	/* Two encodings in one file: the first decides, the other is damaged. */
	SAME("a,b\n1,2\n1,\xe6\xbc\x8f\xe6\xb6\xb2\n3,4\n5,\xc6\xbf\xbf\xda\n6,7\n");
}

static void failures(void **state)
{
	(void)state;
	SAME("a,b\n1,2\n3,4\nstop,5\n6,7\n");
	SAME("a,b\n1,2\n3,\"4\nstop,5\n6,7\n\"\n8,9\n");
	SAME("a,b\n1,2\n3,4\n5,6\n7,\"open\n8,9\n");
	SAME("a,b\n1,2\nmaster,4\n5,6\nmaster,8\nalone,9\n10,11\n");
	expect_same("a,b\n1,2\n3,4\n5,0123456789012345678901234567890\n7,8\n", 50, 20);
}

/* Thousands of records, most of them plain, some not. */
static void many(void **state)
{
	uint32_t seed = 1;
	char *text;
	size_t length;
	FILE *f = open_memstream(&text, &length);

	(void)state;
	fputs("a,b\n", f);
	for (int i = 0; i < 3000; i++) {
		seed = seed * 1664525 + 1013904223;
		switch (seed >> 24) {
		case 1:
			fprintf(f, "%d,\"line\n%d,like a row\nand \"\"more\"\"\"\n", i, i);
			break;
		case 2:
			fprintf(f, "%d,\xe7\x93\xb6\r\n", i);
			break;
		case 3:
			fprintf(f, "\n%d\n", i);
			break;
		case 4:
			fprintf(f, "%d,alone\nalone,%d\n", i, i);
			break;
		default:
			fprintf(f, "%d,%u\n", i, seed >> 20);
			break;
		}
	}
	fclose(f);
	assert_true(expect_same(text, length, 0) > 5);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),    cmocka_unit_test(quoted), cmocka_unit_test(encodings),
		cmocka_unit_test(failures), cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
