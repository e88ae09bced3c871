/* Sheets of .xlsx workbooks: what becomes of each form of a cell. */
#include "sheet/format.h"
#include "sheet/value.h"
#include "sheet/workbook.h"

#include "base/mem.h"

#include <minizip/zip.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships/"

static char path[] = "/tmp/test_sheet.XXXXXX";

static void add(zipFile archive, const char *name, const char *text)
{
	assert_int_equal(zipOpenNewFileInZip64(archive, name, NULL, NULL, 0, NULL, 0, NULL, 8, 1, 0), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(archive, text, (unsigned)strlen(text)), ZIP_OK);
	assert_int_equal(zipCloseFileInZip(archive), ZIP_OK);
}

/* What a workbook is made of; what is NULL has a plain default. */
struct parts {
	const char *package; /* the relations of the package */
	const char *book_name, *book, *relations;
	const char *sheet_name, *sheet;
	const char *strings, *styles;
};

static const struct parts plain = {
	.package =
		"<Relationships><Relationship Id=\"a\" Type=\"" OFFICE "officeDocument\" Target=\"xl/workbook.xml\"/>"
		"</Relationships>",
	.book_name = "xl/workbook.xml",
	.book = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
	.relations = "xl/_rels/workbook.xml.rels",
	.sheet_name = "xl/worksheets/sheet1.xml",
};

static void make(const struct parts *p)
{
	zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);
	const char *slash = strrchr(p->sheet_name, '/'), *back = strrchr(p->sheet_name, '\\');
	char *relations = mem_printf("<Relationships><Relationship Id=\"r1\" Type=\"" OFFICE
				     "worksheet\" Target=\"worksheets/%s\"/></Relationships>",
				     (slash ? slash : back) + 1);

	assert_non_null(archive);
	add(archive, "_rels/.rels", p->package);
	add(archive, p->book_name, p->book);
	add(archive, p->relations, relations);
	add(archive, p->sheet_name, p->sheet);
	if (p->strings)
		add(archive, "xl/sharedStrings.xml", p->strings);
	if (p->styles)
		add(archive, "xl/styles.xml", p->styles);
	assert_int_equal(zipClose(archive, NULL), ZIP_OK);
	free(relations);
}

/* The CSV of the first sheet, or `error: ` and the words without the path. Caller frees. */
static char *read_book(size_t room)
{
	struct err e;
	struct workbook *w = workbook_open(path, &e);
	struct sheet *s = w ? sheet_open(w, 0, &e) : NULL;
	char *all = mem_dup("", 0);
	size_t n = 0;
	ssize_t got = s ? 1 : -1;

	while (got > 0) {
		all = mem_resize(all, n + room + 1, 1);
		got = sheet_read(s, all + n, room, &e);
		n += got > 0 ? (size_t)got : 0;
		all[n] = '\0';
	}
	if (got < 0) {
		free(all);
		all = mem_printf("error: %s", e.words + strlen(path) + 2);
	}
	sheet_close(s);
	workbook_free(w);
	return all;
}

static void expect_parts(const struct parts *p, const char *csv)
{
	make(p);
	for (size_t room = 1; room <= 1 << 12; room <<= 6) {
		char *got = read_book(room);

		assert_string_equal(got, csv);
		free(got);
	}
}

/* The rows inside <sheetData>, what stands behind it, the texts and the styles. */
static void expect(const char *rows, const char *behind, const char *strings, const char *styles, const char *csv)
{
	struct parts p = plain;
	char *sheet = mem_printf("<worksheet><dimension ref=\"C1:A5\"/><sheetData>%s</sheetData>%s</worksheet>", rows,
				 behind);

	p.sheet = sheet;
	p.strings = strings;
	p.styles = styles;
	expect_parts(&p, csv);
	free(sheet);
}

static void test_places(void **state)
{
	(void)state;
	expect("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row>"
	       "<row r=\"3\"><c r=\"B3\"><v>3</v></c></row>",
	       "", NULL, NULL, "1,,2\n\n,3,\n");
	/* Neither rows nor cells say where they are. */
	expect("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>", "", NULL, NULL,
	       "1,2\n\n,3\n");
	expect("<row><c r=\"B4\"><v>1</v></c></row><row><c><v>2</v></c></row>", "", NULL, NULL, "\n\n\n,1\n2,\n");
	expect("<row r=\"2\"><c r=\"b2\"><v>2</v></c><c><v>3</v></c><c r=\"$a$2\"><v>1</v></c></row>", "", NULL, NULL,
	       "\n1,2,3\n");
	/* Styled cells without a value make no row. */
	expect("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"F2\"/></row>", "",
	       NULL, NULL, "1\n\n");
	expect("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>", "", NULL, NULL,
	       "error: damaged workbook: its rows are not in order: row 2");
	expect("<row r=\"x\"/>", "", NULL, NULL, "error: damaged workbook: 'x' is not the number of a row");
	expect("<row><c r=\"7\"><v>1</v></c></row>", "", NULL, NULL,
	       "error: damaged workbook: '7' is not the place of a cell");
	expect("<row><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row>", "", NULL, NULL,
	       "error: damaged workbook: row 1 has more than 16384 cells");
}

static void test_types(void **state)
{
	(void)state;
	expect("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><v>x</v></c>"
	       "<c t=\"str\"><f>A1</f><v></v></c><c><f>SUM(A1)</f></c><c t=\"d\"><v>2026-04-01T10:15:00</v></c>"
	       "<c t=\"d\"><v>2026-04-01T00:00:00</v></c><c t=\"d\"><v>2026-04-01</v></c><c t=\"n\"><v> 7 </v></c></row>",
	       "", NULL, NULL, "TRUE,FALSE,,x,,,2026-04-01 10:15:00,2026-04-01,2026-04-01,7\n");
	/* Whole rich texts, phonetic runs left out. */
	expect("<row><c t=\"inlineStr\"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> b</t></r>"
	       "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c><c t=\"inlineStr\"><is><t>&lt;,&quot;</t></is></c>"
	       "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>",
	       "",
	       "<sst><si><r><t>c</t></r><r><t>d</t></r><rPh><t>y</t></rPh><phoneticPr/></si><si><t>e_x000D_f</t></si></sst>",
	       NULL, "a b,\"<,\"\"\",cd,\"e\rf\"\n");
	expect("<row><c t=\"inlineStr\"><is><t>a_x0041_b_x005F_x000D__xD83D__xDE00__x0000_</t></is></c></row>", "",
	       NULL, NULL, "aAb_x000D_\360\237\230\200_x0000_\n");
	expect("<row><c t=\"s\"><v>2</v></c></row>", "", "<sst><si><t>a</t></si></sst>", NULL,
	       "error: damaged workbook: a cell refers to text 3 of 1");
	expect("<row><c t=\"s\"><v>-1</v></c></row>", "", "<sst><si><t>a</t></si></sst>", NULL,
	       "error: damaged workbook: '-1' is not the number of a text");
}

static void test_long_text(void **state)
{
	enum { LONG = 200000 };
	char *text = mem_alloc(LONG + 1, 1), *rows, *csv;

	(void)state;
	memset(text, 'x', LONG);
	rows = mem_printf("<row><c t=\"inlineStr\"><is><t>%s</t></is></c></row>", text);
	csv = mem_printf("%s\n", text);
	expect(rows, "", NULL, NULL, csv);
	free(text);
	free(rows);
	free(csv);
}

static void test_merged(void **state)
{
	(void)state;
	expect("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"B2\"><v>3</v></c></row>"
	       "<row r=\"3\"/><row r=\"4\"><c r=\"B4\"><v>4</v></c><c r=\"C4\"><v>5</v></c></row>",
	       "<mergeCells count=\"2\"><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"C4:D4\"/><mergeCell ref=\"A4\"/></mergeCells>",
	       NULL, NULL, "1,2\n1,3\n\n,4,5\n");
}

/* A sheet of one number under each format. */
static void expect_formats(const char *since, const char *number, const char *styles, const char *csv)
{
	struct parts p = plain;
	char *book = mem_printf(
		"<workbook><workbookPr date1904=\"%s\"/><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>",
		since);
	char *sheet = mem_printf(
		"<worksheet><sheetData><row><c s=\"0\"><v>%s</v></c><c s=\"1\"><v>%s</v></c><c s=\"2\"><v>%s</v></c>"
		"<c s=\"3\"><v>%s</v></c></row></sheetData></worksheet>",
		number, number, number, number);

	p.book = book;
	p.sheet = sheet;
	p.styles = styles;
	expect_parts(&p, csv);
	free(book);
	free(sheet);
}

static void test_dates(void **state)
{
	static const char styles[] =
		"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;;@\"/>"
		"<numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
		"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";

	(void)state;
	expect_formats("0", "46113.427083333336", styles,
		       "46113.4270833333,2026-04-01 10:15:00,2026-04-01 10:15:00,1106722:15:00\n");
	expect_formats("1", "44651.427083333336", styles,
		       "44651.4270833333,2026-04-01 10:15:00,2026-04-01 10:15:00,1071634:15:00\n");
	expect_formats("true", "44651", styles, "44651,2026-04-01,2026-04-01,1071624:00:00\n");
	/* What is no day stays a number. */
	expect_formats("0", "202604010001234567", styles,
		       "202604010001234567,202604010001234567,202604010001234567,202604010001234567\n");
	expect_formats("0", "0", styles, "0,0,0,00:00:00\n");
	expect_formats("0", "0.5", styles, "0.5,12:00:00,12:00:00,12:00:00\n");
}

static void expect_kind(const char *code, enum format_kind kind)
{
	if (format_of_code(code) != kind)
		fail_msg("%s", code);
}

static void test_formats(void **state)
{
	static const char *const numbers[] = {
		"General",
		"G/通用格式",
		"0",
		"\"HK$\"#,##0.00",
		"0\" pcs\"",
		"0.00%",
		"0.00E+00",
		"##0.0E+0",
		"# ?/?",
		"@",
		"[Red]-0;[Blue]0",
		"\\d0",
		"0_d",
		"0*d",
		"[$-804]0",
		"[$￥-804]#,##0.00",
		"[DBNum1][$-804]General",
		"",
		";;;",
		"#,##0.00 \"kg dry\"",
		"\"days\"",
		"\"unclosed d",
		"[unclosed d",
		"\\",
	};
	static const char *const dates[] = {
		"yyyy-mm-dd",
		"d/m/yy",
		"m\"月\"d\"日\"",
		"[$-804]yyyy\"年\"m\"月\"d\"日\";@",
		"[$-804]aaaa;@",
		"[$-F800]dddd, mmmm dd",
		"mmm",
		"[Red]yyyy",
		"yyyy/m/d h:mm",
		"ge.m.d",
		"e\"年\"m\"月\"",
		"[<43831]\"\";yyyy-mm-dd",
		"dd\\.mm\\.yyyy",
	};
	static const char *const times[] = {"h:mm", "[$-F400]h:mm:ss AM/PM", "mm:ss.0", "上午/下午h\"时\"mm\"分\"",
					    "hh:mm:ss.000"};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		expect_kind(numbers[i], FORMAT_NUMBER);
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		expect_kind(dates[i], FORMAT_DATE);
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		expect_kind(times[i], FORMAT_TIME);
	expect_kind("[h]:mm:ss", FORMAT_DURATION);
	expect_kind("[mm]:ss", FORMAT_DURATION);
	for (unsigned id = 0; id < 100; id++) {
		bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
			    (id >= 50 && id <= 58) || (id >= 71 && id <= 81);

		assert_int_equal(format_of_id(id) != FORMAT_NUMBER, date);
	}
}

static void expect_number(const char *spelled, const char *text)
{
	char to[VALUE_TEXT];
	size_t n = value_number(to, spelled, strlen(spelled), FORMAT_NUMBER, false);

	if (n != strlen(text) || memcmp(to, text, n) != 0)
		fail_msg("%s: %.*s, not %s", spelled, (int)n, to, text);
}

static void test_numbers(void **state)
{
	(void)state;
	expect_number("1.12345678901E11", "112345678901");
	expect_number("1.12345678901E+11", "112345678901");
	expect_number("19.899999999999999", "19.9");
	expect_number("0.30000000000000004", "0.3");
	expect_number("0.125", "0.125");
	expect_number("12.50", "12.5");
	expect_number("1.0", "1");
	expect_number("-0", "0");
	expect_number("-0.0", "0");
	expect_number("0012", "12");
	expect_number("-7", "-7");
	expect_number("1E3", "1000");
	expect_number("1e-05", "0.00001");
	expect_number("2.5E-7", "0.00000025");
	/* Ids: all digits, or none lost in silence. */
	expect_number("202404081234567890", "202404081234567890");
	expect_number("12345678901234567890123456789", "12345678901234567890123456789");
	expect_number("1.234567890123456E15", "1234567890123456");
	expect_number("2.0240812345678901E19", "2.0240812345678901E+19");
	expect_number("2.0240812345678901E+19", "2.0240812345678901E+19");
	/* What is no number stays what it is. */
	expect_number("abc", "");
	expect_number("1E", "");
	expect_number(".", "");
	expect_number("", "");
}

static void test_packages(void **state)
{
	struct parts p = plain;

	(void)state;
	p.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
	expect_parts(&p, "1\n");
	/* Elsewhere, with backslashes, other case, a leading slash; strict; comments and blanks before the root. */
	p.package = "<Relationships><Relationship Id=\"a\" Type=\"" STRICT
		    "officeDocument\" Target=\"/Book/main.xml\"/></Relationships>";
	p.book_name = "book\\Main.xml";
	p.relations = "book\\_rels\\main.xml.rels";
	p.sheet_name = "book\\worksheets\\A.xml";
	p.book =
		"\n<?xml version=\"1.0\"?><!-- made by --><?pi?><x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"
		"<x:sheets><x:sheet name=\"S\" r:id=\"r1\"/></x:sheets></x:workbook>";
	p.sheet =
		"<!-- <row> --><x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row>"
		"<x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
	expect_parts(&p, "1\n");
	/* Parts that are no XML, or end early. */
	p = plain;
	p.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row>";
	expect_parts(&p, "error: damaged workbook: xl/worksheets/sheet1.xml line 1: no element found");
	p.sheet = "";
	expect_parts(&p, "error: damaged workbook: xl/worksheets/sheet1.xml line 1: no element found");
}

static int setup(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int teardown(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),  cmocka_unit_test(test_types),    cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_merged),  cmocka_unit_test(test_dates),    cmocka_unit_test(test_formats),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_packages),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
