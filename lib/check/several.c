/* An index of returns' cells that hold several ids, as merged orders do. */
#include "check/private.h"

#include "clean/ids.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The cells that hold an id form a linked list. */
struct link {
	uint32_t cell;
	uint32_t next; /* index + 1; 0: end */
};

struct check_several {
	struct intern *ids;
	uint32_t *heads; /* by number of the id: index of its first link + 1 */
	size_t head_capacity;
	struct link *links;
	size_t count, capacity;
};

struct check_several *check_several_new(void)
{
	struct check_several *s = mem_alloc(1, sizeof(*s));

	s->ids = intern_new();
	return s;
}

void check_several_free(struct check_several *s)
{
	if (!s)
		return;
	intern_free(s->ids);
	free(s->heads);
	free(s->links);
	free(s);
}

/* Take the next id off the front of a cell. */
static struct cell next_id(struct cell *cell)
{
	const char *end = memchr(cell->bytes, IDS_SEPARATOR, cell->length);
	struct cell id = {cell->bytes, end ? (size_t)(end - cell->bytes) : cell->length};
	size_t used = end ? id.length + 1 : id.length;

	cell->bytes += used;
	cell->length -= used;
	return id;
}

static bool has_several(struct cell cell)
{
	return memchr(cell.bytes, IDS_SEPARATOR, cell.length);
}

void check_several_add(struct check_several *s, struct cell cell, uint32_t number)
{
	if (!has_several(cell))
		return;
	while (cell.length) {
		struct cell id = next_id(&cell);
		bool fresh;
		uint32_t place = intern_add(s->ids, id.bytes, id.length, &fresh);

		s->heads = mem_grow(s->heads, &s->head_capacity, (size_t)place + 1, sizeof(*s->heads));
		if (fresh)
			s->heads[place] = 0;
		else if (s->links[s->heads[place] - 1].cell == number)
			continue;
		s->links = mem_grow(s->links, &s->capacity, s->count + 1, sizeof(*s->links));
		s->links[s->count++] = (struct link){number, s->heads[place]};
		s->heads[place] = (uint32_t)s->count;
	}
}

static int compare_numbers(const void *left, const void *right)
{
	const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

uint32_t *check_several_find(const struct check_several *s, const struct intern *whole, struct cell cell, uint32_t but,
			     size_t *n)
{
	bool several = has_several(cell);
	uint32_t *list = NULL, number;
	size_t capacity = 0, count = 0;

	*n = 0;
	if (!several && s->count == 0)
		return NULL;
	while (cell.length) {
		struct cell id = next_id(&cell);

		if (several && intern_find(whole, id.bytes, id.length, &number)) {
			list = mem_grow(list, &capacity, count + 1, sizeof(*list));
			list[count++] = number;
		}
		if (s->count == 0 || !intern_find(s->ids, id.bytes, id.length, &number))
			continue;
		for (uint32_t at = s->heads[number]; at; at = s->links[at - 1].next) {
			list = mem_grow(list, &capacity, count + 1, sizeof(*list));
			list[count++] = s->links[at - 1].cell;
		}
	}
	if (count)
		qsort(list, count, sizeof(*list), compare_numbers);
	for (size_t i = 0; i < count; i++)
		if (list[i] != but && (*n == 0 || list[*n - 1] != list[i]))
			list[(*n)++] = list[i];
	return list;
}
