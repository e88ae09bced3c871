/* Which header is which column: a user would count the wrong quantity or join by the wrong id. */
#include "clean/alias.h"
#include "clean/mapping.h"
#include "base/mem.h"
#include "csv/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 40 };

/* Split `list` at commas into names[]; `room` holds the texts. */
static size_t split(const char *list, char *room, const char **names)
{
	size_t n = 0;

	strcpy(room, list);
	for (char *s = strtok(room, ","); s; s = strtok(NULL, ","))
		names[n++] = s;
	return n;
}

/* Assert that in a file with these headers the column is fed by exactly those, in that order. */
static void assert_fed_by(const struct aliases *a, enum side side, const char *list, const char *column,
			  const char *expected)
{
	char room[1024], text[1024] = "";
	const char *names[MOST];
	size_t n = split(list, room, names);
	struct mapping *m = mapping_new(a, side, names, n);
	const struct alias_use *uses;
	size_t count = mapping_uses(m, column, &uses);

	for (size_t i = 0; i < count; i++) {
		strcat(text, i ? "," : "");
		strcat(text, names[uses[i].header]);
		assert_true(mapping_is_used(m, uses[i].header));
	}
	if (strcmp(text, expected) != 0)
		fail_msg("%s of %s is '%s', not '%s'", column, list, text, expected);
	mapping_free(m);
}

static struct aliases *built_in(void)
{
	struct err e;
	struct aliases *a = aliases_new(&e);

	if (!a)
		fail_msg("%s", e.words);
	return a;
}

/* Add a table given as text; returns what aliases_add() does. */
static int add(struct aliases *a, const char *csv, struct err *e)
{
	struct table *t = table_read_memory("map.csv", csv, strlen(csv), e);
	int status;

	assert_non_null(t);
	status = aliases_add(a, t, e);
	table_free(t);
	return status;
}

static void headers_match_after_normalising(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, " 发货时间 ", "shipped_at", " 发货时间 ");
	assert_fed_by(a, SIDE_SHIPMENTS, "ＳＫＵ", "sku", "ＳＫＵ");
	assert_fed_by(a, SIDE_SHIPMENTS, "Ship  Date", "shipped_at", "Ship  Date");
	assert_fed_by(a, SIDE_SHIPMENTS, "商品总价（元）", "amount", "商品总价（元）");
	assert_fed_by(a, SIDE_SHIPMENTS, "商品数量(件)", "qty", "商品数量(件)");
	/* A unit is dropped only as a second try. */
	assert_fed_by(a, SIDE_SHIPMENTS, "商品规格（网店）,商品规格", "spec", "商品规格");
	/* Never by likeness. */
	assert_fed_by(a, SIDE_SHIPMENTS, "计划发货时间,发货时间戳,sku数", "shipped_at", "");
	assert_fed_by(a, SIDE_SHIPMENTS, "计划发货时间,发货时间戳,sku数", "sku", "");
	aliases_free(a);
}

static void lowest_rank_wins(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, "销售数量,实发数量", "qty", "实发数量");
	assert_fed_by(a, SIDE_SHIPMENTS, "qty,实发数量", "qty", "qty");
	assert_fed_by(a, SIDE_RETURNS, "退款金额,实退金额", "amount", "实退金额");
	/* Twice the same header: the first. */
	assert_fed_by(a, SIDE_SHIPMENTS, "sku,sku", "sku", "sku");
	aliases_free(a);
}

static void next_stands_in_for_blanks(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_RETURNS, "备注,商家备注,买家退款说明", "note", "买家退款说明,商家备注");
	assert_fed_by(a, SIDE_SHIPMENTS, "原始单号,子单原始单号", "order_id", "子单原始单号,原始单号");
	/* What was not sent was not sent: no other quantity stands in. */
	assert_fed_by(a, SIDE_SHIPMENTS, "实发数量,销售数量,货品数量", "qty", "实发数量");
	aliases_free(a);
}

static void order_id_is_never_the_erps_own(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, "订单编号,商家编码", "order_id", "订单编号");
	assert_fed_by(a, SIDE_SHIPMENTS, "订单编号,原始单号", "order_id", "原始单号");
	assert_fed_by(a, SIDE_SHIPMENTS, "订单编号,网店订单号", "order_id", "网店订单号");
	assert_fed_by(a, SIDE_SHIPMENTS, "订单编号,原始子单号", "order_id", "");
	assert_fed_by(a, SIDE_SHIPMENTS, "订单号,线上订单号", "order_id", "线上订单号");
	assert_fed_by(a, SIDE_SHIPMENTS, "订单号,商品数量", "order_id", "订单号");
	aliases_free(a);
}

static void sku_is_never_a_platform_item(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编号,商品id,商品ID,样式ID,asin", "sku", "");
	assert_fed_by(a, SIDE_SHIPMENTS, "货品编号,商家编码", "sku", "商家编码");
	assert_fed_by(a, SIDE_SHIPMENTS, "货品编号,商家编码", "style", "货品编号");
	assert_fed_by(a, SIDE_SHIPMENTS, "货品编号,发货时间", "sku", "");
	assert_fed_by(a, SIDE_RETURNS, "退换单号,货品编号", "sku", "货品编号");
	assert_fed_by(a, SIDE_RETURNS, "退换单号,货品编号,商家编码", "sku", "商家编码");
	aliases_free(a);
}

static void common_words_need_company(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编码,数量,发货日期", "qty", "");
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编码,数量,发货日期,店铺", "qty", "数量");
	assert_fed_by(a, SIDE_RETURNS, "备注,类型,状态,数量", "note", "");
	assert_fed_by(a, SIDE_RETURNS, "备注,类型,退换单号,店铺,登记时间", "type", "类型");
	aliases_free(a);
}

static void returns_have_two_couriers(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_RETURNS, "快递公司,退货物流公司", "carrier", "快递公司");
	assert_fed_by(a, SIDE_RETURNS, "快递公司,退货物流公司", "return_carrier", "退货物流公司");
	assert_fed_by(a, SIDE_RETURNS, "订单快递公司,售后快递公司", "carrier", "订单快递公司");
	assert_fed_by(a, SIDE_RETURNS, "退回物流公司", "carrier", "");
	aliases_free(a);
}

static void every_canonical_column_is_its_own_alias(void **state)
{
	static const enum side sides[] = {SIDE_SHIPMENTS, SIDE_RETURNS};
	struct aliases *a = built_in();

	(void)state;
	for (size_t s = 0; s < 2; s++) {
		const char *names[MOST];
		size_t n = alias_target_count(sides[s]);

		for (size_t i = 0; i < n; i++)
			names[i] = alias_target_name(sides[s], i);
		struct mapping *m = mapping_new(a, sides[s], names, n);

		for (size_t i = 0; i < n && strcmp(names[i], "qty_received") != 0; i++) {
			const struct alias_use *uses;

			if (mapping_uses(m, names[i], &uses) != 1 || uses[0].header != i)
				fail_msg("%s", names[i]);
		}
		mapping_free(m);
	}
	aliases_free(a);
}

static void source_is_kept_only_in_tables_of_ours(void **state)
{
	struct aliases *a = built_in();

	(void)state;
	assert_fed_by(a, SIDE_SHIPMENTS, "sku,qty,shipped_at,source", "source", "");
	aliases_free(a);
}

static void users_rows_come_first(void **state)
{
	struct aliases *a = built_in();
	struct err e;

	(void)state;
	assert_int_equal(add(a,
			     "header,column\n件数,qty\n发货日期,ordered_at\n"
			     "商品编码,\n",
			     &e),
			 0);
	assert_fed_by(a, SIDE_SHIPMENTS, "实发数量,件数", "qty", "件数");
	/* Their header is taken out of our table. */
	assert_fed_by(a, SIDE_SHIPMENTS, "发货日期", "shipped_at", "");
	assert_fed_by(a, SIDE_SHIPMENTS, "发货日期", "ordered_at", "发货日期");
	/* An empty column leaves the header alone. */
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编码,sku", "sku", "sku");
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编码", "sku", "");
	aliases_free(a);
}

static void users_rows_keep_to_their_side(void **state)
{
	struct aliases *a = built_in();
	struct err e;

	(void)state;
	assert_int_equal(add(a,
			     "side,column,header,rank,when,blank,note\n"
			     "returns,note,备注一,1,,next,\n"
			     "returns,note,备注二,2,no:备注三; specific:2,,\n"
			     "returns,sku,商品编码,0,has:备注一|备注二,,\n",
			     &e),
			 0);
	assert_fed_by(a, SIDE_SHIPMENTS, "商品编码", "sku", "商品编码");
	assert_fed_by(a, SIDE_RETURNS, "商品编码", "sku", "");
	assert_fed_by(a, SIDE_RETURNS, "商品编码,备注二", "sku", "商品编码");
	assert_fed_by(a, SIDE_RETURNS, "备注二,备注一,售后单号", "note", "备注一,备注二");
	assert_fed_by(a, SIDE_RETURNS, "备注二,备注一", "note", "备注一");
	assert_fed_by(a, SIDE_RETURNS, "备注二,备注一,售后单号,备注三", "note", "备注一");
	aliases_free(a);
}

static void broken_tables_are_refused_with_words(void **state)
{
	static const char *const broken[][2] = {
		{"header\nA\n", "column"},
		{"column\nsku\n", "header"},
		{"header,column\nA,skew\n", "map.csv:2: 'skew' is not a canonical column"},
		{"header,column\n ,sku\n", "map.csv:2: ' ' is not a header"},
		{"side,header,column\nleft,A,sku\n", "map.csv:2: 'left' is none of shipments, returns and both"},
		{"side,header,column\nshipments,A,reason1\n", "map.csv:2: 'reason1' is not a canonical column"},
		{"header,column,rank\nA,sku,first\n", "map.csv:2: 'first' is not a rank"},
		{"header,column,blank\nA,sku,maybe\n", "map.csv:2: 'maybe' is none of next, down and standin"},
		{"header,column,when\nA,sku,has:\n", "map.csv:2: 'has:' is not a list of"},
		{"header,column,when\nA,sku,has:B|\n", "map.csv:2: 'has:B|' is not a list of"},
		{"header,column,when\nA,sku,specific:0\n", "map.csv:2: 'specific:0' is not"},
		{"header,column,when\nA,sku,if B\n", "map.csv:2: 'if B' is not a list of"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct aliases *a = built_in();
		struct err e = {.words = ""};

		assert_int_equal(add(a, broken[i][0], &e), -1);
		if (!strstr(e.words, broken[i][1]))
			fail_msg("'%s' says '%s'", broken[i][0], e.words);
		aliases_free(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_match_after_normalising),
		cmocka_unit_test(lowest_rank_wins),
		cmocka_unit_test(next_stands_in_for_blanks),
		cmocka_unit_test(order_id_is_never_the_erps_own),
		cmocka_unit_test(sku_is_never_a_platform_item),
		cmocka_unit_test(common_words_need_company),
		cmocka_unit_test(returns_have_two_couriers),
		cmocka_unit_test(every_canonical_column_is_its_own_alias),
		cmocka_unit_test(source_is_kept_only_in_tables_of_ours),
		cmocka_unit_test(users_rows_come_first),
		cmocka_unit_test(users_rows_keep_to_their_side),
		cmocka_unit_test(broken_tables_are_refused_with_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
