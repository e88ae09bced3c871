/* A file is written whole or not at all, and CSV cells are read back as they were. */
#include "io/out.h"
#include "csv/reader.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = "/tmp/test_out.XXXXXX";
static char path[64];

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/file", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

/* The file's bytes; "" when there is none. */
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

static size_t entries(void)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	for (struct dirent *entry; (entry = readdir(d));)
		n += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
	closedir(d);
	return n;
}

static void whole_or_not(void **state)
{
	struct err e;
	struct out *o = out_open(path, &e);
	struct stat st;
	mode_t mask = umask(022);

	(void)state;
	out_text(o, "first\n");
	assert_string_equal(content(), "");
	assert_int_equal(out_close(o, &e), 0);
	assert_string_equal(content(), "first\n");
	assert_int_equal(entries(), 1);
	/* What is given up leaves the old file, and nothing else. */
	o = out_open(path, &e);
	out_text(o, "second\n");
	out_abandon(o);
	assert_string_equal(content(), "first\n");
	assert_int_equal(entries(), 1);
	/* A file like any other by its mode. */
	o = out_open(path, &e);
	out_format(o, "%s %d\n", "third", 3);
	assert_int_equal(out_close(o, &e), 0);
	assert_string_equal(content(), "third 3\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	umask(mask);
	out_abandon(NULL);
}

static void failures(void **state)
{
	struct err e;
	struct out *o;
	char missing[80];

	(void)state;
	snprintf(missing, sizeof(missing), "%s/none/file", folder);
	assert_null(out_open(missing, &e));
	assert_non_null(strstr(e.words, "/none/file: cannot write: No such file or directory"));
	o = out_open("/dev/full", &e);
	assert_non_null(o);
	/* More than fits any buffer: what follows the error is harmless, and it is told once. */
	for (int i = 0; i < 100000; i++)
		out_text(o, "0123456789");
	assert_int_equal(out_close(o, &e), -1);
	assert_string_equal(e.words, "/dev/full: cannot write: No space left on device");
	o = out_open("/dev/null", &e);
	out_text(o, "x");
	assert_int_equal(out_close(o, &e), 0);
}

static void large(void **state)
{
	struct err e;
	struct out *o = out_open(path, &e);
	struct stat st;
	size_t n = 3 << 20;
	char *bytes = malloc(n);

	(void)state;
	memset(bytes, 'x', n);
	out_text(o, "a");
	out_bytes(o, bytes, n);
	out_bytes(o, bytes, 0);
	for (size_t i = 0; i < n; i += 1021)
		out_bytes(o, bytes, 1021);
	assert_int_equal(out_close(o, &e), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 1 + n + (n / 1021 + 1) * 1021);
	free(bytes);
}

static void cells(void **state)
{
	struct err e;
	struct out *o = out_open(path, &e);

	(void)state;
	out_cell_text(o, "plain");
	out_cell_text(o, "");
	out_cell_text(o, " a b ");
	out_cell_int(o, INT64_MIN);
	out_row_end(o);
	out_cell_text(o, "a,b");
	out_cell_text(o, "say \"hi\"");
	out_cell_text(o, "\"");
	out_cell_text(o, "two\nlines");
	out_cell_text(o, "cr\r");
	out_cell(o, "nul\0", 4);
	out_row_end(o);
	/* An empty cell alone is not a blank line, which would be no record. */
	out_cell_text(o, "");
	out_row_end(o);
	out_cell_text(o, "");
	out_cell_text(o, "");
	out_row_end(o);
	assert_int_equal(out_close(o, &e), 0);
	static const char want[] = "plain,, a b ,-9223372036854775808\n"
				   "\"a,b\",\"say \"\"hi\"\"\",\"\"\"\",\"two\nlines\",\"cr\r\",nul\0\n"
				   "\"\"\n,\n";
	assert_memory_equal(content(), want, sizeof(want));
}

/* Whatever a cell holds, the reader hands it out as it was written. */
static void there_and_back(void **state)
{
	static const char alphabet[] = "ab,\"\r\n 漏";
	struct err e;
	struct out *o = out_open(path, &e);
	char texts[300][3][8];
	uint32_t x = 1;
	size_t row = 0;
	const int columns[] = {
		0,
		1,
		2,
	};
	struct batch b;

	(void)state;
	out_text(o, "x,y,z\n");
	for (int i = 0; i < 300; i++) {
		for (int c = 0; c < 3; c++) {
			char *to = texts[i][c];

			for (int k = 0; k < 5; k++) {
				x = x * 1664525 + 1013904223;
				size_t at = x >> 24 & 15;

				if (at < 7)
					*to++ = alphabet[at];
			}
			*to = '\0';
			out_cell_text(o, texts[i][c]);
		}
		out_row_end(o);
	}
	assert_int_equal(out_close(o, &e), 0);
	struct reader *r = reader_open(path, NULL, &e);

	reader_select(r, columns, 3);
	while (reader_next(r, &b, &e) > 0)
		for (size_t i = 0; i < b.rows; i++, row++)
			for (size_t c = 0; c < 3; c++)
				assert_true(field_is(&b.fields[i * 3 + c], texts[row][c]));
	assert_int_equal(row, 300);
	reader_close(r);
}

static void in_memory(void **state)
{
	struct out *o = out_open_memory();
	size_t n, rows = 0;

	(void)state;
	for (int again = 0; again < 2; again++) {
		out_clear(o);
		out_memory(o, &n);
		assert_int_equal(n, 0);
		for (rows = 0; out_length(o) < 1000000; rows++) {
			out_cell_text(o, "a,b");
			out_row_end(o);
			assert_int_equal(out_length(o), 6 * (rows + 1));
		}
		const char *bytes = out_memory(o, &n);

		assert_int_equal(n, 6 * rows);
		for (size_t i = 0; i < rows; i++)
			assert_memory_equal(bytes + 6 * i, "\"a,b\"\n", 6);
	}
	out_abandon(o);
}

/* A cell as CSV, a byte at a time. */
static size_t quote_plainly(char *to, const char *s, size_t n)
{
	bool quotes = false;
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		quotes = quotes || strchr(",\"\r\n", s[i]);
	if (quotes)
		to[at++] = '"';
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			to[at++] = '"';
		to[at++] = s[i];
	}
	if (quotes)
		to[at++] = '"';
	return at;
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Cells of every short length with none, one or some special bytes anywhere among others just beside them. */
static void quoting_many_bytes_at_a_time(void **state)
{
	static const char special[] = ",\"\r\n", beside[] = "+-!#\013\f\016\t \254\242\215\212ab";
	uint32_t seed = 3;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		size_t n = next(&seed) % 41, length;
		char *s = malloc(n + 1), want[96], got[96];

		for (size_t i = 0; i < n; i++)
			s[i] = beside[next(&seed) % (sizeof(beside) - 1)];
		for (int k = round % 4; k > 0 && n; k--)
			s[next(&seed) % n] = special[next(&seed) % 4];
		length = quote_plainly(want, s, n);
		/* Exactly so long, for those who watch memory. */
		char *whole = malloc(n ? n : 1);

		memcpy(whole, s, n);
		assert_int_equal(out_quote(got, whole, n), length);
		assert_memory_equal(got, want, length);
		free(whole);
		free(s);
	}
}

/* A row at once is its cells one after another, however long they are. */
static void rows_at_once(void **state)
{
	static const size_t lengths[] = {0, 0, 1, 7, 8, 9, 19, 4000, 16000, 17000, 33000, 70000, 300000};
	enum { MOST = 4, ROWS = 400 };
	char *bytes = malloc(300000), *want = malloc(64 << 20);
	size_t length = 0;
	struct err e;
	struct out *o = out_open(path, &e);
	uint32_t seed = 5;

	(void)state;
	for (size_t i = 0; i < 300000; i++)
		bytes[i] = next(&seed) % 50 ? 'x' : ",\"\n\r"[next(&seed) % 4];
	for (int row = 0; row < ROWS; row++) {
		size_t n = 1 + next(&seed) % MOST;
		struct cell cells[MOST];

		for (size_t i = 0; i < n; i++) {
			cells[i] = (struct cell){bytes, lengths[next(&seed) % (row % 3 ? 7 : 13)]};
			length += quote_plainly(want + length, bytes, cells[i].length);
			want[length++] = ',';
		}
		if (n == 1 && cells[0].length == 0) {
			memcpy(want + length - 1, "\"\",", 3);
			length += 2;
		}
		want[length - 1] = '\n';
		out_row(o, cells, n);
	}
	assert_int_equal(out_close(o, &e), 0);
	FILE *f = fopen(path, "rb");
	char *got = malloc(length + 1);

	assert_int_equal(fread(got, 1, length + 1, f), length);
	assert_memory_equal(got, want, length);
	fclose(f);
	free(got);
	free(want);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_or_not),
		cmocka_unit_test(failures),
		cmocka_unit_test(large),
		cmocka_unit_test(cells),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(in_memory),
		cmocka_unit_test(quoting_many_bytes_at_a_time),
		cmocka_unit_test(rows_at_once),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
