/* Rows whose order cells were merged with those of the row above, and are blank since the sheet was saved as CSV. */
#include "import/feed_private.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* What a slot is to a line of an order. */
enum part {
	PART_LINE, /* its own: product, amount and the like */
	PART_ID,   /* of the order or the return */
	PART_DATE,
	PART_ORDER, /* what else all lines of an order share */
	PART_STATUS,
	PART_SKU,
	PART_QUANTITY,
	PART_COUNT
};

struct down {
	enum part *parts; /* by slot */
	size_t *slots;    /* those of PART_ID, then those of PART_DATE, and so on */
	size_t from[PART_COUNT + 1];
	size_t count, capacity;
	bool able;   /* the file has ids, dates, SKU and quantity */
	bool known;  /* a row was seen since the file or part began */
	bool unsure; /* a row since `above` may be of another order: what is below it may be so too */
	const struct field
		*above; /* the last row, if it has an id or continues one that has id and date; NULL: it does not */
	struct field *filled; /* the row with its blanks filled */
	struct field *kept;   /* a copy of `above` */
	char *bytes;
	size_t bytes_capacity;
};

struct down *down_new(void)
{
	return mem_alloc(1, sizeof(struct down));
}

void down_free(struct down *d)
{
	free(d->parts);
	free(d->slots);
	free(d->filled);
	free(d->kept);
	free(d->bytes);
	free(d);
}

static enum part part_of(const struct target *t)
{
	static const char *const ids[] = {COLUMN_ORDER_ID, COLUMN_RETURN_ID};
	static const char *const shared[] = {
		"platform",       COLUMN_SHOP,    COLUMN_TYPE,        COLUMN_ORDER_TYPE,
		COLUMN_WAREHOUSE, COLUMN_CARRIER, COLUMN_TRACKING_NO,
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (strcmp(t->name, ids[i]) == 0)
			return PART_ID;
	for (size_t i = 0; i < sizeof(shared) / sizeof(*shared); i++)
		if (strcmp(t->name, shared[i]) == 0)
			return PART_ORDER;
	return t->kind == KIND_DATE                  ? PART_DATE
	       : t->kind == KIND_SKU                 ? PART_SKU
	       : t->kind == KIND_QUANTITY            ? PART_QUANTITY
	       : strcmp(t->name, COLUMN_STATUS) == 0 ? PART_STATUS
						     : PART_LINE;
}

void down_begin(struct feeds *f)
{
	struct down *d = f->down;
	bool has[PART_COUNT] = {false};
	size_t n = 0;

	d->parts = mem_grow(d->parts, &d->capacity, f->count + 1, sizeof(*d->parts));
	d->slots = mem_resize(d->slots, f->count + 1, sizeof(*d->slots));
	d->count = f->count;
	for (size_t i = 0; i < f->count; i++) {
		d->parts[i] = f->slots[i].constant.bytes ? PART_LINE : part_of(f->slots[i].target);
		has[d->parts[i]] = true;
	}
	for (enum part part = 0; part < PART_COUNT; part++) {
		d->from[part] = n;
		for (size_t i = 0; i < f->count; i++)
			if (d->parts[i] == part)
				d->slots[n++] = i;
	}
	d->from[PART_COUNT] = n;
	/* A dialect that says what to carry down knows better. */
	d->able = has[PART_ID] && has[PART_DATE] && has[PART_SKU] && has[PART_QUANTITY] && !carry_any(f->carry);
	d->filled = mem_resize(d->filled, f->count + 1, sizeof(*d->filled));
	d->kept = mem_resize(d->kept, f->count + 1, sizeof(*d->kept));
	down_clear(f);
}

void down_clear(struct feeds *f)
{
	f->down->above = NULL;
	f->down->unsure = false;
	f->down->known = !f->leave_order;
}

static bool is_blank(const struct field *field)
{
	/* A letter or digit is not cleaned away. */
	if (field->length && field->bytes[0] >= '0' && field->bytes[0] <= 'z' && field->bytes[0] != '=')
		return false;
	return field->length == 0 || clean_text((struct cell){field->bytes, field->length}).length == 0;
}

/* True when a slot of that part is filled. */
static bool has_part(const struct down *d, const struct field *fields, enum part part)
{
	for (size_t i = d->from[part]; i < d->from[part + 1]; i++)
		if (!is_blank(&fields[d->slots[i]]))
			return true;
	return false;
}

static void fill(struct down *d, const struct field *fields)
{
	for (size_t i = 0; i < d->count; i++) {
		bool shared = d->parts[i] == PART_ID || d->parts[i] == PART_DATE || d->parts[i] == PART_ORDER ||
			      d->parts[i] == PART_STATUS;

		d->filled[i] = shared ? d->above[i] : fields[i];
	}
}

enum feeds_down feeds_continue(struct feeds *f, const struct field **fields)
{
	struct down *d = f->down;
	const struct field *row = *fields;
	bool known = d->known;

	if (!d->able)
		return FEEDS_OWN;
	d->known = true;
	if (has_part(d, row, PART_ID)) {
		d->above = row;
		d->unsure = false;
		return FEEDS_OWN;
	}
	if (d->above && !has_part(d, d->above, PART_DATE))
		d->above = NULL;
	if ((known && !d->above) || has_part(d, row, PART_DATE) || has_part(d, row, PART_STATUS) ||
	    !has_part(d, row, PART_SKU) || !has_part(d, row, PART_QUANTITY)) {
		d->above = NULL;
		return FEEDS_OWN;
	}
	if (!known)
		return FEEDS_UNKNOWN;
	if (has_part(d, row, PART_ORDER))
		d->unsure = true;
	if (d->unsure)
		return FEEDS_UNSURE;
	fill(d, row);
	*fields = d->filled;
	return FEEDS_CONTINUE;
}

void feeds_forget_above(struct feeds *f)
{
	f->down->above = NULL;
	f->down->known = true;
}

/* Copy the fields of a row. */
static void keep(struct down *d, const struct field *row)
{
	size_t n = 0;

	for (size_t i = 0; i < d->count; i++)
		n += row[i].length + FIELD_SLACK;
	d->bytes = mem_grow(d->bytes, &d->bytes_capacity, n + 1, 1);
	char *to = d->bytes;

	for (size_t i = 0; i < d->count; i++) {
		d->kept[i] = row[i];
		d->kept[i].bytes = memcpy(to, row[i].bytes, row[i].length);
		memset(to + row[i].length, 0, FIELD_SLACK);
		to += row[i].length + FIELD_SLACK;
	}
	d->above = d->kept;
}

void feeds_keep_above(struct feeds *f)
{
	struct down *d = f->down;

	if (d->above && d->above != d->kept)
		keep(d, d->above);
}

void down_join(struct feeds *f, const struct feeds *part)
{
	if (!part->down->known)
		return;
	f->down->unsure = part->down->unsure;
	f->down->above = NULL;
	if (part->down->above)
		keep(f->down, part->down->above);
}
