#include "import/feed_private.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum kind kind;
} kinds[] = {
	{COLUMN_ORDER_ID, KIND_ID},
	{COLUMN_LINE_ID, KIND_ID},
	{COLUMN_RETURN_ID, KIND_ID},
	{COLUMN_TRACKING_NO, KIND_PARCEL},
	{COLUMN_SKU, KIND_SKU},
	{COLUMN_STYLE, KIND_CODE},
	{COLUMN_COMBO, KIND_CODE},
	{COLUMN_CURRENCY, KIND_CODE},
	{COLUMN_PAID_AT, KIND_DATE},
	{COLUMN_SIGNED_AT, KIND_DATE},
	{COLUMN_BATCH, KIND_CODE},
	{COLUMN_QTY, KIND_QUANTITY},
	{"qty_received", KIND_QUANTITY},
	{"qty_applied", KIND_QUANTITY},
	{COLUMN_AMOUNT, KIND_AMOUNT},
	{COLUMN_ORDERED_AT, KIND_DATE},
	{COLUMN_SHIPPED_AT, KIND_DATE},
	{COLUMN_APPLIED_AT, KIND_DATE},
	{COLUMN_RECEIVED_AT, KIND_DATE},
	{COLUMN_FINISHED_AT, KIND_DATE},
	{COLUMN_TYPE, KIND_WORD},
	{COLUMN_STATUS, KIND_WORD},
	{COLUMN_ORDER_TYPE, KIND_WORD},
	{COLUMN_GIFT, KIND_WORD},
	{"goods", KIND_WORD},
	{"belongs", KIND_WORD},
	{COLUMN_QTY_BASIS, KIND_WORD},
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
	f->down = down_new();
	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];

		t->name = alias_target_name(side, i);
		t->kind = kind_of(t->name);
		if (t->kind == KIND_WORD || t->kind == KIND_AMOUNT)
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
	down_free(f->down);
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

/* A constant is read like a field, so it needs the slack of one. */
static char *keep_constant(struct cell c)
{
	char *constant = mem_alloc(c.length + FIELD_SLACK, 1);

	memcpy(constant, c.bytes, c.length);
	return constant;
}

/* Take the constant that the mapping of the current file gives. */
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

	*s = (struct slot){.target = t, .header = header, .column = column};
	s->number = feeds_is_number(t);
	if (constant_of(t))
		s->constant = (struct field){constant_of(t), (uint32_t)strlen(constant_of(t)), 0};
	if (s->number) {
		f->numbers = mem_grow(f->numbers, &f->numbers_capacity, f->number_count + 1, sizeof(*f->numbers));
		f->numbers[f->number_count++] = f->count;
	}
	f->columns[f->count++] = column;
	t->count++;
}

/* Add the formats of the dialect after those of the caller. */
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

/* Set up the slots whose blank cells are filled from the row above. */
static void begin_carry(struct feeds *f, const struct mapping *m)
{
	const struct target *order = &f->targets[alias_target(f->side, COLUMN_ORDER_ID)];

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
	f->reader = r;
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
	down_begin(f);
	feeds_begin_numbers(f, r, m);
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

int feeds_constant(struct feeds *f, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	char *name = mem_dup(text, equals ? (size_t)(equals - text) : strlen(text));
	int at = alias_target(f->side, name);
	struct target *t = at < 0 ? NULL : &f->targets[at];
	struct cell raw = equals ? clean_text((struct cell){equals + 1, strlen(equals + 1)}) : (struct cell){"", 0};

	free(name);
	if (!equals || !t)
		return err_set(e, "--const '%s' is not COLUMN=VALUE with a column of %s", text, side_name(f->side));
	if (!feeds_accepts(f, at, raw))
		return err_set(e, "--const '%s': not a value of %s", text, t->name);
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
		status = err_set(e, "--date-format '%s': '%s' is not a date column of %s", text, name,
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

void feeds_miss(struct feeds *f, int target, struct cell cell)
{
	words_miss(f->targets[target].words, cell);
}

void feeds_join(struct feeds *f, const struct feeds *part, uint64_t lines)
{
	down_join(f, part);
	for (size_t i = 0; i < f->target_count; i++)
		if (f->targets[i].words)
			words_join(f->targets[i].words, part->targets[i].words);
	feeds_join_numbers(f, part, lines);
	feeds_join_offsets(f, part, lines);
}

void feeds_clear(struct feeds *f)
{
	down_clear(f);
	for (size_t i = 0; i < f->target_count; i++)
		if (f->targets[i].words)
			words_clear(f->targets[i].words);
	feeds_clear_numbers(f);
	feeds_clear_offsets(f);
}

const struct words *feeds_words(const struct feeds *f, int target)
{
	return target < 0 ? NULL : f->targets[target].words;
}
