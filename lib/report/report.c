#include "report/report.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct report {
	struct arena *arena;
	struct block *first, *last;
};

struct report *report_new(void)
{
	struct report *r = mem_alloc(1, sizeof(*r));

	r->arena = arena_new();
	return r;
}

void report_free(struct report *r)
{
	if (!r)
		return;
	for (struct block *b = r->first; b; b = b->next)
		free(b->cells);
	arena_free(r->arena);
	free(r);
}

const struct block *report_blocks(const struct report *r)
{
	return r->first;
}

/* ---- items ---- */

static struct item *new_item(struct report *r, enum item_kind kind)
{
	struct item *item = arena_alloc(r->arena, sizeof(*item));

	*item = (struct item){.kind = kind};
	return item;
}

struct item *item_bytes(struct report *r, enum item_kind kind, const char *text, size_t n)
{
	struct item *item = new_item(r, kind);

	item->text = arena_dup(r->arena, text, n);
	return item;
}

struct item *item_text(struct report *r, enum item_kind kind, const char *text)
{
	return item_bytes(r, kind, text, strlen(text));
}

struct item *item_number(struct report *r, enum item_kind kind, double value)
{
	struct item *item = new_item(r, kind);

	item->low = value;
	return item;
}

struct item *item_interval(struct report *r, double low, double high)
{
	struct item *item = item_number(r, ITEM_INTERVAL, low);

	item->high = high;
	return item;
}

struct item *item_word(struct report *r, enum word_kind kind, const char *slug)
{
	struct item *item = item_text(r, ITEM_WORD, slug);

	item->words = kind;
	return item;
}

struct item *item_unread(struct report *r, const char *slug, const char *detail)
{
	struct item *item = item_text(r, ITEM_UNREAD, slug);

	item->items[item->count++] = item_text(r, ITEM_NAME, detail);
	return item;
}

static const char *dup_text(struct report *r, const char *text)
{
	return text ? arena_dup(r->arena, text, strlen(text)) : NULL;
}

struct item *item_remark(struct report *r, const struct remark *remark)
{
	struct item *item = new_item(r, ITEM_REMARK);
	struct remark *copy = arena_alloc(r->arena, sizeof(*copy));

	*copy = *remark;
	copy->file = dup_text(r, remark->file);
	copy->column = dup_text(r, remark->column);
	copy->value = dup_text(r, remark->value);
	copy->other = dup_text(r, remark->other);
	item->remark = copy;
	return item;
}

struct item *item_strong(struct report *r, struct item *strong)
{
	struct item *item = new_item(r, ITEM_STRONG);

	item->items[item->count++] = strong;
	return item;
}

struct item *item_phrase(struct report *r, enum phrase phrase, ...)
{
	struct item *item = new_item(r, ITEM_PHRASE), *place;
	va_list places;

	item->phrase = phrase;
	va_start(places, phrase);
	while ((place = va_arg(places, struct item *)) != NULL && item->count < REPORT_PLACES)
		item->items[item->count++] = place;
	va_end(places);
	return item;
}

struct item *item_list(struct report *r, enum phrase joint)
{
	struct item *item = new_item(r, ITEM_LIST);

	item->phrase = joint;
	return item;
}

void item_add(struct item *list, struct item *item)
{
	if (list->last)
		list->last->next = item;
	else
		list->first = item;
	list->last = item;
	list->count++;
}

/* ---- blocks ---- */

static struct block *new_block(struct report *r, enum block_kind kind, struct item *item)
{
	struct block *block = arena_alloc(r->arena, sizeof(*block));

	*block = (struct block){.kind = kind, .item = item};
	if (r->last)
		r->last->next = block;
	else
		r->first = block;
	r->last = block;
	return block;
}

void report_heading(struct report *r, int level, struct item *item)
{
	new_block(r, BLOCK_HEADING, item)->level = level;
}

void report_paragraph(struct report *r, struct item *item)
{
	new_block(r, BLOCK_PARAGRAPH, item);
}

void report_point(struct report *r, struct item *item)
{
	new_block(r, BLOCK_POINT, item);
}

void report_figure(struct report *r, const char *name)
{
	new_block(r, BLOCK_FIGURE, NULL)->name = arena_dup(r->arena, name, strlen(name));
}

struct block *report_table(struct report *r, const enum align *aligned, size_t columns)
{
	struct block *table = new_block(r, BLOCK_TABLE, NULL);

	table->aligned = aligned;
	table->columns = columns;
	return table;
}

void report_cell(struct block *table, struct item *item)
{
	table->cells = mem_grow(table->cells, &table->cell_capacity, table->cell_count + 1, sizeof(struct item *));
	table->cells[table->cell_count++] = item;
}
