#include "sheet/ole.h"

#include "base/mem.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum {
	HEADER = 512,
	HEADER_FATS = 109, /* sectors of the table that the header names */
	ENTRY = 128,       /* bytes of an entry of the directory */
	STREAM = 2,
	ROOT = 5,
	LARGEST = 1 << 30,
};

/* A number above these marks is no sector. */
static const uint32_t last_sector = 0xfffffff9;

struct ole {
	unsigned char *bytes;
	size_t size;
	unsigned shift, small_shift; /* log2 of the size of a sector */
	uint32_t cutoff;             /* streams smaller than this lie in the root's stream */
	uint32_t *next;              /* the sector after each */
	size_t sectors;
	unsigned char *directory;
	size_t directory_size;
	unsigned char *small, *small_next; /* the root's stream and its table */
	size_t small_size, small_next_size;
};

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Where a sector is; NULL when the file has none of it. *n is how much there is. */
static const unsigned char *sector_at(const struct ole *o, uint32_t sector, size_t *n)
{
	uint64_t at = ((uint64_t)sector + 1) << o->shift;

	if (sector > last_sector || at >= o->size)
		return NULL;
	*n = o->size - at < (size_t)1 << o->shift ? o->size - at : (size_t)1 << o->shift;
	return o->bytes + at;
}

/* The chain of sectors from one on, at most `most` bytes. Caller frees. */
static unsigned char *read_chain(const struct ole *o, uint32_t sector, size_t most, size_t *n)
{
	unsigned char *to = NULL;
	size_t capacity = 0, length;
	const unsigned char *from;

	*n = 0;
	for (size_t i = 0; i <= o->sectors && *n < most && (from = sector_at(o, sector, &length)); i++) {
		length = length < most - *n ? length : most - *n;
		to = mem_grow(to, &capacity, *n + length, 1);
		memcpy(to + *n, from, length);
		*n += length;
		sector = sector < o->sectors ? o->next[sector] : UINT32_MAX;
	}
	return to;
}

/* Add the entries of one sector of the table. */
static void add_table(struct ole *o, uint32_t sector, size_t *capacity)
{
	size_t n;
	const unsigned char *from = sector_at(o, sector, &n);

	for (size_t i = 0; from && i + 4 <= n && o->sectors <= o->size >> o->shift; i += 4) {
		o->next = mem_grow(o->next, capacity, o->sectors + 1, sizeof(*o->next));
		o->next[o->sectors++] = get32(from + i);
	}
}

static void read_table(struct ole *o)
{
	size_t capacity = 0, n, each = ((size_t)1 << o->shift) - 4;
	uint32_t more = get32(o->bytes + 68);
	const unsigned char *list;

	for (size_t i = 0; i < HEADER_FATS; i++)
		add_table(o, get32(o->bytes + 76 + 4 * i), &capacity);
	for (size_t i = 0; i <= o->size >> o->shift && (list = sector_at(o, more, &n)) && n == each + 4; i++) {
		for (size_t k = 0; k < each; k += 4)
			add_table(o, get32(list + k), &capacity);
		more = get32(list + each);
	}
}

/* The entry of a stream, or of the root for NULL. */
static const unsigned char *find_entry(const struct ole *o, const char *name)
{
	for (size_t at = 0; at + ENTRY <= o->directory_size; at += ENTRY) {
		const unsigned char *entry = o->directory + at;
		size_t i = 0;

		if (!name && entry[66] == ROOT)
			return entry;
		if (!name || entry[66] != STREAM)
			continue;
		while (i < 31 && name[i] && strncasecmp(name + i, (const char *)entry + 2 * i, 1) == 0 &&
		       !entry[2 * i + 1])
			i++;
		if (!name[i] && !entry[2 * i] && !entry[2 * i + 1])
			return entry;
	}
	return NULL;
}

static int read_file(struct ole *o, const char *path, struct err *e)
{
	FILE *file = fopen(path, "rbe");
	struct stat st;
	int status = 0;

	if (!file)
		return err_set_io(e, "%s: %s", path, strerror(errno));
	if (fstat(fileno(file), &st) != 0 || st.st_size > LARGEST) {
		status = err_set(e, "%s: damaged workbook: larger than an .xls workbook can be", path);
	} else {
		o->bytes = mem_alloc((size_t)st.st_size + 1, 1);
		o->size = fread(o->bytes, 1, (size_t)st.st_size, file);
	}
	fclose(file);
	return status;
}

struct ole *ole_open(const char *path, struct err *e)
{
	struct ole *o = mem_alloc(1, sizeof(*o));

	if (read_file(o, path, e) != 0) {
		ole_close(o);
		return NULL;
	}
	if (o->size >= HEADER) {
		o->shift = o->bytes[30];
		o->small_shift = o->bytes[32];
		o->cutoff = get32(o->bytes + 56);
	}
	bool sound = o->size >= HEADER && o->shift >= 7 && o->shift <= 16 && o->small_shift >= 4 &&
		     o->small_shift < o->shift;

	if (sound)
		read_table(o);
	if (sound)
		o->directory = read_chain(o, get32(o->bytes + 48), o->size, &o->directory_size);
	const unsigned char *root = find_entry(o, NULL);

	if (!root) {
		err_set(e, "%s: truncated or damaged: not a whole .xls workbook", path);
		ole_close(o);
		return NULL;
	}
	o->small = read_chain(o, get32(root + 116), get32(root + 120), &o->small_size);
	o->small_next = read_chain(o, get32(o->bytes + 60), o->size, &o->small_next_size);
	return o;
}

void ole_close(struct ole *o)
{
	if (!o)
		return;
	free(o->bytes);
	free(o->next);
	free(o->directory);
	free(o->small);
	free(o->small_next);
	free(o);
}

bool ole_has(const struct ole *o, const char *name)
{
	return find_entry(o, name);
}

/* The chain of small sectors from one on, at most `most` bytes. Caller frees. */
static unsigned char *read_small(const struct ole *o, uint32_t sector, size_t most, size_t *n)
{
	size_t each = (size_t)1 << o->small_shift, at;
	unsigned char *to = mem_alloc(most + 1, 1);

	*n = 0;
	while (*n < most && (at = (size_t)sector << o->small_shift) < o->small_size) {
		size_t length = o->small_size - at < each ? o->small_size - at : each;

		length = length < most - *n ? length : most - *n;
		memcpy(to + *n, o->small + at, length);
		*n += length;
		sector = 4 * ((size_t)sector + 1) <= o->small_next_size ? get32(o->small_next + 4 * (size_t)sector)
									: UINT32_MAX;
	}
	return to;
}

unsigned char *ole_read(const struct ole *o, const char *name, size_t *n)
{
	const unsigned char *entry = find_entry(o, name);

	if (!entry)
		return NULL;
	uint32_t sector = get32(entry + 116), size = get32(entry + 120);

	return size < o->cutoff ? read_small(o, sector, size, n) : read_chain(o, sector, size, n);
}
