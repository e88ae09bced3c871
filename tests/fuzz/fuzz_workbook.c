/* Workbooks: any bytes either are refused with words or have sheets that are found again; the sheets themselves are not converted. */
#include "fuzz.h"

#include "sheet/workbook.h"

#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>

/* A workbook with this list of sheets, because chance makes no checksum. */
static const char *wrap(const char *list, size_t n)
{
	const char *path = fuzz_file("", 0);
	zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);

	if (!archive ||
	    zipOpenNewFileInZip64(archive, "xl/workbook.xml", NULL, NULL, 0, NULL, 0, NULL, 8, 1, 0) != ZIP_OK ||
	    zipWriteInFileInZip(archive, list, (unsigned)n) != ZIP_OK || zipCloseFileInZip(archive) != ZIP_OK ||
	    zipClose(archive, NULL) != ZIP_OK)
		fuzz_fail("no archive");
	return path;
}

static void check(const char *path)
{
	struct err e;
	size_t place, named;
	struct workbook *w = workbook_open(path, &e);

	if (!w && !e.words[0])
		fuzz_fail("refused without words");
	for (size_t i = 0; w && i < workbook_sheets(w); i++) {
		char number[24];

		if (workbook_find(w, workbook_sheet(w, i), &named, &e) != 0 || named > i)
			fuzz_fail("sheet '%s' is not found", workbook_sheet(w, i));
		snprintf(number, sizeof(number), "%zu", i + 1);
		if (workbook_find(w, number, &place, &e) != 0 ||
		    (place != i && strcmp(workbook_sheet(w, place), number) != 0))
			fuzz_fail("sheet %zu is not found", i);
	}
	workbook_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};

	if (fuzz_option(&in) & 1)
		check(wrap(in.bytes, in.n));
	else
		check(fuzz_file(in.bytes, in.n));
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
