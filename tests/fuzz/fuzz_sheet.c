/*
 * Sheets: whatever stands in the parts of an .xlsx workbook or in the records of an .xls one, it is refused with words or gives rows, the
 * same ones in pieces of any size.
 */
#include "fuzz.h"

#include "base/mem.h"
#include "sheet/workbook.h"

#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, MOST = 1 << 24 };

static void add(zipFile archive, const char *name, const char *bytes, size_t n)
{
	if (zipOpenNewFileInZip64(archive, name, NULL, NULL, 0, NULL, 0, NULL, 8, 1, 0) != ZIP_OK ||
	    zipWriteInFileInZip(archive, bytes, (unsigned)n) != ZIP_OK || zipCloseFileInZip(archive) != ZIP_OK)
		fuzz_fail("no archive");
}

/* A workbook in which these bytes are the sheet, the rows of it, the texts or the styles. */
static const char *make_xlsx(unsigned which, const struct fuzz_input *in)
{
	static const char *const names[] = {"xl/s.xml", "xl/s.xml", "xl/sharedStrings.xml", "xl/styles.xml"};
	static const char book[] = "<workbook><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>";
	static const char relations[] = "<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"s.xml\"/></R>";
	static const char sheet[] =
		"<s><sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46113.5</v></c><c t=\"s\"><v>3</v>"
		"</c></row></sheetData><mergeCells><mergeCell ref=\"A1:A9\"/></mergeCells></s>";
	static const char before[] = "<s><sheetData>",
			  behind[] = "</sheetData><mergeCells><mergeCell ref=\"A1:A9\"/></mergeCells></s>";
	static const char strings[] = "<sst><si><t>a</t></si><si><r><t>b,</t></r><rPh><t>c</t></rPh></si></sst>";
	static const char styles[] = "<s><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></s>";
	const char *path = fuzz_file("", 0);
	zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);
	char *rows = mem_alloc(in->n + sizeof(before) + sizeof(behind), 1), *end = stpcpy(rows, before);

	if (!archive)
		fuzz_fail("no archive");
	memcpy(end, in->bytes, in->n);
	strcpy(end + in->n, behind);
	add(archive, "xl/workbook.xml", book, strlen(book));
	add(archive, "xl/_rels/workbook.xml.rels", relations, strlen(relations));
	if (which == 1)
		add(archive, names[1], rows, (size_t)(end - rows) + in->n + strlen(behind));
	else
		add(archive, names[which], in->bytes, in->n);
	if (which > 1)
		add(archive, "xl/s.xml", sheet, strlen(sheet));
	if (which != 2)
		add(archive, "xl/sharedStrings.xml", strings, strlen(strings));
	if (which != 3)
		add(archive, "xl/styles.xml", styles, strlen(styles));
	zipClose(archive, NULL);
	free(rows);
	return path;
}

static void put32(unsigned char *to, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)(value >> 8 * i);
}

/* An entry of the directory. */
static void put_entry(unsigned char *to, const char *name, unsigned char kind, uint32_t sector, uint32_t size)
{
	for (size_t i = 0; name[i]; i++)
		to[2 * i] = (unsigned char)name[i];
	to[66] = kind;
	put32(to + 116, sector);
	put32(to + 120, size);
}

/* A compound file with a stream of these bytes: the table, the directory, then the stream. */
static const char *make_xls(const struct fuzz_input *in)
{
	size_t sectors = (in->n + SECTOR - 1) / SECTOR, size = SECTOR * (3 + sectors);
	unsigned char *file = mem_alloc(size, 1), *table = file + SECTOR, *directory = table + SECTOR;

	if (sectors > 100)
		sectors = 100;
	memcpy(file, "\xd0\xcf\x11\xe0", 4);
	file[30] = 9;
	file[32] = 6;
	put32(file + 48, 1);
	put32(file + 60, UINT32_MAX);
	put32(file + 68, UINT32_MAX);
	memset(file + 80, 0xff, SECTOR - 80);
	memset(table, 0xff, SECTOR);
	for (size_t i = 0; i + 1 < sectors; i++)
		put32(table + 4 * (i + 2), (uint32_t)i + 3);
	put_entry(directory, "Root Entry", 5, UINT32_MAX, 0);
	put_entry(directory + 128, "Workbook", 2, 2, (uint32_t)in->n);
	memcpy(directory + SECTOR, in->bytes, in->n);
	const char *path = fuzz_file((const char *)file, size);

	free(file);
	return path;
}

/* Read a sheet in pieces of `room`. Returns the CSV, or NULL when it is refused. Caller frees. */
static char *read_sheet(const struct workbook *w, size_t i, size_t room, size_t *n)
{
	struct err e = {.words = ""};
	struct sheet *s = sheet_open(w, i, &e);
	char *all = mem_alloc(room + 1, 1);
	size_t capacity = room + 1;
	ssize_t got = s ? 1 : -1;

	for (*n = 0; got > 0 && *n<MOST; *n += got> 0 ? (size_t)got : 0) {
		all = mem_grow(all, &capacity, *n + room, 1);
		got = sheet_read(s, all + *n, room, &e);
	}
	sheet_close(s);
	if (got >= 0)
		return all;
	if (!e.words[0])
		fuzz_fail("refused without words");
	free(all);
	return NULL;
}

static void check(const char *path)
{
	struct err e = {.words = ""};
	struct workbook *w = workbook_open(path, &e);

	if (!w && !e.words[0])
		fuzz_fail("refused without words");
	for (size_t i = 0; w && i < workbook_sheets(w) && i < 3; i++) {
		size_t n, other;
		char *whole = read_sheet(w, i, 1 << 16, &n), *pieces = read_sheet(w, i, 7, &other);

		if (!whole != !pieces || (whole && n < MOST && (n != other || memcmp(whole, pieces, n) != 0)))
			fuzz_fail("sheet %zu: other rows in pieces", i);
		if (whole && n && whole[n - 1] != '\n')
			fuzz_fail("sheet %zu: its last row does not end", i);
		free(whole);
		free(pieces);
	}
	workbook_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	unsigned which = fuzz_option(&in) % 6;

	check(which < 4 ? make_xlsx(which, &in) : which == 4 ? make_xls(&in) : fuzz_file(in.bytes, in.n));
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
