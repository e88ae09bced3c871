#include "io/workbook.h"

#include "base/child.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/pipe.h"
#include "words/word.h"

#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <minizip/unzip.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/*
 * The list of sheets takes a few kilobytes; an archive entry that claims much more is not one. The number of sheets is limited because
 * each may be tried with a process of its own.
 */
enum { LIST_LIMIT = 1 << 22, MOST_SHEETS = 1 << 10 };

/* Memory limit of the converter: a small file can declare a row of a hundred million cells. */
static const rlim_t memory_limit = (rlim_t)4 << 30;

struct workbook {
	char *path;
	char **names;
	size_t count;
	size_t capacity;
	char *list;
	bool since_1904; /* its day numbers start in 1904 */
};

struct workbook_run {
	char *path;
	pid_t pid;
	int complaints; /* its stderr, a memfd */
	bool ended;
};

bool workbook_begins(const char *bytes, size_t n)
{
	return n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

const char *workbook_mark(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		return NULL;
	for (const char *mark = strchr(path, '#'); mark; mark = strchr(mark + 1, '#')) {
		char *book = mem_dup(path, (size_t)(mark - path));
		bool found = mark[1] && stat(book, &st) == 0 && S_ISREG(st.st_mode);

		free(book);
		if (found)
			return mark;
	}
	return NULL;
}

/* ---- the list of sheets ---- */

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void XMLCALL take_element(void *context, const char *element, const char **attributes)
{
	struct workbook *w = context;
	bool sheet = strcmp(local_name(element), "sheet") == 0;
	bool properties = strcmp(local_name(element), "workbookPr") == 0;

	for (; *attributes; attributes += 2) {
		const char *value = attributes[1];

		if (sheet && strcmp(attributes[0], "name") == 0) {
			w->names = mem_grow(w->names, &w->capacity, w->count + 1, sizeof(*w->names));
			w->names[w->count++] = mem_dup(value, strlen(value));
		}
		if (properties && strcmp(attributes[0], "date1904") == 0)
			w->since_1904 = strcmp(value, "1") == 0 || strcmp(value, "true") == 0;
	}
}

static int parse_list(struct workbook *w, const char *bytes, size_t n, struct err *e)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	int status = 0;

	XML_SetUserData(parser, w);
	XML_SetStartElementHandler(parser, take_element);
	if (XML_Parse(parser, bytes, (int)n, 1) != XML_STATUS_OK)
		status = err_set(e, "%s: damaged workbook: %s", w->path, XML_ErrorString(XML_GetErrorCode(parser)));
	else if (w->count == 0)
		status = err_set(e, "%s: the workbook has no sheets", w->path);
	else if (w->count > MOST_SHEETS)
		status = err_set(e, "%s: the workbook has more than %d sheets", w->path, MOST_SHEETS);
	XML_ParserFree(parser);
	return status;
}

/* Make the entry of that name, compared without case, the current one. Returns false when there is none. */
static bool has_entry(unzFile archive, const char *name)
{
	enum { ANY_CASE = 2 };

	return unzLocateFile(archive, name, ANY_CASE) == UNZ_OK;
}

/* Read all of the current archive entry. Returns NULL with words. Caller frees. */
static char *read_entry(const struct workbook *w, unzFile archive, size_t *n, struct err *e)
{
	unz_file_info64 info;
	char *bytes = NULL;

	if (unzGetCurrentFileInfo64(archive, &info, NULL, 0, NULL, 0, NULL, 0) == UNZ_OK &&
	    info.uncompressed_size <= LIST_LIMIT && unzOpenCurrentFile(archive) == UNZ_OK) {
		*n = (size_t)info.uncompressed_size;
		bytes = mem_alloc(*n + 1, 1);
		bool whole = unzReadCurrentFile(archive, bytes, (unsigned)*n) == (int)*n;

		/* The checksum is verified when the entry is closed. */
		if (unzCloseCurrentFile(archive) != UNZ_OK || !whole) {
			free(bytes);
			bytes = NULL;
		}
	}
	if (!bytes)
		err_set(e, "%s: damaged workbook: its list of sheets cannot be read", w->path);
	return bytes;
}

/* What the archive is instead of a workbook, by its slug of WORD_UNREAD. Returns -1. */
static int unread(const struct workbook *w, const char *slug, struct err *e)
{
	return err_set_slug(e, slug, "%s: %s", w->path, word_find(WORD_UNREAD, slug, LANG_EN));
}

static int read_list(struct workbook *w, unzFile archive, struct err *e)
{
	size_t n;

	if (has_entry(archive, "xl/workbook.bin"))
		return unread(w, "binary-workbook", e);
	if (has_entry(archive, "content.xml"))
		return unread(w, "open-document", e);
	if (!has_entry(archive, "xl/workbook.xml"))
		return unread(w, "archive", e);
	char *bytes = read_entry(w, archive, &n, e);
	int status = bytes ? parse_list(w, bytes, n, e) : -1;

	free(bytes);
	return status;
}

static void join_names(struct workbook *w)
{
	size_t n = 1;

	for (size_t i = 0; i < w->count; i++)
		n += strlen(w->names[i]) + 2;
	w->list = mem_alloc(n, 1);
	char *to = w->list;

	for (size_t i = 0; i < w->count; i++)
		to = stpcpy(stpcpy(to, i ? ", " : ""), w->names[i]);
}

struct workbook *workbook_open(const char *path, struct err *e)
{
	struct workbook *w = mem_alloc(1, sizeof(*w));
	int status;

	errno = 0;
	unzFile archive = unzOpen64(path);

	w->path = mem_dup(path, strlen(path));
	if (archive)
		status = read_list(w, archive, e);
	else if (errno)
		status = err_set_io(e, "%s: %s", path, strerror(errno));
	else
		status = err_set(e, "%s: truncated or damaged: the end of the zip archive is missing", path);
	if (archive)
		unzClose(archive);
	if (status != 0) {
		workbook_free(w);
		return NULL;
	}
	join_names(w);
	return w;
}

void workbook_free(struct workbook *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->count; i++)
		free(w->names[i]);
	free(w->names);
	free(w->list);
	free(w->path);
	free(w);
}

size_t workbook_sheets(const struct workbook *w)
{
	return w->count;
}

const char *workbook_sheet(const struct workbook *w, size_t i)
{
	return w->names[i];
}

const char *workbook_list(const struct workbook *w)
{
	return w->list;
}

int workbook_find(const struct workbook *w, const char *sheet, size_t *i, struct err *e)
{
	int64_t number;

	for (*i = 0; *i < w->count; ++*i)
		if (strcmp(w->names[*i], sheet) == 0)
			return 0;
	if (num_parse_int(sheet, strlen(sheet), 1, (int64_t)w->count, &number) == 0) {
		*i = (size_t)number - 1;
		return 0;
	}
	return err_set(e, "%s: no sheet '%s'; there are: %s", w->path, sheet, w->list);
}

/* ---- the converter ---- */

/* Our environment without PYTHON* variables, plus UTF-8 mode for Python in any locale. Caller frees the array, not the strings. */
static char **make_environment(void)
{
	size_t n = 0, used = 0;

	while (environ[n])
		n++;
	char **all = mem_alloc(n + 2, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		if (strncmp(environ[i], "PYTHON", 6) != 0)
			all[used++] = environ[i];
	all[used] = "PYTHONUTF8=1";
	return all;
}

static int start(const struct workbook *w, size_t i, int out, struct workbook_run *run)
{
	char number[24];
	/* Only xlsx2csv itself knows that the day numbers of this book start in 1904, so it must print the dates. */
	char *dates = w->since_1904 ? "%Y-%m-%d %H:%M:%S" : "float";
	char *argv[] = {"xlsx2csv",         "-s",    number, "-f",    dates, "-t", "%H:%M:%S",
			"--ignore-formats", "float", "--",   w->path, NULL};
	char **environment = make_environment();
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	const int fds[3] = {nothing, out, run->complaints};

	snprintf(number, sizeof(number), "%zu", i + 1);
	int status = nothing < 0 ? errno : child_start(argv, environment, fds, &run->pid);

	if (nothing >= 0)
		close(nothing);
	free(environment);
	return status;
}

struct workbook_run *workbook_convert(const struct workbook *w, size_t i, int *fd, struct err *e)
{
	struct workbook_run *run = mem_alloc(1, sizeof(*run));
	int fds[2] = {-1, -1}, status;

	run->path = mem_dup(w->path, strlen(w->path));
	run->complaints = memfd_create("complaints", MFD_CLOEXEC);
	status = run->complaints < 0 || pipe2(fds, O_CLOEXEC) != 0 ? errno : start(w, i, fds[1], run);
	if (fds[1] >= 0)
		close(fds[1]);
	if (status == 0) {
		const struct rlimit limit = {memory_limit, memory_limit};

		prlimit(run->pid, RLIMIT_AS, &limit, NULL);
		*fd = fds[0];
		pipe_widen(*fd);
		return run;
	}
	if (status == ENOENT)
		err_set(e,
			"%s: xlsx2csv, which reads workbooks, is not installed: install the package "
			"xlsx2csv, or save the sheet as CSV UTF-8",
			w->path);
	else
		err_set(e, "%s: cannot start xlsx2csv: %s", w->path, strerror(status));
	if (fds[0] >= 0)
		close(fds[0]);
	run->ended = true;
	workbook_stop(run);
	return NULL;
}

/* The last line of stderr, which for a failing Python program is the reason. */
static void last_line(int fd, char *line, size_t room)
{
	off_t size = lseek(fd, 0, SEEK_END);
	off_t from = size > (off_t)room - 1 ? size - ((off_t)room - 1) : 0;
	ssize_t n = pread(fd, line, room - 1, from);

	n = n < 0 ? 0 : n;
	while (n > 0 && strchr(" \t\r\n", line[n - 1]))
		n--;
	line[n] = '\0';
	char *feed = strrchr(line, '\n');

	if (feed)
		memmove(line, feed + 1, strlen(feed + 1) + 1);
}

int workbook_end(struct workbook_run *run, struct err *e)
{
	char line[256];
	int how;
	pid_t done;

	if (run->ended)
		return 0;
	do
		done = waitpid(run->pid, &how, 0);
	while (done < 0 && errno == EINTR);
	run->ended = true;
	if (done == run->pid && WIFEXITED(how) && WEXITSTATUS(how) == 0)
		return 0;
	last_line(run->complaints, line, sizeof(line));
	/* Python names an error of the system by its number; any other is one of the workbook. */
	if (strstr(line, "[Errno "))
		return err_set_io(e, "%s: xlsx2csv failed: %s", run->path, line);
	return err_set(e, "%s: xlsx2csv failed: %s", run->path, line[0] ? line : "it gave no reason");
}

void workbook_stop(struct workbook_run *run)
{
	if (!run)
		return;
	if (!run->ended) {
		kill(run->pid, SIGKILL);
		while (waitpid(run->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (run->complaints >= 0)
		close(run->complaints);
	free(run->path);
	free(run);
}
