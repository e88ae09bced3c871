#include "import/overlap.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Two hash tables with open addressing and linear probing. The keys are hashes, so their low bits serve as they are. */
enum { LEAST = 1024 };

/* A distinct row. Files are numbered from 1. */
struct place {
	uint64_t low, high;
	uint32_t first; /* the first file that has it; 0: an empty place */
	uint32_t file;  /* the last file that has it */
	uint32_t here;  /* how often that file had it so far */
	uint32_t most;  /* how often the file that repeats it most has it */
};

/* A distinct ticket or shipped line. */
struct thing {
	uint64_t key; /* 0: an empty place */
	uint32_t first;
	uint32_t changed; /* 1: another file has it with different cells, and it was counted */
};

struct overlap {
	enum side side;
	bool any;
	size_t files;
	char **names;

	struct place *places;
	size_t mask;
	size_t count;
	struct thing *things;
	size_t thing_mask;
	size_t thing_count;
	uint64_t changed;

	/* The current file. */
	uint32_t file;
	uint64_t duplicates;
	uint64_t unidentified; /* rows without an id that are in an earlier file */
	uint64_t local;        /* duplicates that may be of another shop */
	/* The same by the first file that has the row, minus 1. */
	uint64_t *duplicates_from;
	uint64_t *unidentified_from;
};

struct overlap *overlap_new(enum side side, bool any, size_t files)
{
	struct overlap *o = mem_alloc(1, sizeof(*o));

	o->side = side;
	o->any = any;
	o->files = files;
	o->names = mem_alloc(files, sizeof(*o->names));
	o->duplicates_from = mem_alloc(files, sizeof(*o->duplicates_from));
	o->unidentified_from = mem_alloc(files, sizeof(*o->unidentified_from));
	o->mask = o->thing_mask = LEAST - 1;
	o->places = mem_alloc(LEAST, sizeof(*o->places));
	o->things = mem_alloc(LEAST, sizeof(*o->things));
	return o;
}

void overlap_free(struct overlap *o)
{
	if (!o)
		return;
	for (size_t i = 0; i < o->file; i++)
		free(o->names[i]);
	free(o->names);
	free(o->duplicates_from);
	free(o->unidentified_from);
	free(o->places);
	free(o->things);
	free(o);
}

void overlap_begin(struct overlap *o, const char *name)
{
	o->names[o->file++] = mem_dup(name, strlen(name));
	o->duplicates = o->unidentified = o->local = 0;
	memset(o->duplicates_from, 0, o->files * sizeof(*o->duplicates_from));
	memset(o->unidentified_from, 0, o->files * sizeof(*o->unidentified_from));
}

/* ---- tables ---- */

/* The place of a row, or the empty place where it belongs. */
static struct place *find_place(const struct overlap *o, uint64_t low, uint64_t high)
{
	size_t at = low & o->mask;

	while (o->places[at].first && (o->places[at].low != low || o->places[at].high != high))
		at = (at + 1) & o->mask;
	return &o->places[at];
}

static struct thing *find_thing(const struct overlap *o, uint64_t key)
{
	size_t at = key & o->thing_mask;

	while (o->things[at].key && o->things[at].key != key)
		at = (at + 1) & o->thing_mask;
	return &o->things[at];
}

static bool is_full(size_t count, size_t mask)
{
	return 4 * count > 3 * mask;
}

static void enlarge_places(struct overlap *o)
{
	struct place *old = o->places;
	size_t n = o->mask + 1;

	o->mask = 2 * n - 1;
	o->places = mem_alloc_table(2 * n, sizeof(*o->places));
	for (size_t i = 0; i < n; i++)
		if (old[i].first)
			*find_place(o, old[i].low, old[i].high) = old[i];
	free(old);
}

static void enlarge_things(struct overlap *o)
{
	struct thing *old = o->things;
	size_t n = o->thing_mask + 1;

	o->thing_mask = 2 * n - 1;
	o->things = mem_alloc_table(2 * n, sizeof(*o->things));
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*find_thing(o, old[i].key) = old[i];
	free(old);
}

/* True in the last file, whose rows need not be kept: no file follows to be compared. */
static bool is_last(const struct overlap *o)
{
	return o->file == o->files;
}

/* ---- rows ---- */

static void add_place(struct overlap *o, struct place *place, const struct fingerprint *f)
{
	*place = (struct place){f->low, f->high, o->file, o->file, 1, 1};
	if (is_full(++o->count, o->mask))
		enlarge_places(o);
}

/* Note the ticket or line of a new row: an earlier file may have it with different cells. */
static void note_thing(struct overlap *o, uint64_t key)
{
	if (key == 0)
		return;
	struct thing *thing = find_thing(o, key);

	if (thing->key) {
		bool other = thing->first != o->file && !thing->changed;

		thing->changed |= other;
		o->changed += other;
	} else if (!is_last(o)) {
		*thing = (struct thing){.key = key, .first = o->file};
		if (is_full(++o->thing_count, o->thing_mask))
			enlarge_things(o);
	}
}

bool overlap_row(struct overlap *o, const struct fingerprint *f)
{
	struct place *place = find_place(o, f->low, f->high);

	if (!place->first) {
		note_thing(o, f->key);
		if (!is_last(o))
			add_place(o, place, f);
		return false;
	}
	if (place->file != o->file) {
		place->file = o->file;
		place->here = 0;
	}
	if (++place->here > place->most) {
		place->most = place->here;
		return false;
	}
	bool duplicate = f->identified || o->any;

	(duplicate ? o->duplicates_from : o->unidentified_from)[place->first - 1]++;
	o->duplicates += duplicate;
	o->local += duplicate && f->local;
	o->unidentified += !duplicate;
	return duplicate;
}

void overlap_expect(const struct overlap *o, const struct fingerprint *f)
{
	__builtin_prefetch(&o->places[f->low & o->mask]);
	__builtin_prefetch(&o->things[f->key & o->thing_mask]);
}

bool overlap_has(const struct overlap *o, const struct fingerprint *f)
{
	uint32_t first = find_place(o, f->low, f->high)->first;

	return first && first != o->file;
}

/* ---- remarks ---- */

/* Name the file that has most of n rows. */
static void name_file(const struct overlap *o, const uint64_t *from, uint64_t n, struct remark *remark)
{
	size_t most = 0;

	for (size_t i = 1; i < o->files; i++)
		if (from[i] > from[most])
			most = i;
	remark->file = o->names[o->file - 1];
	remark->rows = n;
	remark->other = o->names[most];
	remark->other_rows = from[most];
}

bool overlap_remark(const struct overlap *o, uint64_t kept, struct remark *remark)
{
	bool all = kept == 0 && o->duplicates > 1;

	if (o->duplicates == 0)
		return false;
	*remark = (struct remark){.kind = o->local ? all ? REMARK_DUPLICATES_ALL_NO_SHOP : REMARK_DUPLICATES_NO_SHOP
					  : all    ? REMARK_DUPLICATES_ALL
						   : REMARK_DUPLICATES};
	name_file(o, o->duplicates_from, o->duplicates, remark);
	return true;
}

bool overlap_unidentified_remark(const struct overlap *o, struct remark *remark)
{
	if (o->unidentified == 0)
		return false;
	*remark = (struct remark){.kind = REMARK_DUPLICATES_KEPT};
	name_file(o, o->unidentified_from, o->unidentified, remark);
	return true;
}

bool overlap_changed_remark(const struct overlap *o, struct remark *remark)
{
	*remark = (struct remark){
		.kind = o->side == SIDE_RETURNS ? REMARK_CHANGED_TICKETS : REMARK_CHANGED_LINES,
		.rows = o->changed,
	};
	return o->changed > 0;
}
