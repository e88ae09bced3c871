#include "csv/spool.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What stands in the file before the bytes of a record and of its fields, each with its slack. */
struct head {
	struct record record; /* its bytes mean nothing */
	size_t size;          /* of all that follows but the fields' own heads */
	int mark;
};

struct spool {
	FILE *file;
	size_t columns;
	struct field *fields; /* of the first */
	struct head head;
	char *bytes;
	size_t capacity;
	bool loaded;   /* the first is in memory */
	bool writing;  /* the file stands at its end */
	off_t read_to; /* behind the first */
	uint64_t waiting;
};

/* tmpfile() knows no directory but /tmp, which may be small. Where the file system has no nameless files, its name goes at once. */
static FILE *open_nameless(const char *directory)
{
	int fd = open(directory, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
		char *path = mem_printf("%s/retkit.XXXXXX", directory);

		fd = mkostemp(path, O_CLOEXEC);
		if (fd >= 0)
			unlink(path);
		free(path);
	}
	return fd < 0 ? NULL : fdopen(fd, "w+");
}

struct spool *spool_new(size_t columns, struct err *e)
{
	const char *wanted = getenv("TMPDIR");
	const char *directory = wanted && *wanted ? wanted : "/tmp";
	FILE *file = open_nameless(directory);

	if (!file) {
		err_set(e, "cannot put rows aside in a temporary file: %s: %s", directory, strerror(errno));
		return NULL;
	}
	struct spool *h = mem_alloc(1, sizeof(*h));

	h->file = file;
	h->columns = columns;
	h->fields = mem_alloc(columns ? columns : 1, sizeof(*h->fields));
	h->writing = true;
	return h;
}

void spool_free(struct spool *h)
{
	if (!h)
		return;
	fclose(h->file);
	free(h->fields);
	free(h->bytes);
	free(h);
}

static int fail_file(struct err *e)
{
	return err_set(e, "rows put aside in a temporary file are lost: %s",
		       errno ? strerror(errno) : "it ends too early");
}

static bool put(struct spool *h, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, h->file) == n;
}

/* A text with the slack that a field has. */
static bool put_text(struct spool *h, const char *bytes, size_t n)
{
	static const char slack[FIELD_SLACK];

	return put(h, bytes, n) && put(h, slack, sizeof(slack));
}

int spool_add(struct spool *h, const struct record *record, const struct field *fields, int mark, struct err *e)
{
	struct head head;

	/* Its padding is written too. */
	memset(&head, 0, sizeof(head));
	head.record = *record;
	head.mark = mark;
	head.size = record->length + FIELD_SLACK;
	for (size_t i = 0; i < h->columns; i++)
		head.size += fields[i].length + FIELD_SLACK;
	errno = 0;
	if (!h->writing && fseeko(h->file, 0, SEEK_END) != 0)
		return fail_file(e);
	h->writing = true;
	bool done = put(h, &head, sizeof(head)) && put(h, fields, h->columns * sizeof(*fields)) &&
		    put_text(h, record->bytes, record->length);

	for (size_t i = 0; i < h->columns && done; i++)
		done = put_text(h, fields[i].bytes, fields[i].length);
	h->waiting++;
	return done ? 0 : fail_file(e);
}

static bool get(struct spool *h, void *bytes, size_t n)
{
	return fread(bytes, 1, n, h->file) == n;
}

/* Read the record that begins at `read_to`, which moves behind it. */
static bool load(struct spool *h)
{
	if (h->writing && (fflush(h->file) != 0 || fseeko(h->file, h->read_to, SEEK_SET) != 0))
		return false;
	h->writing = false;
	if (!get(h, &h->head, sizeof(h->head)) || !get(h, h->fields, h->columns * sizeof(*h->fields)))
		return false;
	h->bytes = mem_grow(h->bytes, &h->capacity, h->head.size, 1);
	if (!get(h, h->bytes, h->head.size))
		return false;
	char *at = h->bytes;

	h->head.record.bytes = at;
	at += h->head.record.length + FIELD_SLACK;
	for (size_t i = 0; i < h->columns; i++) {
		h->fields[i].bytes = at;
		at += h->fields[i].length + FIELD_SLACK;
	}
	h->read_to += (off_t)(sizeof(h->head) + h->columns * sizeof(*h->fields) + h->head.size);
	return true;
}

int spool_first(struct spool *h, const struct record **record, const struct field **fields, int *mark, struct err *e)
{
	if (h->waiting == 0)
		return 0;
	errno = 0;
	if (!h->loaded && !load(h))
		return fail_file(e);
	h->loaded = true;
	*record = &h->head.record;
	*fields = h->fields;
	*mark = h->head.mark;
	return 1;
}

void spool_mark(struct spool *h, int mark)
{
	h->head.mark = mark;
}

void spool_drop(struct spool *h)
{
	h->loaded = false;
	h->waiting--;
}
