#include "layout/book.h"

#include "base/mem.h"
#include "io/place.h"
#include "io/workbook.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Open a workbook when no sheet is named by path or options. Returns NULL when the file is no workbook or a sheet is
 * named.
 */
static struct workbook *open_whole(const char *path, const struct reader_options *options)
{
	struct stat st;
	struct err ignored;
	char first[4];
	ssize_t n = -1;

	if (!options->workbooks || options->sheet || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		n = read(fd, first, sizeof(first));
		close(fd);
	}
	return n > 0 && workbook_begins(first, (size_t)n) ? workbook_open(path, &ignored) : NULL;
}

char **book_paths(char *const *paths, size_t n, const struct reader_options *options, size_t *count)
{
	char **all = NULL;
	size_t capacity = 0;

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		struct workbook *w = open_whole(paths[i], options);
		size_t sheets = w ? workbook_sheets(w) : 1;

		all = mem_grow(all, &capacity, *count + sheets + 1, sizeof(*all));
		for (size_t k = 0; k < sheets; k++)
			all[(*count)++] = sheets > 1 ? mem_printf("%s#%s", paths[i], workbook_sheet(w, k))
						     : mem_dup(paths[i], strlen(paths[i]));
		workbook_free(w);
	}
	all = mem_grow(all, &capacity, *count + 1, sizeof(*all));
	all[*count] = NULL;
	return all;
}

void book_free_paths(char **paths)
{
	for (size_t i = 0; paths[i]; i++)
		free(paths[i]);
	free(paths);
}

static bool sheet_fits(const char *path, const struct reader_options *options,
		       bool (*fits)(void *context, const struct reader *r), void *context)
{
	struct err ignored;
	struct reader *r = reader_open(path, options, &ignored);
	bool yes = r && fits(context, r);

	reader_close(r);
	return yes;
}

/* Set the error for a workbook in which no sheet, or more than one, fits. */
static void cannot_choose(const char *book, char *const *paths, size_t n, size_t fitting, struct err *e)
{
	size_t before = strlen(book) + 1;
	char *list = mem_dup("", 0);

	for (size_t i = 0; i < n; i++) {
		char *longer = mem_printf("%s%s%s", list, i ? ", " : "", paths[i] + before);

		free(list);
		list = longer;
	}
	err_set(e, "%s: %s of its %zu sheets fits: %s; choose one with --sheet, or as %s", book,
		fitting ? "more than one" : "none", n, list, paths[0]);
	free(list);
}

char *book_choose(char *path, const struct reader_options *options, bool (*fits)(void *context, const struct reader *r),
		  void *context, bool *several, struct err *e)
{
	size_t n, fitting = 0;
	char **paths = book_paths(&path, 1, options, &n);
	char *chosen = NULL;

	*several = n > 1;
	for (size_t i = 0; i < n && n > 1; i++)
		if (sheet_fits(paths[i], options, fits, context) && fitting++ == 0)
			chosen = mem_dup(paths[i], strlen(paths[i]));
	if (n == 1) {
		chosen = mem_dup(paths[0], strlen(paths[0]));
	} else if (fitting != 1) {
		cannot_choose(path, paths, n, fitting, e);
		free(chosen);
		chosen = NULL;
	}
	book_free_paths(paths);
	return chosen;
}

int book_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e)
{
	int status = place_refuse_inputs(option, path, inputs, n, e);

	for (size_t i = 0; i < n && status == 0; i++) {
		const char *mark = workbook_mark(inputs[i]);
		char *book = mark ? mem_dup(inputs[i], (size_t)(mark - inputs[i])) : NULL;

		if (book)
			status = place_refuse_input(option, path, book, e);
		free(book);
	}
	return status;
}
