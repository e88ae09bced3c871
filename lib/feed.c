#include "feed.h"

#include "columns.h"
#include "mem.h"
#include "moment.h"
#include "num.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How the cells of a column are cleaned. */
enum kind {
	KIND_TEXT,
	KIND_CODE,
	KIND_SKU,
	KIND_ID,
	KIND_PARCEL,
	KIND_DATE,
	KIND_QUANTITY,
	KIND_AMOUNT,
	KIND_WORD,
};

static const struct {
	const char *name;
	enum kind kind;
} kinds[] = {
	{"order_id", KIND_ID},          {"line_id", KIND_ID},
	{"return_id", KIND_ID},         {"tracking_no", KIND_PARCEL},
	{"sku", KIND_SKU},              {"style", KIND_CODE},
	{"combo", KIND_CODE},           {"currency", KIND_CODE},
	{"paid_at", KIND_DATE},         {"signed_at", KIND_DATE},
	{"batch", KIND_CODE},           {"qty", KIND_QUANTITY},
	{"qty_received", KIND_QUANTITY}, {"qty_applied", KIND_QUANTITY},
	{"amount", KIND_AMOUNT},        {"ordered_at", KIND_DATE},
	{"shipped_at", KIND_DATE},      {"applied_at", KIND_DATE},
	{"received_at", KIND_DATE},     {"finished_at", KIND_DATE},
	{"type", KIND_WORD},            {"status", KIND_WORD},
	{"order_type", KIND_WORD},      {"gift", KIND_WORD},
	{"goods", KIND_WORD},           {"qty_basis", KIND_WORD},
};

struct target {
	const char *name;
	enum kind kind;
	struct words *words; /* of KIND_WORD */
	char *constant;      /* the caller's; NULL: none */
	char *lent;          /* that of the dialect of the file at hand; NULL: none */
	size_t first;        /* its slots are first..first + count; a constant has one */
	size_t count;
	struct moment moment; /* of the row at hand, where it is a date */
};

/* A field the row at hand gives, and what it is as a number. */
struct slot {
	struct target *target;
	const char *header;
	struct field constant; /* stands in for the field, where the target has one */
	bool number;
	enum clean state;
	int64_t value;
};

struct feeds {
	enum side side;
	struct target *targets;
	size_t target_count;
	struct arena *texts;
	bool trim_sku;

	struct slot *slots;
	int *columns;
	size_t count;
	size_t capacity;
	size_t columns_capacity;
	size_t *numbers; /* the slots that hold numbers */
	size_t number_count;
	size_t numbers_capacity;
	const struct field *fields;

	struct feed_fault fault;
	struct feed_notes notes;
};

static enum kind kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].kind;
	return KIND_TEXT;
}

struct feeds *feeds_new(enum side side, const struct values *values)
{
	struct feeds *f = mem_alloc(1, sizeof(*f));

	f->side = side;
	f->target_count = alias_target_count(side);
	f->targets = mem_alloc(f->target_count, sizeof(*f->targets));
	f->texts = arena_new();
	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];

		t->name = alias_target_name(side, i);
		t->kind = kind_of(t->name);
		if (t->kind == KIND_WORD)
			t->words = words_new(values, side, t->name);
	}
	return f;
}

void feeds_free(struct feeds *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->target_count; i++) {
		words_free(f->targets[i].words);
		free(f->targets[i].constant);
		free(f->targets[i].lent);
	}
	free(f->targets);
	free(f->slots);
	free(f->columns);
	free(f->numbers);
	arena_free(f->texts);
	free(f);
}

void feeds_trim_sku(struct feeds *f)
{
	f->trim_sku = true;
}

static enum clean fault(struct feeds *f, const char *column, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static enum clean fault(struct feeds *f, const char *column, const char *format, ...)
{
	va_list arguments;

	f->fault.column = column;
	va_start(arguments, format);
	err_print(f->fault.words, sizeof(f->fault.words), format, arguments);
	va_end(arguments);
	return CLEAN_BAD;
}

/* Cells are quoted in messages up to here. */
enum { QUOTED = 60 };

static enum clean fault_cell(struct feeds *f, const char *column, struct cell c, const char *what)
{
	size_t n = c.length;

	if (n > QUOTED) {
		n = QUOTED;
		while (n && ((unsigned char)c.bytes[n] & 0xc0) == 0x80)
			n--;
	}
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

static enum clean fault_number(struct feeds *f, const struct target *t, const char *header,
			       struct cell c)
{
	int64_t value;

	if (t->kind == KIND_AMOUNT)
		return fault_cell(f, header, c, "is not an amount");
	if (clean_amount(c, &value) == CLEAN_VALUE && value % DECIMAL_SCALE == 0)
		return fault_cell(f, header, c, "is more than a line can hold");
	return fault_cell(f, header, c, "is not a whole number");
}

/* A text, code or id of one slot. */
static enum clean take_text(struct feeds *f, const struct target *t, const char *header,
			    struct cell raw, struct cell *c)
{
	if (t->kind != KIND_TEXT && clean_is_plain_key(raw)) {
		*c = raw;
		return CLEAN_VALUE;
	}
	switch (t->kind) {
	case KIND_SKU:
		*c = clean_code(raw, f->texts);
		if (clean_text(*c).length == 0)
			return CLEAN_MISSING;
		if (f->trim_sku)
			*c = clean_text(*c);
		if (c->bytes[0] == ' ' || c->bytes[c->length - 1] == ' ')
			f->notes.outer_blank++;
		break;
	case KIND_CODE:
		*c = clean_text(clean_code(raw, f->texts));
		break;
	case KIND_ID:
	case KIND_PARCEL:
		*c = clean_id(raw, f->texts);
		break;
	default:
		*c = clean_text(raw);
		return c->length ? CLEAN_VALUE : CLEAN_MISSING;
	}
	if (c->length == 0)
		return CLEAN_MISSING;
	if (!clean_is_scientific(*c))
		return CLEAN_VALUE;
	if (t->kind != KIND_PARCEL)
		return fault_cell(f, header, *c, "was ruined by a spreadsheet: it is no key");
	f->notes.parcels++;
	return CLEAN_MISSING;
}

static enum clean take_date(struct feeds *f, struct target *t, const char *header, struct cell raw,
			    struct cell *c)
{
	if (moment_is_canonical(raw)) {
		*c = raw;
		return CLEAN_VALUE;
	}
	enum clean state = moment_clean(raw, NULL, &t->moment);

	if (state == CLEAN_BAD)
		return fault_cell(f, header, clean_text(raw), "is not a date");
	f->notes.offsets += t->moment.offset;
	*c = (struct cell){t->moment.text, t->moment.length};
	return state;
}

/* ---- a file ---- */

static const char *constant_of(const struct target *t)
{
	return t->constant ? t->constant : t->lent;
}

/* A constant stands in for a field, so it has the slack of one. */
static char *keep_constant(struct cell c)
{
	char *constant = mem_alloc(c.length + FIELD_SLACK, 1);

	memcpy(constant, c.bytes, c.length);
	return constant;
}

static void lend_constant(struct target *t, const struct mapping *m)
{
	const char *text = mapping_constant(m, t->name);

	free(t->lent);
	t->lent = text ? keep_constant(clean_text((struct cell){text, strlen(text)})) : NULL;
}

static void add_slot(struct feeds *f, struct target *t, const char *header, int column)
{
	f->slots = mem_grow(f->slots, &f->capacity, f->count + 1, sizeof(*f->slots));
	f->columns = mem_grow(f->columns, &f->columns_capacity, f->count + 1, sizeof(*f->columns));
	struct slot *s = &f->slots[f->count];

	*s = (struct slot){.target = t, .header = header};
	s->number = t->kind == KIND_QUANTITY || t->kind == KIND_AMOUNT;
	if (constant_of(t))
		s->constant = (struct field){constant_of(t), (uint32_t)strlen(constant_of(t)), 0};
	if (s->number) {
		f->numbers = mem_grow(f->numbers, &f->numbers_capacity, f->number_count + 1,
				      sizeof(*f->numbers));
		f->numbers[f->number_count++] = f->count;
	}
	f->columns[f->count++] = column;
	t->count++;
}

void feeds_begin(struct feeds *f, const struct reader *r, const struct mapping *m)
{
	f->count = f->number_count = 0;
	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];
		const struct alias_use *uses;
		size_t n = mapping_uses(m, t->name, &uses);

		lend_constant(t, m);
		t->first = f->count;
		t->count = 0;
		for (size_t u = 0; u < n && !constant_of(t); u++)
			add_slot(f, t, reader_column(r, uses[u].header), (int)uses[u].header);
		if (constant_of(t))
			add_slot(f, t, t->name, -1);
	}
}

size_t feeds_columns(const struct feeds *f, const int **columns)
{
	*columns = f->columns;
	return f->count;
}

bool feeds_is_constant(const struct feeds *f, int target)
{
	return target >= 0 && constant_of(&f->targets[target]);
}

bool feeds_has_own(const struct feeds *f, int target)
{
	return target >= 0 && f->targets[target].constant;
}

bool feeds_has(const struct feeds *f, int target)
{
	return target >= 0 && f->targets[target].count > 0;
}

const char *feeds_header(const struct feeds *f, int target)
{
	const struct target *t = &f->targets[target];

	return t->count ? f->slots[t->first].header : t->name;
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
		return raw.length && take_date(f, t, t->name, raw, &c) == CLEAN_VALUE;
	default:
		return raw.length && take_text(f, t, t->name, raw, &c) == CLEAN_VALUE;
	}
}

int feeds_constant(struct feeds *f, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	char *name = mem_dup(text, equals ? (size_t)(equals - text) : strlen(text));
	int at = alias_target(f->side, name);
	struct target *t = at < 0 ? NULL : &f->targets[at];
	struct cell raw = equals ? clean_text((struct cell){equals + 1, strlen(equals + 1)})
				 : (struct cell){"", 0};

	free(name);
	if (!equals || !t)
		return err_set(e, "--const '%s' is not COLUMN=VALUE with a column of %s", text,
			       side_name(f->side));
	if (!feeds_accepts(f, at, raw))
		return err_set(e, "--const '%s': no value for %s", text, t->name);
	free(t->constant);
	t->constant = keep_constant(raw);
	return 0;
}

void feeds_use_values(struct feeds *f, const struct values *values)
{
	for (size_t i = 0; i < f->target_count; i++)
		if (f->targets[i].words)
			words_use(f->targets[i].words, values);
}

/* ---- a row ---- */

/* The field in a slot; a constant stands in for the one no file has. */
static struct field field_of(const struct feeds *f, size_t slot)
{
	const struct slot *s = &f->slots[slot];

	return s->constant.bytes ? s->constant : f->fields[slot];
}

/* The first field with a NUL byte, if any: a fault. */
static bool find_nul(struct feeds *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (!(field_of(f, i).flags & FIELD_NUL))
			continue;
		fault(f, f->slots[i].header, "holds a NUL byte");
		return true;
	}
	return false;
}

bool feeds_row(struct feeds *f, const struct field *fields)
{
	uint32_t flags = 0;

	f->fields = fields;
	f->notes = (struct feed_notes){0};
	arena_clear(f->texts);
	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];
		struct field field = field_of(f, f->numbers[i]);

		/* A missing cell leaves the value alone: it must not be that of the row before. */
		s->value = 0;
		s->state = clean_number(s->target->kind, cell_of(&field), &s->value);
	}
	for (size_t i = 0; i < f->count; i++)
		flags |= fields[i].flags;
	return !(flags & FIELD_NUL) || !find_nul(f);
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
			struct field field = field_of(f, t->first + i);

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
		struct field field = field_of(f, t->first + i);

		*cell = clean_text(cell_of(&field));
		if (field.flags & FIELD_DAMAGED)
			return fault_cell(f, f->slots[t->first + i].header, *cell,
					  "has bytes that are no text");
		if (cell->length == 0)
			continue;
		*word = words_find(t->words, *cell);
		/* A dash says nothing, but 无 may be an answer. */
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
		struct field field = field_of(f, t->first + i);
		enum clean state;

		if ((field.flags & FIELD_DAMAGED) && t->kind != KIND_TEXT)
			return fault_cell(f, header, clean_text(cell_of(&field)),
					  "has bytes that are no text");
		if (t->kind == KIND_DATE)
			state = take_date(f, t, header, cell_of(&field), cell);
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

void feeds_miss(struct feeds *f, int target, struct cell cell)
{
	words_miss(f->targets[target].words, cell);
}

void feeds_join(struct feeds *f, const struct feeds *part)
{
	for (size_t i = 0; i < f->target_count; i++)
		if (f->targets[i].words)
			words_join(f->targets[i].words, part->targets[i].words);
}

void feeds_clear(struct feeds *f)
{
	for (size_t i = 0; i < f->target_count; i++)
		if (f->targets[i].words)
			words_clear(f->targets[i].words);
}

const struct words *feeds_words(const struct feeds *f, int target)
{
	return target < 0 ? NULL : f->targets[target].words;
}

const struct feed_fault *feeds_fault(const struct feeds *f)
{
	return &f->fault;
}

const struct feed_notes *feeds_notes(const struct feeds *f)
{
	return &f->notes;
}
