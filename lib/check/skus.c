/* Checks of SKU codes: rates above 100 %, codes on one side only, variant spellings, non-products. */
#include "check/private.h"

#include "base/mem.h"
#include "base/text.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* The most codes named in a sentence, and in a condition to run, which needs all of them. */
enum { A_FEW = 12, A_CONDITION = 200 };

/* The codes collected for a finding. */
struct codes {
	uint32_t *list;
	size_t count;
	int64_t units;
};

static struct codes codes_new(const struct check *c)
{
	return (struct codes){mem_alloc(intern_count(c->facts->skus) + 1, sizeof(uint32_t)), 0, 0};
}

static void codes_add(struct codes *codes, uint32_t sku, int64_t units)
{
	codes->list[codes->count++] = sku;
	codes->units += units;
}

/* For qsort_r(): most units first, then by code. */
static int compare_units(const void *left, const void *right, void *context)
{
	const struct check_facts *f = context;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	const struct check_sku *x = &f->sku[a], *y = &f->sku[b];
	int64_t p = x->units[0] + x->units[1], q = y->units[0] + y->units[1];

	if (p != q)
		return p > q ? -1 : 1;
	return strcmp(intern_get(f->skus, a, NULL), intern_get(f->skus, b, NULL));
}

/* Shipments outside --from and --to also prove that a SKU is shipped. */
static bool is_shipped(const struct check_sku *s)
{
	return s->lines[SIDE_SHIPMENTS] || s->elsewhere;
}

static struct check_trace first_of(const struct check *c, uint32_t sku)
{
	const struct check_sku *s = &c->facts->sku[sku];

	return s->first[s->lines[SIDE_RETURNS] ? SIDE_RETURNS : SIDE_SHIPMENTS];
}

/* The second text of an advice, after a few codes. */
enum second { A_CODE, WITH_CODE, BUT_CODES };

/* The code with most units, a condition that keeps it, or a condition that drops all codes. Caller frees. */
static char *second_word(const struct check *c, const struct codes *codes, enum second second)
{
	size_t n = second == BUT_CODES && codes->count < A_CONDITION ? codes->count
		   : second == BUT_CODES                             ? A_CONDITION
								     : 1;
	const char **values = mem_alloc(n, sizeof(*values));

	for (size_t i = 0; i < n; i++)
		values[i] = intern_get(c->facts->skus, codes->list[i], NULL);
	char *word = second == A_CODE ? mem_dup(values[0], strlen(values[0]))
				      : check_condition(COLUMN_SKU, second == BUT_CODES, values, n);

	free(values);
	return word;
}

/*
 * Add a finding if there are codes; the placeholders of its advice are a few codes, then the second text. Frees the
 * codes.
 */
static void report(struct check *c, const char *name, enum severity severity, struct codes *codes, enum second second)
{
	if (codes->count) {
		qsort_r(codes->list, codes->count, sizeof(*codes->list), compare_units, c->facts);
		char *list = check_codes(c, codes->list, codes->count, A_FEW);
		char *word = second_word(c, codes, second);
		struct check_trace at = first_of(c, codes->list[0]);

		check_add(c, name, severity, (struct check_tally){.rows = (int64_t)codes->count, .units = codes->units},
			  check_source(c, at), list, word, NULL);
		free(list);
		free(word);
	}
	free(codes->list);
}

/* ---- rates above 100 % ---- */

/* The first days of the first and of the last period with shipments. */
static void find_shipped(const struct check_facts *f, int32_t *first, int32_t *last)
{
	*first = INT32_MAX;
	*last = INT32_MIN;
	for (uint32_t i = 0; i < intern_count(f->skus); i++) {
		size_t n;
		const struct check_cell *cells = check_sku_cells(&f->sku[i], &n);

		for (size_t k = 0; k < n; k++) {
			if (cells[k].units[SIDE_SHIPMENTS] == 0)
				continue;
			*first = cells[k].period < *first ? cells[k].period : *first;
			*last = cells[k].period > *last ? cells[k].period : *last;
		}
	}
}

/*
 * SKUs with more units returned than shipped in a period, also if none was shipped in it. SKUs never shipped are left
 * to check_only_returned(). Periods before the first or after the last shipment are skipped, because there every
 * returned SKU would be above 100 %.
 */
static void check_over(struct check *c)
{
	struct check_facts *f = c->facts;
	int32_t first, last;
	struct codes codes = codes_new(c);

	find_shipped(f, &first, &last);
	for (uint32_t i = 0; i < intern_count(f->skus); i++) {
		int64_t over = 0;
		size_t n;
		const struct check_cell *cells = check_sku_cells(&f->sku[i], &n);

		for (size_t k = 0; k < n && is_shipped(&f->sku[i]); k++)
			if (cells[k].period >= first && cells[k].period <= last &&
			    cells[k].units[SIDE_RETURNS] > cells[k].units[SIDE_SHIPMENTS])
				over += cells[k].units[SIDE_RETURNS] - cells[k].units[SIDE_SHIPMENTS];
		if (over && *intern_get(f->skus, i, NULL))
			codes_add(&codes, i, over);
	}
	report(c, "rate-over-100", SEVERITY_WARNING, &codes, WITH_CODE);
}

/* Units without a SKU, from exports that leave it empty. */
static void check_nameless(struct check *c)
{
	uint32_t none;

	if (!intern_find(c->facts->skus, "", 0, &none))
		return;
	const struct check_sku *s = &c->facts->sku[none];

	if (s->lines[SIDE_RETURNS] == 0)
		return;
	check_add(c, "returns-without-sku", check_weigh(c, SIDE_RETURNS, s->units[SIDE_RETURNS], SEVERITY_WARNING),
		  (struct check_tally){.rows = s->lines[SIDE_RETURNS], .units = s->units[SIDE_RETURNS]},
		  check_source(c, s->first[SIDE_RETURNS]), NULL);
}

static void check_only_returned(struct check *c)
{
	struct codes codes = codes_new(c);

	for (uint32_t i = 0; i < intern_count(c->facts->skus); i++) {
		const struct check_sku *s = &c->facts->sku[i];

		if (s->lines[SIDE_RETURNS] && !is_shipped(s) && *intern_get(c->facts->skus, i, NULL))
			codes_add(&codes, i, s->units[SIDE_RETURNS]);
	}
	report(c, "sku-only-returned", check_weigh(c, SIDE_RETURNS, codes.units, SEVERITY_WARNING), &codes, WITH_CODE);
}

/* ---- spelling ---- */

static bool has_blanks(const char *code, size_t n)
{
	const char *at = code;
	size_t length = n;

	text_trim(&at, &length);
	return length != n;
}

static void check_blanks(struct check *c)
{
	struct codes codes = codes_new(c);

	for (uint32_t i = 0; i < intern_count(c->facts->skus); i++) {
		size_t n;
		const char *code = intern_get(c->facts->skus, i, &n);
		const struct check_sku *s = &c->facts->sku[i];

		if (s->lines[0] + s->lines[1] && has_blanks(code, n))
			codes_add(&codes, i, s->units[0] + s->units[1]);
	}
	report(c, "sku-blanks", SEVERITY_WARNING, &codes, A_CODE);
}

/* Codes that differ only in case and width: of each group, all but the code with most units. */
static void check_variants(struct check *c)
{
	const struct check_facts *f = c->facts;
	struct intern *plain = intern_new();
	uint32_t *best = mem_alloc(intern_count(f->skus) + 1, sizeof(*best));
	struct codes codes = codes_new(c);
	struct text_room room = {NULL, 0};

	for (uint32_t i = 0; i < intern_count(f->skus); i++) {
		const struct check_sku *s = &f->sku[i];
		size_t n;
		const char *code = intern_get(f->skus, i, &n);
		bool fresh;

		/* Codes with blanks have their own finding. */
		if (s->lines[0] + s->lines[1] == 0 || has_blanks(code, n))
			continue;
		n = text_normalise_into(&room, code, n);
		uint32_t group = intern_add(plain, room.bytes, n, &fresh), other = i;

		if (fresh) {
			best[group] = i;
			continue;
		}
		if (compare_units(&i, &best[group], c->facts) < 0) {
			other = best[group];
			best[group] = i;
		}
		codes_add(&codes, other, f->sku[other].units[0] + f->sku[other].units[1]);
	}
	intern_free(plain);
	free(best);
	free(room.bytes);
	report(c, "sku-variants", SEVERITY_WARNING, &codes, A_CODE);
}

/* ---- non-products ---- */

/* A single letter may be postage, but a code with a large share of the units is a product. */
static bool is_trade(const struct check *c, const struct check_sku *s, size_t n)
{
	return n == 1 && s->units[SIDE_SHIPMENTS] * 100 >= check_units(c, SIDE_SHIPMENTS) * CHECK_PERCENT_DOMINANT;
}

static void check_products(struct check *c)
{
	struct codes codes = codes_new(c);

	for (uint32_t i = 0; i < intern_count(c->facts->skus); i++) {
		const struct check_sku *s = &c->facts->sku[i];
		size_t n;
		const char *code = intern_get(c->facts->skus, i, &n);

		if (s->lines[0] + s->lines[1] == 0 || is_trade(c, s, n))
			continue;
		if (s->named || nonproducts_has_code(c->nonproducts, code, n))
			codes_add(&codes, i, s->units[0] + s->units[1]);
	}
	report(c, "non-products", check_weigh(c, SIDE_SHIPMENTS, codes.units, SEVERITY_WARNING), &codes, BUT_CODES);
}

void check_skus(struct check *c)
{
	check_over(c);
	check_only_returned(c);
	check_nameless(c);
	check_blanks(c);
	check_variants(c);
	check_products(c);
}
