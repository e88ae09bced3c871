#include "feed.h"

#include "carry.h"
#include "ids.h"
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
	struct dateform **forms; /* of its dates: the caller's, then those of the dialect */
	size_t form_count;
	size_t own_forms;
	size_t form_capacity;
};

/* A field the row at hand gives, and what it is as a number. */
struct slot {
	struct target *target;
	const char *header;
	struct field constant; /* stands in for the field, where the target has one */
	bool number;
	enum clean state;
	int64_t value;
	unsigned order; /* of day and month in dates, as of moment.h; 0: not known */
	uint64_t order_line; /* which tells */
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
	struct carry *carry;
	bool leave_order;

	/* The row at hand. */
	const struct field *fields;
	uint64_t line;
	size_t waits; /* the slot of the last FEED_FAULT_WAITS */
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
	f->carry = carry_new();
	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];

		t->name = alias_target_name(side, i);
		t->kind = kind_of(t->name);
		if (t->kind == KIND_WORD)
			t->words = words_new(values, side, t->name);
	}
	return f;
}

/* Forget all formats but the first `n`. */
static void drop_forms(struct target *t, size_t n)
{
	while (t->form_count > n)
		dateform_free(t->forms[--t->form_count]);
}

void feeds_free(struct feeds *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->target_count; i++) {
		words_free(f->targets[i].words);
		free(f->targets[i].constant);
		free(f->targets[i].lent);
		drop_forms(&f->targets[i], 0);
		free(f->targets[i].forms);
	}
	carry_free(f->carry);
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

	f->fault.kind = FEED_FAULT_CELL;
	f->fault.column = column;
	va_start(arguments, format);
	err_print(f->fault.words, sizeof(f->fault.words), format, arguments);
	va_end(arguments);
	return CLEAN_BAD;
}

/* Cells are quoted in messages up to here. */
enum { QUOTED = 60 };

/* How much of a cell is quoted: whole characters. */
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

/* A code or id of one slot. */
static enum clean read_key(struct feeds *f, const struct target *t, const char *header,
			   struct cell raw, struct cell *c)
{
	bool ruined = false, several;

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
	case KIND_ID:
		*c = ids_clean(raw, f->texts, &several, &ruined);
		f->notes.several += several;
		break;
	case KIND_PARCEL:
		*c = clean_id(raw, f->texts);
		break;
	default:
		*c = clean_text(clean_code(raw, f->texts));
		break;
	}
	if (c->length == 0)
		return CLEAN_MISSING;
	if (!ruined && !clean_is_scientific(*c))
		return CLEAN_VALUE;
	if (t->kind != KIND_PARCEL)
		return fault_cell(f, header, *c, "was ruined by a spreadsheet: it is no key");
	f->notes.parcels++;
	return CLEAN_MISSING;
}

/* A text, code or id of one slot, at once where it is as it should be: nearly all of them. */
static inline enum clean take_text(struct feeds *f, const struct target *t, const char *header,
				   struct cell raw, struct cell *c)
{
	if (t->kind == KIND_TEXT) {
		*c = clean_text(raw);
		return c->length ? CLEAN_VALUE : CLEAN_MISSING;
	}
	if (!(t->kind == KIND_ID ? clean_is_plain_id(raw) : clean_is_plain_key(raw)))
		return read_key(f, t, header, raw, c);
	*c = raw;
	return CLEAN_VALUE;
}

/*
 * A cell like 4/2/2026, whose order is not the column's: that may be unknown as yet, and this cell may tell. Returns true when
 * it has been decided just now; else leaves a fault.
 */
static bool decide_order(struct feeds *f, const struct target *t, struct slot *s, struct cell raw,
			 unsigned orders)
{
	const char *first = orders == MOMENT_DAY_FIRST ? "day" : "month";
	const char *other = orders == MOMENT_DAY_FIRST ? "month" : "day";
	struct cell c = clean_text(raw);

	if (s->order) {
		fault(f, s->header, "'%.*s' has its %s first, but line %llu has its %s first: a column must have one order",
		      (int)quotable(c), c.bytes, first,
		      (unsigned long long)s->order_line, other);
		f->fault.kind = FEED_FAULT_CLASH;
		return false;
	}
	if (!f->leave_order && orders != (MOMENT_DAY_FIRST | MOMENT_MONTH_FIRST)) {
		s->order = orders;
		s->order_line = f->line;
		return true;
	}
	fault(f, s->header,
	      "'%.*s' has its day or its month first, and no row tells which: give --date-format %s=%%d/%%m/%%Y or %s=%%m/%%d/%%Y",
	      (int)quotable(c), c.bytes, t->name, t->name);
	f->fault.kind = FEED_FAULT_WAITS;
	f->waits = (size_t)(s - f->slots);
	return false;
}

static struct moment_column column_of(const struct target *t, const struct slot *s)
{
	return (struct moment_column){t->forms, t->form_count, s ? s->order : 0};
}

/* A date of a slot; of a constant, which has none, `s` is NULL. */
static enum clean read_date(struct feeds *f, struct target *t, struct slot *s, struct cell raw,
			    struct cell *c)
{
	struct moment_column column = column_of(t, s);
	enum clean state = moment_clean(raw, &column, &t->moment);

	/* Where a format is stated, it is the format that such a cell does not have. */
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

/* The same, at once where it is as it should be: nearly all of them. */
static inline enum clean take_date(struct feeds *f, struct target *t, struct slot *s, struct cell raw,
				   struct cell *c)
{
	if (t->form_count || !moment_is_canonical(raw))
		return read_date(f, t, s, raw, c);
	*c = raw;
	return CLEAN_VALUE;
}

/* ---- a file ---- */

static const char *constant_of(const struct target *t)
{
	return t->constant ? t->constant : t->lent;
}

static void add_form(struct target *t, struct dateform *form)
{
	t->forms = mem_grow(t->forms, &t->form_capacity, t->form_count + 1, sizeof(struct dateform *));
	t->forms[t->form_count++] = form;
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

/* The formats of the dialect, behind those of the caller. */
static void lend_forms(struct target *t, const struct mapping *m)
{
	const char *text;
	struct err ignored;

	drop_forms(t, t->own_forms);
	for (size_t i = 0; (text = mapping_date_format(m, t->name, i)); i++) {
		struct dateform *form = dateform_new(text, &ignored);

		if (form)
			add_form(t, form);
	}
}

/* The slots whose blank cells take what the row before has. */
static void begin_carry(struct feeds *f, const struct mapping *m)
{
	const struct target *order = &f->targets[alias_target(f->side, "order_id")];

	carry_begin(f->carry, f->count, order->first);
	for (size_t i = 0; i < f->target_count && order->count; i++) {
		const struct target *t = &f->targets[i];
		const struct alias_use *uses;

		if (!constant_of(t) && mapping_uses(m, t->name, &uses))
			for (size_t u = 0; u < t->count; u++)
				if (uses[u].blank == ALIAS_BLANK_DOWN)
					carry_add(f->carry, t->first + u);
	}
}

void feeds_begin(struct feeds *f, const struct reader *r, const struct mapping *m)
{
	f->count = f->number_count = 0;
	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];
		const struct alias_use *uses;
		size_t n = mapping_uses(m, t->name, &uses);

		lend_constant(t, m);
		if (t->kind == KIND_DATE)
			lend_forms(t, m);
		t->first = f->count;
		t->count = 0;
		for (size_t u = 0; u < n && !constant_of(t); u++)
			add_slot(f, t, reader_column(r, uses[u].header), (int)uses[u].header);
		if (constant_of(t))
			add_slot(f, t, t->name, -1);
	}
	begin_carry(f, m);
}

bool feeds_carries(const struct feeds *f)
{
	return carry_any(f->carry);
}

const struct field *feeds_carry(struct feeds *f, const struct field *fields)
{
	return carry_row(f->carry, fields);
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
		return raw.length && take_date(f, t, NULL, raw, &c) == CLEAN_VALUE;
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

int feeds_date_format(struct feeds *f, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	char *name = mem_dup(text, equals ? (size_t)(equals - text) : 0);
	int at = alias_target(f->side, name);
	int status = 0;

	if (equals && (at < 0 || f->targets[at].kind != KIND_DATE))
		status = err_set(e, "--date-format '%s': '%s' is no date of %s", text, name,
				 side_name(f->side));
	for (size_t i = 0; i < f->target_count && status == 0; i++) {
		struct target *t = &f->targets[i];
		struct dateform *form;

		if (t->kind != KIND_DATE || (equals && (int)i != at))
			continue;
		if ((form = dateform_new(equals ? equals + 1 : text, e)))
			add_form(t, form);
		else
			status = -1;
		t->own_forms = t->form_count;
	}
	free(name);
	return status;
}

void feeds_leave_order(struct feeds *f)
{
	f->leave_order = true;
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

bool feeds_row(struct feeds *f, const struct record *record, const struct field *fields)
{
	uint32_t flags = 0;

	f->line = record->line;
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

bool feeds_waits(const struct feeds *f)
{
	return f->slots[f->waits].order == 0;
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
