#include "clean/carry.h"

#include "clean/clean.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A copy of a carried field, with the slack that fields have; no bytes: nothing to carry. */
struct kept {
	size_t column;
	char *bytes;
	size_t capacity;
	struct field field;
};

struct carry {
	size_t columns;
	struct kept order; /* the current order id */
	struct kept *kept;
	size_t count;
	size_t capacity;
	struct field *fields;
};

struct carry *carry_new(void)
{
	return mem_alloc(1, sizeof(struct carry));
}

static void forget_file(struct carry *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->kept[i].bytes);
	free(c->order.bytes);
	free(c->fields);
	c->count = 0;
}

void carry_free(struct carry *c)
{
	if (!c)
		return;
	forget_file(c);
	free(c->kept);
	free(c);
}

void carry_begin(struct carry *c, size_t columns, size_t order)
{
	forget_file(c);
	c->columns = columns;
	c->order = (struct kept){.column = order};
	c->fields = mem_alloc(columns ? columns : 1, sizeof(*c->fields));
}

void carry_add(struct carry *c, size_t column)
{
	c->kept = mem_grow(c->kept, &c->capacity, c->count + 1, sizeof(*c->kept));
	c->kept[c->count++] = (struct kept){.column = column};
}

bool carry_any(const struct carry *c)
{
	return c->count > 0;
}

static struct cell text_of(const struct field *f)
{
	return clean_text((struct cell){f->bytes, f->length});
}

static void keep(struct kept *k, const struct field *f)
{
	k->bytes = mem_grow(k->bytes, &k->capacity, f->length + FIELD_SLACK, 1);
	memcpy(k->bytes, f->bytes, f->length);
	memset(k->bytes + f->length, 0, FIELD_SLACK);
	k->field = (struct field){k->bytes, f->length, f->flags};
}

static bool is_same_order(const struct carry *c, const struct field *order)
{
	struct cell now = text_of(order), before;

	if (!c->order.field.bytes || now.length == 0)
		return false;
	before = text_of(&c->order.field);
	return now.length == before.length && memcmp(now.bytes, before.bytes, now.length) == 0;
}

const struct field *carry_row(struct carry *c, const struct field *fields)
{
	const struct field *order = &fields[c->order.column];

	memcpy(c->fields, fields, c->columns * sizeof(*fields));
	if (!is_same_order(c, order)) {
		keep(&c->order, order);
		for (size_t i = 0; i < c->count; i++)
			c->kept[i].field.bytes = NULL;
	}
	for (size_t i = 0; i < c->count; i++) {
		struct kept *k = &c->kept[i];

		if (text_of(&fields[k->column]).length)
			keep(k, &fields[k->column]);
		else if (k->field.bytes)
			c->fields[k->column] = k->field;
	}
	return c->fields;
}
