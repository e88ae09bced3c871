/* The reader hands out the same records whatever the chunks are in which its input arrives. */
#include "base/mem.h"
#include "base/num.h"
#include "csv/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Everything a reader tells about an input, as one string: |field|field@line#number+flags!fault(bytes) */
static char *dump(const char *bytes, size_t n, const struct reader_options *options)
{
	struct err e;
	struct reader *r = reader_open_memory("in", bytes, n, options, &e);
	char *text;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	int columns[16];
	struct err fault;
	struct batch b;
	int got;

	if (!r) {
		fprintf(f, "error %s", e.words);
		fclose(f);
		return text;
	}
	for (size_t i = 0; i < reader_columns(r); i++) {
		columns[i] = (int)i;
		fprintf(f, "<%s>", reader_column(r, i));
	}
	reader_select(r, columns, reader_columns(r));
	while ((got = reader_next(r, &b, &e)) > 0) {
		for (size_t i = 0; i < b.rows; i++) {
			const struct record *record = &b.records[i];

			for (size_t c = 0; c < b.columns; c++) {
				const struct field *field = &b.fields[i * b.columns + c];

				fputc('|', f);
				fwrite(field->bytes, 1, field->length, f);
				if (field->flags)
					fprintf(f, "^%u", field->flags);
			}
			fprintf(f, "@%d#%d%s", (int)record->line, (int)record->number, record->surplus ? "+" : "");
			if (record->misquoted)
				fprintf(f, "!%s", reader_misfit(r, record, &fault));
			fputc('(', f);
			fwrite(record->bytes, 1, record->length, f);
			fputs(")\n", f);
		}
	}
	if (got < 0)
		fprintf(f, "error %s", e.words);
	fclose(f);
	reader_close(r);
	return text;
}

/* One input, its expected dump, at every chunk size. */
static void expect(const char *bytes, size_t n, const char *want)
{
	for (size_t chunk = 0; chunk <= n + 1; chunk++) {
		struct reader_options options = {.chunk = chunk, .field_limit = 1000};
		char *got = dump(bytes, n, &options);

		if (strcmp(got, want) != 0)
			fprintf(stderr, "chunk %zu\n", chunk);
		assert_string_equal(got, want);
		free(got);
	}
}

#define EXPECT(bytes, want) expect(bytes, sizeof(bytes) - 1, want)

static void plain(void **state)
{
	(void)state;
	EXPECT("a,b\n1,2\n3,4\n", "<a><b>|1|2@2#1(1,2\n)\n|3|4@3#2(3,4\n)\n");
	EXPECT("a,b\n1,2", "<a><b>|1|2@2#1(1,2)\n");
	EXPECT("a,b\n", "<a><b>");
	EXPECT("a,b", "<a><b>");
}

static void line_ends(void **state)
{
	(void)state;
	EXPECT("a,b\r\n1,2\r\n\r\n3,4\r\n", "<a><b>|1|2@2#1(1,2\r\n)\n|3|4@4#2(3,4\r\n)\n");
	EXPECT("a,b\r1,2\r\r3,4\r", "<a><b>|1|2@2#1(1,2\r)\n|3|4@4#2(3,4\r)\n");
	EXPECT("\n\na,b\n\n1,2\n", "<a><b>|1|2@5#1(1,2\n)\n");
}

static void quotes(void **state)
{
	(void)state;
	EXPECT("a,b\n\"x\ny\",2\n3,\"4\"\"5\"\n", "<a><b>|x\ny|2@2#1(\"x\ny\",2\n)\n|3|4\"5@4#2(3,\"4\"\"5\"\n)\n");
	EXPECT("a,b\n5\" pipe,\"x\r\n\r\ny\"\r\n6,7",
	       "<a><b>|5\" pipe|x\r\n\r\ny@2#1(5\" pipe,\"x\r\n\r\ny\"\r\n)\n|6|7@5#2(6,7)\n");
	EXPECT("a,b\n 1 ,\t2\n\"\",\n", "<a><b>| 1 |\t2@2#1( 1 ,\t2\n)\n||@3#2(\"\",\n)\n");
	EXPECT("a,b\n1,2\n\"open,3\n4,5\n",
	       "<a><b>|1|2@2#1(1,2\n)\nerror in:3: the quote opened at column 1 is never closed");
}

#define AT_FAULT " is neither doubled nor before a delimiter or line end"

/* Blanks around a quoted cell are no part of it; a quote behind blanks that closes nothing is text. */
static void blanks_around_quotes(void **state)
{
	(void)state;
	EXPECT("a,b\n\"soap\" ,2\n3,4\n", "<a><b>|soap|2@2#1(\"soap\" ,2\n)\n|3|4@3#2(3,4\n)\n");
	EXPECT("a,b\n1,\"x\" \t\r\n \"y\"\t,\"z\" ", "<a><b>|1|x@2#1(1,\"x\" \t\r\n)\n|y|z@3#2( \"y\"\t,\"z\" )\n");
	EXPECT("\"a\", \"b\"\n1, \"x, \"\"y\"\"\"\n", "<a><b>|1|x, \"y\"@2#1(1, \"x, \"\"y\"\"\"\n)\n");
	EXPECT("a,b\n1, \"x\" y\n2, \"z\n", "<a><b>|1| \"x\" y@2#1(1, \"x\" y\n)\n|2| \"z@3#2(2, \"z\n)\n");
}

/* A quote at fault costs its row and no other, or ends the reading where the end of the row is not certain. */
static void quotes_at_fault(void **state)
{
	(void)state;
	EXPECT("a,b,c\n1,\"5\" x\",2\n3,4,5\n",
	       "<a><b><c>|^1|^1|^1@2#1!the quote at column 5" AT_FAULT "(1,\"5\" x\",2\n)\n|3|4|5@3#2(3,4,5\n)\n");
	/* Closed with text behind it; without a line end. */
	EXPECT("a,b\r\n1,2\r\n3,\"é\"x",
	       "<a><b>|1|2@2#1(1,2\r\n)\n|^1|^1@3#2!the quote at column 5" AT_FAULT "(3,\"é\"x)\n");
	EXPECT("a,b\n\"x\" \"y\",2\n3,4\n",
	       "<a><b>|^1|^1@2#1!the quote at column 3" AT_FAULT "(\"x\" \"y\",2\n)\n|3|4@3#2(3,4\n)\n");
	/* In the second line of a row, which is too short to be a row itself. */
	EXPECT("a,b,c\n1,\"x\nsay \"hi\" y\",2\n3,4,5\n",
	       "<a><b><c>|^1|^1|^1@2#1!the quote at column 5 of the row's line 2" AT_FAULT
	       "(1,\"x\nsay \"hi\" y\",2\n)\n|3|4|5@4#2(3,4,5\n)\n");
	/* Two rows, or one of two lines: not told apart. */
	EXPECT("a,b\n0,0\n1,\"x\n2,\"y\"\n3,4\n", "<a><b>|0|0@2#1(0,0\n)\nerror in:4: the quote at column 3" AT_FAULT
						  "; the one opened at line 3, column 3, may lack its end");
	EXPECT("a,b\n1,\"x \"y, z\n2\",3\n",
	       "<a><b>error in:2: the quote at column 6" AT_FAULT ", and where its row ends is not certain");
	EXPECT("a,b\n1,\"x \"y\nz\",3\n4,5\n",
	       "<a><b>error in:2: the quote at column 6" AT_FAULT ", and where its row ends is not certain");
	EXPECT("a,b\n1,\"x \"y\r\n4,5\r\n",
	       "<a><b>|^1|^1@2#1!the quote at column 6" AT_FAULT "(1,\"x \"y\r\n)\n|4|5@3#2(4,5\r\n)\n");
	EXPECT("a,\"b\"x\n1,2\n", "error in:1: the header: the quote at column 5" AT_FAULT);
	EXPECT("a,b\n1,\"x\n\"\n\"y\nz\n",
	       "<a><b>|1|x\n@2#1(1,\"x\n\"\n)\nerror in:4: the quote opened at column 1 is never closed");
}

static void ragged(void **state)
{
	(void)state;
	EXPECT("a,b,c\n1\n1,2,3,\n1,2,3,4\n,,\n",
	       "<a><b><c>|1|^1|^1@2#1(1\n)\n|1|2|3@3#2(1,2,3,\n)\n|1|2|3@4#3+(1,2,3,4\n)\n"
	       "|||@5#4(,,\n)\n");
}

static void nul_byte(void **state)
{
	static const char input[] = "a,b\n1\0002,3\n";
	struct err e;

	(void)state;
	for (size_t chunk = 0; chunk < sizeof(input); chunk++) {
		struct reader_options options = {.chunk = chunk};
		struct reader *r = reader_open_memory("in", input, sizeof(input) - 1, &options, &e);
		int first = 0;
		struct batch b;

		reader_select(r, &first, 1);
		assert_int_equal(reader_next(r, &b, &e), 1);
		assert_int_equal(b.fields[0].length, 3);
		assert_int_equal(b.fields[0].flags, FIELD_NUL);
		assert_int_equal(reader_next(r, &b, &e), 0);
		reader_close(r);
	}
}

static void encodings(void **state)
{
	(void)state;
	EXPECT("\xef\xbb\xbf"
	       "a,b\n\xe4\xb8\xad,2\n",
	       "<a><b>|\xe4\xb8\xad|2@2#1(\xe4\xb8\xad,2\n)\n");
	/* GBK, decided at the first byte that is not ASCII, in the header or far behind it. */
	EXPECT("\xb1\xe0\xba\xc5,b\n\xd6\xd0,2\n", "<编号><b>|中|2@2#1(\xd6\xd0,2\n)\n");
	EXPECT("a,b\n1,2\n\xd6\xd0\xce\xc4,2\n", "<a><b>|1|2@2#1(1,2\n)\n|中文|2@3#2(\xd6\xd0\xce\xc4,2\n)\n");
	/* A four-byte character of GB18030. */
	EXPECT("a,b\n\xd6\xd0\x81\x39\xef\x30,2\n", "<a><b>|中㐁|2@2#1(\xd6\xd0\x81\x39\xef\x30,2\n)\n");
	EXPECT("a,b\n\xff\xff,2\n", "error in:2: not UTF-8, and nothing shows that it is GB18030; say which it is: "
				    "--encoding cp1252 reads 'ÿÿ'");
}

static void damaged(void **state)
{
	struct reader_options utf8 = {.encoding = "utf-8"};
	struct reader_options gbk = {.encoding = "GBK"};
	static const char broken_utf8[] = "a,b\nx\xe4\xb8,2\n";
	static const char broken_gbk[] = "a,b\n\xd6\xd0\xd6,2\n";
	char *got;

	(void)state;
	got = dump(broken_utf8, sizeof(broken_utf8) - 1, &utf8);
	assert_string_equal(got, "<a><b>|x\xef\xbf\xbd\xef\xbf\xbd^2|2@2#1(x\xe4\xb8,2\n)\n");
	free(got);
	got = dump(broken_gbk, sizeof(broken_gbk) - 1, &gbk);
	assert_string_equal(got, "<a><b>|中\xef\xbf\xbd^2|2@2#1(\xd6\xd0\xd6,2\n)\n");
	free(got);
}

static void refused(void **state)
{
	(void)state;
	EXPECT("", "error in: empty: no header");
	EXPECT("\n\r\n", "error in: empty: no header");
	EXPECT("\xff\xfe"
	       "a\0\n\0"
	       "b",
	       "error in: truncated: UTF-16 text with an odd number of bytes");
	EXPECT("PK\3\4rest", "error in: an .xlsx workbook or zip archive; read a workbook file with "
			     "ret-import, unzip an archive first");
	EXPECT(" \n<HTML><body>", "error in: a web page under another name; open it in a "
				  "spreadsheet and save it as .xlsx or CSV UTF-8");
	EXPECT("\1\2\3\4\5\6\7\10", "error in: binary data, not text; for UTF-16 text without a byte "
				    "order mark use --encoding utf-16le");
}

/* UTF-16 is UTF-8 to all who read it; what is no character damages its own field. */
static void utf16(void **state)
{
	struct reader_options named = {.encoding = "utf-16be"};
	static const char bare[] = "\0a\0\n\x4e\x2d\0\n";
	char *got;

	(void)state;
	EXPECT("\xff\xfe"
	       "a\0,\0b\0\n\0"
	       "\x2d\x4e,\0\x3d\xd8\x00\xde\n\0",
	       "<a><b>|中|😀@2#1(中,😀\n)\n");
	EXPECT("\xfe\xff"
	       "\0a\0,\0b\0\n"
	       "\x4e\x2d\0,\xd8\x3d\xde\x00",
	       "<a><b>|中|😀@2#1(中,😀)\n");
	/* The first half of a character without its second, the second without its first, a NUL, the first half at the end. */
	EXPECT("\xff\xfe"
	       "a\0\n\0"
	       "\x3d\xd8x\0\n\0"
	       "\x00\xdex\0\n\0"
	       "\0\0\n\0"
	       "\x3d\xd8",
	       "<a>|\xef\xbf\xbdx^2@2#1(\xffx\n)\n|\xef\xbf\xbdx^2@3#2(\xffx\n)\n"
	       "|\0^4@4#3(\0\n)\n|\xef\xbf\xbd^2@5#4(\xff)\n");
	got = dump(bare, sizeof(bare) - 1, &named);
	assert_string_equal(got, "<a>|中@2#1(中\n)\n");
	free(got);
}

/* Knows the headers a, b and c. */
static bool knows(void *context, const char *cell, size_t n)
{
	(void)context;
	return n == 1 && cell[0] >= 'a' && cell[0] <= 'c';
}

/* What is sniffed of an input, at every chunk size: `row delimiter` before its dump. */
static void expect_sniffed(const char *bytes, const char *want, struct reader_options options)
{
	static const struct sniff_words words = {knows, NULL};
	size_t n = strlen(bytes);

	options.words = &words;
	for (options.chunk = 0; options.chunk <= n + 1; options.chunk++) {
		struct err e;
		struct reader *r = reader_open_memory("in", bytes, n, &options, &e);
		char *rows = dump(bytes, n, &options);
		char *got = r ? mem_printf("%d%c%s", (int)reader_header_row(r), reader_delimiter(r), rows)
			      : mem_printf("%s", rows);

		assert_string_equal(got, want);
		free(got);
		free(rows);
		reader_close(r);
	}
}

static void sniffed(void **state)
{
	struct reader_options none = {0}, third = {.header_row = 3}, comma = {.delimiter = ','};

	(void)state;
	expect_sniffed("a,b\n1,2\n", "1,<a><b>|1|2@2#1(1,2\n)\n", none);
	/* The words decide, and lines and records stay those of the file. */
	expect_sniffed("t;x\n\n\"q\nq\";\na;b\n1;2\n", "4;<a><b>|1|2@6#1(1;2\n)\n", none);
	expect_sniffed("a\tb\r\n1,5\t2\r\n", "1\t<a><b>|1,5|2@2#1(1,5\t2\r\n)\n", none);
	expect_sniffed("a|b", "1|<a><b>", none);
	/* A row above that knows as many comes first; one header makes no header row; no word twice. */
	expect_sniffed("a,b\nb,c\n", "1,<a><b>|b|c@2#1(b,c\n)\n", none);
	expect_sniffed("x,y\na,1\n", "1,<x><y>|a|1@2#1(a,1\n)\n", none);
	expect_sniffed("x,y\na,a\n", "1,<x><y>|a|a@2#1(a,a\n)\n", none);
	expect_sniffed("a,x\na,b\n", "2,<a><b>", none);
	/* Without words the number of cells decides. */
	expect_sniffed("x;y\n1,5;2\n3;4\n", "1;<x><y>|1,5|2@2#1(1,5;2\n)\n|3|4@3#2(3;4\n)\n", none);
	expect_sniffed("x\n1\n", "1,<x>|1@2#1(1\n)\n", none);
	/* What is wrong is told when it is read, not while looking. */
	expect_sniffed("a,b\n1,\"2\n", "1,<a><b>error in:2: the quote opened at column 3 is never closed", none);
	expect_sniffed("", "error in: empty: no header", none);
	/* Told, not sniffed. */
	expect_sniffed("a,b\n\nx,y\n1,2\n", "3,<x><y>|1|2@4#1(1,2\n)\n", third);
	expect_sniffed("a,b\nx,y\n", "error in: row 3, given as the header row, is past the end", third);
	expect_sniffed("a,b\nx,y\n\n1,2\n", "error in: row 3, given as the header row, is blank", third);
	expect_sniffed("a;b\n", "1,<a;b>", comma);
}

static void limits(void **state)
{
	char *input = mem_alloc(5000, 1);
	struct reader_options options = {.field_limit = 1000};
	char *got;

	(void)state;
	strcpy(input, "a,b\n1,\"");
	memset(input + 7, 'x', 4000);
	got = dump(input, 4007, &options);
	assert_string_equal(got, "<a><b>error in:2: a field or line is longer than 1000 bytes; the "
				 "usual cause is a quote that is never closed");
	free(got);
	/* Whether a line is too long does not depend on how much of it came at once. */
	for (options.chunk = 1; options.chunk < 3000; options.chunk += 333) {
		for (size_t length = 1000; length <= 1001; length++) {
			memset(input + 4, ',', length);
			memcpy(input + 4 + length, "\r\nx\n", 4);
			got = dump(input, 4 + length + 4, &options);
			assert_int_equal(strstr(got, "error") != NULL, length > 1000);
			free(got);
		}
	}
	free(input);
}

/* More rows than a batch holds, quoted line ends among them, counted and cut right. */
static void many(void **state)
{
	enum { ROWS = 20000 };
	char *text;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	struct err e;
	uint64_t seen = 0, line = 2;

	(void)state;
	fputs("id,note\n", f);
	for (int i = 1; i <= ROWS; i++)
		fprintf(f, i % 7 ? "%d,plain\n" : "%d,\"two\nlines\"\n", i);
	fclose(f);
	for (size_t chunk = 0; chunk <= 4099; chunk += 4099) {
		struct reader_options options = {.chunk = chunk};
		struct reader *r = reader_open_memory("in", text, size, &options, &e);
		int column = 0;
		struct batch b;

		seen = 0, line = 2;
		reader_select(r, &column, 1);
		while (reader_next(r, &b, &e) > 0) {
			for (size_t i = 0; i < b.rows; i++) {
				assert_int_equal(b.records[i].number, ++seen);
				int64_t id;

				assert_int_equal(num_parse_int(b.fields[i].bytes, b.fields[i].length, 0, ROWS, &id), 0);
				assert_int_equal(id, (int)seen);
				assert_int_equal(b.records[i].line, line);
				line += seen % 7 ? 1 : 2;
			}
		}
		assert_int_equal(seen, ROWS);
		reader_close(r);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),           cmocka_unit_test(line_ends),
		cmocka_unit_test(quotes),          cmocka_unit_test(blanks_around_quotes),
		cmocka_unit_test(quotes_at_fault), cmocka_unit_test(ragged),
		cmocka_unit_test(nul_byte),        cmocka_unit_test(encodings),
		cmocka_unit_test(damaged),         cmocka_unit_test(refused),
		cmocka_unit_test(utf16),           cmocka_unit_test(sniffed),
		cmocka_unit_test(limits),          cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
