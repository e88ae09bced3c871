/*
 * The cells of a sheet of an .xlsx workbook. The part is parsed once, piece by piece; the merged ranges, which stand behind the rows, are
 * parsed before when there are any. What the part says of its size (<dimension>, spans) is not believed.
 */
#include "sheet/package.h"
#include "sheet/private.h"
#include "sheet/strings.h"
#include "sheet/value.h"

#include "base/mem.h"
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

/* A sheet of a million rows and sixty columns takes less. */
static const uint64_t part_limit = (uint64_t)4 << 30;

enum { ENOUGH = 1 << 16 };

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_BOOLEAN, CELL_ERROR, CELL_DATE };

struct xlsx_sheet {
	const struct workbook *book;
	struct package *package;
	struct part *part;
	struct strings *strings;
	struct rows *rows;  /* while it steps */
	struct err failure; /* of the shared texts */
	bool failed;

	bool inside;   /* <sheetData> */
	bool begun;    /* a row */
	bool numbered; /* the row gives its number */
	uint32_t row;  /* the current one, from 0 */
	uint32_t next_row;
	bool in_cell;
	uint32_t column;
	uint32_t next_column;
	enum cell_type type;
	size_t style;
	bool in_value; /* <v> */
	bool in_text;  /* <is> */
	struct richtext text;
};

/* ---- references ---- */

/* Read a reference such as B7, $b$7 or B; *row is UINT32_MAX when it has none. Returns what follows, or NULL. */
static const char *take_reference(const char *s, uint32_t *row, uint32_t *column)
{
	uint32_t c = 0, r = 0;

	s += *s == '$';
	for (; (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'); s++) {
		c = c * 26 + (uint32_t)((*s & 0x1f));
		if (c > ROWS_COLUMNS_MOST)
			return NULL;
	}
	if (c == 0)
		return NULL;
	s += *s == '$';
	for (; *s >= '0' && *s <= '9'; s++) {
		r = r * 10 + (uint32_t)(*s - '0');
		if (r > ROWS_MOST)
			return NULL;
	}
	*column = c - 1;
	*row = r - 1;
	return s;
}

/* ---- merged ranges ---- */

struct merging {
	struct merges *merges;
	struct part *part;
};

static void XMLCALL take_merge(void *context, const char *element, const char **attributes)
{
	struct merging *m = context;
	struct range range;
	const char *s;

	if (strcmp(package_local(element), "mergeCell") != 0)
		return;
	s = package_attribute(attributes, "ref");
	s = s ? take_reference(s, &range.first_row, &range.first_column) : NULL;
	if (s && *s == ':')
		s = take_reference(s + 1, &range.last_row, &range.last_column);
	else if (s)
		return;
	if (!s || range.first_row >= ROWS_MOST || range.last_row >= ROWS_MOST)
		return;
	if (!merges_add(m->merges, &range))
		part_refuse(m->part, "it has too many merged ranges");
}

static int read_merges(struct package *p, const char *part, struct merges *merges, struct err *e)
{
	static const struct part_handlers handlers = {.start = take_merge};
	struct merging m = {.merges = merges};
	int status = package_search(p, part, "mergeCells", e);

	if (status <= 0)
		return status;
	m.part = part_open(p, part, part_limit, &handlers, &m, e);
	status = m.part ? 1 : -1;
	while (status > 0)
		status = part_step(m.part, e);
	part_close(m.part);
	return status;
}

/* ---- rows and cells ---- */

static bool begin_row(struct xlsx_sheet *x)
{
	x->begun = rows_begin(x->rows, x->row);
	if (!x->begun)
		part_refuse(x->part, "its rows are not in order: row %u", x->row + 1);
	return x->begun;
}

static void start_row(struct xlsx_sheet *x, const char **attributes)
{
	const char *number = package_attribute(attributes, "r");
	int64_t row;

	x->numbered = number && num_parse_int(number, strlen(number), 1, ROWS_MOST, &row) == 0;
	x->row = x->numbered ? (uint32_t)row - 1 : x->next_row;
	x->next_column = 0;
	x->begun = false;
	if (number && !x->numbered)
		part_refuse(x->part, "'%s' is not the number of a row", number);
}

static enum cell_type type_of(const char *name)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {
		{"n", CELL_NUMBER},  {"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_INLINE},
		{"b", CELL_BOOLEAN}, {"e", CELL_ERROR},  {"d", CELL_DATE},
	};

	for (size_t i = 0; name && i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].type;
	return CELL_NUMBER;
}

static void start_cell(struct xlsx_sheet *x, const char **attributes)
{
	const char *place = NULL, *type = NULL, *style = NULL;
	uint32_t row = UINT32_MAX;
	int64_t number;

	for (; *attributes; attributes += 2) {
		if (attributes[0][0] == 'r' && !attributes[0][1])
			place = attributes[1];
		else if (attributes[0][0] == 't' && !attributes[0][1])
			type = attributes[1];
		else if (attributes[0][0] == 's' && !attributes[0][1])
			style = attributes[1];
	}
	x->column = x->next_column;
	if (place) {
		const char *end = take_reference(place, &row, &x->column);

		if (!end || *end)
			part_refuse(x->part, "'%s' is not the place of a cell", place);
	}
	/* A row without a number may be told by its first cell. */
	if (!x->begun && !x->numbered && row != UINT32_MAX && row > x->row)
		x->row = row;
	if (!x->begun)
		begin_row(x);
	if (x->column >= ROWS_COLUMNS_MOST)
		part_refuse(x->part, "row %u has more than %d cells", x->row + 1, ROWS_COLUMNS_MOST);
	x->next_column = x->column + 1;
	x->type = type_of(type);
	x->style = style && num_parse_int(style, strlen(style), 0, INT32_MAX, &number) == 0 ? (size_t)number : 0;
	x->in_cell = true;
	x->text.length = 0;
	x->text.phonetic = 0;
	x->text.open = false;
}

static void put_cell(struct xlsx_sheet *x, const char *bytes, size_t n)
{
	if (!rows_cell(x->rows, x->column, bytes, n))
		part_refuse(x->part, "row %u is too large", x->row + 1);
}

static void put_shared(struct xlsx_sheet *x, const char *spelled, size_t n)
{
	int64_t i;

	if (num_parse_int(spelled, n, 0, INT32_MAX, &i) != 0) {
		part_refuse(x->part, "'%.*s' is not the number of a text", n < 40 ? (int)n : 40, spelled);
		return;
	}
	size_t length;
	const char *bytes = strings_get(x->strings, (size_t)i, &length, &x->failure);

	x->failed = !bytes;
	if (bytes)
		put_cell(x, bytes, length);
	else
		part_refuse(x->part, "%s", x->failure.words);
}

/* Trim the blanks around a number. */
static const char *trim(const char *s, size_t *n)
{
	while (*n && strchr(" \t\r\n", *s))
		s++, --*n;
	while (*n && strchr(" \t\r\n", s[*n - 1]))
		--*n;
	return s;
}

static void put_value(struct xlsx_sheet *x)
{
	const char *s = x->text.bytes;
	size_t n = x->text.length;
	char text[VALUE_TEXT];
	size_t length = 0;

	if (n == 0)
		return;
	if (x->type == CELL_TEXT || x->type == CELL_INLINE) {
		put_cell(x, s, value_unescape(x->text.bytes, n));
		return;
	}
	s = trim(s, &n);
	if (n == 0 || x->type == CELL_ERROR)
		return;
	switch (x->type) {
	case CELL_SHARED:
		put_shared(x, s, n);
		return;
	case CELL_BOOLEAN:
		put_cell(x, *s == '0' ? "FALSE" : "TRUE", *s == '0' ? 5 : 4);
		return;
	case CELL_DATE:
		length = value_iso_date(text, s, n);
		break;
	default:
		length = value_number(text, s, n, formats_get(&x->book->formats, x->style), x->book->since_1904);
		break;
	}
	put_cell(x, length ? text : s, length ? length : n);
}

static void XMLCALL start_element(void *context, const char *element, const char **attributes)
{
	struct xlsx_sheet *x = context;
	const char *name = package_local(element);

	if (x->in_text) {
		richtext_start(&x->text, name);
	} else if (x->in_cell) {
		x->in_value = strcmp(name, "v") == 0;
		x->in_text = strcmp(name, "is") == 0;
	} else if (strcmp(name, "c") == 0 && x->inside) {
		start_cell(x, attributes);
	} else if (strcmp(name, "row") == 0 && x->inside) {
		start_row(x, attributes);
	} else if (strcmp(name, "sheetData") == 0) {
		x->inside = true;
	}
}

static void end_row(struct xlsx_sheet *x)
{
	size_t waiting;

	/* A parser that was stopped ends the element all the same. */
	if (!x->begun && !begin_row(x))
		return;
	rows_end(x->rows);
	x->next_row = x->row + 1;
	x->begun = false;
	rows_text(x->rows, &waiting);
	if (waiting >= ENOUGH)
		part_pause(x->part);
}

static void XMLCALL end_element(void *context, const char *element)
{
	struct xlsx_sheet *x = context;
	const char *name = package_local(element);

	if (x->in_text) {
		richtext_end(&x->text, name);
		x->in_text = strcmp(name, "is") != 0;
	} else if (x->in_value) {
		x->in_value = false;
	} else if (x->in_cell && strcmp(name, "c") == 0) {
		x->in_cell = false;
		put_value(x);
	} else if (x->inside && strcmp(name, "row") == 0) {
		end_row(x);
	} else if (strcmp(name, "sheetData") == 0) {
		x->inside = false;
	}
}

static void XMLCALL take_text(void *context, const char *bytes, int n)
{
	struct xlsx_sheet *x = context;

	if ((x->in_value || (x->in_text && x->text.open)) && !richtext_add(&x->text, bytes, (size_t)n))
		part_refuse(x->part, "row %u is too large", x->row + 1);
}

/* ---- the sheet ---- */

struct xlsx_sheet *xlsx_open(const struct workbook *w, const struct tab *tab, struct merges *merges, struct err *e)
{
	static const struct part_handlers handlers = {start_element, end_element, take_text};
	struct xlsx_sheet *x = mem_alloc(1, sizeof(*x));

	x->book = w;
	if (!tab->part)
		err_set(e, "%s: damaged workbook: it has no part for sheet '%s'", w->path, tab->name);
	else if ((x->strings = strings_open(w->path, w->strings, e)) && (x->package = package_open(w->path, e)) &&
		 read_merges(x->package, tab->part, merges, e) == 0)
		x->part = part_open(x->package, tab->part, part_limit, &handlers, x, e);
	if (x->part)
		return x;
	xlsx_close(x);
	return NULL;
}

int xlsx_step(struct xlsx_sheet *x, struct rows *rows, struct err *e)
{
	x->rows = rows;
	int status = part_step(x->part, e);

	if (status < 0 && x->failed)
		*e = x->failure;
	return status;
}

void xlsx_close(struct xlsx_sheet *x)
{
	if (!x)
		return;
	part_close(x->part);
	package_close(x->package);
	strings_free(x->strings);
	free(x->text.bytes);
	free(x);
}
