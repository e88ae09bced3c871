#include "import/feed_private.h"
#include "import/total.h"

#include "clean/dateguess.h"
#include "clean/ids.h"

#include <stdio.h>
#include <string.h>

static struct cell cell_of(const struct field *field)
{
	return (struct cell){field->bytes, field->length};
}

/* ---- cells by kind ---- */

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
		return feeds_fault_cell(f, header, *c, "is in scientific notation: a spreadsheet lost its digits");
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
		feeds_fault_set(
			f, s->header,
			"'%.*s' is %s first, but line %llu is %s first: all dates of a column must have one order",
			(int)feeds_quotable(c), c.bytes, first, (unsigned long long)s->order_line, other);
		f->fault.kind = FEED_FAULT_CLASH;
		return false;
	}
	if (!f->leave_order && orders != (MOMENT_DAY_FIRST | MOMENT_MONTH_FIRST)) {
		s->order = orders;
		s->order_line = f->line;
		return true;
	}
	feeds_fault_set(
		f, s->header,
		"'%.*s' may be day first or month first, and no row settles it: give --date-format %s=%%d/%%m/%%Y or %s=%%m/%%d/%%Y",
		(int)feeds_quotable(c), c.bytes, t->name, t->name);
	f->fault.kind = FEED_FAULT_UNDECIDED;
	f->undecided = (size_t)(s - f->slots);
	return false;
}

static struct moment_column column_of(const struct feeds *f, const struct target *t, const struct slot *s)
{
	return (struct moment_column){
		.forms = t->forms,
		.count = t->form_count,
		.order = s ? s->order : 0,
		.convert = f->convert,
		.since_1904 = s && reader_since_1904(f->reader),
		.minutes = f->minutes,
	};
}

/* A cell that is no date: name the option that may read it, with the format it seems to have. */
static enum clean fault_date(struct feeds *f, const struct target *t, const char *header, struct cell c)
{
	const char *seems = dateguess(c);
	const char *what = t->form_count ? "is not a date of the format given" : "is not a date";
	char words[128];

	if (seems)
		snprintf(words, sizeof(words), "%s; if its form is %s, give --date-format '%s=%s'", what, seems,
			 t->name, seems);
	else
		snprintf(words, sizeof(words), "%s; if it is one, state its form with --date-format", what);
	return feeds_fault_cell(f, header, c, words);
}

/* Clean a date of a slot; `s` is NULL for a constant that is only checked. */
static enum clean read_date(struct feeds *f, struct target *t, struct slot *s, struct cell raw, struct cell *c)
{
	struct moment_column column = column_of(f, t, s);
	enum clean state = moment_clean(raw, &column, &t->moment);

	/* If formats are stated, the cell has none of them, and its order does not matter. */
	if (state == CLEAN_BAD && t->moment.orders && s && t->form_count == 0) {
		if (!decide_order(f, t, s, raw, t->moment.orders))
			return CLEAN_BAD;
		column = column_of(f, t, s);
		state = moment_clean(raw, &column, &t->moment);
	}
	if (state == CLEAN_BAD)
		return fault_date(f, t, s ? s->header : t->name, clean_text(raw));
	f->notes.offsets += t->moment.offset;
	f->notes.converted += t->moment.converted;
	if (t->moment.offset && s)
		feeds_note_offset(s, t->moment.minutes, f->line);
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
		feeds_fault_set(f, f->slots[i].header, "holds a NUL byte");
		return true;
	}
	return false;
}

/*
 * A number merged over several rows of a sheet: an amount counts once, in its first row; a quantity cannot be told apart. Returns the
 * header of such a quantity, or NULL.
 */
static const char *take_merged(struct feeds *f, const struct record *record)
{
	const char *merged = NULL;

	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];

		if (s->state != CLEAN_VALUE || s->column < 0 || !reader_repeats(f->reader, record, (size_t)s->column))
			continue;
		s->state = CLEAN_MISSING;
		merged = s->target->kind == KIND_QUANTITY ? s->header : merged;
	}
	return merged;
}

bool feeds_row(struct feeds *f, const struct record *record, const struct field *fields)
{
	uint32_t flags = 0;
	const char *merged = NULL;

	f->line = record->line;
	f->fields = fields;
	f->notes = (struct feed_notes){0};
	arena_clear(f->texts);
	feeds_read_numbers(f, !record->surplus && !record->misquoted);
	if ((merged = take_merged(f, record))) {
		feeds_fault_set(f, merged, "is merged over several rows: give each row a quantity of its own");
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
	const struct slot *s = &f->slots[f->undecided];

	return s->number ? feeds_number_is_undecided(f) : s->order == 0;
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

bool feeds_are_labelled(const struct feeds *f, const struct field *fields)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct slot *s = &f->slots[i];

		if ((s->target->kind == KIND_ID || s->target->kind == KIND_SKU) && !s->constant.bytes &&
		    total_is_label(fields[i].bytes, fields[i].length))
			return true;
	}
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

enum clean feeds_word(struct feeds *f, int target, const char **word, struct cell *cell)
{
	struct target *t = target < 0 ? NULL : &f->targets[target];

	*word = NULL;
	for (size_t i = 0; t && i < t->count; i++) {
		struct field field = feeds_field(f, t->first + i);

		*cell = clean_text(cell_of(&field));
		if (field.flags & FIELD_DAMAGED)
			return feeds_fault_cell(f, f->slots[t->first + i].header, *cell, "has bytes that are not text");
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
			return feeds_fault_cell(f, header, clean_text(cell_of(&field)), "has bytes that are not text");
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

	switch (t->kind) {
	case KIND_QUANTITY:
	case KIND_AMOUNT:
		return feeds_accepts_number(t, raw);
	case KIND_WORD:
		return raw.length && words_find(t->words, raw);
	case KIND_DATE:
		return raw.length && take_date(f, t, NULL, raw, &c) == CLEAN_VALUE;
	default:
		return raw.length && take_text(f, t, t->name, raw, &c) == CLEAN_VALUE;
	}
}

const struct feed_notes *feeds_notes(const struct feeds *f)
{
	return &f->notes;
}
