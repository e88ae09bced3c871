/*
 * mem: allocation that never returns NULL.
 *
 * A command-line program that runs out of memory can only report it and stop, so these functions do that and callers need no branch
 * that nobody can test. Memory is released with free(). An arena allocates many small pieces that are freed together.
 */
#ifndef RETKIT_MEM_H
#define RETKIT_MEM_H

#include <stddef.h>

/* `count` zeroed elements of `size` bytes. Caller frees. */
void *mem_alloc(size_t count, size_t size);

/*
 * mem_alloc() for a table with random access: a large table gets huge pages where the system has them, which saves most TLB misses.
 */
void *mem_alloc_table(size_t count, size_t size);

/* Resize to `count` elements of `size` bytes, with overflow check; new bytes are uninitialised. Caller frees. */
void *mem_resize(void *old, size_t count, size_t size);

/*
 * Make room for at least `need` elements, growing by half, and update *capacity. Returns the array, which may have moved. Use as
 * `a = mem_grow(a, &cap, n + 1, sizeof(*a))`.
 */
void *mem_grow(void *old, size_t *capacity, size_t need, size_t size);

/* A NUL-terminated copy of `n` bytes. Caller frees. */
char *mem_dup(const char *s, size_t n);

/* printf() into newly allocated memory. Caller frees. */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);

/* Discard all pieces and keep the memory for reuse. */
void arena_clear(struct arena *a);

/* `n` uninitialised bytes, aligned to 8, valid until arena_clear or arena_free. */
void *arena_alloc(struct arena *a, size_t n);

/* A NUL-terminated copy of `n` bytes, valid as above. */
char *arena_dup(struct arena *a, const char *s, size_t n);

#endif
