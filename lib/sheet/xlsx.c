#include "sheet/package.h"
#include "sheet/private.h"

#include "base/mem.h"
#include "base/num.h"
#include "words/word.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* The list of sheets takes a few kilobytes; a part that claims much more is not one. */
	LIST_LIMIT = 1 << 22,
	STYLES_LIMIT = 1 << 28,
};

/* ---- the list of sheets ---- */

struct listing {
	struct workbook *book;
	const struct relations *relations;
};

static void take_sheet(struct listing *l, const char **attributes)
{
	const char *name = package_attribute(attributes, "name");
	const char *state = package_attribute(attributes, "state");
	const struct relation *relation = NULL;

	/* The id of the relation has a prefix, unlike another attribute of that name. */
	for (const char **a = attributes; *a; a += 2)
		if (strchr(a[0], ':') && strcmp(package_local(a[0]), "id") == 0)
			relation = relations_by_id(l->relations, a[1]);
	struct tab *tab = workbook_add(l->book, name ? name : "", name ? strlen(name) : 0);

	if (state && (strcmp(state, "hidden") == 0 || strcmp(state, "veryHidden") == 0))
		tab->state = WORKBOOK_HIDDEN;
	if (!relation)
		return;
	if (strcmp(relation->type, "worksheet") != 0)
		tab->state = WORKBOOK_CHART;
	tab->part = mem_dup(relation->target, strlen(relation->target));
}

static void XMLCALL start_list(void *context, const char *element, const char **attributes)
{
	struct listing *l = context;
	const char *name = package_local(element);

	if (strcmp(name, "sheet") == 0) {
		take_sheet(l, attributes);
	} else if (strcmp(name, "workbookPr") == 0) {
		const char *value = package_attribute(attributes, "date1904");

		l->book->since_1904 = value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
	}
}

/* ---- number formats ---- */

struct code {
	unsigned id;
	enum format_kind kind;
};

struct styles {
	struct formats *formats;
	struct code *codes;
	size_t count, capacity;
	bool inside; /* <cellXfs> */
};

static unsigned take_id(const char **attributes)
{
	const char *text = package_attribute(attributes, "numFmtId");
	int64_t id;

	return text && num_parse_int(text, strlen(text), 0, INT32_MAX, &id) == 0 ? (unsigned)id : 0;
}

static enum format_kind find_kind(const struct styles *s, unsigned id)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->codes[i].id == id)
			return s->codes[i].kind;
	return format_of_id(id);
}

static void XMLCALL start_style(void *context, const char *element, const char **attributes)
{
	struct styles *s = context;
	const char *name = package_local(element);

	if (strcmp(name, "numFmt") == 0) {
		const char *code = package_attribute(attributes, "formatCode");

		s->codes = mem_grow(s->codes, &s->capacity, s->count + 1, sizeof(*s->codes));
		s->codes[s->count++] = (struct code){take_id(attributes), format_of_code(code ? code : "")};
	} else if (strcmp(name, "cellXfs") == 0) {
		s->inside = true;
	} else if (s->inside && strcmp(name, "xf") == 0) {
		formats_add(s->formats, find_kind(s, take_id(attributes)));
	}
}

static void XMLCALL end_style(void *context, const char *element)
{
	struct styles *s = context;

	if (strcmp(package_local(element), "cellXfs") == 0)
		s->inside = false;
}

static int read_styles(struct workbook *w, struct package *p, const char *part, struct err *e)
{
	static const struct part_handlers handlers = {.start = start_style, .end = end_style};
	struct styles styles = {.formats = &w->formats};
	int status = package_parse(p, part, STYLES_LIMIT, &handlers, &styles, e);

	free(styles.codes);
	return status;
}

/* ---- the workbook ---- */

/* What the archive is instead of a workbook, by its slug of WORD_UNREAD. Returns -1. */
static int unread(const struct package *p, const char *slug, struct err *e)
{
	return err_set_slug(e, slug, "%s: %s", package_path(p), word_find(WORD_UNREAD, slug, LANG_EN));
}

/* What the archive is, and what to do, when it is no .xlsx workbook. */
static int check_package(const struct package *p, const char *part, struct err *e)
{
	size_t n = strlen(part);

	if (package_has(p, "xl/workbook.bin") || (n > 4 && strcmp(part + n - 4, ".bin") == 0))
		return unread(p, "binary-workbook", e);
	if (package_has(p, "content.xml"))
		return unread(p, "open-document", e);
	if (!package_has(p, part))
		return unread(p, "archive", e);
	return 0;
}

/*
 * The part that a workbook refers to by this type; else the one of that name beside it, for writers that leave the reference out. NULL when
 * the archive has neither. Caller frees.
 */
static char *find_part(const struct package *p, const struct relations *relations, const char *type, const char *name)
{
	const struct relation *relation = relations_by_type(relations, type);
	const char *slash = strrchr(relations->part, '/');
	char *part =
		relation ? mem_dup(relation->target, strlen(relation->target))
			 : mem_printf("%.*s%s", slash ? (int)(slash - relations->part) + 1 : 0, relations->part, name);

	if (package_has(p, part))
		return part;
	free(part);
	return NULL;
}

static int read_book(struct workbook *w, struct package *p, const char *part, struct err *e)
{
	static const struct part_handlers handlers = {.start = start_list};
	struct relations relations;
	struct listing listing = {.book = w, .relations = &relations};
	int status = package_relations(p, part, &relations, e);

	if (status == 0)
		status = package_parse(p, part, LIST_LIMIT, &handlers, &listing, e);
	char *styles = find_part(p, &relations, "styles", "styles.xml");

	if (status == 0 && styles)
		status = read_styles(w, p, styles, e);
	w->strings = find_part(p, &relations, "sharedStrings", "sharedStrings.xml");
	free(styles);
	relations_free(&relations);
	return status;
}

int xlsx_list(struct workbook *w, struct err *e)
{
	struct package *p = package_open(w->path, e);
	struct relations relations = {0};
	int status = p ? package_relations(p, "", &relations, e) : -1;

	if (status == 0) {
		const struct relation *book = relations_by_type(&relations, "officeDocument");
		const char *part = book ? book->target : "xl/workbook.xml";

		status = check_package(p, part, e);
		if (status == 0)
			status = read_book(w, p, part, e);
	}
	relations_free(&relations);
	package_close(p);
	return status;
}
