/*
 * mem: memory that is never NULL.
 *
 * A command-line program out of memory has nothing better to do than to say so and stop, so these
 * functions do that and callers stay free of a branch nobody can test. All of it is freed with free().
 * An arena hands out many small pieces that live and die together.
 */
#ifndef RETKIT_MEM_H
#define RETKIT_MEM_H

#include <stddef.h>

/* `count` zeroed elements of `size` bytes. Caller frees. */
void *mem_alloc(size_t count, size_t size);

/*
 * mem_alloc() for a table that is looked into at random: where it is large, so are its pages if the system has such, which spares a look
 * into the table of pages for each look into this one.
 */
void *mem_alloc_table(size_t count, size_t size);

/* Resize to `count` elements of `size` bytes (overflow checked); new bytes are not cleared. */
void *mem_resize(void *old, size_t count, size_t size);

/*
 * Make room for at least `need` elements, growing by half: *capacity is updated. Returns the
 * (moved) array. Use as `a = mem_grow(a, &cap, n + 1, sizeof(*a))`.
 */
void *mem_grow(void *old, size_t *capacity, size_t need, size_t size);

/* A NUL-terminated copy of `n` bytes. Caller frees. */
char *mem_dup(const char *s, size_t n);

/* A printf into fresh memory. Caller frees. */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);

/* Forget every piece, keep the memory for reuse. */
void arena_clear(struct arena *a);

/* `n` uninitialised bytes, aligned to 8, valid until arena_clear or arena_free. */
void *arena_alloc(struct arena *a, size_t n);

/* A NUL-terminated copy of `n` bytes, valid as above. */
char *arena_dup(struct arena *a, const char *s, size_t n);

#endif
