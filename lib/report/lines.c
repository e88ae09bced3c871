#include "report/lines.h"

#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add(struct notices *l, const char *text, size_t n)
{
	char *line = mem_dup(text, n), *tab = strchr(line, '\t');

	if (tab)
		*tab = '\0';
	l->list = mem_grow(l->list, &l->capacity, l->count + 1, sizeof(*l->list));
	l->list[l->count++] = (struct notice){line, tab ? tab + 1 : ""};
}

int notices_read(struct notices *l, const char *path, struct err *e)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	*l = (struct notices){NULL, 0, 0};
	FILE *file = fopen(path, "r");

	if (!file)
		return err_set(e, "%s: %s", path, strerror(errno));
	errno = 0;
	while ((n = getline(&line, &room, file)) >= 0)
		add(l, line, (size_t)(n > 0 && line[n - 1] == '\n' ? n - 1 : n));
	int failed = ferror(file) ? errno : 0;

	free(line);
	fclose(file);
	return failed ? err_set(e, "%s: %s", path, strerror(failed)) : 0;
}

void notices_free(struct notices *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->list[i].name);
	free(l->list);
}
