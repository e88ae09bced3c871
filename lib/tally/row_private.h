/*
 * row_private: the steps from a row to a cell that all metrics share; private to this folder.
 *
 * Inline, because it is done for every row.
 */
#ifndef RETKIT_TALLY_ROW_H
#define RETKIT_TALLY_ROW_H

#include "row/columns.h"
#include "row/judge.h"
#include "tally/task_private.h"

#include <string.h>

/* The columns read from each side; the dims follow them. */
enum { SHIP_QTY, SHIP_AT, SHIP_AMOUNT, SHIP_STATUS, SHIP_GIFT, SHIP_TYPE, SHIP_COLUMNS };

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

/* The number of a day's period. Days repeat, so a small cache of recent days saves most of the work. */
static inline uint32_t period_of(struct tally_task *t, int32_t day)
{
	size_t at = (uint32_t)day % DAYS;

	if (!t->days[at].known || t->days[at].day != day) {
		struct period p = period_of_day(t->plan->period, day, 1);
		char label[PERIOD_TEXT];

		const char *text = t->label ? t->label : period_print(label, &p);

		t->days[at].known = true;
		t->days[at].day = day;
		t->days[at].period = cells_period(t->cells, text, strlen(text));
	}
	return t->days[at].period;
}

/* The number of a return's category; a row without a cause is `unclassified/unread`. */
static inline uint32_t category_of(struct tally_task *t, const struct field *cause, const struct field *reason)
{
	static const struct cell_part unclassified = {"unclassified", 12};
	static const struct cell_part unread = {"unclassified/unread", 19};
	const struct cell_part parts[2] = {{cause->bytes, cause->length}, {reason->bytes, reason->length}};

	if (cause->length == 0)
		return cells_category(t->cells, &unclassified, &unread);
	return cells_category(t->cells, &parts[0], &parts[1]);
}

/* The sums of the current row; add() puts them into the buffer. */
static inline struct cell_sums *next_sums(struct tally_task *t)
{
	return &t->rows[t->row_count].sums;
}

/* Add the current row, whose sums are in next_sums(), to the buffer; flush the buffer when it is full. */
static inline enum fate add(struct tally_task *t, const struct row *row, int32_t period_day, uint32_t category,
			    struct err *e)
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
	return t->row_count == CELL_ROWS && tally_task_add(t, e) != 0 ? FATE_FAILED : FATE_COUNTS;
}

/* True when a row meets the conditions of its side. */
static inline bool is_wanted(const struct tally_task *t, const struct row *row)
{
	struct condition *const *wheres = t->plan->wheres[t->input.kind];
	size_t n = t->plan->where_counts[t->input.kind], at = t->where_column;

	for (size_t i = 0; i < n; i++)
		if (!condition_holds(wheres[i], row->fields, &at))
			return false;
	return true;
}

/* The category that the rules give a return. Returns 0, or -1 with words. */
static inline int classify(struct tally_task *t, const struct row *row, int64_t units, uint32_t *category,
			   struct err *e)
{
	struct classify_text texts[RULE_FIELDS];
	struct decision v;

	for (size_t i = 0; i < RULE_FIELDS; i++) {
		const struct field *f = &row->fields[t->text_column + i];

		texts[i] = (struct classify_text){f->bytes, f->length};
	}
	if (classifier_decide(t->classifier, texts, &v, e) != 0)
		return -1;
	classify_stats_add(t->found, &v, &units);
	if (v.conflict)
		rows_note_units(row, TALLY_NOTE_CONFLICT, units);
	if (strcmp(v.cause, "unclassified") == 0)
		rows_note_units(row, TALLY_NOTE_UNCLASSIFIED, units);
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

/*
 * The category of a return, from the rules or from its own cause and reason. Returns FATE_COUNTS, FATE_REJECTED or
 * FATE_FAILED.
 */
static inline enum fate categorise(struct tally_task *t, const struct row *row, int64_t units, uint32_t *category,
				   struct err *e)
{
	const struct field *cause = &row->fields[RETURN_CAUSE];

	if (t->classifier)
		return classify(t, row, units, category, e) == 0 ? FATE_COUNTS : FATE_FAILED;
	if (cause->length && !columns_has(columns_causes, cause->bytes, cause->length)) {
		rows_reject(row->job, row, COLUMN_CAUSE, "'%.*s' is no cause; see ret-classify(1)", (int)cause->length,
			    cause->bytes);
		return FATE_REJECTED;
	}
	*category = category_of(t, cause, &row->fields[RETURN_REASON]);
	return FATE_COUNTS;
}

#endif
