/*
 * Workbooks of the kind .xls: a stream of records, BIFF5 or BIFF8 ([MS-XLS]; the record numbers are those of its section 2.3). The first
 * records are about the book and end with EOF; those of a sheet begin where its BOUNDSHEET record says.
 */
#include "sheet/ole.h"
#include "sheet/private.h"
#include "sheet/value.h"

#include "base/mem.h"
#include "base/text.h"
#include "words/word.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum record_type {
	FORMULA = 0x0006,
	END = 0x000a,
	DATEMODE = 0x0022,
	FILEPASS = 0x002f,
	CONTINUE = 0x003c,
	CODEPAGE = 0x0042,
	BOUNDSHEET = 0x0085,
	MULRK = 0x00bd,
	RSTRING = 0x00d6,
	XF = 0x00e0,
	MERGEDCELLS = 0x00e5,
	SST = 0x00fc,
	LABELSST = 0x00fd,
	NUMBER = 0x0203,
	LABEL = 0x0204,
	BOOLERR = 0x0205,
	STRING = 0x0207,
	RK = 0x027e,
	FORMAT = 0x041e,
	BEGIN = 0x0809,
};

enum { BIFF8 = 0x0600, UNICODE_PAGE = 1200, MOST_CODES = 1 << 12 };

struct record {
	unsigned type;
	const unsigned char *bytes;
	size_t n;
};

struct text {
	char *bytes;
	size_t length;
};

struct xls {
	unsigned char *stream;
	size_t size;
	unsigned version;
	iconv_t decoder; /* of texts in bytes; (iconv_t)-1: Latin-1 */
	struct arena *arena;
	struct text *texts;
	size_t count, capacity;
	unsigned *codes; /* number formats of the file: id and kind in turn */
	size_t code_count, code_capacity;
	unsigned *styles; /* ids of the formats of the styles */
	size_t style_count, style_capacity;
};

static unsigned get16(const unsigned char *p)
{
	return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
	return get16(p) | (uint32_t)get16(p + 2) << 16;
}

static double get_double(const unsigned char *p)
{
	uint64_t bits = get32(p) | (uint64_t)get32(p + 4) << 32;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* The record at an offset of the stream, which moves behind it. Returns false at the end. */
static bool next_record(const struct xls *x, size_t *at, struct record *r)
{
	if (x->size - *at < 4)
		return false;
	r->type = get16(x->stream + *at);
	r->n = get16(x->stream + *at + 2);
	r->bytes = x->stream + *at + 4;
	if (r->n > x->size - *at - 4)
		return false;
	*at += 4 + r->n;
	return true;
}

/* ---- texts ---- */

/* Bytes of the book's code page as UTF-8. */
static struct text decode_bytes(struct xls *x, const unsigned char *bytes, size_t n)
{
	size_t room = 4 * n, left = room;
	struct text t = {arena_alloc(x->arena, room + 1), 0};
	char *from = (char *)bytes, *to = t.bytes;

	if (x->decoder != (iconv_t)-1) {
		iconv(x->decoder, NULL, NULL, NULL, NULL);
		if (iconv(x->decoder, &from, &n, &to, &left) != (size_t)-1) {
			t.length = (size_t)(to - t.bytes);
			return t;
		}
		n += (size_t)(from - (char *)bytes);
	}
	for (size_t i = 0; i < n; i++)
		t.length += text_encode(bytes[i], t.bytes + t.length);
	return t;
}

/* A place in a record and those that continue it. */
struct cursor {
	const struct xls *x;
	struct record record;
	size_t at;   /* in the record */
	size_t next; /* the record behind it */
};

/* Go on in the next record once this one is used up. Returns false at the end. */
static bool refill(struct cursor *c)
{
	while (c->at == c->record.n) {
		size_t next = c->next;
		struct record r;

		if (!next_record(c->x, &next, &r) || r.type != CONTINUE)
			return false;
		*c = (struct cursor){c->x, r, 0, next};
	}
	return true;
}

static bool take(struct cursor *c, unsigned char *to, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!refill(c))
			return false;
		to[i] = c->record.bytes[c->at++];
	}
	return true;
}

static bool skip(struct cursor *c, size_t n)
{
	while (n) {
		if (!refill(c))
			return false;
		size_t step = c->record.n - c->at < n ? c->record.n - c->at : n;

		c->at += step;
		n -= step;
	}
	return true;
}

/* Take `count` characters. Where a text is continued in another record, that begins with flags anew. */
static bool take_characters(struct cursor *c, size_t count, unsigned flags, char *to, size_t *length)
{
	uint32_t high = 0;

	*length = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned char two[2] = {0, 0};

		if (c->at == c->record.n) {
			if (!refill(c))
				return false;
			flags = c->record.bytes[c->at++];
		}
		if (!take(c, two, flags & 1 ? 2 : 1))
			return false;
		uint32_t code = get16(two);

		if (code >= 0xd800 && code < 0xdc00) {
			high = code;
			continue;
		}
		if (code >= 0xdc00 && code < 0xe000)
			code = high ? 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00) : 0xfffd;
		high = 0;
		if (code)
			*length += text_encode(code, to + *length);
	}
	return true;
}

/* Take a text of BIFF8, of which the length has one or two bytes. */
static bool take_text(struct xls *x, struct cursor *c, size_t width, struct text *t)
{
	unsigned char head[4] = {0};
	size_t runs = 0, extra = 0;

	if (!take(c, head, width))
		return false;
	size_t count = get16(head);

	if (!take(c, head, 1))
		return false;
	unsigned flags = head[0];

	if (flags & 8) {
		if (!take(c, head, 2))
			return false;
		runs = get16(head);
	}
	if (flags & 4) {
		if (!take(c, head, 4))
			return false;
		extra = get32(head);
	}
	/* UTF-8 takes at most three bytes for two. */
	t->bytes = arena_alloc(x->arena, 3 * count + 1);
	return take_characters(c, count, flags, t->bytes, &t->length) && skip(c, 4 * runs) && skip(c, extra);
}

/* The text in a record from an offset on. */
static struct text text_in(struct xls *x, const struct record *r, size_t at, size_t next, size_t width)
{
	struct cursor c = {x, *r, at, next};
	struct text t = {"", 0};

	if (at + width > r->n)
		return t;
	if (x->version >= BIFF8)
		return take_text(x, &c, width, &t) ? t : (struct text){"", 0};
	size_t n = width == 1 ? r->bytes[at] : get16(r->bytes + at);

	return decode_bytes(x, r->bytes + at + width, n < r->n - at - width ? n : r->n - at - width);
}

static void take_texts(struct xls *x, const struct record *r, size_t next)
{
	struct cursor c = {x, *r, 8, next};
	struct text t;

	while (r->n >= 8 && take_text(x, &c, 2, &t)) {
		x->texts = mem_grow(x->texts, &x->capacity, x->count + 1, sizeof(*x->texts));
		x->texts[x->count++] = t;
	}
}

/* ---- the book ---- */

static void use_page(struct xls *x, unsigned page)
{
	char name[24];

	if (x->decoder != (iconv_t)-1)
		iconv_close(x->decoder);
	snprintf(name, sizeof(name), "CP%u", page);
	x->decoder = page == UNICODE_PAGE ? (iconv_t)-1 : iconv_open("UTF-8", name);
}

static void take_format(struct xls *x, const struct record *r, size_t next)
{
	struct text code = r->n > 2 ? text_in(x, r, 2, next, x->version >= BIFF8 ? 2 : 1) : (struct text){"", 0};
	char *text = mem_dup(code.bytes, code.length);

	if (r->n > 2 && x->code_count < 2 * MOST_CODES) {
		x->codes = mem_grow(x->codes, &x->code_capacity, x->code_count + 2, sizeof(*x->codes));
		x->codes[x->code_count++] = get16(r->bytes);
		x->codes[x->code_count++] = format_of_code(text);
	}
	free(text);
}

static void take_sheet(struct workbook *w, const struct record *r, size_t next)
{
	if (r->n < 8)
		return;
	struct text name = text_in(w->xls, r, 6, next, 1);
	struct tab *tab = workbook_add(w, name.bytes, name.length);

	tab->offset = get32(r->bytes);
	tab->state = r->bytes[5] != 0 ? WORKBOOK_CHART : r->bytes[4] & 3 ? WORKBOOK_HIDDEN : WORKBOOK_SHOWN;
}

static enum format_kind find_kind(const struct xls *x, unsigned id)
{
	for (size_t i = 0; i < x->code_count; i += 2)
		if (x->codes[i] == id)
			return (enum format_kind)x->codes[i + 1];
	return format_of_id(id);
}

static int has_password(const struct workbook *w, struct err *e)
{
	return err_set_slug(e, "password", "%s: %s", w->path, word_find(WORD_UNREAD, "password", LANG_EN));
}

static int take_record(struct workbook *w, const struct record *r, size_t next, struct err *e)
{
	struct xls *x = w->xls;

	switch (r->type) {
	case FILEPASS:
		return has_password(w, e);
	case CODEPAGE:
		if (r->n >= 2)
			use_page(x, get16(r->bytes));
		break;
	case DATEMODE:
		w->since_1904 = r->n >= 2 && get16(r->bytes) == 1;
		break;
	case FORMAT:
		take_format(x, r, next);
		break;
	case XF:
		x->styles = mem_grow(x->styles, &x->style_capacity, x->style_count + 1, sizeof(*x->styles));
		x->styles[x->style_count++] = r->n >= 4 ? get16(r->bytes + 2) : 0;
		break;
	case BOUNDSHEET:
		take_sheet(w, r, next);
		break;
	case SST:
		take_texts(x, r, next);
		break;
	default:
		break;
	}
	return 0;
}

static int read_globals(struct workbook *w, struct err *e)
{
	struct xls *x = w->xls;
	struct record r;
	size_t at = 0;
	int status = 0;

	if (!next_record(x, &at, &r) || r.type != BEGIN || r.n < 4)
		return err_set(e, "%s: damaged workbook: it does not begin like one", w->path);
	x->version = get16(r.bytes);
	while (status == 0 && next_record(x, &at, &r) && r.type != END)
		status = take_record(w, &r, at, e);
	for (size_t i = 0; i < x->style_count; i++)
		formats_add(&w->formats, find_kind(x, x->styles[i]));
	return status;
}

int xls_list(struct workbook *w, struct err *e)
{
	struct ole *o = ole_open(w->path, e);
	int status = o ? 0 : -1;

	w->xls = mem_alloc(1, sizeof(*w->xls));
	w->xls->decoder = (iconv_t)-1;
	w->xls->arena = arena_new();
	if (status == 0 && ole_has(o, "EncryptedPackage"))
		status = has_password(w, e);
	if (status == 0) {
		w->xls->stream = ole_read(o, "Workbook", &w->xls->size);
		if (!w->xls->stream)
			w->xls->stream = ole_read(o, "Book", &w->xls->size);
		if (!w->xls->stream)
			status = err_set(e, "%s: neither a workbook nor text; save it as .xlsx or CSV UTF-8", w->path);
	}
	ole_close(o);
	return status == 0 ? read_globals(w, e) : status;
}

void xls_free(struct xls *x)
{
	if (!x)
		return;
	if (x->decoder != (iconv_t)-1)
		iconv_close(x->decoder);
	arena_free(x->arena);
	free(x->texts);
	free(x->codes);
	free(x->styles);
	free(x->stream);
	free(x);
}

/* ---- a sheet ---- */

/* A cell, whose text is in the arena of the sheet or of the book. */
struct xls_cell {
	uint32_t row, column;
	struct text text;
};

struct xls_sheet {
	const struct workbook *book;
	struct arena *arena;
	struct xls_cell *cells;
	size_t count, capacity, done;
};

static void add_text(struct xls_sheet *s, unsigned row, unsigned column, struct text text)
{
	if (text.length == 0)
		return;
	s->cells = mem_grow(s->cells, &s->capacity, s->count + 1, sizeof(*s->cells));
	s->cells[s->count++] = (struct xls_cell){row, column, text};
}

static void add_copy(struct xls_sheet *s, unsigned row, unsigned column, const char *bytes, size_t n)
{
	add_text(s, row, column, (struct text){arena_dup(s->arena, bytes, n), n});
}

static void add_number(struct xls_sheet *s, unsigned row, unsigned column, unsigned style, double value)
{
	char text[VALUE_TEXT];

	add_copy(s, row, column, text,
		 value_double(text, value, formats_get(&s->book->formats, style), s->book->since_1904));
}

/* A number in 30 bits: whole or the high bits of a double, perhaps in hundredths. */
static double rk_value(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~3U) << 32;
	double value;

	if (rk & 2)
		value = (double)((int32_t)rk >> 2);
	else
		memcpy(&value, &bits, sizeof(value));
	return rk & 1 ? value / 100 : value;
}

/*
 * True for a result of 0 that is to be computed when the workbook is opened (fCalcOnLoad): programs that cannot compute write it. A true 0 so
 * marked looks the same; a missing cell is the safer reading.
 */
static bool is_uncomputed(const struct record *r)
{
	return r->n >= 16 && (get16(r->bytes + 14) & 2) && get_double(r->bytes + 6) == 0;
}

static void take_formula(struct xls_sheet *s, const struct record *r, size_t next, unsigned row, unsigned column,
			 unsigned style)
{
	const unsigned char *result = r->bytes + 6;
	struct record string;

	if (r->n < 14 || is_uncomputed(r))
		return;
	if (result[6] != 0xff || result[7] != 0xff) {
		add_number(s, row, column, style, get_double(result));
	} else if (result[0] == 1) {
		add_copy(s, row, column, result[2] ? "TRUE" : "FALSE", result[2] ? 4 : 5);
	} else if (result[0] == 0) {
		/* The text follows, perhaps behind the record of a shared formula or an array. */
		for (int i = 0; i < 3 && next_record(s->book->xls, &next, &string); i++)
			if (string.type == STRING) {
				add_text(s, row, column, text_in(s->book->xls, &string, 0, next, 2));
				break;
			} else if (string.type == FORMULA) {
				break;
			}
	}
}

static void take_several(struct xls_sheet *s, const struct record *r, unsigned row, unsigned column)
{
	for (size_t at = 4; at + 8 <= r->n; at += 6)
		add_number(s, row, column++, get16(r->bytes + at), rk_value(get32(r->bytes + at + 2)));
}

static void take_cell(struct xls_sheet *s, const struct record *r, size_t next)
{
	struct xls *x = s->book->xls;

	if (r->n < 8)
		return;
	unsigned row = get16(r->bytes), column = get16(r->bytes + 2), style = get16(r->bytes + 4);

	switch (r->type) {
	case LABELSST:
		if (r->n >= 10 && get32(r->bytes + 6) < x->count)
			add_text(s, row, column, x->texts[get32(r->bytes + 6)]);
		break;
	case LABEL:
	case RSTRING:
		add_text(s, row, column, text_in(x, r, 6, next, 2));
		break;
	case NUMBER:
		if (r->n >= 14)
			add_number(s, row, column, style, get_double(r->bytes + 6));
		break;
	case RK:
		if (r->n >= 10)
			add_number(s, row, column, style, rk_value(get32(r->bytes + 6)));
		break;
	case MULRK:
		take_several(s, r, row, column);
		break;
	case BOOLERR:
		if (!r->bytes[7])
			add_copy(s, row, column, r->bytes[6] ? "TRUE" : "FALSE", r->bytes[6] ? 4 : 5);
		break;
	case FORMULA:
		take_formula(s, r, next, row, column, style);
		break;
	default:
		break;
	}
}

static void take_merges(struct merges *merges, const struct record *r)
{
	for (size_t at = 2; at + 8 <= r->n; at += 8)
		merges_add(merges, &(struct range){.first_row = get16(r->bytes + at),
						   .last_row = get16(r->bytes + at + 2),
						   .first_column = get16(r->bytes + at + 4),
						   .last_column = get16(r->bytes + at + 6)});
}

static int by_place(const void *a, const void *b)
{
	const struct xls_cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

struct xls_sheet *xls_open(const struct workbook *w, const struct tab *tab, struct merges *merges, struct err *e)
{
	struct xls_sheet *s = mem_alloc(1, sizeof(*s));
	size_t at = tab->offset < w->xls->size ? tab->offset : w->xls->size;
	struct record r;
	int depth = 1;

	s->book = w;
	s->arena = arena_new();
	bool begins = next_record(w->xls, &at, &r) && r.type == BEGIN;

	/* A chart in the sheet has a beginning and an end of its own. */
	while (begins && depth > 0 && next_record(w->xls, &at, &r)) {
		depth += (r.type == BEGIN) - (r.type == END);
		if (depth == 1 && r.type == MERGEDCELLS)
			take_merges(merges, &r);
		else if (depth == 1)
			take_cell(s, &r, at);
	}
	if (!begins || depth > 0) {
		err_set(e, "%s: truncated or damaged: sheet '%s' is not whole", w->path, tab->name);
		xls_close(s);
		return NULL;
	}
	if (s->count)
		qsort(s->cells, s->count, sizeof(*s->cells), by_place);
	return s;
}

int xls_step(struct xls_sheet *s, struct rows *rows, struct err *e)
{
	if (s->done == s->count)
		return 0;
	uint32_t row = s->cells[s->done].row;

	rows_begin(rows, row);
	for (; s->done < s->count && s->cells[s->done].row == row; s->done++) {
		const struct xls_cell *c = &s->cells[s->done];

		if (c->column >= ROWS_COLUMNS_MOST || !rows_cell(rows, c->column, c->text.bytes, c->text.length))
			return err_set(e, "%s: damaged workbook: row %u is too large", s->book->path, row + 1);
	}
	rows_end(rows);
	return 1;
}

void xls_close(struct xls_sheet *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	free(s->cells);
	free(s);
}
