/* Orders and lines: returns without a shipment, lines that stand twice, days and quantities that cannot be. */
#include "check/private.h"

#include "base/mem.h"

#include <stdlib.h>

/* ---- orphans ---- */

struct matches {
	int64_t known; /* ids that some shipment has */
	struct check_tally lost;
};

static void match_orders(const struct check_order *list, size_t n, struct matches *m)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i].shipped) {
			m->known++;
			continue;
		}
		if (m->lost.rows == 0)
			m->lost.first = list[i].first;
		m->lost.rows += list[i].rows;
		m->lost.units += list[i].units;
	}
}

static void check_orphans(struct check *c)
{
	const struct check_tally *anonymous = &c->facts->half[SIDE_RETURNS].kinds[CHECK_ANONYMOUS];
	const struct check_tally *counted = &c->facts->half[SIDE_RETURNS].kinds[CHECK_COUNTED];
	struct matches m = {0};
	size_t orders = intern_count(c->held->orders);

	match_orders(c->held->order, orders, &m);
	match_orders(c->held->line, intern_count(c->held->lines), &m);
	if (anonymous->rows)
		findings_add(
			c->found, "returns-without-id", SEVERITY_NOTE, anonymous->rows, anonymous->units,
			check_source(c, anonymous->first),
			mem_printf("%s",
				   CHECK_SAY(c,
					     "returns without order and line cannot be matched with a shipment: "
					     "export the order number too",
					     "没有订单号也没有子订单号的退货无法与发货核对：请连同订单号一起导出")));
	if (m.lost.rows == 0)
		return;
	if (m.known == 0) {
		findings_add(
			c->found, "ids-never-match", SEVERITY_NOTE, m.lost.rows, m.lost.units,
			check_source(c, m.lost.first),
			mem_printf(
				"%s",
				CHECK_SAY(
					c,
					"no return's order stands in the shipments: the two exports number orders in "
					"different ways, so returns cannot be matched; choose the column of the platform's "
					"order in both with ret-import --map",
					"没有一条退货的订单号出现在发货中：两份导出的订单号不是同一种，无法核对；"
					"请用 ret-import --map 在两边都选平台订单号")));
		return;
	}
	double percent = check_percent(m.lost.rows, counted->rows - anonymous->rows);

	findings_add(
		c->found, "orphan-returns", percent >= 10 ? SEVERITY_ERROR : SEVERITY_WARNING, m.lost.rows,
		m.lost.units, check_source(c, m.lost.first),
		mem_printf(
			CHECK_SAY(
				c,
				"%.1f%% of the returns with an id are of orders that no shipment has: export shipments from "
				"earlier on and of all shops, or list them with ret-join --orphans",
				"有单号的退货中 %.1f%% 的订单不在发货里：请把发货导出的起始日期提前并包括全部店铺，"
				"或用 ret-join --orphans 列出"),
			percent));
}

/* ---- lines that stand twice ---- */

struct twice {
	struct check_tally overlap;  /* in two files, the same cells */
	struct check_tally conflict; /* in two files, other cells */
	struct check_tally repeat;   /* in one file, the same cells */
};

/* Lines of the same ids and cells: list[0..n), by file. Returns how many stand in the file that has most. */
static int64_t weigh_equal(const struct check_twin *list, size_t n, struct twice *found)
{
	int64_t most = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end].at.file == list[i].at.file; end++)
			check_tally_add(&found->repeat, list[end].units, list[end].at);
		if ((int64_t)(end - i) > most)
			most = (int64_t)(end - i);
	}
	for (int64_t i = most; i < (int64_t)n; i++)
		check_tally_add(&found->overlap, list[i].units, list[i].at);
	return most;
}

/* Lines of the same ids, by cells and file. */
static void weigh_ids(const struct check_twin *list, size_t n, struct twice *found)
{
	bool files_differ = false;
	size_t contents = 0, other = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end].cells == list[i].cells;)
			end++;
		weigh_equal(list + i, end - i, found);
		contents++;
		if (list[i].at.file != list[0].at.file && !files_differ) {
			files_differ = true;
			other = i;
		}
	}
	if (contents > 1 && files_differ)
		check_tally_add(&found->conflict, list[other].units, list[other].at);
}

static struct twice find_twice(struct check_twins *twins, unsigned threads)
{
	struct twice found = {0};

	check_twins_sort(twins, threads);
	for (size_t b = 0; b < CHECK_BUCKETS; b++) {
		const struct check_twin *list = twins->list[b];

		for (size_t i = 0, end; i < twins->count[b]; i = end) {
			for (end = i + 1; end < twins->count[b] && list[end].key == list[i].key;)
				end++;
			if (end > i + 1)
				weigh_ids(list + i, end - i, &found);
		}
	}
	return found;
}

static void check_twice(struct check *c, enum side side)
{
	static const char *const names[][3] = {{"shipments-overlap", "shipments-conflict", "shipments-repeated"},
					       {"returns-overlap", "returns-conflict", "returns-repeated"}};
	struct check_half *h = &c->facts->half[side];
	struct twice found = find_twice(&h->twins, c->plan->threads);
	const char *word = side == SIDE_SHIPMENTS ? "shipments" : "returns";

	if (found.overlap.rows)
		findings_add(
			c->found, names[side][0], SEVERITY_ERROR, found.overlap.rows, found.overlap.units,
			check_source(c, found.overlap.first),
			mem_printf(
				CHECK_SAY(
					c,
					"lines that stand in more than one file count more than once: import these files in one "
					"run, ret-import --as %s FILE FILE, which takes them once",
					"同一行出现在多个文件里，被重复计算：请用 ret-import --as %s FILE FILE 一次导入，只取一次"),
				word));
	if (found.conflict.rows)
		findings_add(
			c->found, names[side][1], check_weigh(c, side, found.conflict.units, SEVERITY_WARNING),
			found.conflict.rows, found.conflict.units, check_source(c, found.conflict.first),
			mem_printf(
				"%s",
				CHECK_SAY(
					c,
					"the same ticket or line stands in two files with other cells and counts twice: "
					"keep the later export of it",
					"同一单据在两个文件里内容不同，被计算两次：请只保留较晚的一份")));
	if (found.repeat.rows)
		findings_add(
			c->found, names[side][2],
			check_percent(found.repeat.rows, h->kinds[CHECK_COUNTED].rows) >= 5 ? SEVERITY_WARNING
											    : SEVERITY_NOTE,
			found.repeat.rows, found.repeat.units, check_source(c, found.repeat.first),
			mem_printf(
				CHECK_SAY(
					c,
					"lines are equal to another of the same file but for their place (%.1f%% of the lines): "
					"units sent one by one look so too; ask whether the export repeats lines",
					"同一文件内有内容完全相同的行（占 %.1f%%）：逐件发出也会如此，请确认导出是否重复"),
				check_percent(found.repeat.rows, h->kinds[CHECK_COUNTED].rows)));
}

/* ---- days and quantities that cannot be ---- */

static void check_order_lines(struct check *c)
{
	const struct check_tally *own = &c->facts->half[SIDE_RETURNS].kinds[CHECK_TOO_EARLY];
	struct check_tally early = *own, over = {0};

	for (size_t i = 0; i < intern_count(c->held->order_lines); i++) {
		const struct check_order_line *line = &c->held->order_line[i];

		if (line->first_shipped == DATE_NONE)
			continue;
		/* Those that say so themselves are counted already. */
		if (own->rows == 0 && line->first_returned < line->first_shipped)
			check_tally_add(&early, line->returned, line->at);
		if (line->returned > line->shipped)
			check_tally_add(&over, line->returned - line->shipped, line->at);
	}
	if (early.rows)
		findings_add(
			c->found, "returned-before-shipped",
			check_weigh(c, SIDE_RETURNS, early.units, SEVERITY_WARNING), early.rows, early.units,
			check_source(c, early.first),
			mem_printf(
				"%s",
				CHECK_SAY(
					c,
					"goods came back before they left: refunds before shipment, a replacement's "
					"shipment matched, or a wrong clock; mark them as pre_ship or correct the dates",
					"退回日期早于发货日期：可能是发货前退款、匹配到补发单或日期有误；请标为 pre_ship 或更正日期")));
	if (over.rows)
		findings_add(
			c->found, "over-returned-lines", check_weigh(c, SIDE_RETURNS, over.units, SEVERITY_WARNING),
			over.rows, over.units, check_source(c, over.first),
			mem_printf(
				"%s",
				CHECK_SAY(
					c,
					"more came back of an order's SKU than was sent, as when a ticket is applied for "
					"again: keep the last ticket of a line, or ret-join --cap",
					"同一订单同一 SKU 退回多于发出，常因重复申请：每行只留最后一张售后单，或用 ret-join --cap")));
}

void check_ids(struct check *c)
{
	check_orphans(c);
	check_twice(c, SIDE_SHIPMENTS);
	check_twice(c, SIDE_RETURNS);
	check_order_lines(c);
}
