#include "csv/spool.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In the file, a record is this head, then its fields' structures, then its bytes and those of its fields, each with slack. */
struct head {
	struct record record; /* its `bytes` pointer is meaningless */
	size_t size;          /* bytes after the fields' structures */
	int mark;
};

struct spool {
	FILE *file;
	size_t columns;
	struct field *fields; /* of the first record */
	struct head head;
	char *bytes;
	size_t capacity;
	bool loaded;   /* the first record is in memory */
	bool writing;  /* the file position is at the end */
	off_t read_to; /* offset of the next record to load */
	uint64_t count;
};

/*
 * Unlike tmpfile(), which always uses /tmp, open an unnamed file in the given directory. If the file system does not support unnamed
 * files, create one and unlink it at once.
 */
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
		err_set(e, "cannot create a temporary file for spooled rows: %s: %s", directory, strerror(errno));
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
	return err_set(e, "the temporary file of spooled rows failed: %s", errno ? strerror(errno) : "it is truncated");
}

static bool put(struct spool *h, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, h->file) == n;
}

/* Write a text and the slack of a field. */
static bool put_text(struct spool *h, const char *bytes, size_t n)
{
	static const char slack[FIELD_SLACK];

	return put(h, bytes, n) && put(h, slack, sizeof(slack));
}

int spool_add(struct spool *h, const struct record *record, const struct field *fields, int mark, struct err *e)
{
	struct head head;

	/* Clear the padding, which is written too. */
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
	h->count++;
	return done ? 0 : fail_file(e);
}

static bool get(struct spool *h, void *bytes, size_t n)
{
	return fread(bytes, 1, n, h->file) == n;
}

/* Load the record at offset `read_to` and advance the offset. */
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
	if (h->count == 0)
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

void spool_drop(struct spool *h)
{
	h->loaded = false;
	h->count--;
}
