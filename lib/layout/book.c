#include "layout/book.h"

#include "base/die.h"
#include "base/mem.h"
#include "io/place.h"
#include "sheet/workbook.h"
#include "words/word.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read the first bytes of a file. Returns how many, or -1 with errno. */
static ssize_t first_bytes(const char *path, char *bytes, size_t n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd >= 0 ? read(fd, bytes, n) : -1;
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return got;
}

/*
 * Open a workbook when no sheet is named by path or options. *book is NULL when the file is no workbook or a sheet is named. Returns -1
 * with words when the system refuses to read it: a workbook taken for a text would be left out.
 */
static int open_whole(const char *path, const struct reader_options *options, struct workbook **book, struct err *e)
{
	struct stat st;
	struct err ignored;
	char first[4];

	*book = NULL;
	if (!options->workbooks || options->sheet || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	ssize_t n = first_bytes(path, first, sizeof(first));

	if (n < 0)
		return err_set_io(e, "%s: %s", path, strerror(errno));
	if (workbook_kind(first, (size_t)n) == WORKBOOK_NONE)
		return 0;
	*book = workbook_open(path, &ignored);
	if (!*book && ignored.kind == ERR_IO)
		*e = ignored;
	return !*book && ignored.kind == ERR_IO ? -1 : 0;
}

/* The paths of the sheets of a state, BOOK#SHEET. *count says how many. */
static char **sheet_paths(const char *path, const struct workbook *w, enum workbook_state state, size_t *count)
{
	size_t sheets = w ? workbook_sheets(w) : 0;
	char **all = mem_alloc(sheets + 2, sizeof(*all));

	*count = 0;
	for (size_t i = 0; i < sheets; i++)
		if (workbook_state(w, i) == state)
			all[(*count)++] = mem_printf("%s#%s", path, workbook_sheet(w, i));
	return all;
}

char **book_paths(char *path, const struct reader_options *options, size_t *count, struct err *e)
{
	struct workbook *w;

	*count = 0;
	if (open_whole(path, options, &w, e) != 0)
		return NULL;
	bool several = w && workbook_sheets(w) > 1;
	char **all = sheet_paths(path, several ? w : NULL, WORKBOOK_SHOWN, count);

	if (*count == 0)
		all[(*count)++] = mem_dup(path, strlen(path));
	workbook_free(w);
	return all;
}

char **book_hidden(const char *path, const struct reader_options *options, size_t *count)
{
	struct workbook *w;
	struct err ignored;

	open_whole(path, options, &w, &ignored);
	char **all = sheet_paths(path, w, WORKBOOK_HIDDEN, count);

	workbook_free(w);
	return all;
}

void book_tell_hidden(const char *path, const struct reader_options *options)
{
	size_t n;
	char **hidden = book_hidden(path, options, &n);
	const char *why = word_find(WORD_UNREAD, "hidden-sheet", LANG_EN);

	for (size_t i = 0; i < n; i++)
		warn("%s is not read: %s", hidden[i], why);
	book_free_paths(hidden);
}

void book_free_paths(char **paths)
{
	for (size_t i = 0; paths[i]; i++)
		free(paths[i]);
	free(paths);
}

/* Returns -1 with words when the sheet cannot be read, else whether it fits. */
static int sheet_fits(const char *path, const struct reader_options *options,
		      bool (*fits)(void *context, const struct reader *r), void *context, struct err *e)
{
	struct err why;
	struct reader *r = reader_open(path, options, &why);
	int yes = r && fits(context, r);

	if (!r && why.kind == ERR_IO) {
		*e = why;
		yes = -1;
	}
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
	char **paths = book_paths(path, options, &n, e);
	char *chosen = NULL;
	int yes = paths ? 0 : -1;

	*several = n > 1;
	for (size_t i = 0; i < n && n > 1 && yes >= 0; i++) {
		yes = sheet_fits(paths[i], options, fits, context, e);
		if (yes > 0 && fitting++ == 0)
			chosen = mem_dup(paths[i], strlen(paths[i]));
	}
	if (n == 1) {
		chosen = mem_dup(paths[0], strlen(paths[0]));
	} else if (yes < 0 || fitting != 1) {
		if (yes >= 0)
			cannot_choose(path, paths, n, fitting, e);
		free(chosen);
		chosen = NULL;
	}
	if (paths)
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
