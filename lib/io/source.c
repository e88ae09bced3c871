#include "io/source.h"

#include "base/mem.h"
#include "base/pipe.h"
#include "io/unpack.h"
#include "io/watch.h"
#include "io/wide.h"
#include "sheet/workbook.h"
#include "words/word.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CHUNK = 1 << 18,
	SLACK = 64, /* readable bytes after the window */
	LOOK = 512, /* the input's kind is decided from this many bytes, however many were read, so that pipes and files agree */
};

struct source {
	char *name;
	int fd;             /* -1: memory */
	const char *memory; /* the part not yet read */
	size_t memory_left;
	struct progress *progress;
	struct unpack *unpack; /* NULL: not compressed */
	struct workbook *book; /* NULL: not a sheet of a workbook */
	struct sheet *sheet;
	struct wide *wide;      /* NULL: not converted to UTF-8 */
	enum encoding encoding; /* as source_encoding() */
	bool watched;           /* another encoding than UTF-8 is named */
	struct watch watch;     /* of the bytes before they are converted */
	size_t chunk;           /* most bytes per read */
	size_t room;            /* free bytes guaranteed before each read */
	char *buffer;
	size_t capacity;
	size_t start;
	size_t end;
	bool at_end;
	bool bom;
};

static bool begins(const char *bytes, size_t n, const char *magic, size_t length)
{
	return n >= length && memcmp(bytes, magic, length) == 0;
}

#define UTF8_MARK "\xef\xbb\xbf"

static bool is_markup(const char *bytes, size_t n)
{
	static const char *const tags[] = {"<html", "<!doctype", "<table", "<?xml", "<meta", "<head"};
	size_t i = begins(bytes, n, UTF8_MARK, 3) ? 3 : 0;

	while (i < n && strchr(" \t\r\n", bytes[i]) && bytes[i])
		i++;
	for (size_t k = 0; k < sizeof(tags) / sizeof(*tags); k++)
		if (n - i >= strlen(tags[k]) && strncasecmp(bytes + i, tags[k], strlen(tags[k])) == 0)
			return true;
	return false;
}

/*
 * Binary data have many control bytes: more than one in twenty of the first bytes (a NUL counts twice). A table with a NUL here and
 * there is still a table. UTF-16 without a mark is found here too, by the zero bytes of its ASCII characters.
 */
static bool is_binary(const char *b, size_t n)
{
	size_t controls = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)b[i];

		controls += c < 0x20 && !strchr("\t\n\v\f\r\033\032", c);
		controls += c == 0;
	}
	return controls >= 8 && controls * 20 > n;
}

/* The slug of WORD_UNREAD for what the input is, when its first bytes show that it is not CSV text; else NULL. */
static const char *misfit(const char *b, size_t n)
{
	if (workbook_kind(b, n) == WORKBOOK_XLSX)
		return "workbook";
	if (workbook_kind(b, n) == WORKBOOK_XLS)
		return "old-workbook";
	if (begins(b, n,
		   "\xfd"
		   "7zXZ",
		   5) ||
	    begins(b, n, "BZh", 3) || begins(b, n, "7z\xbc\xaf", 4) || begins(b, n, "Rar!", 4))
		return "compressed";
	if (begins(b, n, "\x89PNG", 4) || begins(b, n, "%PDF", 4) || begins(b, n, "GIF8", 4) ||
	    begins(b, n, "\xff\xd8\xff", 3))
		return "document";
	if (is_markup(b, n))
		return "web-page";
	if (is_binary(b, n))
		return "binary";
	return NULL;
}

/* Read until LOOK bytes are in the window: a pipe may deliver them one at a time. */
static int look(struct source *s, struct err *e)
{
	while (!s->at_end && s->end - s->start < LOOK)
		if (source_more(s, e) < 0)
			return -1;
	return 0;
}

/* Put the decompressor between the input and the window. */
static int unpack(struct source *s, enum unpack_format format, struct err *e)
{
	size_t n = s->end - s->start;

	if (s->fd < 0) {
		s->unpack = unpack_new(s->name, format, s->memory - n, n + s->memory_left, -1, s->chunk, NULL);
	} else {
		s->unpack = unpack_new(s->name, format, s->buffer + s->start, n, s->fd, s->chunk, s->progress);
	}
	s->start = s->end = 0;
	s->at_end = false;
	if (look(s, e) != 0)
		return -1;
	if (unpack_format(s->buffer, s->end) != UNPACK_NONE)
		return err_set(e, "%s: compressed twice; decompress it once", s->name);
	return 0;
}

static ssize_t read_raw(struct source *s, char *to, size_t room, struct err *e);

/* Callback of the decoder: read more input. */
static ssize_t read_wide(void *context, char *to, size_t room, struct err *e)
{
	struct source *s = context;
	ssize_t got = read_raw(s, to, room < s->chunk ? room : s->chunk, e);

	if (s->watched && got > 0)
		watch_take(&s->watch, to, (size_t)got);
	return got;
}

/* Put the decoder between the input and the window. */
static int widen(struct source *s, enum encoding encoding, struct err *e)
{
	s->wide = wide_new(s->name, encoding, s->buffer + s->start, s->end - s->start, read_wide, s);
	if (!s->wide)
		return err_set(e, "%s: this system cannot decode %s", s->name, encoding_name(encoding));
	s->encoding = encoding;
	s->start = s->end = 0;
	s->at_end = false;
	return look(s, e);
}

static int understand(struct source *s, enum encoding named, struct err *e)
{
	if (look(s, e) != 0)
		return -1;
	enum unpack_format format = unpack_format(s->buffer + s->start, s->end - s->start);

	if (format != UNPACK_NONE && unpack(s, format, e) != 0)
		return -1;
	s->watched = named != ENCODING_UNDECIDED && named != ENCODING_UTF8;
	if (s->watched)
		watch_take(&s->watch, s->buffer + s->start, s->end - s->start);
	enum encoding wide = wide_mark(s->buffer + s->start, s->end - s->start);

	s->bom = wide != ENCODING_UNDECIDED;
	if (!s->bom && encoding_is_converted(named) && !begins(s->buffer + s->start, s->end - s->start, UTF8_MARK, 3))
		wide = named == ENCODING_UTF16 ? wide_order(s->buffer + s->start, s->end - s->start) : named;
	if (wide != ENCODING_UNDECIDED && widen(s, wide, e) != 0)
		return -1;
	size_t n = s->end - s->start;
	const char *wrong = misfit(s->buffer + s->start, n < LOOK ? n : LOOK);

	return wrong ? err_set_slug(e, wrong, "%s: %s", s->name, word_find(WORD_UNREAD, wrong, LANG_EN)) : 0;
}

static struct source *begin(struct source *s, enum encoding named, struct err *e)
{
	if (understand(s, named, e) != 0) {
		source_close(s);
		return NULL;
	}
	if (!s->wide && begins(s->buffer + s->start, s->end - s->start, UTF8_MARK, 3)) {
		s->bom = true;
		s->encoding = ENCODING_UTF8;
		s->start += 3;
	}
	return s;
}

static struct source *source_new(const char *name, int fd, size_t chunk, struct progress *progress)
{
	struct source *s = mem_alloc(1, sizeof(*s));

	s->name = mem_dup(name, strlen(name));
	s->fd = fd;
	s->chunk = chunk ? chunk : SIZE_MAX;
	s->progress = progress;
	s->room = s->chunk < CHUNK ? s->chunk : CHUNK;
	s->buffer = mem_resize(NULL, s->room + SLACK, 1);
	s->capacity = s->room;
	memset(s->buffer, 0, SLACK);
	return s;
}

/* True when standard output appends to this file: reading it would never end. */
static bool is_appended_to(const struct stat *st)
{
	struct stat out;

	return S_ISREG(st->st_mode) && fstat(STDOUT_FILENO, &out) == 0 && st->st_dev == out.st_dev &&
	       st->st_ino == out.st_ino && (fcntl(STDOUT_FILENO, F_GETFL) & O_APPEND);
}

/* Open a file or stdin for reading. Returns the descriptor, or -1 with words. */
static int open_file(const char *path, const char *name, struct err *e)
{
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set_io(e, "%s: %s", name, strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		err_set(e, "%s: is a directory", name);
	} else if (is_appended_to(&st)) {
		err_set(e, "%s: is also the output", name);
	} else {
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
		pipe_widen(fd);
		return fd;
	}
	if (fd > STDIN_FILENO)
		close(fd);
	return -1;
}

/* True when the file name ends like that of a workbook. */
static bool is_book_name(const char *path)
{
	static const char *const endings[] = {".xlsx", ".xlsm", ".xls"};
	size_t n = strlen(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (n > strlen(endings[i]) && strcasecmp(path + n - strlen(endings[i]), endings[i]) == 0)
			return true;
	return false;
}

/* The number of sheets that are shown; *i is the first of them. */
static size_t count_shown(const struct workbook *w, size_t *i)
{
	size_t shown = 0;

	for (size_t k = workbook_sheets(w); k-- > 0;)
		if (workbook_state(w, k) == WORKBOOK_SHOWN) {
			shown++;
			*i = k;
		}
	return shown;
}

/* Choose the sheet of a workbook: the named one, else the only one that is shown. */
static int choose_sheet(const struct workbook *w, const char *path, const char *sheet, size_t *i, struct err *e)
{
	*i = 0;
	if (sheet)
		return workbook_find(w, sheet, i, e);
	size_t shown = count_shown(w, i);

	if (shown == 1 && is_book_name(path))
		return 0;
	char *list = workbook_list(w, shown ? WORKBOOK_SHOWN : WORKBOOK_HIDDEN);

	if (shown == 0)
		err_set(e, "%s: no sheet is shown; hidden are: %s; choose one with --sheet", path, list);
	else if (shown > 1)
		err_set(e, "%s: has several sheets: %s; choose one with --sheet, or as %s#%s", path, list, path,
			workbook_sheet(w, *i));
	else
		err_set(e,
			"%s: a workbook under another name; rename it to .xlsx or .xls, or choose "
			"a sheet with --sheet: %s",
			path, list);
	free(list);
	return -1;
}

/* Open a sheet of a workbook. If there are several, the source's name includes the sheet, so that rows can be traced to it. */
static struct source *open_sheet(const char *path, const char *sheet, const struct source_options *options,
				 struct err *e)
{
	struct workbook *w = workbook_open(path, e);
	struct sheet *cells = NULL;
	size_t i;

	if (w && choose_sheet(w, path, sheet, &i, e) == 0)
		cells = sheet_open(w, i, e);
	if (!cells) {
		workbook_free(w);
		return NULL;
	}
	char *name =
		workbook_sheets(w) == 1 ? mem_dup(path, strlen(path)) : mem_printf("%s#%s", path, workbook_sheet(w, i));
	struct source *s = source_new(name, -1, options->chunk, NULL);

	free(name);
	s->book = w;
	s->sheet = cells;
	if (look(s, e) == 0)
		return s;
	source_close(s);
	return NULL;
}

/* Returns whether the first bytes are those of a workbook, or -1 with words. Consumes no input; a pipe is none. */
static int is_workbook(int fd, const char *name, struct err *e)
{
	char first[4];
	ssize_t n = pread(fd, first, sizeof(first), 0);

	if (n < 0 && errno != ESPIPE)
		return err_set_io(e, "%s: %s", name, strerror(errno));
	return n > 0 && workbook_kind(first, (size_t)n) != WORKBOOK_NONE;
}

static struct source *open_book(const char *path, const struct source_options *options, struct err *e)
{
	const char *mark = workbook_mark(path);
	char *book = mark ? mem_dup(path, (size_t)(mark - path)) : mem_dup(path, strlen(path));
	const char *sheet = mark ? mark + 1 : options->sheet;
	struct source *s = NULL;
	int fd = open_file(book, book, e);
	int yes = fd >= 0 ? is_workbook(fd, book, e) : -1;

	if (fd >= 0 && (yes != 0 || sheet))
		close(fd);
	if (yes > 0) {
		s = open_sheet(book, sheet, options, e);
	} else if (yes == 0 && sheet) {
		err_set(e, "%s: is not a workbook, so it has no sheet '%s'", book, sheet);
	} else if (yes == 0) {
		s = begin(source_new(book, fd, options->chunk, options->progress), options->encoding, e);
	}
	free(book);
	return s;
}

struct source *source_open(const char *path, const struct source_options *options, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "standard input" : path;

	if (options->workbooks && !standard)
		return open_book(path, options, e);
	int fd = open_file(path, name, e);

	return fd < 0 ? NULL : begin(source_new(name, fd, options->chunk, options->progress), options->encoding, e);
}

struct source *source_open_at(const struct source *whole, uint64_t offset, size_t chunk, struct err *e)
{
	char self[64];

	/* Open again instead of dup(), because a duplicate shares the file offset. */
	snprintf(self, sizeof(self), "/proc/self/fd/%d", whole->fd);
	int fd = open(self, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || lseek(fd, (off_t)offset, SEEK_SET) < 0) {
		err_set_io(e, "%s: %s", whole->name, strerror(errno));
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	posix_fadvise(fd, (off_t)offset, 0, POSIX_FADV_SEQUENTIAL);
	return source_new(whole->name, fd, chunk, whole->progress);
}

uint64_t source_size(const struct source *s)
{
	struct stat st;

	if (s->fd <= STDIN_FILENO || s->unpack || s->wide || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	return (uint64_t)st.st_size;
}

struct source *source_open_memory(const char *name, const char *bytes, size_t n, const struct source_options *options,
				  struct err *e)
{
	/* One chunk holds everything: the built-in tables are many and small. */
	size_t chunk = options->chunk && options->chunk < n ? options->chunk : n + 1;
	struct source *s = source_new(name, -1, chunk, NULL);

	s->memory = bytes;
	s->memory_left = n;
	return begin(s, options->encoding, e);
}

void source_close(struct source *s)
{
	if (!s)
		return;
	unpack_free(s->unpack);
	wide_free(s->wide);
	sheet_close(s->sheet);
	workbook_free(s->book);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	free(s->name);
	free(s->buffer);
	free(s);
}

const char *source_name(const struct source *s)
{
	return s->name;
}

bool source_has_bom(const struct source *s)
{
	return s->bom;
}

enum encoding source_encoding(const struct source *s)
{
	return s->encoding;
}

bool source_has_letters(const struct source *s)
{
	return s->watch.letters;
}

bool source_is_other_utf8(const struct source *s)
{
	return watch_is_utf8(&s->watch);
}

bool source_is_sheet(const struct source *s)
{
	return s->sheet != NULL;
}

bool source_since_1904(const struct source *s)
{
	return s->book && workbook_since_1904(s->book);
}

bool source_repeats(const struct source *s, uint64_t row, size_t column)
{
	return s->sheet && sheet_repeats(s->sheet, row, column);
}

const char *source_window(const struct source *s, size_t *n)
{
	*n = s->end - s->start;
	return s->buffer + s->start;
}

/* Make room for a chunk after the window: reclaim the dropped bytes, and grow the buffer if that is not enough. */
static void make_room(struct source *s)
{
	size_t held = s->end - s->start;

	if (s->start) {
		memmove(s->buffer, s->buffer + s->start, held);
		s->start = 0;
		s->end = held;
	}
	if (s->capacity - held < s->room) {
		s->capacity = 2 * (held + s->room);
		s->buffer = mem_resize(s->buffer, s->capacity + SLACK, 1);
	}
}

/* Read input, decompressed. Returns the number of bytes, 0 at the end, -1 with words. */
static ssize_t read_raw(struct source *s, char *to, size_t room, struct err *e)
{
	ssize_t got;

	if (s->unpack)
		return unpack_read(s->unpack, to, room, e);
	if (s->sheet)
		return sheet_read(s->sheet, to, room, e);
	if (s->fd < 0) {
		got = (ssize_t)(s->memory_left < room ? s->memory_left : room);
		if (got > 0) {
			memcpy(to, s->memory, (size_t)got);
			s->memory += got;
			s->memory_left -= (size_t)got;
		}
		return got;
	}
	do
		got = read(s->fd, to, room);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_set_io(e, "%s: cannot read: %s", s->name, strerror(errno));
	progress_add(s->progress, (size_t)got);
	return got;
}

/* True when memory input is exhausted; checked first so that the buffer does not grow only to find the end. */
static bool is_used_up(const struct source *s)
{
	return s->fd < 0 && !s->memory_left && !s->unpack && !s->wide && !s->sheet;
}

int source_more(struct source *s, struct err *e)
{
	if (!s->at_end)
		s->at_end = is_used_up(s);
	if (s->at_end)
		return 0;
	make_room(s);
	size_t room = s->capacity - s->end;

	if (room > s->chunk)
		room = s->chunk;
	ssize_t got =
		s->wide ? wide_read(s->wide, s->buffer + s->end, room, e) : read_raw(s, s->buffer + s->end, room, e);

	if (got < 0)
		return -1;
	if (s->watched && !s->wide)
		watch_take(&s->watch, s->buffer + s->end, (size_t)got);
	s->at_end = got == 0;
	s->end += (size_t)got;
	memset(s->buffer + s->end, 0, SLACK);
	return got > 0;
}

bool source_at_end(const struct source *s)
{
	return s->at_end;
}

void source_drop(struct source *s, size_t n)
{
	s->start += n;
}
