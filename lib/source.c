#include "source.h"

#include "mem.h"
#include "pipe.h"
#include "unpack.h"

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
	SLACK = 64,   /* bytes behind the window that may be read */
	LOOK = 512, /* bytes that show what an input is: never more, however much was read */
};

struct source {
	char *name;
	int fd;             /* -1: memory */
	const char *memory; /* what is left of it */
	size_t memory_left;
	struct progress *progress;
	struct unpack *unpack; /* NULL: the bytes are as they stand */
	size_t chunk;       /* bytes read at a time at the most */
	size_t room;        /* bytes there is room for whenever some are read */
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

static bool is_markup(const char *bytes, size_t n)
{
	static const char *const tags[] = {"<html", "<!doctype", "<table", "<?xml", "<meta", "<head"};
	size_t i = 0;

	while (i < n && strchr(" \t\r\n", bytes[i]) && bytes[i])
		i++;
	for (size_t k = 0; k < sizeof(tags) / sizeof(*tags); k++)
		if (n - i >= strlen(tags[k]) && strncasecmp(bytes + i, tags[k], strlen(tags[k])) == 0)
			return true;
	return false;
}

/* What an input that is no CSV text is, by its first bytes; NULL when nothing speaks against it. */
static const char *misfit(const char *b, size_t n)
{
	if (begins(b, n, "PK\3\4", 4))
		return "an .xlsx workbook or zip archive; save the sheet as CSV UTF-8 or unpack it";
	if (begins(b, n, "\xd0\xcf\x11\xe0", 4))
		return "an old .xls workbook; save the sheet as CSV UTF-8";
	if (begins(b, n, "\xff\xfe", 2) || begins(b, n, "\xfe\xff", 2))
		return "UTF-16 text; save it as CSV UTF-8";
	if (begins(b, n, "\xfd" "7zXZ", 5) || begins(b, n, "BZh", 3))
		return "compressed; decompress it and pipe it in";
	if (begins(b, n, "\x89PNG", 4) || begins(b, n, "%PDF", 4) || begins(b, n, "GIF8", 4) ||
	    begins(b, n, "\xff\xd8\xff", 3))
		return "a picture or document, not a CSV file";
	if (is_markup(b, n))
		return "a web page under another name; open it in a spreadsheet and save it as "
		       "CSV UTF-8";
	return NULL;
}

/* The first bytes decide much, and a pipe may hand them out one at a time. */
static int look(struct source *s, struct err *e)
{
	while (!s->at_end && s->end - s->start < LOOK)
		if (source_more(s, e) < 0)
			return -1;
	return 0;
}

/* From here on the window is over what the bytes in it and behind it are when decompressed. */
static int unpack(struct source *s, enum unpack_format format, struct err *e)
{
	size_t n = s->end - s->start;

	if (s->fd < 0) {
		s->unpack = unpack_new(s->name, format, s->memory - n, n + s->memory_left, -1, s->chunk,
				       NULL);
	} else {
		s->unpack = unpack_new(s->name, format, s->buffer + s->start, n, s->fd, s->chunk,
				       s->progress);
	}
	s->start = s->end = 0;
	s->at_end = false;
	if (look(s, e) != 0)
		return -1;
	if (unpack_format(s->buffer, s->end) != UNPACK_NONE)
		return err_set(e, "%s: compressed twice; decompress it once", s->name);
	return 0;
}

static int understand(struct source *s, struct err *e)
{
	if (look(s, e) != 0)
		return -1;
	enum unpack_format format = unpack_format(s->buffer + s->start, s->end - s->start);

	if (format != UNPACK_NONE && unpack(s, format, e) != 0)
		return -1;
	size_t n = s->end - s->start;
	const char *wrong = misfit(s->buffer + s->start, n < LOOK ? n : LOOK);

	return wrong ? err_set(e, "%s: %s", s->name, wrong) : 0;
}

static struct source *begin(struct source *s, struct err *e)
{
	if (understand(s, e) != 0) {
		source_close(s);
		return NULL;
	}
	if (begins(s->buffer + s->start, s->end - s->start, "\xef\xbb\xbf", 3)) {
		s->bom = true;
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

/* True when standard output is appended to the file: reading it would never end. */
static bool is_appended_to(const struct stat *st)
{
	struct stat out;

	return S_ISREG(st->st_mode) && fstat(STDOUT_FILENO, &out) == 0 &&
	       st->st_dev == out.st_dev && st->st_ino == out.st_ino &&
	       (fcntl(STDOUT_FILENO, F_GETFL) & O_APPEND);
}

struct source *source_open(const char *path, size_t chunk, struct progress *progress, struct err *e)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "standard input" : path;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(e, "%s: %s", name, strerror(errno));
	} else if (S_ISDIR(st.st_mode)) {
		err_set(e, "%s: is a directory", name);
	} else if (is_appended_to(&st)) {
		err_set(e, "%s: is the output as well", name);
	} else {
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
		pipe_widen(fd);
		return begin(source_new(name, fd, chunk, progress), e);
	}
	if (fd > STDIN_FILENO)
		close(fd);
	return NULL;
}

struct source *source_open_at(const struct source *whole, uint64_t offset, size_t chunk,
			      struct err *e)
{
	char self[64];

	/* Opened anew, because a duplicate would share its place in the file. */
	snprintf(self, sizeof(self), "/proc/self/fd/%d", whole->fd);
	int fd = open(self, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || lseek(fd, (off_t)offset, SEEK_SET) < 0) {
		err_set(e, "%s: %s", whole->name, strerror(errno));
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

	if (s->fd <= STDIN_FILENO || s->unpack || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	return (uint64_t)st.st_size;
}

struct source *source_open_memory(const char *name, const char *bytes, size_t n, size_t chunk,
				  struct err *e)
{
	struct source *s = source_new(name, -1, chunk, NULL);

	s->memory = bytes;
	s->memory_left = n;
	return begin(s, e);
}

void source_close(struct source *s)
{
	if (!s)
		return;
	unpack_free(s->unpack);
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

const char *source_window(const struct source *s, size_t *n)
{
	*n = s->end - s->start;
	return s->buffer + s->start;
}

/* Room for a chunk behind the window: what was dropped is reclaimed, else the buffer grows. */
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

int source_more(struct source *s, struct err *e)
{
	ssize_t got;

	if (s->at_end)
		return 0;
	make_room(s);
	size_t room = s->capacity - s->end;

	if (room > s->chunk)
		room = s->chunk;
	if (s->unpack) {
		got = unpack_read(s->unpack, s->buffer + s->end, room, e);
		if (got < 0)
			return -1;
	} else if (s->fd < 0) {
		got = (ssize_t)(s->memory_left < room ? s->memory_left : room);
		memcpy(s->buffer + s->end, s->memory, (size_t)got);
		s->memory += got;
		s->memory_left -= (size_t)got;
	} else {
		do
			got = read(s->fd, s->buffer + s->end, room);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return err_set(e, "%s: cannot read: %s", s->name, strerror(errno));
		progress_add(s->progress, (size_t)got);
	}
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
