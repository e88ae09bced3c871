#include "layout/exports.h"

#include "base/die.h"
#include "base/mem.h"
#include "base/text.h"
#include "csv/table.h"
#include "io/encoding.h"
#include "sheet/workbook.h"
#include "layout/book.h"
#include "layout/detect.h"
#include "layout/explain.h"
#include "result/result.h"
#include "words/lang.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

static const struct schema_column exports_columns[EXPORTS_COLUMNS] = {
	[EXPORTS_FILE] = {"file", SCHEMA_TEXT, .shown = true},
	[EXPORTS_KIND] = {"kind", SCHEMA_TEXT, .shown = true},
	[EXPORTS_DIALECT] = {"dialect", SCHEMA_TEXT, .shown = true},
	[EXPORTS_REASON] = {"reason", SCHEMA_WORD, .shown = true},
	[EXPORTS_DETAIL] = {"detail", SCHEMA_TEXT, .shown = true},
	[EXPORTS_HASH] = {"hash", SCHEMA_TEXT, .shown = false},
};

const struct schema exports_schema = {"exports", 2, exports_columns, EXPORTS_COLUMNS, 0};

/* The hex digits of 128 bits, and a NUL. */
enum { HASH_TEXT = 33 };

/* An export that is read, to recognise it under another name. */
struct taken {
	char *name;
	size_t plain; /* length of the name without the ending of a compression */
	char hash[HASH_TEXT];
};

/* What a table is. */
struct sheet {
	unsigned sides;
	const char *dialect; /* "": none */
};

struct listing {
	const struct inspection *in;
	const char *folder;
	bool skip_unreadable;
	struct result *table;
	struct taken *taken;
	size_t count, capacity;
};

/* ---- names ---- */

static bool has_controls(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return true;
	return false;
}

static bool ends_in(const char *name, size_t n, const char *ending)
{
	size_t length = strlen(ending);

	return n >= length && strncasecmp(name + n - length, ending, length) == 0;
}

static size_t plain_length(const char *name)
{
	size_t n = strlen(name);

	return ends_in(name, n, ".gz") ? n - 3 : ends_in(name, n, ".zst") ? n - 4 : n;
}

static bool has_known_ending(const char *name)
{
	static const char *const endings[] = {".csv", ".tsv", ".txt", ".xlsx", ".xls"};
	size_t n = plain_length(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_in(name, n, endings[i]))
			return true;
	return false;
}

/* ---- rows ---- */

static void leave_out(struct listing *l, const char *name, const char *hash, const char *reason, const char *detail)
{
	char *shown = encoding_readable(name), *words = lang_say_word(LANG_EN, WORD_UNREAD, reason, detail, NULL);

	result_set_text(l->table, EXPORTS_FILE, shown);
	result_set_text(l->table, EXPORTS_REASON, reason);
	result_set_text(l->table, EXPORTS_DETAIL, detail);
	result_set_text(l->table, EXPORTS_HASH, hash);
	result_end_row(l->table);
	warn("%s/%s is not read: %s", l->folder, shown, words);
	free(shown);
	free(words);
}

static void take(struct listing *l, const char *name, const struct sheet *sheet, const char *hash)
{
	result_set_text(l->table, EXPORTS_FILE, name);
	result_set_text(l->table, EXPORTS_KIND, detect_name(sheet->sides));
	result_set_text(l->table, EXPORTS_DIALECT, sheet->dialect);
	result_set_text(l->table, EXPORTS_HASH, hash);
	result_end_row(l->table);
}

/* Returns -1 with words, or 0 when unreadable files may be skipped. */
static int leave_unreadable(struct listing *l, const char *name, const char *why, struct err *e)
{
	char *shown = encoding_readable(name);
	int status = 0;

	if (l->skip_unreadable)
		leave_out(l, name, "", "unreadable", why);
	else
		status = err_set_io(e, "%s/%s: cannot be read: %s", l->folder, shown, why);
	free(shown);
	return status;
}

/* ---- what a file is ---- */

/* The hash of an open file. Returns 0, or -1 with errno. */
static int hash_file(int fd, char hash[HASH_TEXT])
{
	static const size_t room = 1 << 18;
	XXH3_state_t *state = XXH3_createState();
	char *bytes = mem_alloc(room, 1);
	ssize_t got = 0;

	XXH3_128bits_reset(state);
	do {
		if (got > 0)
			XXH3_128bits_update(state, bytes, (size_t)got);
		got = read(fd, bytes, room);
	} while (got > 0 || (got < 0 && errno == EINTR));
	XXH128_hash_t sum = XXH3_128bits_digest(state);

	snprintf(hash, HASH_TEXT, "%016" PRIx64 "%016" PRIx64, (uint64_t)sum.high64, (uint64_t)sum.low64);
	XXH3_freeState(state);
	free(bytes);
	return got < 0 ? -1 : 0;
}

/* The name under which an export was taken, and the reason not to take it again; NULL: it was not. */
static const char *taken_as(const struct listing *l, const char *name, const char *hash, const char **reason)
{
	size_t plain = plain_length(name);

	for (size_t i = 0; i < l->count; i++) {
		const struct taken *t = &l->taken[i];
		bool same = strcmp(t->hash, hash) == 0;

		*reason = same ? "same-bytes" : "same-name";
		if (same || (t->plain == plain && strncmp(t->name, name, plain) == 0))
			return t->name;
	}
	return NULL;
}

static void remember(struct listing *l, const char *name, const char *hash)
{
	l->taken = mem_grow(l->taken, &l->capacity, l->count + 1, sizeof(*l->taken));
	struct taken *t = &l->taken[l->count++];

	t->name = mem_dup(name, strlen(name));
	t->plain = plain_length(name);
	memcpy(t->hash, hash, sizeof(t->hash));
}

/* The sides that the table at a path can become, and its dialect. Returns 0, or -1 with words when it is no table. */
static int find_sides(const struct inspection *in, const char *path, struct sheet *sheet, struct err *e)
{
	struct reader *r = reader_open(path, in->reading, e);
	struct layout layout;
	struct batch batch;

	if (!r)
		return -1;
	const char **headers = explain_headers(r);
	size_t n = reader_columns(r);
	int status = dialects_choose(in->dialects, in->dialect, path, headers, n, &layout, e);

	if (status == 0)
		*sheet = (struct sheet){detect_sides(&layout, headers, n), layout.name};
	/* A header in ASCII does not show damage: look at some rows as well. */
	if (status == 0 && reader_next(r, &batch, e) < 0)
		status = -1;
	free(headers);
	reader_close(r);
	return status;
}

static void list_sheet(struct listing *l, const char *name, const char *hash, const struct sheet *sheet)
{
	if (has_controls(name))
		leave_out(l, name, hash, "name-controls", "");
	else if (sheet->sides == 0)
		leave_out(l, name, hash, "neither", "");
	else
		take(l, name, sheet, hash);
}

/* A message about a file without its path, with which it begins. */
static const char *words_without(const char *words, const char *path)
{
	size_t n = strlen(path);

	return strncmp(words, path, n) == 0 && strncmp(words + n, ": ", 2) == 0 ? words + n + 2 : words;
}

static void leave_hidden(struct listing *l, const char *path, const char *hash)
{
	size_t n;
	char **hidden = book_hidden(path, l->in->reading, &n);

	for (size_t i = 0; i < n; i++)
		leave_out(l, hidden[i] + strlen(l->folder) + 1, hash, "hidden-sheet", "");
	book_free_paths(hidden);
}

/* List a file by its tables: itself, or each sheet of a workbook. */
static int list_tables(struct listing *l, const char *name, char *path, const char *hash, struct err *e)
{
	size_t n;
	char **all = book_paths(path, l->in->reading, &n, e);
	struct sheet *sheets = mem_alloc(n, sizeof(*sheets));
	int status = all ? 0 : -1;

	for (size_t i = 0; i < n && status == 0; i++)
		status = find_sides(l->in, all[i], &sheets[i], e);
	if (status != 0) {
		if (e->kind == ERR_IO) {
			struct err first = *e;

			status = leave_unreadable(l, name, words_without(first.words, path), e);
		} else {
			leave_out(l, name, hash, e->slug ? e->slug : "other",
				  e->slug ? "" : words_without(e->words, path));
			status = 0;
		}
	} else if (!has_known_ending(name)) {
		leave_out(l, name, hash, "ending", "");
	} else {
		remember(l, name, hash);
		for (size_t i = 0; i < n; i++)
			list_sheet(l, all[i] + strlen(l->folder) + 1, hash, &sheets[i]);
		leave_hidden(l, path, hash);
	}
	free(sheets);
	if (all)
		book_free_paths(all);
	return status;
}

static int list_file(struct listing *l, const char *name, char *path, int fd, struct err *e)
{
	char hash[HASH_TEXT];
	const char *reason, *twin;
	int status = 0;

	if (hash_file(fd, hash) != 0)
		return leave_unreadable(l, name, strerror(errno), e);
	if ((twin = taken_as(l, name, hash, &reason)) != NULL) {
		leave_out(l, name, hash, reason, twin);
		/* Its compressed twin has other bytes. */
		remember(l, name, hash);
	} else {
		status = list_tables(l, name, path, hash, e);
	}
	return status;
}

/* ---- a folder ---- */

/* True for a folder that the output goes to, or to a folder in it. */
static bool holds_output(const struct listing *l, const struct stat *st)
{
	const char *output = l->in->output, *slash = output ? strrchr(output, '/') : NULL;
	char *path = slash ? mem_dup(output, (size_t)(slash - output) + 1) : mem_dup("./", 2);
	struct stat above = {0}, at;
	bool found = false;

	while (!found && stat(path, &at) == 0 && (at.st_ino != above.st_ino || at.st_dev != above.st_dev)) {
		char *up = mem_printf("%s../", path);

		found = at.st_ino == st->st_ino && at.st_dev == st->st_dev;
		above = at;
		free(path);
		path = up;
	}
	free(path);
	return found;
}

static int list_entry(struct listing *l, const char *name, struct err *e)
{
	char *path = mem_printf("%s/%s", l->folder, name);
	struct stat st;
	int status = 0, fd = -1;

	if (has_controls(name))
		leave_out(l, name, "", "name-controls", "");
	else if (text_valid_prefix(name, strlen(name)) != strlen(name))
		leave_out(l, name, "", "name-encoding", "");
	else if (stat(path, &st) != 0)
		status = leave_unreadable(l, name, strerror(errno), e);
	else if (S_ISDIR(st.st_mode) && !holds_output(l, &st))
		leave_out(l, name, "", "folder", "");
	else if (S_ISDIR(st.st_mode))
		status = 0;
	else if (!S_ISREG(st.st_mode))
		leave_out(l, name, "", "special", "");
	else if (strncmp(name, "~$", 2) == 0)
		leave_out(l, name, "", "workbook-open", "");
	else if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		status = leave_unreadable(l, name, strerror(errno), e);
	else
		status = list_file(l, name, path, fd, e);
	if (fd >= 0)
		close(fd);
	free(path);
	return status;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted, NULL-terminated. Free with book_free_paths(). NULL with words on failure. */
static char **read_folder(const char *folder, struct err *e)
{
	DIR *d = opendir(folder);
	char **names = NULL;
	size_t n = 0, capacity = 0;

	if (!d) {
		err_set_io(e, "%s: %s", folder, strerror(errno));
		return NULL;
	}
	errno = 0;
	for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		names = mem_grow(names, &capacity, n + 1, sizeof(*names));
		names[n++] = mem_dup(entry->d_name, strlen(entry->d_name));
	}
	int error = errno;

	closedir(d);
	names = mem_grow(names, &capacity, n + 1, sizeof(*names));
	names[n] = NULL;
	if (error) {
		err_set_io(e, "%s: %s", folder, strerror(error));
		book_free_paths(names);
		return NULL;
	}
	qsort(names, n, sizeof(*names), by_bytes);
	return names;
}

int exports_list(const struct inspection *in, const char *folder, bool skip_unreadable, struct err *e)
{
	struct listing l = {.in = in, .folder = folder, .skip_unreadable = skip_unreadable};
	char **names = read_folder(folder, e);
	struct out *out = names ? out_open(in->output, e) : NULL;
	int status = 0;

	if (!out) {
		if (names)
			book_free_paths(names);
		return -1;
	}
	l.table = result_open(&exports_schema, NULL, out, in->pretty);
	for (size_t i = 0; names[i] && status == 0; i++)
		status = list_entry(&l, names[i], e);
	result_close(l.table, false);
	if (status == 0)
		status = out_close(out, e);
	else
		out_abandon(out);
	for (size_t i = 0; i < l.count; i++)
		free(l.taken[i].name);
	free(l.taken);
	book_free_paths(names);
	return status;
}

/* A table of exports that is read again, and the columns that are needed; `table` is NULL on failure. */
struct listed {
	struct table *table;
	int file, kind, hash;
};

static struct listed read_listed(const char *path, struct err *e)
{
	struct listed l = {.table = table_read(path, e)};
	bool whole = l.table && (l.file = table_need(l.table, exports_columns[EXPORTS_FILE].name, e)) >= 0 &&
		     (l.kind = table_need(l.table, exports_columns[EXPORTS_KIND].name, e)) >= 0 &&
		     (l.hash = table_need(l.table, exports_columns[EXPORTS_HASH].name, e)) >= 0;

	if (!whole) {
		table_free(l.table);
		l.table = NULL;
	}
	return l;
}

/* The path of row i. Caller frees. NULL: it is no export of the side. */
static char *listed_path(const struct listed *l, size_t i, const char *folder, enum side side)
{
	const char *what = table_get(l->table, i, l->kind);

	return strcmp(what, detect_name(side_bit(side))) == 0 || strcmp(what, detect_name(SIDE_BOTH)) == 0
		       ? mem_printf("%s/%s", folder, table_get(l->table, i, l->file))
		       : NULL;
}

char **exports_paths(const char *table, const char *folder, enum side side, size_t *n, struct err *e)
{
	struct listed l = read_listed(table, e);
	char **paths = NULL;

	*n = 0;
	if (!l.table)
		return NULL;
	paths = mem_alloc(table_rows(l.table) + 1, sizeof(*paths));
	for (size_t i = 0; i < table_rows(l.table); i++)
		if ((paths[*n] = listed_path(&l, i, folder, side)) != NULL)
			++*n;
	paths[*n] = NULL;
	table_free(l.table);
	return paths;
}

/* Whether a file, or the workbook that a sheet is of, still has the bytes that it was listed with. Returns 0, or -1 with words. */
static int check_hash(const char *path, const char *listed, struct err *e)
{
	const char *mark = workbook_mark(path);
	char *file = mem_dup(path, mark ? (size_t)(mark - path) : strlen(path)), hash[HASH_TEXT];
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	int status = 0;

	if (fd < 0 || hash_file(fd, hash) != 0)
		status = err_set_io(e, "%s: cannot be read: %s", file, strerror(errno));
	else if (strcmp(hash, listed) != 0)
		status = err_set_io(e, "%s: changed since it was listed", file);
	if (fd >= 0)
		close(fd);
	free(file);
	return status;
}

int exports_unchanged(const char *table, const char *folder, enum side side, struct err *e)
{
	struct listed l = read_listed(table, e);
	int status = l.table ? 0 : -1;

	for (size_t i = 0; l.table && i < table_rows(l.table) && status == 0; i++) {
		char *path = listed_path(&l, i, folder, side);

		if (path)
			status = check_hash(path, table_get(l.table, i, l.hash), e);
		free(path);
	}
	table_free(l.table);
	return status;
}
