#include "cell/formula.h"

#include "result/result.h"
#include "row/columns.h"
#include "base/mem.h"
#include "base/num.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By enum lang, then as the lists they stand for. */
static const char *const units[2][4] = {
	{"units", "lines", "orders", "amounts"},
	{"件数", "行数", "订单数", "金额"},
};
static const char *const happened[2][METRIC_DATES] = {
	{"ordered", "paid", "shipped", "signed", "applied for", "received", "finished"},
	{"下单", "付款", "发货", "签收", "申请", "收货", "完结"},
};
static const char *const types_zh[] = {
	"退货", "换货", "仅退款", "发货前退款", "拒收", "补发", "维修", "差价", "其他",
};
static const char *const statuses_zh[] = {"已完成", "处理中", "已作废"};
static const char *const quantities_zh[] = {"实收", "申请", "按行", "推定"};

/* Words put together piece by piece. */
struct words {
	char *text;
	size_t length;
	size_t capacity;
};

static void say(struct words *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(struct words *w, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int n = vsnprintf(NULL, 0, format, arguments);

	va_end(arguments);
	w->text = mem_grow(w->text, &w->capacity, w->length + (size_t)n + 1, 1);
	va_start(arguments, format);
	vsnprintf(w->text + w->length, (size_t)n + 1, format, arguments);
	va_end(arguments);
	w->length += (size_t)n;
}

/* Those of a list whose bits are set. */
static void say_bits(struct words *w, enum lang lang, unsigned bits, const char *const *names,
		     const char *const *chinese)
{
	const char *joint = "";

	for (size_t i = 0; names[i]; i++) {
		if (!(bits >> i & 1))
			continue;
		say(w, "%s%s", joint, lang == LANG_ZH ? chinese[i] : names[i]);
		joint = lang == LANG_ZH ? "、" : " or ";
	}
}

static void say_dates(struct words *w, enum lang lang, const struct metric_dating *dating, const char *joint)
{
	for (size_t i = 0; i < dating->count; i++)
		say(w, "%s%s", i ? joint : "", happened[lang][dating->dates[i]]);
}

static void say_window(struct words *w, enum lang lang, const struct metric *m)
{
	bool zh = lang == LANG_ZH;

	if (!m->window)
		say(w, zh ? "期内" : "in the period");
	else if (!m->lag)
		say(w, zh ? "截止日前 %d 天内" : "in the %d days to the as-of date", m->window);
	else if (zh)
		say(w, "截止日前 %d 天为止的 %d 天内", m->lag, m->window);
	else
		say(w, "in the %d days that end %d days before the as-of date", m->window, m->lag);
}

static void say_reasons(struct words *w, enum lang lang, const struct metric *m)
{
	for (size_t i = 0; i < m->reason_count; i++) {
		const char *reason = m->reasons[i];

		if (lang == LANG_EN) {
			say(w, "%s%s", i ? " or " : "", reason);
			continue;
		}
		char *second = strchr(reason, '/') ? lang_reason(lang, reason) : NULL;

		say(w, "%s%s", i ? "、" : "", second ? second : lang_cause(lang, reason));
		free(second);
	}
}

/* What tickets count: `return or exchange tickets (done)`. */
static void say_tickets(struct words *w, enum lang lang, const struct metric *m)
{
	bool zh = lang == LANG_ZH;

	say_bits(w, lang, m->types, columns_types, types_zh);
	say(w, zh ? "单（" : " tickets (");
	say_bits(w, lang, m->statuses, columns_statuses, statuses_zh);
	if (m->quantities) {
		say(w, zh ? "，数量为" : ", quantity ");
		say_bits(w, lang, m->quantities, metric_quantities, quantities_zh);
	}
	say(w, zh ? "）" : ")");
}

static void say_class(struct words *w, enum lang lang, const struct metric *m)
{
	bool zh = lang == LANG_ZH, order = m->unit == METRIC_ORDER;

	if (m->reason_count == 0)
		return;
	if (zh)
		say(w, "、%s原因为", !order ? "" : m->last_reason ? "末次" : "首次");
	else
		say(w, " with a %sreason of ", !order ? "" : m->last_reason ? "last " : "first ");
	say_reasons(w, lang, m);
}

static void say_within(struct words *w, enum lang lang, const struct metric *m)
{
	if (m->within < 0)
		return;
	say(w, lang == LANG_ZH ? "、且" : ", ");
	say_dates(w, lang, &m->event, lang == LANG_ZH ? "或" : " or ");
	if (lang == LANG_ZH)
		say(w, m->within_months ? "于当月及其后 %d 个月内" : "于 %d 天内", m->within);
	else
		say(w, m->within_months ? " in the same month or the %d after it" : " within %d days", m->within);
}

/* Which rows are divided by, where it is not only what is done: ` (done or pending)`. */
static void say_sold_statuses(struct words *w, enum lang lang, const struct metric *m)
{
	bool zh = lang == LANG_ZH;

	if (m->against_statuses == 1) /* the first of columns_statuses */
		return;
	say(w, zh ? "（" : " (");
	say_bits(w, lang, m->against_statuses, columns_statuses, statuses_zh);
	say(w, zh ? "）" : ")");
}

static void say_exclusions(struct words *w, enum lang lang, const struct metric *m)
{
	bool zh = lang == LANG_ZH;
	const char *joint = zh ? "；两侧均不含" : "; on both sides without ";
	char amount[NUM_TEXT];

	if (m->no_gifts) {
		say(w, "%s%s", joint, zh ? "赠品" : "gifts");
		joint = zh ? "、" : ", ";
	}
	if (m->no_replacements) {
		say(w, "%s%s", joint, zh ? "换货补发订单" : "replacement orders");
		joint = zh ? "、" : ", ";
	}
	if (m->below)
		say(w, zh ? "%s金额低于 %s 的行" : "%slines of an amount below %s", joint,
		    decimal_print(amount, m->below));
}

static void say_english(struct words *w, const struct metric *m)
{
	say(w, "%s ", units[LANG_EN][m->unit]);
	if (m->cohort) {
		say_dates(w, LANG_EN, &m->dated, "");
		say(w, " ");
		say_window(w, LANG_EN, m);
		say(w, " that came to ");
	} else {
		say(w, "of ");
	}
	say_tickets(w, LANG_EN, m);
	say_class(w, LANG_EN, m);
	if (!m->cohort) {
		say(w, ", ");
		say_dates(w, LANG_EN, &m->dated, ", else ");
		say(w, " ");
		say_window(w, LANG_EN, m);
	}
	say_within(w, LANG_EN, m);
	say(w, " ÷ %s ", units[LANG_EN][m->unit]);
	say_dates(w, LANG_EN, &m->against, " and ");
	say(w, m->window ? " in these days" : " in it");
	say_sold_statuses(w, LANG_EN, m);
	say_exclusions(w, LANG_EN, m);
}

static void say_chinese(struct words *w, const struct metric *m)
{
	say_window(w, LANG_ZH, m);
	say_dates(w, LANG_ZH, &m->dated, "（缺则按");
	for (size_t i = 1; i < m->dated.count; i++)
		say(w, "）");
	say(w, m->cohort ? "者中，有" : "的");
	say_tickets(w, LANG_ZH, m);
	say_class(w, LANG_ZH, m);
	say_within(w, LANG_ZH, m);
	say(w, "的%s ÷ %s", units[LANG_ZH][m->unit], m->window ? "同一时段" : "期内");
	say_dates(w, LANG_ZH, &m->against, "且");
	say(w, "%s", units[LANG_ZH][m->unit]);
	say_sold_statuses(w, LANG_ZH, m);
	say_exclusions(w, LANG_ZH, m);
}

/* `orders signed in the 30 days to the as-of date with … ÷ orders signed in …`. Caller frees. */
static char *formula_words(enum lang lang, const struct metric *m)
{
	struct words w = {0};

	if (lang == LANG_ZH)
		say_chinese(&w, m);
	else
		say_english(&w, m);
	return w.text;
}

static const struct schema_column columns[FORMULA_COLUMNS] = {
	[FORMULA_METRIC] = {"metric", SCHEMA_TEXT},
	[FORMULA_TITLE] = {"title", SCHEMA_TEXT},
	[FORMULA_UNIT] = {"unit", SCHEMA_WORD, .words = WORD_UNIT},
	[FORMULA_FORMULA] = {"formula", SCHEMA_TEXT},
	[FORMULA_VALID] = {"valid", SCHEMA_TEXT},
	[FORMULA_MIN_N] = {"min_n", SCHEMA_COUNT},
	[FORMULA_GRADE] = {"grade", SCHEMA_TEXT},
	[FORMULA_SOURCE] = {"source", SCHEMA_TEXT},
	[FORMULA_NOTE] = {"note", SCHEMA_TEXT},
};

const struct schema formula_schema = {"metrics", 1, columns, FORMULA_COLUMNS, 0};

void formula_write_table(enum lang lang, const struct metrics *ms, struct out *o)
{
	struct result *table = result_open(&formula_schema, NULL, o, false);

	for (size_t i = 0; i < metrics_count(ms); i++) {
		const struct metric *m = metrics_get(ms, i);
		char *name = mem_printf("%s@%d", m->name, m->version);
		char *formula = formula_words(lang, m);
		char validity[METRIC_VALIDITY_TEXT];

		result_set_text(table, FORMULA_METRIC, name);
		result_set_text(table, FORMULA_TITLE, m->titles[lang]);
		result_set_text(table, FORMULA_UNIT, metric_units[m->unit]);
		result_set_text(table, FORMULA_FORMULA, formula);
		result_set_text(table, FORMULA_VALID, metric_print_validity(validity, m));
		if (m->min_n)
			result_set_count(table, FORMULA_MIN_N, m->min_n);
		result_set_text(table, FORMULA_GRADE, m->grade);
		result_set_text(table, FORMULA_SOURCE, m->source);
		result_set_text(table, FORMULA_NOTE, m->note);
		result_end_row(table);
		free(formula);
		free(name);
	}
	result_close(table, false);
}
