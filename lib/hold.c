#include "hold.h"

#include "mem.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands in the file before the bytes of a record and of its fields, each with its slack. */
struct head {
	struct record record; /* its bytes mean nothing */
	size_t size;          /* of all that follows but the fields' own heads */
	int mark;
};

struct hold {
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

struct hold *hold_new(size_t columns, struct err *e)
{
	FILE *file = tmpfile();

	if (!file) {
		err_set(e, "cannot put rows aside in a temporary file: %s", strerror(errno));
		return NULL;
	}
	struct hold *h = mem_alloc(1, sizeof(*h));

	h->file = file;
	h->columns = columns;
	h->fields = mem_alloc(columns ? columns : 1, sizeof(*h->fields));
	h->writing = true;
	return h;
}

void hold_free(struct hold *h)
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

static bool put(struct hold *h, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, h->file) == n;
}

/* A text with the slack that a field has. */
static bool put_text(struct hold *h, const char *bytes, size_t n)
{
	static const char slack[FIELD_SLACK];

	return put(h, bytes, n) && put(h, slack, sizeof(slack));
}

int hold_add(struct hold *h, const struct record *record, const struct field *fields, int mark,
	     struct err *e)
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

static bool get(struct hold *h, void *bytes, size_t n)
{
	return fread(bytes, 1, n, h->file) == n;
}

/* Read the record that begins at `read_to`, which moves behind it. */
static bool load(struct hold *h)
{
	if (h->writing && (fflush(h->file) != 0 || fseeko(h->file, h->read_to, SEEK_SET) != 0))
		return false;
	h->writing = false;
	if (!get(h, &h->head, sizeof(h->head)) ||
	    !get(h, h->fields, h->columns * sizeof(*h->fields)))
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

int hold_first(struct hold *h, const struct record **record, const struct field **fields, int *mark,
	       struct err *e)
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

void hold_mark(struct hold *h, int mark)
{
	h->head.mark = mark;
}

void hold_drop(struct hold *h)
{
	h->loaded = false;
	h->waiting--;
}
