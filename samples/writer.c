#include "writer.h"

#include <errno.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, CELL_SIZE = 1024 };

struct writer {
	FILE *file;
	char path[PATH_SIZE];
	iconv_t converter; /* set only for GBK */
	int gbk;
	int cells; /* in the current record */
};

_Noreturn void writer_die(const char *format, ...)
{
	va_list arguments;

	fputs("generate-samples: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(2);
}

static void put_bytes(struct writer *writer, const char *bytes, size_t count)
{
	if (fwrite(bytes, 1, count, writer->file) != count)
		writer_die("%s: %s", writer->path, strerror(errno));
}

static void put_text(struct writer *writer, const char *text, size_t length)
{
	char converted[2 * CELL_SIZE];
	char *in = (char *)(size_t)(const void *)text, *out = converted;
	size_t in_left = length, out_left = sizeof(converted);

	if (!writer->gbk) {
		put_bytes(writer, text, length);
		return;
	}
	if (iconv(writer->converter, &in, &in_left, &out, &out_left) == (size_t)-1)
		writer_die("%s: '%s' is not GBK: %s", writer->path, text, strerror(errno));
	put_bytes(writer, converted, (size_t)(out - converted));
}

struct writer *writer_open(const char *directory, const char *name, enum writer_encoding encoding)
{
	struct writer *writer = calloc(1, sizeof(*writer));

	if (!writer)
		writer_die("out of memory");
	if (snprintf(writer->path, sizeof(writer->path), "%s/%s", directory, name) >= PATH_SIZE)
		writer_die("%s: the path is too long", directory);
	writer->gbk = encoding == WRITER_GBK_CRLF;
	if (writer->gbk) {
		writer->converter = iconv_open("GBK", "UTF-8");
		if (writer->converter == (iconv_t)-1)
			writer_die("iconv knows no GBK: %s", strerror(errno));
	}
	writer->file = fopen(writer->path, "wb");
	if (!writer->file)
		writer_die("%s: %s", writer->path, strerror(errno));
	if (encoding == WRITER_UTF8_BOM)
		put_bytes(writer, "\xEF\xBB\xBF", 3);
	return writer;
}

static void put_quoted(struct writer *writer, const char *text)
{
	const char *quote;

	put_bytes(writer, "\"", 1);
	while ((quote = strchr(text, '"'))) {
		put_text(writer, text, (size_t)(quote - text));
		put_bytes(writer, "\"\"", 2);
		text = quote + 1;
	}
	put_text(writer, text, strlen(text));
	put_bytes(writer, "\"", 1);
}

void writer_cell(struct writer *writer, const char *text)
{
	if (strlen(text) >= CELL_SIZE)
		writer_die("%s: a cell is too long", writer->path);
	if (writer->cells++ > 0)
		put_bytes(writer, ",", 1);
	if (strpbrk(text, ",\"\r\n"))
		put_quoted(writer, text);
	else
		put_text(writer, text, strlen(text));
}

void writer_print(struct writer *writer, const char *format, ...)
{
	char text[CELL_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	writer_cell(writer, text);
}

void writer_cells(struct writer *writer, const char *const *texts, int count)
{
	for (int i = 0; i < count; i++)
		writer_cell(writer, texts[i]);
}

void writer_end(struct writer *writer)
{
	if (writer->gbk)
		put_bytes(writer, "\r\n", 2);
	else
		put_bytes(writer, "\n", 1);
	writer->cells = 0;
}

void writer_close(struct writer *writer)
{
	int failed = ferror(writer->file);

	if (fclose(writer->file) != 0 || failed)
		writer_die("%s: %s", writer->path, strerror(errno));
	if (writer->gbk)
		iconv_close(writer->converter);
	free(writer);
}
