/*
 * The numbers of a row, and the decimal sign of each column.
 *
 * A column has the sign that its first telling number proves. A column whose numbers all read either way, such as 1,000, has that of
 * its layout, or else that of the other columns of the file, because one program wrote them all with one locale. There is one exception:
 * if all its numbers end in 000 behind the separator, they look like pieces with three decimals, so another column does not make
 * thousands of them. Once such a number was read, a number anywhere that proves the contrary is a clash.
 */
#include "import/feed_private.h"

#include "base/mem.h"
#include "base/num.h"
#include "row/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *sign_word(char sign)
{
	return sign == '.' ? "point" : "comma";
}

static enum clean read_as(enum kind kind, struct cell c, char sign, struct number *n)
{
	return kind == KIND_QUANTITY ? number_quantity(c, sign, n) : number_amount(c, sign, n);
}

/* ---- what is stated ---- */

int feeds_decimal(struct feeds *f, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	const char *sign = equals ? equals + 1 : text;
	char *name = mem_dup(text, equals ? (size_t)(equals - text) : 0);
	bool known = !equals;

	for (size_t i = 0; i < f->target_count; i++) {
		struct target *t = &f->targets[i];

		if (!feeds_is_number(t) || (equals && strcmp(t->name, name) != 0))
			continue;
		known = true;
		t->own_decimal = sign[0];
	}
	free(name);
	if (!known)
		return err_set(e, "--decimal '%s': not a column of numbers of %s", text, side_name(f->side));
	if (strcmp(sign, ".") != 0 && strcmp(sign, ",") != 0)
		return err_set(e, "--decimal '%s' is neither . nor , for a decimal sign", text);
	return 0;
}

/* True for a table that ret-import wrote: its amounts have a decimal point. */
static bool is_canonical(const struct feeds *f, const struct reader *r)
{
	const char *const *names = f->side == SIDE_RETURNS ? columns_returns : columns_shipments;

	for (; *names; names++)
		if (reader_find(r, *names) < 0)
			return false;
	return true;
}

void feeds_begin_numbers(struct feeds *f, const struct reader *r, const struct mapping *m)
{
	bool canonical = is_canonical(f, r);

	f->sheet = reader_is_sheet(r);
	f->proof = (struct sign_proof){0};
	f->signs_differ = false;
	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];
		const char *lent = mapping_decimal(m, s->target->name);

		s->lent = lent ? lent[0] : canonical ? '.' : 0;
		s->decimal = s->target->own_decimal;
		s->from = s->decimal ? SIGN_STATED : SIGN_UNKNOWN;
	}
}

/* ---- what is proved ---- */

/* The first column that is read with another sign than this, though none of its own numbers proves its own; NULL: none. */
static const struct slot *contrary(const struct feeds *f, char sign)
{
	for (size_t i = 0; i < f->number_count; i++) {
		const struct slot *s = &f->slots[f->numbers[i]];

		if ((s->from == SIGN_OF_OTHERS || s->from == SIGN_OF_LAYOUT) && s->decimal != sign)
			return s;
	}
	return NULL;
}

/* A number proves a sign that its column does not have so far. */
static void take_proof(struct feeds *f, size_t slot, char sign)
{
	struct slot *s = &f->slots[slot];

	if (s->from == SIGN_STATED)
		return;
	if (s->decimal || contrary(f, sign)) {
		s->clash = true;
		s->state = CLEAN_BAD;
		return;
	}
	s->decimal = sign;
	s->from = SIGN_PROVED;
	s->decimal_line = f->line;
	if (!f->proof.sign)
		f->proof = (struct sign_proof){sign, slot, f->line};
	f->signs_differ |= f->proof.sign != sign;
}

static void read_slot(struct feeds *f, size_t slot, bool learn)
{
	struct slot *s = &f->slots[slot];
	struct field field = feeds_field(f, slot);
	struct number n;

	/* A missing cell does not set the value, which must not stay that of the row before. */
	n.value = 0;
	s->state = read_as(s->target->kind, (struct cell){field.bytes, field.length}, s->decimal, &n);
	s->value = n.value;
	s->proves = n.proves;
	s->clash = false;
	s->open = s->decimal ? 0 : n.open;
	s->zeros = n.zeros;
	if (s->constant.bytes || !learn)
		return;
	if (n.proves && n.proves != s->decimal)
		take_proof(f, slot, n.proves);
	s->varied |= (s->state == CLEAN_VALUE && !n.open) || (n.open && !n.zeros);
}

/* What decides on an open number with that separator in a column without a sign so far. */
static enum sign_from decides(const struct feeds *f, const struct slot *s, char separator, bool zeros)
{
	if (s->constant.bytes)
		return SIGN_UNKNOWN;
	if (s->lent && (!f->proof.sign || f->proof.sign == s->lent))
		return SIGN_OF_LAYOUT;
	if (!f->proof.sign || f->signs_differ)
		return SIGN_UNKNOWN;
	/* Pieces with three decimals are not made thousands. */
	return s->varied || !zeros || separator == f->proof.sign ? SIGN_OF_OTHERS : SIGN_UNKNOWN;
}

/* Read an open number as the rest of the file tells. A workbook stores numbers, which are printed with a point. */
static void close_number(struct feeds *f, size_t slot)
{
	struct slot *s = &f->slots[slot];
	struct field field = feeds_field(f, slot);
	struct cell c = clean_text((struct cell){field.bytes, field.length});
	bool stored = f->sheet && s->open == '.';
	struct number n;

	if (!stored) {
		s->from = decides(f, s, s->open, s->zeros);
		if (s->from == SIGN_UNKNOWN)
			return;
		s->decimal = s->from == SIGN_OF_LAYOUT ? s->lent : f->proof.sign;
		snprintf(s->example, sizeof(s->example), "%.*s", (int)feeds_quotable(c), c.bytes);
	}
	n.value = 0;
	s->state = read_as(s->target->kind, (struct cell){field.bytes, field.length}, stored ? '.' : s->decimal, &n);
	s->value = n.value;
	s->open = 0;
	f->open--;
}

void feeds_read_numbers(struct feeds *f, bool learn)
{
	f->open = 0;
	for (size_t i = 0; i < f->number_count; i++) {
		read_slot(f, f->numbers[i], learn);
		f->open += f->slots[f->numbers[i]].open != 0;
	}
	for (size_t i = 0; i < f->number_count && f->open; i++)
		if (f->slots[f->numbers[i]].open)
			close_number(f, f->numbers[i]);
}

bool feeds_has_open(const struct feeds *f)
{
	return f->open > 0;
}

bool feeds_number_is_undecided(const struct feeds *f)
{
	const struct slot *s = &f->slots[f->undecided];

	return !s->decimal && decides(f, s, f->question_open, f->question_zeros) == SIGN_UNKNOWN;
}

/* ---- parts of a file ---- */

bool feeds_agree(const struct feeds *f, const struct feeds *part)
{
	if (f->signs_differ || part->signs_differ)
		return false;
	if (f->proof.sign && part->proof.sign && f->proof.sign != part->proof.sign)
		return false;
	if ((f->proof.sign && contrary(part, f->proof.sign)) || (part->proof.sign && contrary(f, part->proof.sign)))
		return false;
	for (size_t i = 0; i < f->number_count; i++) {
		char sign = f->slots[f->numbers[i]].decimal, other = part->slots[f->numbers[i]].decimal;

		if (sign && other && sign != other)
			return false;
	}
	return true;
}

void feeds_join_numbers(struct feeds *f, const struct feeds *part, uint64_t lines)
{
	if (!f->proof.sign && part->proof.sign)
		f->proof = (struct sign_proof){part->proof.sign, part->proof.slot, part->proof.line + lines};
	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];
		const struct slot *from = &part->slots[f->numbers[i]];

		if (!s->decimal && from->decimal) {
			s->decimal = from->decimal;
			s->from = from->from;
			s->decimal_line = from->decimal_line + lines;
			memcpy(s->example, from->example, sizeof(s->example));
		}
		s->varied |= from->varied;
	}
}

void feeds_clear_numbers(struct feeds *f)
{
	f->proof = (struct sign_proof){0};
	f->signs_differ = false;
	for (size_t i = 0; i < f->number_count; i++) {
		struct slot *s = &f->slots[f->numbers[i]];

		if (s->from != SIGN_STATED) {
			s->decimal = 0;
			s->from = SIGN_UNKNOWN;
		}
		s->varied = false;
	}
}

void feeds_tell_signs(const struct feeds *f, const struct reader *r, struct remarks *remarks)
{
	for (size_t i = 0; i < f->number_count; i++) {
		const struct slot *s = &f->slots[f->numbers[i]];
		const struct remark remark = {
			.kind = f->proof.sign == '.' ? REMARK_POINT_OF_OTHERS : REMARK_COMMA_OF_OTHERS,
			.file = reader_name(r),
			.line = f->proof.line,
			.column = s->header,
			.value = s->example,
			.other = f->slots[f->proof.slot].header,
		};

		if (s->from == SIGN_OF_OTHERS)
			remarks_tell(remarks, &remark);
	}
}

/* ---- faults ---- */

/* The number reads either way, and nothing decides so far. */
static enum clean fault_open(struct feeds *f, size_t slot, struct cell c)
{
	const struct slot *s = &f->slots[slot];
	char point[NUM_TEXT], comma[NUM_TEXT];
	struct number by_point, by_comma;

	number_amount(c, '.', &by_point);
	number_amount(c, ',', &by_comma);
	feeds_fault_set(f, s->header,
			"'%.*s' is %s with a decimal point and %s with a decimal comma, and no row settles it: "
			"give --decimal %s=. or %s=,",
			(int)feeds_quotable(c), c.bytes, decimal_print(point, by_point.value),
			decimal_print(comma, by_comma.value), s->target->name, s->target->name);
	f->fault.kind = FEED_FAULT_UNDECIDED;
	f->undecided = slot;
	f->question_open = s->open;
	f->question_zeros = s->zeros;
	return CLEAN_BAD;
}

/* How many bytes of a header to name in words of limited room. */
static int header_length(const char *header)
{
	return (int)feeds_quotable((struct cell){header, strlen(header)});
}

/* The number proves another sign than that of its column, or of one that has it from others. */
static enum clean fault_clash(struct feeds *f, const struct slot *s, struct cell c)
{
	const struct slot *other = s->decimal ? s : contrary(f, s->proves);
	const char *sign = sign_word(other->decimal), *column = other->header, *by = f->slots[f->proof.slot].header;
	char why[256];

	if (other->from == SIGN_PROVED)
		snprintf(why, sizeof(why), "the column has a decimal %s in line %llu", sign,
			 (unsigned long long)other->decimal_line);
	else if (other->from == SIGN_OF_OTHERS)
		snprintf(why, sizeof(why), "%.*s in line %llu has a decimal %s, by which %.*s was read",
			 header_length(by), by, (unsigned long long)f->proof.line, sign, header_length(column), column);
	else
		snprintf(why, sizeof(why), "files of this layout have a decimal %s, by which %.*s was read", sign,
			 header_length(column), column);
	feeds_fault_set(f, s->header, "'%.*s' has a decimal %s, but %s: state one with --decimal %s=. or %s=,",
			(int)feeds_quotable(c), c.bytes, sign_word(s->proves), why, s->target->name, s->target->name);
	f->fault.kind = FEED_FAULT_CLASH;
	return CLEAN_BAD;
}

static enum clean fault_quantity(struct feeds *f, const struct slot *s, struct cell c)
{
	const int64_t limit = NUMBER_QUANTITY_LIMIT * DECIMAL_SCALE;
	struct number n;

	if (s->from == SIGN_STATED && s->proves && s->proves != s->decimal)
		return feeds_fault_cell(f, s->header, c,
					s->proves == ',' ? "has a decimal comma, but a decimal point is stated"
							 : "has a decimal point, but a decimal comma is stated");
	if (number_amount(c, s->decimal, &n) == CLEAN_VALUE && (n.value > limit || n.value < -limit))
		return feeds_fault_cell(f, s->header, c, "is too large for one line");
	return feeds_fault_cell(f, s->header, c, "is not a whole number");
}

static enum clean fault_number(struct feeds *f, size_t slot)
{
	const struct slot *s = &f->slots[slot];
	struct field field = feeds_field(f, slot);
	struct cell c = clean_text((struct cell){field.bytes, field.length});

	if (s->open)
		return fault_open(f, slot, c);
	if (s->clash)
		return fault_clash(f, s, c);
	if (s->target->kind == KIND_QUANTITY)
		return fault_quantity(f, s, c);
	f->fault.kind = FEED_FAULT_AMOUNT;
	f->amount = c;
	return CLEAN_BAD;
}

/* ---- the current row ---- */

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

		if (s->state == CLEAN_BAD)
			return fault_number(f, t->first + i);
		if (s->state == CLEAN_VALUE) {
			*value = s->value;
			return CLEAN_VALUE;
		}
	}
	return CLEAN_MISSING;
}

struct cell feeds_amount(const struct feeds *f)
{
	return f->amount;
}

bool feeds_accepts_number(const struct target *t, struct cell raw)
{
	struct number n;

	return read_as(t->kind, raw, t->own_decimal, &n) == CLEAN_VALUE;
}
