/* Prints what a tally found to stderr. */
#include "tally/tally.h"

#include "base/date.h"
#include "base/die.h"

#include <stdio.h>
#include <stdlib.h>

/* The word for what the cells count. */
static const char *unit_word(const struct metric *m)
{
	static const char *const words[] = {"units", "lines", "orders", "lines"};

	return words[m ? m->unit : METRIC_QTY];
}

static void report_side(const char *side, const struct tally_report *r, const struct account_count *counts,
			const struct metric *m)
{
	const long long replacements = (long long)counts[TALLY_NOTE_REPLACEMENT].units;
	char first[DATE_TEXT], last[DATE_TEXT], *why = fate_words(counts);
	char replaced[64] = "";

	if (replacements)
		snprintf(replaced, sizeof(replaced), " (%lld on replacement orders)", replacements);
	warn("%s: read %llu = kept %llu + skipped %llu%s + rejected %llu; %s %lld%s%s%s%s%s", side,
	     (unsigned long long)r->rows.read, (unsigned long long)r->rows.kept, (unsigned long long)r->rows.skipped,
	     why, (unsigned long long)r->rows.rejected, unit_word(m), (long long)r->sum.units, replaced,
	     r->sum.lines ? ", " : "", date_print(first, r->sum.first), r->sum.lines ? " to " : "",
	     date_print(last, r->sum.last));
	free(why);
}

static void report_orders(const char *side, const struct tally_orders *o)
{
	const struct {
		const char *name;
		uint64_t count;
	} left[] = {
		{"outside the window", o->window},
		{"outside the validity", o->validity},
		{"for another reason", o->reason},
	};
	char why[256] = "";
	size_t at = 0;

	for (size_t i = 0; i < sizeof(left) / sizeof(*left); i++)
		if (left[i].count)
			at += (size_t)snprintf(why + at, sizeof(why) - at, " + %s %llu", left[i].name,
					       (unsigned long long)left[i].count);
	warn("orders of the %s: %llu = counted %llu%s", side, (unsigned long long)o->all, (unsigned long long)o->kept,
	     why);
	if (o->unmatched)
		warn("of the orders returned %llu are not among those of the shipments, and count",
		     (unsigned long long)o->unmatched);
}

/* Returns skipped because they lack a date of their sale. */
static void report_undated(const struct account_count *returns)
{
	for (size_t i = METRIC_ORDERED; i <= METRIC_SIGNED; i++)
		if (returns[FATE_NO_DATE + i].rows)
			warn("%llu returns without %s do not count; ret-join takes it from the shipments",
			     (unsigned long long)returns[FATE_NO_DATE + i].rows, metric_dates[i]);
}

static void report_metric(const struct tally_plan *plan, const struct tally_report reports[2],
			  const struct account_count *returns)
{
	const struct metric *m = plan->metric;
	char as_of[DATE_TEXT], first[DATE_TEXT], last[DATE_TEXT];

	if (m->window && plan->as_of != DATE_NONE)
		warn("%s@%d as of %s: %s to %s", m->name, m->version, date_print(as_of, plan->as_of),
		     date_print(first, metric_window_first(m, plan->as_of)),
		     date_print(last, metric_window_last(m, plan->as_of)));
	report_undated(returns);
	if (m->unit != METRIC_ORDER)
		return;
	report_orders("shipments", &reports[SIDE_SHIPMENTS].orders);
	report_orders("returns", &reports[SIDE_RETURNS].orders);
}

void tally_reasons(struct account_reason reasons[TALLY_REASONS])
{
	fate_reasons(reasons);
	reasons[TALLY_NOTE_DATED] = (struct account_reason){ACCOUNT_NOTE, "dated-received"};
	reasons[TALLY_NOTE_DATED + 1] = (struct account_reason){ACCOUNT_NOTE, "dated-finished"};
	reasons[TALLY_NOTE_DATED + 2] = (struct account_reason){ACCOUNT_NOTE, "dated-applied"};
	reasons[TALLY_NOTE_REPLACEMENT] = (struct account_reason){ACCOUNT_NOTE, "replacement-order"};
	reasons[TALLY_NOTE_UNCLASSIFIED] = (struct account_reason){ACCOUNT_NOTE, "unclassified"};
	reasons[TALLY_NOTE_CONFLICT] = (struct account_reason){ACCOUNT_NOTE, "conflict"};
}

void tally_tell(const struct tally_plan *plan, const struct tally_report reports[2])
{
	struct account_count shipments[TALLY_REASONS], returns[TALLY_REASONS];
	const struct account_count *dated = &returns[TALLY_NOTE_DATED];

	account_sum(plan->account, SIDE_SHIPMENTS, shipments);
	account_sum(plan->account, SIDE_RETURNS, returns);
	report_side("shipments", &reports[SIDE_SHIPMENTS], shipments, plan->metric);
	report_side("returns", &reports[SIDE_RETURNS], returns, plan->metric);
	if (dated[1].rows || dated[2].rows)
		warn("returns dated by received_at %llu, finished_at %llu, applied_at %llu",
		     (unsigned long long)dated[0].rows, (unsigned long long)dated[1].rows,
		     (unsigned long long)dated[2].rows);
	if (plan->metric)
		report_metric(plan, reports, returns);
	if (!plan->found)
		return;
	char *words = classify_stats_words(plan->found);

	warn("classified: %s", words);
	free(words);
}
