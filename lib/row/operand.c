#include "row/operand.h"

#include "base/date.h"
#include "base/num.h"
#include "row/columns.h"

#include <string.h>

/* Lengths of 2025, 2025-06 and 2025-06-18. */
enum { YEAR = 4, MONTH = 7, DAY = 10 };

enum { DAY_SECONDS = 24 * 60 * 60 };

/* The result of a comparison that means nothing. */
enum { INCOMPARABLE = 2 };

/* ---- numbers ---- */

/* A number without blanks or thousands separators, in 1/10,000. */
static bool as_scaled(const char *s, size_t n, int64_t *scaled, int *rounded)
{
	*rounded = 0;
	/* Fast path: most quantities are one digit. */
	if (n == 1 && s[0] >= '0' && s[0] <= '9') {
		*scaled = (s[0] - '0') * DECIMAL_SCALE;
		return true;
	}
	return decimal_parse(s, n, scaled, rounded) == 0;
}

static bool parse_number(struct operand *o, const char *s, size_t n)
{
	int rounded;

	o->exact = as_scaled(s, n, &o->scaled, &rounded) && !rounded;
	return num_parse_double(s, n, &o->real) == 0;
}

/* To four decimals, unless one of the two is too small or too large for them: p-values are. */
static int compare_number(const struct operand *o, const struct field *cell)
{
	int64_t scaled;
	double real;
	int rounded;

	if (o->exact && as_scaled(cell->bytes, cell->length, &scaled, &rounded))
		return (scaled > o->scaled) - (scaled < o->scaled);
	if (num_parse_double(cell->bytes, cell->length, &real) != 0)
		return INCOMPARABLE;
	return (real > o->real) - (real < o->real);
}

/* True for digits in groups of three, such as 1,000 and 1,234.5. */
static bool has_thousands(const char *s, size_t n)
{
	size_t at = 0, groups = 0;

	at += n && (s[0] == '-' || s[0] == '+');
	size_t first = at;

	while (at < n && s[at] >= '0' && s[at] <= '9')
		at++;
	if (at == first || at - first > 3)
		return false;
	while (n - at >= 4 && s[at] == ',' && strspn(s + at + 1, "0123456789") >= 3) {
		at += 4;
		groups++;
	}
	return groups && (at == n || (s[at] == '.' && at + 1 + strspn(s + at + 1, "0123456789") == n));
}

/* ---- dates ---- */

/*
 * True for a day, with or without a time, and for a month, which covers all its days. 2025-06 must compare as a date, because as text
 * `<=2025-06` would exclude all of June.
 */
static bool is_date(const char *s, size_t n)
{
	struct period p;

	if (n == MONTH && period_parse(s, n, &p) == 0)
		return p.kind == PERIOD_MONTH;
	return date_parse(s, n) != DATE_NONE;
}

/* True when the text has the form of a day or month: digits and dashes in the right places. */
static bool looks_like_date(const char *s, size_t n)
{
	static const char form[] = "dddd-dd-dd";

	if (n != MONTH && n < DAY)
		return false;
	for (size_t i = 0; i < n && form[i]; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	return true;
}

static int sign_of(const char *a, const char *b, size_t n)
{
	int sign = memcmp(a, b, n);

	return (sign > 0) - (sign < 0);
}

/*
 * Compare a cell with the value as dates. Canonical dates sort in byte order except for the character between day and time, which is
 * skipped. A value that is only a day, month or minute is compared to that precision; a cell less precise than the value means the start
 * of its day or minute. The result is meaningless if the cell is not a date.
 */
static int compare_dates(const char *cell, size_t cell_length, const char *value, size_t length)
{
	static const char beginning[] = "YYYY-MM-DD 00:00:00";
	size_t n = cell_length < length ? cell_length : length;

	int sign = sign_of(cell, value, n < DAY ? n : DAY);

	if (sign == 0 && n > DAY)
		sign = sign_of(cell + DAY + 1, value + DAY + 1, n - DAY - 1);
	if (sign || cell_length >= length)
		return sign;
	n += n == DAY;
	return sign_of(beginning + n, value + n, length - n);
}

/* The second of an instant, counted from 1970 in the clock of the export. Returns 0, or -1 when the cell is not a date. */
static int parse_instant(const struct field *cell, int64_t *seconds)
{
	const int32_t day = date_parse(cell->bytes, cell->length);
	const char *s = cell->bytes + DAY + 1;

	if (day == DATE_NONE)
		return -1;
	*seconds = (int64_t)day * DAY_SECONDS;
	if (cell->length > DAY) {
		*seconds += ((s[0] - '0') * 10 + s[1] - '0') * 3600 + ((s[3] - '0') * 10 + s[4] - '0') * 60;
		if (cell->length > DAY + 6)
			*seconds += (s[6] - '0') * 10 + s[7] - '0';
	}
	return 0;
}

/* A whole number of days, hours, minutes or seconds: 3d, 72h, 90m, 30s. */
static bool parse_duration(struct operand *o, const char *s, size_t n)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = {{'d', DAY_SECONDS}, {'h', 3600}, {'m', 60}, {'s', 1}};
	int64_t number;

	for (size_t i = 0; n > 1 && i < sizeof(units) / sizeof(*units); i++) {
		if (s[n - 1] != units[i].unit || num_parse_int(s, n - 1, -INT32_MAX, INT32_MAX, &number) != 0)
			continue;
		o->seconds = number * units[i].seconds;
		return true;
	}
	return false;
}

/* ---- operands ---- */

enum operand_kind operand_column_kind(const char *column)
{
	static const char *const dates[] = {COLUMN_ORDERED_AT, COLUMN_PAID_AT,     COLUMN_SHIPPED_AT, COLUMN_SIGNED_AT,
					    COLUMN_APPLIED_AT, COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT};

	if (strcmp(column, COLUMN_QTY) == 0 || strcmp(column, COLUMN_AMOUNT) == 0)
		return OPERAND_NUMBER;
	if (strcmp(column, COLUMN_PERIOD) == 0)
		return OPERAND_PERIOD;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		if (strcmp(column, dates[i]) == 0)
			return OPERAND_DATE;
	return OPERAND_TEXT;
}

int operand_parse(struct operand *o, const char *value, size_t n, struct err *e)
{
	*o = (struct operand){.value = value, .length = n};
	if (n == 0)
		return err_set(e, "the value is missing");
	if (is_date(value, n))
		o->kind = OPERAND_DATE;
	else if (looks_like_date(value, n))
		return err_set(e, "no such date");
	else if (parse_number(o, value, n))
		o->kind = OPERAND_NUMBER;
	else if (period_parse(value, n, &o->period) == 0)
		o->kind = OPERAND_PERIOD;
	else if (parse_duration(o, value, n))
		o->kind = OPERAND_DURATION;
	else if (has_thousands(value, n))
		return err_set(e, "a number is written without separators, such as 1000");
	else if (value[n - 1] == '%' && parse_number(o, value, n - 1))
		return err_set(e, "a percentage is written as a number, such as 0.05 for 5%%");
	return 0;
}

/* A value of four digits is a year where years make sense. */
static bool is_year(const struct operand *o)
{
	struct period p;

	return o->kind == OPERAND_NUMBER && o->length == YEAR && period_parse(o->value, YEAR, &p) == 0;
}

int operand_fits(const struct operand *o, const char *column, struct err *e)
{
	const bool dated = o->kind == OPERAND_DATE || o->kind == OPERAND_PERIOD || is_year(o);

	switch (operand_column_kind(column)) {
	case OPERAND_NUMBER:
		return o->kind == OPERAND_NUMBER
			       ? 0
			       : err_set(e, "%s holds numbers, and '%s' is neither a number nor a column", column,
					 o->value);
	case OPERAND_DATE:
		return dated ? 0
			     : err_set(e, "%s holds dates, and '%s' is neither a date, a period nor a column", column,
				       o->value);
	case OPERAND_PERIOD:
		/* Fiscal years are compared as texts, which they sort as. */
		return dated || strncmp(o->value, "FY", 2) == 0
			       ? 0
			       : err_set(e, "%s holds periods, and '%s' is neither a period nor a column", column,
					 o->value);
	default:
		return 0;
	}
}

static bool is_met(enum comparison op, int sign)
{
	switch (op) {
	case LESS:
		return sign < 0;
	case LESS_OR_EQUAL:
		return sign <= 0;
	case GREATER:
		return sign > 0;
	default:
		return sign >= 0;
	}
}

static int compare_text(const struct field *cell, const char *value, size_t length)
{
	int sign = sign_of(cell->bytes, value, cell->length < length ? cell->length : length);

	return sign ? sign : (cell->length > length) - (cell->length < length);
}

/*
 * Compare a cell that is a period or date with a period: less is before its first day, at most ends with its last day, and so on.
 */
static bool period_holds(const struct period *value, enum comparison op, const struct field *cell)
{
	struct period p;

	if (period_parse(cell->bytes, cell->length, &p) != 0) {
		p.first = p.last = date_parse(cell->bytes, cell->length);
		if (p.first == DATE_NONE)
			return false;
	}
	switch (op) {
	case LESS:
		return p.last < value->first;
	case LESS_OR_EQUAL:
		return p.last <= value->last;
	case GREATER:
		return p.first > value->last;
	default:
		return p.first >= value->first;
	}
}

bool operand_holds(const struct operand *o, enum comparison op, const struct field *cell)
{
	struct period p;
	int sign;

	switch (o->kind) {
	case OPERAND_NUMBER:
		if (o->length == YEAR && cell->length > YEAR && period_parse(o->value, YEAR, &p) == 0 &&
		    cell->bytes[YEAR] == '-')
			return period_holds(&p, op, cell);
		sign = compare_number(o, cell);
		return sign != INCOMPARABLE && is_met(op, sign);
	case OPERAND_DATE:
		if (cell->length < DAY)
			return period_parse(o->value, o->length, &p) == 0 && period_holds(&p, op, cell);
		/* Validate the date last, only for cells that would satisfy the condition: that is the expensive part. */
		return is_met(op, compare_dates(cell->bytes, cell->length, o->value, o->length)) &&
		       date_is_date(cell->bytes, cell->length);
	case OPERAND_PERIOD:
		return period_holds(&o->period, op, cell);
	default:
		return is_met(op, compare_text(cell, o->value, o->length));
	}
}

bool operand_cells_hold(const struct field *a, enum comparison op, const struct field *b)
{
	const bool dates[] = {date_is_date(a->bytes, a->length), date_is_date(b->bytes, b->length)};
	struct operand number = {0};
	struct operand other;

	if (dates[0] != dates[1])
		return false;
	if (dates[0]) {
		const size_t n = a->length < b->length ? a->length : b->length;

		return is_met(op, compare_dates(a->bytes, n, b->bytes, n));
	}
	if (parse_number(&number, b->bytes, b->length)) {
		const int sign = compare_number(&number, a);

		return sign != INCOMPARABLE && is_met(op, sign);
	}
	return !parse_number(&other, a->bytes, a->length) && is_met(op, compare_text(a, b->bytes, b->length));
}

bool operand_difference_holds(const struct operand *o, enum comparison op, const struct field *a, const struct field *b)
{
	int64_t from, to;
	struct operand x, y;

	if (o->kind == OPERAND_DURATION)
		return parse_instant(a, &to) == 0 && parse_instant(b, &from) == 0 &&
		       is_met(op, (to - from > o->seconds) - (to - from < o->seconds));
	if (!parse_number(&x, a->bytes, a->length) || !parse_number(&y, b->bytes, b->length))
		return false;
	if (o->exact && x.exact && y.exact && !__builtin_sub_overflow(x.scaled, y.scaled, &from))
		return is_met(op, (from > o->scaled) - (from < o->scaled));
	const double difference = x.real - y.real;

	return is_met(op, (difference > o->real) - (difference < o->real));
}
