#include "import/feed_private.h"

#include "clean/ids.h"
#include "base/num.h"

#include <stdarg.h>
#include <string.h>

/* Leave a fault. Returns CLEAN_BAD, for the caller to return. */
static enum clean fault(struct feeds *f, const char *column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static enum clean fault(struct feeds *f, const char *column, const char *format, ...)
{
	va_list arguments;

	f->fault.kind = FEED_FAULT_CELL;
	f->fault.column = column;
	va_start(arguments, format);
	err_print(f->fault.words, sizeof(f->fault.words), format, arguments);
	va_end(arguments);
	return CLEAN_BAD;
}

/* The most bytes of a cell that a message quotes. */
enum { QUOTED = 60 };

/* How many bytes of a cell to quote: whole characters only. */
static size_t quotable(struct cell c)
{
	size_t n = c.length;

	if (n <= QUOTED)
		return n;
	n = QUOTED;
	while (n && ((unsigned char)c.bytes[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static enum clean fault_cell(struct feeds *f, const char *column, struct cell c, const char *what)
{
	size_t n = quotable(c);

	return fault(f, column, "'%.*s%s' %s", (int)n, c.bytes, n < c.length ? "…" : "", what);
}

static struct cell cell_of(const struct field *field)
{
	return (struct cell){field->bytes, field->length};
}

/* ---- cells by kind ---- */

static enum clean clean_number(enum kind kind, struct cell c, int64_t *value)
{
	return kind == KIND_QUANTITY ? clean_quantity(c, value) : clean_amount(c, value);
}

/* True for 12,5 and 1.234,50: the digits after the last comma are not three. */
static bool has_decimal_comma(struct cell c)
{
	size_t n = c.length;

	while (n && c.bytes[n - 1] >= '0' && c.bytes[n - 1] <= '9')
		n--;
	return n > 1 && n < c.length && c.length - n != 3 && c.bytes[n - 1] == ',' && c.bytes[n - 2] >= '0' &&
	       c.bytes[n - 2] <= '9';
}

static enum clean fault_number(struct feeds *f, const struct target *t, const char *header, struct cell c)
{
	const int64_t limit = CLEAN_QUANTITY_LIMIT * DECIMAL_SCALE;
	int64_t value;

	if (has_decimal_comma(c))
		return fault_cell(f, header, c, "has a decimal comma: export with decimal points");
	if (t->kind == KIND_AMOUNT)
		return fault_cell(f, header, c, "is not an amount");
	if (clean_amount(c, &value) == CLEAN_VALUE && (value > limit || value < -limit))
		return fault_cell(f, header, c, "is too large for one line");
	return fault_cell(f, header, c, "is not a whole number");
}

/* Clean a code or id of one slot. */
static enum clean read_key(struct feeds *f, const struct target *t, const char *header, struct cell raw, struct cell *c)
{
	bool ruined = false, several;

	switch (t->kind) {
	case KIND_SKU:
		*c = clean_code(raw, f->texts);
		if (clean_text(*c).length == 0 || clean_is_error(clean_text(*c)))
			return CLEAN_MISSING;
		if (f->trim_sku)
			*c = clean_text(*c);
		if (c->bytes[0] == ' ' || c->bytes[c->length - 1] == ' ')
			f->notes.outer_blank++;
		break;
	case KIND_ID:
		*c = ids_clean(raw, f->texts, &several, &ruined);
		f->notes.several += several;
		f->notes.rounded += clean_is_rounded(*c);
		break;
	case KIND_PARCEL:
		*c = clean_id(raw, f->texts);
		break;
	default:
		*c = clean_text(clean_code(raw, f->texts));
		break;
	}
	if (c->length == 0 || clean_is_error(*c))
		return CLEAN_MISSING;
	if (!ruined && !clean_is_scientific(*c))
		return CLEAN_VALUE;
	if (t->kind != KIND_PARCEL)
		return fault_cell(f, header, *c, "is in scientific notation: a spreadsheet lost its digits");
	f->notes.parcels++;
	return CLEAN_MISSING;
}

/* Clean a text, code or id of one slot. Fast for cells that are clean already, which nearly all are. */
static inline enum clean take_text(struct feeds *f, const struct target *t, const char *header, struct cell raw,
				   struct cell *c)
{
	if (t->kind == KIND_TEXT) {
		*c = clean_text(raw);
		return c->length && !clean_is_error(*c) ? CLEAN_VALUE : CLEAN_MISSING;
	}
	if (!(t->kind == KIND_ID ? clean_is_plain_id(raw) : clean_is_plain_key(raw)))
		return read_key(f, t, header, raw, c);
	*c = raw;
	f->notes.rounded += t->kind == KIND_ID && clean_is_rounded(raw);
	return CLEAN_VALUE;
}

/*
 * Handle a date that is not valid in the order of its column, or whose column has no known order yet; 13/2/2026 settles it. Returns true
 * when this cell settled the order; else leaves a fault.
 */
static bool decide_order(struct feeds *f, const struct target *t, struct slot *s, struct cell raw, unsigned orders)
{
	const char *first = orders == MOMENT_DAY_FIRST ? "day" : "month";
	const char *other = orders == MOMENT_DAY_FIRST ? "month" : "day";
	struct cell c = clean_text(raw);

	if (s->order) {
		fault(f, s->header,
		      "'%.*s' is %s first, but line %llu is %s first: all dates of a column must have one order",
		      (int)quotable(c), c.bytes, first, (unsigned long long)s->order_line, other);
		f->fault.kind = FEED_FAULT_CLASH;
		return false;
	}
	if (!f->leave_order && orders != (MOMENT_DAY_FIRST | MOMENT_MONTH_FIRST)) {
		s->order = orders;
		s->order_line = f->line;
		return true;
	}
	fault(f, s->header,
	      "'%.*s' may be day first or month first, and no row settles it: give --date-format %s=%%d/%%m/%%Y or %s=%%m/%%d/%%Y",
	      (int)quotable(c), c.bytes, t->name, t->name);
	f->fault.kind = FEED_FAULT_UNDECIDED;
	f->undecided = (size_t)(s - f->slots);
	return false;
}

static struct moment_column column_of(const struct target *t, const struct slot *s)
{
	return (struct moment_column){t->forms, t->form_count, s ? s->order : 0};
}

/* Clean a date of a slot; `s` is NULL for a constant that is only checked. */
static enum clean read_date(struct feeds *f, struct target *t, struct slot *s, struct cell raw, struct cell *c)
{
	struct moment_column column = column_of(t, s);
	enum clean state = moment_clean(raw, &column, &t->moment);

	/* If formats are stated, the cell has none of them, and its order does not matter. */
	if (state == CLEAN_BAD && t->moment.orders && s && t->form_count == 0) {
		if (!decide_order(f, t, s, raw, t->moment.orders))
			return CLEAN_BAD;
		column = column_of(t, s);
		state = moment_clean(raw, &column, &t->moment);
	}
	if (state == CLEAN_BAD)
		return fault_cell(f, s ? s->header : t->name, clean_text(raw),
				  t->form_count ? "is not a date of the format given" : "is not a date");
	f->notes.offsets += t->moment.offset;
	*c = (struct cell){t->moment.text, t->moment.length};
	return state;
}

/* The same, fast for dates that are canonical already, which nearly all are. */
static inline enum clean take_date(struct feeds *f, struct target *t, struct slot *s, struct cell raw, struct cell *c)
{
	if (t->form_count || !moment_is_canonical(raw))
		return read_date(f, t, s, raw, c);
	*c = raw;
	return CLEAN_VALUE;
}

/* ---- a row ---- */

/* Leave a fault for the first field with a NUL byte. Returns false when there is none. */
static bool find_nul(struct feeds *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (!(feeds_field(f, i).flags & FIELD_NUL))
			continue;
		fault(f, f->slots[i].header, "holds a NUL byte");
		return true;
	}
	return false;
}

bool feeds_row(struct feeds *f, const struct record *record, const struct field *fields)
{
	uint32_t flags = 0;
	const char *merged = NULL;

	f->line = record->line;
	f->fields = fields;
	f->notes = (struct feed_notes){0};
	arena_clear(f->texts);
	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];
		struct field field = feeds_field(f, f->numbers[i]);

		/* A missing cell does not set the value, which must not stay that of the row before. */
		s->value = 0;
		s->state = clean_number(s->target->kind, cell_of(&field), &s->value);
		if (s->state == CLEAN_VALUE && s->column >= 0 && reader_repeats(f->reader, record, (size_t)s->column)) {
			/* One amount for several rows counts once; one quantity cannot be told apart. */
			s->state = CLEAN_MISSING;
			merged = s->target->kind == KIND_QUANTITY ? s->header : merged;
		}
	}
	if (merged) {
		fault(f, merged, "is merged over several rows: give each row a quantity of its own");
		return false;
	}
	for (size_t i = 0; i < f->count; i++)
		flags |= fields[i].flags;
	return !(flags & FIELD_NUL) || !find_nul(f);
}

void feeds_learn(struct feeds *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct slot *s = &f->slots[i];
		struct moment m;

		if (s->target->kind != KIND_DATE || s->target->form_count || s->order || s->constant.bytes)
			continue;
		if (moment_clean(cell_of(&f->fields[i]), NULL, &m) == CLEAN_BAD &&
		    (m.orders == MOMENT_DAY_FIRST || m.orders == MOMENT_MONTH_FIRST)) {
			s->order = m.orders;
			s->order_line = f->line;
		}
	}
}

bool feeds_is_undecided(const struct feeds *f)
{
	return f->slots[f->undecided].order == 0;
}

/* True when there is a digit, also a full-width one: EF BC 90 to EF BC 99. */
static bool has_digit(struct field field)
{
	const unsigned char *s = (const unsigned char *)field.bytes;

	for (size_t i = 0; i < field.length; i++)
		if ((s[i] >= '0' && s[i] <= '9') ||
		    (i >= 2 && s[i - 2] == 0xef && s[i - 1] == 0xbc && s[i] >= 0x90 && s[i] <= 0x99))
			return true;
	return false;
}

bool feeds_are_words(const struct feeds *f)
{
	size_t words = 0;

	for (size_t i = 0; i < f->count; i++) {
		const struct slot *s = &f->slots[i];
		struct field field = feeds_field(f, i);

		if (s->constant.bytes || (!s->number && s->target->kind != KIND_DATE))
			continue;
		if (has_digit(field))
			return false;
		words += field.length > 0;
	}
	return words >= 2;
}

size_t feeds_numbers(const struct feeds *f, const size_t **slots)
{
	*slots = f->numbers;
	return f->number_count;
}

enum clean feeds_slot(const struct feeds *f, size_t slot, int64_t *value)
{
	const struct slot *s = &f->slots[slot];

	if (!s->number || s->constant.bytes)
		return CLEAN_MISSING;
	if (s->state == CLEAN_VALUE)
		*value = s->target->kind == KIND_QUANTITY ? s->value * DECIMAL_SCALE : s->value;
	return s->state;
}

enum clean feeds_number(struct feeds *f, int target, int64_t *value)
{
	const struct target *t = target < 0 ? NULL : &f->targets[target];

	for (size_t i = 0; t && i < t->count; i++) {
		const struct slot *s = &f->slots[t->first + i];

		if (s->state == CLEAN_BAD) {
			struct field field = feeds_field(f, t->first + i);

			return fault_number(f, t, s->header, clean_text(cell_of(&field)));
		}
		if (s->state == CLEAN_VALUE) {
			*value = s->value;
			return CLEAN_VALUE;
		}
	}
	return CLEAN_MISSING;
}

enum clean feeds_word(struct feeds *f, int target, const char **word, struct cell *cell)
{
	struct target *t = target < 0 ? NULL : &f->targets[target];

	*word = NULL;
	for (size_t i = 0; t && i < t->count; i++) {
		struct field field = feeds_field(f, t->first + i);

		*cell = clean_text(cell_of(&field));
		if (field.flags & FIELD_DAMAGED)
			return fault_cell(f, f->slots[t->first + i].header, *cell, "has bytes that are not text");
		if (cell->length == 0)
			continue;
		*word = words_find(t->words, *cell);
		/* A dash means missing, but 无 may be a word of the column. */
		if (*word || !clean_is_missing(*cell))
			return CLEAN_VALUE;
	}
	return CLEAN_MISSING;
}

enum clean feeds_text(struct feeds *f, int target, struct cell *cell)
{
	struct target *t = target < 0 ? NULL : &f->targets[target];

	for (size_t i = 0; t && i < t->count; i++) {
		const char *header = f->slots[t->first + i].header;
		struct field field = feeds_field(f, t->first + i);
		enum clean state;

		if ((field.flags & FIELD_DAMAGED) && t->kind != KIND_TEXT)
			return fault_cell(f, header, clean_text(cell_of(&field)), "has bytes that are not text");
		if (t->kind == KIND_DATE)
			state = take_date(f, t, &f->slots[t->first + i], cell_of(&field), cell);
		else
			state = take_text(f, t, header, cell_of(&field), cell);
		if (state == CLEAN_VALUE && (field.flags & FIELD_DAMAGED))
			f->notes.damaged++;
		if (state != CLEAN_MISSING)
			return state;
	}
	*cell = (struct cell){"", 0};
	return CLEAN_MISSING;
}

bool feeds_accepts(struct feeds *f, int target, struct cell raw)
{
	struct target *t = &f->targets[target];
	struct cell c;
	int64_t value;

	switch (t->kind) {
	case KIND_QUANTITY:
	case KIND_AMOUNT:
		return clean_number(t->kind, raw, &value) == CLEAN_VALUE;
	case KIND_WORD:
		return raw.length && words_find(t->words, raw);
	case KIND_DATE:
		return raw.length && take_date(f, t, NULL, raw, &c) == CLEAN_VALUE;
	default:
		return raw.length && take_text(f, t, t->name, raw, &c) == CLEAN_VALUE;
	}
}

const struct feed_fault *feeds_fault(const struct feeds *f)
{
	return &f->fault;
}

const struct feed_notes *feeds_notes(const struct feeds *f)
{
	return &f->notes;
}
