#include "base/mem.h"

#include "base/die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* The size of a huge page on the common Linux processors. */
enum { LARGE_PAGE = 2 << 20 };

static void *need(void *p)
{
	if (!p)
		die("out of memory");
	return p;
}

void *mem_alloc(size_t count, size_t size)
{
	return need(calloc(count ? count : 1, size));
}

void *mem_alloc_table(size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n) || n < LARGE_PAGE || n % LARGE_PAGE)
		return mem_alloc(count, size);
	void *table = need(aligned_alloc(LARGE_PAGE, n));

	/* Only a hint: it does not matter if the kernel declines. */
	(void)madvise(table, n, MADV_HUGEPAGE);
	return memset(table, 0, n);
}

void *mem_resize(void *old, size_t count, size_t size)
{
	return need(reallocarray(old, count ? count : 1, size));
}

void *mem_grow(void *old, size_t *capacity, size_t want, size_t size)
{
	if (want <= *capacity && old)
		return old;
	size_t bigger = *capacity + *capacity / 2;

	if (bigger < want)
		bigger = want;
	if (bigger < 16)
		bigger = 16;
	*capacity = bigger;
	return mem_resize(old, bigger, size);
}

char *mem_dup(const char *s, size_t n)
{
	char *copy = need(malloc(n + 1));

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *mem_printf(const char *format, ...)
{
	va_list arguments;
	char *words;

	va_start(arguments, format);
	int n = vasprintf(&words, format, arguments);
	va_end(arguments);
	return need(n < 0 ? NULL : words);
}

/* Blocks form a list; each new block is at least twice the size of the last, so that there are few. */
struct block {
	struct block *next;
	size_t size;
	size_t used;
	_Alignas(8) char bytes[];
};

struct arena {
	struct block *first;
};

struct arena *arena_new(void)
{
	return mem_alloc(1, sizeof(struct arena));
}

static void blocks_free(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	blocks_free(a->first);
	free(a);
}

void arena_clear(struct arena *a)
{
	if (!a->first)
		return;
	blocks_free(a->first->next);
	a->first->next = NULL;
	a->first->used = 0;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct block *b = a->first;

	n = (n + 7) & ~(size_t)7;
	if (!b || b->size - b->used < n) {
		size_t size = b ? b->size * 2 : 4096;

		if (size > (size_t)1 << 22)
			size = (size_t)1 << 22;
		if (size < n)
			size = n;
		struct block *fresh = need(malloc(sizeof(*fresh) + size));

		fresh->next = b;
		fresh->size = size;
		fresh->used = 0;
		a->first = b = fresh;
	}
	void *piece = b->bytes + b->used;

	b->used += n;
	return piece;
}

char *arena_dup(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}
