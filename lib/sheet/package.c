#include "sheet/package.h"

#include "base/mem.h"

#include <minizip/unzip.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	MOST_PARTS = 1 << 14,
	NAME_ROOM = 1 << 10,
	RELATIONS_LIMIT = 1 << 22,
	PIECE = 1 << 14,
	SEARCH_PIECE = 1 << 16,
};

struct entry {
	char *name;
	unz64_file_pos place;
};

struct package {
	char *path;
	unzFile archive;
	struct entry *entries; /* sorted by name */
	size_t count, capacity;
	bool reading; /* an entry is open */
};

/* ---- the archive ---- */

static int by_name(const void *a, const void *b)
{
	return strcasecmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

/* The name of an entry as the name of a part. */
static char *part_name(const char *name)
{
	char *part;

	while (*name == '/' || *name == '\\')
		name++;
	part = mem_dup(name, strlen(name));
	for (char *s = part; *s; s++)
		if (*s == '\\')
			*s = '/';
	return part;
}

static int list_entries(struct package *p, struct err *e)
{
	char name[NAME_ROOM];
	int status = unzGoToFirstFile(p->archive);

	for (; status == UNZ_OK; status = unzGoToNextFile(p->archive)) {
		if (unzGetCurrentFileInfo64(p->archive, NULL, name, sizeof(name), NULL, 0, NULL, 0) != UNZ_OK)
			break;
		name[sizeof(name) - 1] = '\0';
		if (p->count == MOST_PARTS)
			return err_set(e, "%s: the archive has more than %d entries", p->path, MOST_PARTS);
		p->entries = mem_grow(p->entries, &p->capacity, p->count + 1, sizeof(*p->entries));
		unzGetFilePos64(p->archive, &p->entries[p->count].place);
		p->entries[p->count++].name = part_name(name);
	}
	if (status != UNZ_END_OF_LIST_OF_FILE)
		return err_set(e, "%s: truncated or damaged: the list of the zip archive cannot be read", p->path);
	qsort(p->entries, p->count, sizeof(*p->entries), by_name);
	return 0;
}

struct package *package_open(const char *path, struct err *e)
{
	struct package *p = mem_alloc(1, sizeof(*p));
	int status;

	p->path = mem_dup(path, strlen(path));
	errno = 0;
	p->archive = unzOpen64(path);
	if (p->archive)
		status = list_entries(p, e);
	else if (errno)
		status = err_set_io(e, "%s: %s", path, strerror(errno));
	else
		status = err_set(e, "%s: truncated or damaged: the end of the zip archive is missing", path);
	if (status == 0)
		return p;
	package_close(p);
	return NULL;
}

void package_close(struct package *p)
{
	if (!p)
		return;
	if (p->archive)
		unzClose(p->archive);
	for (size_t i = 0; i < p->count; i++)
		free(p->entries[i].name);
	free(p->entries);
	free(p->path);
	free(p);
}

const char *package_path(const struct package *p)
{
	return p->path;
}

static struct entry *find_entry(const struct package *p, const char *part)
{
	struct entry wanted = {.name = (char *)part};

	return p->count ? bsearch(&wanted, p->entries, p->count, sizeof(wanted), by_name) : NULL;
}

bool package_has(const struct package *p, const char *part)
{
	return find_entry(p, part);
}

/* ---- a part ---- */

struct part {
	struct package *package;
	char *name;
	XML_Parser parser;
	bool begun, paused, last, ended;
	struct err failure; /* words of part_refuse(); "" for none */
};

static int unreadable(const struct package *p, const char *part, struct err *e)
{
	return err_set(e, "%s: damaged workbook: its part %s cannot be read", p->path, part);
}

/* Begin to read an entry. *size is what it claims to be. Returns 0, or -1 with words. */
static int begin_entry(struct package *p, const char *part, uint64_t *size, struct err *e)
{
	enum { ENCRYPTED = 1 };
	struct entry *entry = find_entry(p, part);
	unz_file_info64 info;

	if (!entry)
		return err_set(e, "%s: damaged workbook: it has no part %s", p->path, part);
	if (unzGoToFilePos64(p->archive, &entry->place) != UNZ_OK ||
	    unzGetCurrentFileInfo64(p->archive, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
		return unreadable(p, part, e);
	if (info.flag & ENCRYPTED)
		return err_set(e, "%s: the archive has a password; save the workbook without one", p->path);
	if (unzOpenCurrentFile(p->archive) != UNZ_OK)
		return unreadable(p, part, e);
	*size = info.uncompressed_size;
	p->reading = true;
	return 0;
}

/* Returns the number of bytes, 0 at the end, or -1 with words. */
static int read_entry(struct package *p, const char *part, char *bytes, size_t room, struct err *e)
{
	int got = unzReadCurrentFile(p->archive, bytes, (unsigned)room);

	if (got > 0)
		return got;
	/* The checksum is verified when the entry is closed. */
	p->reading = false;
	if (unzCloseCurrentFile(p->archive) != UNZ_OK || got < 0)
		return unreadable(p, part, e);
	return 0;
}

static void end_entry(struct package *p)
{
	if (p->reading)
		unzCloseCurrentFile(p->archive);
	p->reading = false;
}

struct part *part_open(struct package *p, const char *name, uint64_t limit, const struct part_handlers *handlers,
		       void *context, struct err *e)
{
	uint64_t size;

	if (begin_entry(p, name, &size, e) != 0)
		return NULL;
	if (size > limit) {
		end_entry(p);
		err_set(e, "%s: damaged workbook: its part %s is too large", p->path, name);
		return NULL;
	}
	struct part *part = mem_alloc(1, sizeof(*part));

	part->package = p;
	part->name = mem_dup(name, strlen(name));
	part->parser = XML_ParserCreate(NULL);
	XML_SetUserData(part->parser, context);
	XML_SetElementHandler(part->parser, handlers->start, handlers->end);
	XML_SetCharacterDataHandler(part->parser, handlers->text);
	return part;
}

void part_close(struct part *part)
{
	if (!part)
		return;
	end_entry(part->package);
	XML_ParserFree(part->parser);
	free(part->name);
	free(part);
}

void part_pause(struct part *part)
{
	XML_StopParser(part->parser, XML_TRUE);
}

void part_refuse(struct part *part, const char *format, ...)
{
	char words[256];
	va_list arguments;

	va_start(arguments, format);
	err_print(words, sizeof(words), format, arguments);
	va_end(arguments);
	if (!part->failure.words[0])
		err_set(&part->failure, "%s: damaged workbook: %s", part->package->path, words);
	XML_StopParser(part->parser, XML_FALSE);
}

/* Blanks before the declaration are an error for a parser, but not for those who write them. */
static int skip_blanks(const char *bytes, int n)
{
	int skip = 0;

	while (skip < n && strchr(" \t\r\n", bytes[skip]) && bytes[skip])
		skip++;
	return skip;
}

/* Parse what the entry gives next. Returns expat's status, or -1 with words when there is nothing to parse. */
static int feed_parser(struct part *part, struct err *e)
{
	char *bytes = XML_GetBuffer(part->parser, PIECE);
	int got = bytes ? read_entry(part->package, part->name, bytes, PIECE, e) : -1;

	if (!bytes)
		return err_set(e, "%s: damaged workbook: its part %s is too large", part->package->path, part->name);
	if (got < 0)
		return -1;
	if (!part->begun) {
		int skip = skip_blanks(bytes, got);

		memmove(bytes, bytes + skip, (size_t)(got - skip));
		part->begun = skip < got;
		part->last = got == 0;
		return (int)XML_ParseBuffer(part->parser, got - skip, part->last);
	}
	part->last = got == 0;
	return (int)XML_ParseBuffer(part->parser, got, part->last);
}

int part_step(struct part *part, struct err *e)
{
	if (part->ended)
		return 0;
	int status = part->paused ? (int)XML_ResumeParser(part->parser) : feed_parser(part, e);

	if (status < 0)
		return -1;
	part->paused = status == XML_STATUS_SUSPENDED;
	part->ended = status == XML_STATUS_OK && part->last;
	if (status != XML_STATUS_ERROR)
		return !part->ended;
	if (part->failure.words[0])
		*e = part->failure;
	else
		err_set(e, "%s: damaged workbook: %s line %lu: %s", part->package->path, part->name,
			XML_GetCurrentLineNumber(part->parser), XML_ErrorString(XML_GetErrorCode(part->parser)));
	return -1;
}

int package_search(struct package *p, const char *name, const char *text, struct err *e)
{
	size_t length = strlen(text), kept = 0;
	uint64_t size;
	char *bytes;
	int got, found = 0;
	bool first = true;

	if (begin_entry(p, name, &size, e) != 0)
		return -1;
	bytes = mem_alloc(length + SEARCH_PIECE, 1);
	while (!found && (got = read_entry(p, name, bytes + kept, SEARCH_PIECE, e)) > 0) {
		size_t n = kept + (size_t)got;

		/* A zero byte or a mark: UTF-16. */
		found = memmem(bytes, n, text, length) != NULL || (first && memchr(bytes, '\0', n));
		first = false;
		kept = n < length - 1 ? n : length - 1;
		memmove(bytes, bytes + n - kept, kept);
	}
	end_entry(p);
	free(bytes);
	return found ? 1 : got;
}

int package_parse(struct package *p, const char *name, uint64_t limit, const struct part_handlers *handlers,
		  void *context, struct err *e)
{
	struct part *part = part_open(p, name, limit, handlers, context, e);
	int status = part ? 1 : -1;

	while (status > 0)
		status = part_step(part, e);
	part_close(part);
	return status;
}

const char *package_local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *package_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(package_local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

/* ---- relations ---- */

/* Resolve a target as seen from a part: absolute, or relative to its folder, with dots. Caller frees. */
static char *resolve(const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	bool absolute = *target == '/' || *target == '\\';
	char *whole = absolute || !slash ? part_name(target) : mem_printf("%.*s/%s", (int)(slash - part), part, target);
	char *to = whole;

	for (char *from = whole; *from;) {
		size_t n = strcspn(from, "/\\");
		bool more = from[n] != '\0';

		if (n == 2 && memcmp(from, "..", 2) == 0) {
			/* Remove the folder before it. */
			if (to > whole)
				to--;
			while (to > whole && to[-1] != '/')
				to--;
		} else if (n != 0 && !(n == 1 && *from == '.')) {
			memmove(to, from, n);
			to += n;
			if (more)
				*to++ = '/';
		}
		from += n + more;
	}
	*to = '\0';
	return whole;
}

static void XMLCALL take_relation(void *context, const char *element, const char **attributes)
{
	struct relations *r = context;
	const char *id = package_attribute(attributes, "Id");
	const char *type = package_attribute(attributes, "Type");
	const char *target = package_attribute(attributes, "Target");
	const char *mode = package_attribute(attributes, "TargetMode");

	if (strcmp(package_local(element), "Relationship") != 0 || !type || !target ||
	    (mode && strcmp(mode, "External") == 0))
		return;
	const char *word = strrchr(type, '/');

	word = word ? word + 1 : type;
	r->items = mem_grow(r->items, &r->capacity, r->count + 1, sizeof(*r->items));
	r->items[r->count++] = (struct relation){
		.id = mem_dup(id ? id : "", id ? strlen(id) : 0),
		.type = mem_dup(word, strlen(word)),
		.target = resolve(r->part, target),
	};
}

int package_relations(struct package *p, const char *part, struct relations *to, struct err *e)
{
	static const struct part_handlers handlers = {.start = take_relation};
	const char *slash = strrchr(part, '/');
	int folder = slash ? (int)(slash - part) + 1 : 0;
	char *list = mem_printf("%.*s_rels/%s.rels", folder, part, part + folder);
	int status = 0;

	*to = (struct relations){.part = part};
	if (package_has(p, list))
		status = package_parse(p, list, RELATIONS_LIMIT, &handlers, to, e);
	free(list);
	return status;
}

void relations_free(struct relations *r)
{
	for (size_t i = 0; i < r->count; i++) {
		free(r->items[i].id);
		free(r->items[i].type);
		free(r->items[i].target);
	}
	free(r->items);
	*r = (struct relations){0};
}

const struct relation *relations_by_id(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->items[i].id, id) == 0)
			return &r->items[i];
	return NULL;
}

const struct relation *relations_by_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->items[i].type, type) == 0)
			return &r->items[i];
	return NULL;
}
