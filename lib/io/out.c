#include "io/out.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/pipe.h"
#include "io/excel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A cell or row of up to SHORT bytes fits in the buffer even if all of it must be quoted. For LONG bytes or more, a write() of their own
 * is cheaper than a copy into the buffer.
 */
enum { BUFFER = 1 << 18, SHORT = 1 << 15, LONG = 1 << 15, MEMORY = -2 };

struct out {
	int fd; /* MEMORY: no file, the buffer grows */
	char *buffer;
	size_t used;
	size_t capacity;
	char *path;          /* NULL: stdout */
	char *temporary;     /* NULL: written directly */
	bool nameless;       /* the open file has no name yet; `temporary` is the name planned for it */
	int error;           /* the errno of the first failure, or 0 */
	struct excel *excel; /* what the bytes go through before they are written; NULL: nothing */
	bool row_begun;
	bool row_blank; /* the row so far is a single empty cell, not yet written */
};

/* The directory part of a path, including the slash; "./" when it has none. Caller frees. */
static char *directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mem_dup(path, (size_t)(slash - path) + 1) : mem_dup("./", 2);
}

/* Open a file without a name, so that a killed run leaves nothing behind; if the file system cannot, one with a temporary name. */
static int open_temporary(struct out *o, mode_t mode, struct err *e)
{
	char *directory = directory_of(o->path);

	/* The file is named later through /proc, which a container may not have mounted. */
	o->fd = access("/proc/self/fd", X_OK) == 0 ? open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode) : -1;
	o->nameless = o->fd >= 0;
	o->temporary = mem_printf("%s.retkit.XXXXXX", directory);
	free(directory);
	if (!o->nameless)
		o->fd = mkstemp(o->temporary);
	/* open() applied the umask; a replaced file must keep its mode regardless. */
	if (o->fd < 0 || fchmod(o->fd, mode) != 0)
		return err_set_io(e, "%s: cannot write: %s", o->path, strerror(errno));
	return 0;
}

/* Give a nameless file its temporary name. Returns 0, or -1 with errno. */
static int name_temporary(struct out *o)
{
	char self[64];

	if (!o->nameless)
		return 0;
	snprintf(self, sizeof(self), "/proc/self/fd/%d", o->fd);
	/* mkstemp() finds a free name; if another process takes it in between, linkat() fails. */
	int made = mkstemp(o->temporary);

	if (made < 0)
		return -1;
	close(made);
	if (unlink(o->temporary) != 0)
		return -1;
	if (linkat(AT_FDCWD, self, AT_FDCWD, o->temporary, AT_SYMLINK_FOLLOW) != 0)
		return -1;
	o->nameless = false;
	return 0;
}

/* The mode of the file to be replaced, or the mode a plain open() would give. */
static mode_t mode_for(const char *path)
{
	struct stat st;
	mode_t mask = umask(0);

	umask(mask);
	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0666 & ~mask;
}

static void release(struct out *o)
{
	excel_free(o->excel);
	free(o->buffer);
	free(o->temporary);
	free(o->path);
	free(o);
}

struct out *out_open(const char *path, struct err *e)
{
	struct out *o = mem_alloc(1, sizeof(*o));
	struct stat st;

	o->buffer = mem_resize(NULL, BUFFER, 1);
	o->capacity = BUFFER;
	o->fd = STDOUT_FILENO;
	if (!path || strcmp(path, "-") == 0) {
		pipe_widen(o->fd);
		return o;
	}
	/* Keep a symbolic link and replace its target. */
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode) && stat(path, &st) == 0 && S_ISREG(st.st_mode))
		o->path = realpath(path, NULL);
	if (!o->path)
		o->path = mem_dup(path, strlen(path));
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		if (o->fd < 0)
			err_set_io(e, "%s: cannot write: %s", path, strerror(errno));
		else
			pipe_widen(o->fd);
	} else if (open_temporary(o, mode_for(path), e) != 0 && o->fd >= 0) {
		close(o->fd);
		if (!o->nameless)
			unlink(o->temporary);
		o->fd = -1;
	}
	if (o->fd < 0) {
		release(o);
		return NULL;
	}
	return o;
}

static void write_bytes(struct out *o, const char *bytes, size_t n)
{
	while (n && !o->error) {
		ssize_t done = write(o->fd, bytes, n);

		if (done < 0) {
			if (errno != EINTR)
				o->error = errno;
			continue;
		}
		bytes += done;
		n -= (size_t)done;
	}
}

static void write_all(struct out *o, const char *bytes, size_t n)
{
	if (o->excel && n) {
		excel_feed(o->excel, bytes, n);
		bytes = excel_take(o->excel, &n);
	}
	write_bytes(o, bytes, n);
}

void out_excel(struct out *o)
{
	o->excel = excel_new();
}

/* Write what the guard still holds: the mark of an empty table, and a last cell without a line end. */
static void end_excel(struct out *o)
{
	size_t n;

	if (!o->excel)
		return;
	excel_end(o->excel);
	const char *bytes = excel_take(o->excel, &n);

	write_bytes(o, bytes, n);
}

static void flush(struct out *o)
{
	write_all(o, o->buffer, o->used);
	o->used = 0;
}

struct out *out_open_memory(void)
{
	struct out *o = mem_alloc(1, sizeof(*o));

	o->fd = MEMORY;
	return o;
}

const char *out_memory(const struct out *o, size_t *n)
{
	*n = o->used;
	return o->buffer;
}

size_t out_length(const struct out *o)
{
	return o->used;
}

void out_clear(struct out *o)
{
	o->used = 0;
	o->row_begun = o->row_blank = false;
}

/* Make room for `n` bytes in the buffer; n <= BUFFER except for memory. */
static void make_room(struct out *o, size_t n)
{
	if (o->fd == MEMORY)
		o->buffer = mem_grow(o->buffer, &o->capacity, o->used + n, 1);
	else
		flush(o);
}

void out_bytes(struct out *o, const void *bytes, size_t n)
{
	if (n >= LONG && o->fd != MEMORY) {
		flush(o);
		write_all(o, bytes, n);
		return;
	}
	if (n > o->capacity - o->used)
		make_room(o, n);
	if (n)
		memcpy(o->buffer + o->used, bytes, n);
	o->used += n;
}

char *out_reserve(struct out *o, size_t n)
{
	if (n > o->capacity - o->used)
		make_room(o, n);
	return o->buffer + o->used;
}

void out_advance(struct out *o, size_t n)
{
	o->used += n;
}

void out_text(struct out *o, const char *s)
{
	out_bytes(o, s, strlen(s));
}

void out_format(struct out *o, const char *format, ...)
{
	va_list arguments;
	char *words;

	va_start(arguments, format);
	int n = vasprintf(&words, format, arguments);
	va_end(arguments);
	if (n < 0) {
		o->error = ENOMEM;
		return;
	}
	out_bytes(o, words, (size_t)n);
	free(words);
}

/* Sixteen bytes compared at once. */
typedef unsigned char block __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));

/* A nonzero byte for each byte that requires quotes. */
static inline block find_special(block b)
{
	return (block)(b == ',') | (block)(b == '"') | (block)(b == '\n') | (block)(b == '\r');
}

static inline bool is_empty(block b)
{
	halves h = (halves)b;

	return !(h[0] | h[1]);
}

/* Copy a cell of at most TEXT_BRIEF bytes as a head and a tail, which may overlap. */
static inline bool copy_brief(char *to, const char *s, size_t n)
{
	struct text_brief brief = text_brief_of(s, n);
	halves all = {brief.head, brief.tail};

	if (n >= 8) {
		memcpy(to, s, 8);
		memcpy(to + n - 8, s + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, s, 4);
		memcpy(to + n - 4, s + n - 4, 4);
	} else if (n) {
		to[0] = s[0];
		to[n / 2] = s[n / 2];
		to[n - 1] = s[n - 1];
	}
	return is_empty(find_special((block)all));
}

/*
 * Copy a cell in blocks, the last of which may overlap the one before. Returns false when the cell needs quotes; the copy is then
 * invalid.
 */
static inline bool copy_plain(char *to, const char *s, size_t n)
{
	block b, special = {0};

	if (n <= TEXT_BRIEF)
		return copy_brief(to, s, n);
	for (size_t i = 0; i + sizeof(b) < n; i += sizeof(b)) {
		memcpy(&b, s + i, sizeof(b));
		memcpy(to + i, &b, sizeof(b));
		special |= find_special(b);
	}
	memcpy(&b, s + n - sizeof(b), sizeof(b));
	memcpy(to + n - sizeof(b), &b, sizeof(b));
	return is_empty(special | find_special(b));
}

size_t out_quote(char *to, const char *s, size_t n)
{
	size_t at = 0;

	if (copy_plain(to, s, n))
		return n;
	to[at++] = '"';
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			to[at++] = '"';
		to[at++] = s[i];
	}
	to[at++] = '"';
	return at;
}

/* Quote a cell that is too long for the buffer. */
static void put_long_cell(struct out *o, const char *s, size_t n)
{
	out_bytes(o, "\"", 1);
	while (n) {
		const char *quote = memchr(s, '"', n);
		size_t run = quote ? (size_t)(quote - s) + 1 : n;

		out_bytes(o, s, run);
		if (quote)
			out_bytes(o, "\"", 1);
		s += run;
		n -= run;
	}
	out_bytes(o, "\"", 1);
}

static bool needs_quotes(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] == ',' || s[i] == '"' || s[i] == '\n' || s[i] == '\r')
			return true;
	return false;
}

void out_cell(struct out *o, const char *s, size_t n)
{
	/* A row of one empty cell would be a blank line, which is not a record: delay it until the row ends, then write "". */
	if (!o->row_begun && n == 0) {
		o->row_begun = o->row_blank = true;
		return;
	}
	if (o->row_begun)
		out_bytes(o, ",", 1);
	o->row_begun = true;
	o->row_blank = false;
	if (n <= SHORT)
		o->used += out_quote(out_reserve(o, 2 * n + 2), s, n);
	else if (needs_quotes(s, n))
		put_long_cell(o, s, n);
	else
		out_bytes(o, s, n);
}

void out_row(struct out *o, const struct cell *cells, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += cells[i].length;
	if (2 * bytes + 3 * n > SHORT || n < 2) {
		for (size_t i = 0; i < n; i++)
			out_cell(o, cells[i].bytes, cells[i].length);
		out_row_end(o);
		return;
	}
	char *start = out_reserve(o, 2 * bytes + 3 * n), *to = start;

	for (size_t i = 0; i < n; i++) {
		if (cells[i].length)
			to += out_quote(to, cells[i].bytes, cells[i].length);
		*to++ = i + 1 < n ? ',' : '\n';
	}
	out_advance(o, (size_t)(to - start));
}

void out_cell_text(struct out *o, const char *s)
{
	out_cell(o, s, strlen(s));
}

void out_cell_int(struct out *o, int64_t value)
{
	char text[NUM_TEXT];

	out_cell(o, text, num_print_int(text, value));
}

void out_row_end(struct out *o)
{
	out_text(o, o->row_blank ? "\"\"\n" : "\n");
	o->row_begun = o->row_blank = false;
}

/* What the rename did must outlive a loss of power as the bytes do. A file system that cannot say so is not an error. */
static int sync_directory(const char *path)
{
	char *directory = directory_of(path);
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int status = fd >= 0 && fsync(fd) != 0 && errno != EINVAL && errno != EROFS ? -1 : 0;

	if (fd >= 0)
		close(fd);
	free(directory);
	return status;
}

int out_close(struct out *o, struct err *e)
{
	flush(o);
	end_excel(o);
	/* The bytes first: a rename that outlives a loss of power must not name an empty file. */
	if (o->temporary && !o->error && fsync(o->fd) != 0 && errno != EINVAL)
		o->error = errno;
	if (o->temporary && !o->error && name_temporary(o) != 0)
		o->error = errno;
	/* Network file systems report a full disk only at close. stdout stays open: we do not own it. */
	if (o->path && close(o->fd) != 0 && !o->error)
		o->error = errno;
	bool renamed = o->temporary && !o->error && rename(o->temporary, o->path) == 0;

	if (o->temporary && !o->error && (!renamed || sync_directory(o->path) != 0))
		o->error = errno;
	if (o->error) {
		err_set_io(e, "%s: cannot write: %s", o->path ? o->path : "standard output", strerror(o->error));
		if (o->temporary && !o->nameless && !renamed)
			unlink(o->temporary);
	}
	int status = o->error ? -1 : 0;

	release(o);
	return status;
}

void out_abandon(struct out *o)
{
	if (!o)
		return;
	if (o->path)
		close(o->fd);
	else if (o->fd != MEMORY)
		flush(o);
	if (o->temporary && !o->nameless)
		unlink(o->temporary);
	release(o);
}
