#include "row/sides.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void sides_add(struct sides *s, enum side kind, const char *path)
{
	s->files = mem_grow(s->files, &s->capacity, s->count + 1, sizeof(*s->files));
	s->files[s->count++] = (struct sides_file){kind, path};
}

bool sides_follow(struct sides *s, const char *path)
{
	if (s->count == 0)
		return false;
	sides_add(s, s->files[s->count - 1].kind, path);
	return true;
}

size_t sides_count(const struct sides *s, enum side kind)
{
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++)
		n += s->files[i].kind == kind;
	return n;
}

char **sides_paths(const struct sides *s, enum side kind, size_t *n)
{
	char **paths = mem_alloc(s->count, sizeof(*paths));

	*n = 0;
	for (enum side k = SIDE_SHIPMENTS; k < SIDES; k++)
		for (size_t i = 0; i < s->count; i++)
			if (s->files[i].kind == k && (kind == k || kind == SIDES))
				paths[(*n)++] = (char *)s->files[i].path;
	return paths;
}

static int check_standard(const struct sides *s, struct err *e)
{
	int standard = 0;

	for (size_t i = 0; i < s->count; i++)
		standard += strcmp(s->files[i].path, "-") == 0;
	if (standard > 1)
		return err_set(e, "standard input can be read only once, but '-' is given %d times", standard);
	return 0;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return S_ISREG(a->st_mode) && S_ISREG(b->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

int sides_check(const struct sides *s, bool across, struct err *e)
{
	struct stat *st = mem_alloc(s->count, sizeof(*st));
	const struct sides_file *f = s->files;
	int status = check_standard(s, e);

	for (size_t i = 0; i < s->count && status == 0; i++) {
		if (stat(f[i].path, &st[i]) != 0)
			st[i].st_mode = 0;
		for (size_t k = 0; k < i && status == 0; k++)
			if ((across || f[k].kind == f[i].kind) && is_same_file(&st[k], &st[i]))
				status = err_set(e, "'%s' and '%s' are the same file", f[k].path, f[i].path);
	}
	free(st);
	return status;
}
