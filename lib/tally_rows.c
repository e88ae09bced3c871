/* The rows of one input, or of a part of one, on their way into cells. */
#include "tally_task.h"

#include "columns.h"
#include "date.h"
#include "mem.h"
#include "num.h"
#include "quick.h"

#include <stdlib.h>
#include <string.h>

/* The columns read of each side; the dims come behind them. */
enum { SHIP_QTY, SHIP_AT, SHIP_AMOUNT, SHIP_STATUS, SHIP_GIFT, SHIP_TYPE, SHIP_COLUMNS };

static const struct rows_column shipment_columns[SHIP_COLUMNS] = {
	{"qty", true}, {"shipped_at", true}, {"amount", false}, {"status", false}, {"gift", false},
	{"order_type", false},
};

enum {
	RETURN_QTY,
	RETURN_RECEIVED,
	RETURN_FINISHED,
	RETURN_APPLIED,
	RETURN_SHIPPED,
	RETURN_AMOUNT,
	RETURN_TYPE,
	RETURN_STATUS,
	RETURN_CAUSE,
	RETURN_REASON,
	RETURN_COLUMNS,
};

static const struct rows_column return_columns[RETURN_COLUMNS] = {
	{"qty", true},	   {"received_at", false}, {"finished_at", false}, {"applied_at", false},
	{"shipped_at", false}, {"amount", false},  {"type", false},	   {"status", false},
	{"cause", false},  {"reason", false},
};

const char *tally_skip_name(size_t skip)
{
	static const char *const names[] = {"filtered", "void", "pending", "gift"};

	return skip < TALLY_SKIP_TYPE ? names[skip] : columns_types[skip - TALLY_SKIP_TYPE];
}

/* The number of a day's period; days repeat, so a small table of those just seen saves most of the work. */
static uint32_t period_of(struct tally_task *t, int32_t day)
{
	size_t at = (uint32_t)day % DAYS;

	if (!t->days[at].known || t->days[at].day != day) {
		struct period p = period_of_day(t->plan->period, day, 1);
		char label[PERIOD_TEXT];

		period_print(label, &p);
		t->days[at].known = true;
		t->days[at].day = day;
		t->days[at].period = cells_period(t->cells, label, strlen(label));
	}
	return t->days[at].period;
}

/* The number of a return's category; a row that was not classified says so. */
static uint32_t category_of(struct tally_task *t, const struct field *cause, const struct field *reason)
{
	static const struct cell_part unclassified = {"unclassified", 12};
	static const struct cell_part unread = {"unclassified/unread", 19};
	const struct cell_part parts[2] = {{cause->bytes, cause->length},
					   {reason->bytes, reason->length}};

	if (cause->length == 0)
		return cells_category(t->cells, &unclassified, &unread);
	return cells_category(t->cells, &parts[0], &parts[1]);
}

static enum rows_fate skip(struct tally_task *t, size_t why)
{
	t->report.skipped[why]++;
	return ROWS_SKIPPED;
}

/* Add the rows that wait. The first that leaves 64 bits is named, be it in its cell or in the sum of its side. */
static int add_waiting(void *context, struct err *e)
{
	struct tally_task *t = context;
	size_t n = t->row_count, bad = 0;
	bool over = cells_add_rows(t->cells, t->rows, n, &bad) != 0;
	size_t sound = over ? bad : n;

	t->row_count = 0;
	for (size_t i = 0; i < sound; i++) {
		if (cell_sums_add(&t->report.sum, &t->rows[i].sums) == 0)
			continue;
		over = true;
		bad = i;
		break;
	}
	if (over)
		return err_set(e, "%s:%llu: a sum of the cells leaves 64 bits", t->name,
			       (unsigned long long)t->records[bad]->line);
	return 0;
}

/* The row of sums that the row at hand fills; it waits only when add() says so. */
static inline struct cell_sums *next_sums(struct tally_task *t)
{
	return &t->rows[t->row_count].sums;
}

/* Let the row at hand, whose sums are next_sums(), wait. */
static inline enum rows_fate add(struct tally_task *t, const struct row *row, int32_t period_day,
				 uint32_t category, struct err *e)
{
	size_t dims = t->plan->dim_count, at = t->row_count++;
	struct cell_part *parts = t->parts + at * dims;

	for (size_t i = 0; i < dims; i++) {
		const struct field *f = &row->fields[t->columns + i];

		parts[i] = (struct cell_part){f->bytes, f->length};
	}
	t->rows[at].dims = parts;
	t->rows[at].period = period_of(t, period_day);
	t->rows[at].category = category;
	t->records[at] = row->record;
	if (t->row_count == CELL_ROWS && add_waiting(t, e) != 0)
		return ROWS_FAILED;
	return ROWS_KEPT;
}

/* A quantity whose square still fits. Returns 0, or -1 when the row was refused. */
static int parse_qty(struct tally_task *t, const struct row *row, const struct field *f, int64_t *qty)
{
	/* Most lines are of a few units. */
	if (f->length == 1 && f->bytes[0] >= '1' && f->bytes[0] <= '9') {
		*qty = f->bytes[0] - '0';
		return 0;
	}
	if (num_parse_int(f->bytes, f->length, 1, INT32_MAX, qty) == 0)
		return 0;
	rows_reject(&t->job, row, "qty", "'%.*s' is not a whole number from 1 to %d",
		    (int)f->length, f->bytes, INT32_MAX);
	return -1;
}

static int parse_amount(struct tally_task *t, const struct row *row, const struct field *f,
			int64_t *amount)
{
	int rounded = 0;

	if (quick_decimal(f->bytes, f->length, amount))
		return 0;
	*amount = 0;
	if (f->length == 0 || (decimal_parse(f->bytes, f->length, amount, &rounded) == 0 && !rounded))
		return 0;
	rows_reject(&t->job, row, "amount", "'%.*s' is not an amount of at most 4 decimals",
		    (int)f->length, f->bytes);
	return -1;
}

/* True when the cell is the day of the row before, as it mostly is because exports come in the order of time. */
static inline bool is_same_day(const struct tally_task *t, const struct field *f)
{
	enum { DAY = sizeof(t->day_text), CLOCK = DAY + 9 };

	if (f->length < DAY || memcmp(f->bytes, t->day_text, DAY) != 0)
		return false;
	if (f->length == CLOCK && f->bytes[DAY] == ' ' && quick_is_time(f->bytes + DAY + 1))
		return true;
	return date_is_time(f->bytes + DAY, f->length - DAY);
}

/* A day out of a date cell. Returns 0, or -1 when the row was refused. */
static int parse_day(struct tally_task *t, const struct row *row, const char *column,
		     const struct field *f, int32_t *day)
{
	if (is_same_day(t, f)) {
		*day = t->day;
		return 0;
	}
	*day = date_parse(f->bytes, f->length);
	if (*day != DATE_NONE) {
		memcpy(t->day_text, f->bytes, sizeof(t->day_text));
		t->day = *day;
		return 0;
	}
	if (f->length)
		rows_reject(&t->job, row, column, "'%.*s' is not a date like 2025-06-18",
			    (int)f->length, f->bytes);
	else
		rows_reject(&t->job, row, column, "is empty");
	return -1;
}

/* ROWS_KEPT when a row's status lets it count; skipped or refused otherwise. */
static enum rows_fate judge_status(struct tally_task *t, const struct row *row,
				   const struct field *status)
{
	if (status->length == 0 || field_is(status, "done"))
		return ROWS_KEPT;
	if (field_is(status, "void"))
		return skip(t, TALLY_SKIP_VOID);
	if (field_is(status, "pending"))
		return skip(t, TALLY_SKIP_PENDING);
	return rows_reject(&t->job, row, "status", "'%.*s' is not done, pending or void",
			   (int)status->length, status->bytes);
}

/* True when a row meets the conditions of its side. */
static inline bool is_wanted(const struct tally_task *t, const struct row *row)
{
	struct condition *const *wheres = t->plan->wheres[t->input.side];
	size_t n = t->plan->where_counts[t->input.side];

	for (size_t i = 0; i < n; i++)
		if (!condition_holds(wheres[i], &row->fields[t->where_column + i]))
			return false;
	return true;
}

static enum rows_fate tally_shipment(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct cell_sums *m = next_sums(t);
	int32_t day;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	enum rows_fate fate = judge_status(t, row, &f[SHIP_STATUS]);

	if (fate != ROWS_KEPT)
		return fate;
	if (field_is(&f[SHIP_GIFT], "1"))
		return skip(t, TALLY_SKIP_GIFT);
	if (f[SHIP_GIFT].length && !field_is(&f[SHIP_GIFT], "0"))
		return rows_reject(&t->job, row, "gift", "'%.*s' is not 1, 0 or empty",
				   (int)f[SHIP_GIFT].length, f[SHIP_GIFT].bytes);
	if (parse_qty(t, row, &f[SHIP_QTY], &m->units) != 0 ||
	    parse_amount(t, row, &f[SHIP_AMOUNT], &m->amount) != 0 ||
	    parse_day(t, row, "shipped_at", &f[SHIP_AT], &day) != 0)
		return ROWS_REJECTED;
	if (field_is(&f[SHIP_TYPE], "exchange") || field_is(&f[SHIP_TYPE], "reissue"))
		t->report.replaced += m->units;
	m->lines = 1;
	m->squares = m->units * m->units;
	m->first = m->last = day;
	return add(t, row, day, cells_no_category(t->cells), e);
}

/* The day a return is dated by: the first of its three dates that is there, and which one that is. */
static int return_day(struct tally_task *t, const struct row *row, int32_t *day, size_t *which)
{
	static const char *const names[] = {"received_at", "finished_at", "applied_at"};

	for (size_t i = 0; i < 3; i++) {
		const struct field *f = &row->fields[RETURN_RECEIVED + i];

		if (f->length == 0)
			continue;
		if (parse_day(t, row, names[i], f, day) != 0)
			return -1;
		*which = i;
		return 0;
	}
	rows_reject(&t->job, row, NULL, "no date: received_at, finished_at and applied_at are empty");
	return -1;
}

/* ROWS_KEPT when the ticket is a return; skipped or refused otherwise. */
static enum rows_fate judge_ticket(struct tally_task *t, const struct row *row)
{
	const struct field *type = &row->fields[RETURN_TYPE];
	enum rows_fate fate = judge_status(t, row, &row->fields[RETURN_STATUS]);

	if (fate != ROWS_KEPT)
		return fate;
	if (type->length == 0 || field_is(type, "return") || field_is(type, "exchange"))
		return ROWS_KEPT;
	for (size_t i = 0; columns_types[i]; i++)
		if (field_is(type, columns_types[i]))
			return skip(t, TALLY_SKIP_TYPE + i);
	return rows_reject(&t->job, row, "type", "'%.*s' is no type of ticket; see retkit(7)",
			   (int)type->length, type->bytes);
}

/* The category that the rules give a return. Returns 0, or -1 with words. */
static int classify(struct tally_task *t, const struct row *row, int64_t units, uint32_t *category,
		    struct err *e)
{
	struct classify_text texts[RULE_FIELDS];
	struct verdict v;

	for (size_t i = 0; i < RULE_FIELDS; i++) {
		const struct field *f = &row->fields[t->text_column + i];

		texts[i] = (struct classify_text){f->bytes, f->length};
	}
	if (classifier_decide(t->classifier, texts, &v, e) != 0)
		return -1;
	classify_stats_add(t->found, &v, &units);
	uint32_t *known = v.rule ? &t->rule_categories[v.place] : NULL;

	if (known && *known) {
		*category = *known - 1;
		return 0;
	}
	*category = cells_category(t->cells, &(struct cell_part){v.cause, strlen(v.cause)},
				   &(struct cell_part){v.reason, strlen(v.reason)});
	if (known)
		*known = *category + 1;
	return 0;
}

/* The category of a return: what the rules say, or what it says itself. ROWS_KEPT, or the row is refused. */
static enum rows_fate categorise(struct tally_task *t, const struct row *row, int64_t units,
				 uint32_t *category, struct err *e)
{
	const struct field *cause = &row->fields[RETURN_CAUSE];

	if (t->classifier)
		return classify(t, row, units, category, e) == 0 ? ROWS_KEPT : ROWS_FAILED;
	if (cause->length && !columns_has(columns_causes, cause->bytes, cause->length))
		return rows_reject(&t->job, row, "cause", "'%.*s' is no cause; see ret-classify(1)",
				   (int)cause->length, cause->bytes);
	*category = category_of(t, cause, &row->fields[RETURN_REASON]);
	return ROWS_KEPT;
}

static enum rows_fate tally_return(void *context, const struct row *row, struct err *e)
{
	struct tally_task *t = context;
	const struct field *f = row->fields;
	struct cell_sums *m = next_sums(t);
	int32_t day, shipped;
	uint32_t category = 0;
	size_t which;

	if (!is_wanted(t, row))
		return skip(t, TALLY_SKIP_FILTERED);
	enum rows_fate fate = judge_ticket(t, row);

	if (fate != ROWS_KEPT)
		return fate;
	if (parse_qty(t, row, &f[RETURN_QTY], &m->units) != 0 ||
	    parse_amount(t, row, &f[RETURN_AMOUNT], &m->amount) != 0 ||
	    return_day(t, row, &day, &which) != 0)
		return ROWS_REJECTED;
	shipped = day;
	if (t->plan->by_ship_date &&
	    parse_day(t, row, "shipped_at", &f[RETURN_SHIPPED], &shipped) != 0)
		return ROWS_REJECTED;
	fate = categorise(t, row, m->units, &category, e);
	if (fate != ROWS_KEPT)
		return fate;
	m->lines = 1;
	m->squares = m->units * m->units;
	m->first = m->last = day;
	t->report.dated[which]++;
	return add(t, row, shipped, category, e);
}

/* The columns of a side, then the dims, then those of the conditions, then the texts to classify. Their number in *n. Caller frees. */
static struct rows_column *wanted_columns(struct tally_task *t, size_t *n)
{
	enum tally_side side = t->input.side;
	const struct tally_plan *plan = t->plan;
	const struct rows_column *fixed = side == TALLY_SHIPMENTS ? shipment_columns : return_columns;
	struct rows_column *columns;

	t->columns = side == TALLY_SHIPMENTS ? SHIP_COLUMNS : RETURN_COLUMNS;
	t->where_column = t->columns + plan->dim_count;
	t->text_column = t->where_column + plan->where_counts[side];
	*n = t->text_column + (t->classifier ? RULE_FIELDS : 0);
	columns = mem_alloc(*n, sizeof(*columns));
	memcpy(columns, fixed, t->columns * sizeof(*columns));
	for (size_t i = 0; i < plan->dim_count; i++)
		columns[t->columns + i] = (struct rows_column){plan->dims[i], true};
	for (size_t i = t->where_column; i < t->text_column; i++)
		columns[i] = (struct rows_column){
			condition_column(plan->wheres[side][i - t->where_column]), true};
	for (size_t i = t->text_column; i < *n; i++)
		columns[i] = (struct rows_column){rule_field_names[i - t->text_column], false};
	return columns;
}

/* A file whose returns are to be classified must have something to do it by. */
static int begin_file(void *context, struct reader *r, struct err *e)
{
	const struct tally_task *t = context;

	for (size_t i = 0; i <= RULE_NOTE; i++)
		if (!t->classifier || reader_find(r, rule_field_names[i]) >= 0)
			return 0;
	return err_set(e, CLASSIFY_NO_TEXT, reader_name(r), reader_column_list(r));
}

/* Run the job over the task's part of its file, or over all of it. */
static int run_job(struct tally_task *t)
{
	struct reader *r = t->whole ? reader_open_part(t->whole, t->from, t->to, &t->error)
				    : reader_open(t->input.path, t->plan->reading, &t->error);

	if (!r)
		return -1;
	t->name = reader_name(r);
	int status = rows_run_reader(&t->job, r, &t->error);

	t->end = reader_offset(r);
	t->lines = reader_lines(r);
	t->encoding = reader_decision(r);
	reader_close(r);
	return status;
}

/* A classifier of the task's own. Returns 0, or -1 with words. */
static int begin_classifying(struct tally_task *t)
{
	const struct classifier *whole = t->plan->classifier;

	if (!whole || t->input.side != TALLY_RETURNS)
		return 0;
	t->classifier = classifier_fork(whole, &t->error);
	if (!t->classifier)
		return -1;
	t->found = classify_stats_new(classifier_rules(whole), true);
	t->rule_categories = mem_alloc(rules_count(classifier_rules(whole)),
				       sizeof(*t->rule_categories));
	return 0;
}

static void end_classifying(struct tally_task *t)
{
	classifier_free(t->classifier);
	free(t->rule_categories);
	t->classifier = NULL;
	t->rule_categories = NULL;
}

void tally_task_run(struct tally_task *t)
{
	size_t column_count;

	t->status = begin_classifying(t);
	if (t->status != 0)
		return;
	struct rows_column *columns = wanted_columns(t, &column_count);

	t->parts = mem_alloc(CELL_ROWS * t->plan->dim_count + 1, sizeof(*t->parts));
	t->report.sum.first = t->report.sum.last = DATE_NONE;
	t->job = (struct rows_job){
		.columns = columns,
		.column_count = column_count,
		.options = t->plan->reading,
		.rejects = t->rejects,
		.file = begin_file,
		.row = t->input.side == TALLY_SHIPMENTS ? tally_shipment : tally_return,
		.batch = add_waiting,
		.context = t,
	};
	t->status = run_job(t);
	t->report.rows = t->job.counts;
	end_classifying(t);
	free(columns);
	free(t->parts);
}
