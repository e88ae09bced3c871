#include "report/review_private.h"

#include <ctype.h>
#include <string.h>

/* The unit that a check counts, singular and plural. */
static void counted(const char *check, enum phrase *one, enum phrase *several)
{
	static const struct {
		const char *part; /* part of the name of the check */
		enum phrase one, several;
	} units[] = {
		{"returns-conflict", PHRASE_PAGE_TICKET, PHRASE_PAGE_TICKETS},
		{"shipments-conflict", PHRASE_PAGE_LINE, PHRASE_PAGE_LINES},
		{"dominant-shipment", PHRASE_PAGE_LINE, PHRASE_PAGE_LINES},
		{"over-returned-lines", PHRASE_PAGE_LINE, PHRASE_PAGE_LINES},
		{"order-and-cancel", PHRASE_PAGE_PAIR, PHRASE_PAGE_PAIRS},
		{"sku-leverage", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"rate-over-100", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"sku-only-returned", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"sku-variants", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"sku-blanks", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"non-products", PHRASE_PAGE_SKU, PHRASE_PAGE_SKUS},
		{"-gap", PHRASE_PAGE_DAY, PHRASE_PAGE_DAYS},
		{"-shop-begins", PHRASE_PAGE_DAY, PHRASE_PAGE_DAYS},
		{"-shop-ends", PHRASE_PAGE_DAY, PHRASE_PAGE_DAYS},
		{"-partial", PHRASE_PAGE_DAY, PHRASE_PAGE_DAYS},
	};

	*one = PHRASE_PAGE_ROW;
	*several = PHRASE_PAGE_ROWS;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strstr(check, units[i].part)) {
			*one = units[i].one;
			*several = units[i].several;
			return;
		}
}

/* "76 days", "1 day" */
static struct item *amount(struct report *page, double n, enum phrase one, enum phrase several)
{
	return item_phrase(page, n == 1 ? one : several, item_number(page, ITEM_GROUPED, n), NULL);
}

/* The length of a quoted word such as 'shop=x', including quotes escaped for the shell; 0: none begins here. */
static size_t quoted(const char *s)
{
	size_t n = 0;

	if (*s != '\'')
		return 0;
	for (;;) {
		const char *end = strchr(s + n + 1, '\'');

		if (!end)
			return n;
		n = (size_t)(end - s) + 1;
		if (strncmp(s + n, "\\''", 3) != 0)
			return n;
		n += 2;
	}
}

/* The length of a command at `s`, ret-NAME with its options and quoted words; 0: none begins here. */
static size_t command(const char *s)
{
	enum { WHEN_LENGTH = 15 };
	size_t n = strlen("ret-"), more;

	if (strncmp(s, "ret-", n) != 0 || !islower((unsigned char)s[n]))
		return 0;
	while (islower((unsigned char)s[n]))
		n++;
	for (;; n += more) {
		more = 0;
		if (strncmp(s + n, " --when shipped", WHEN_LENGTH) == 0)
			more = WHEN_LENGTH;
		else if (strncmp(s + n, " --", 3) == 0)
			more = 3 + strspn(s + n + 3, "abcdefghijklmnopqrstuvwxyz-");
		else if (s[n] == ' ' && quoted(s + n + 1))
			more = 1 + quoted(s + n + 1);
		if (more == 0 || (more == 3 && s[n + 1] == '-'))
			return n;
	}
}

/* Advice with its commands as code. */
static struct item *advice(struct report *page, const char *words)
{
	struct item *list = item_list(page, PHRASE_PAGE_BESIDE);
	const char *begin = words;
	size_t n;

	for (const char *s = words; *s; s += n ? n : 1) {
		n = command(s);
		if (n == 0)
			continue;
		item_add(list, item_bytes(page, ITEM_NAME, begin, (size_t)(s - begin)));
		item_add(list, item_bytes(page, ITEM_CODE, s, n));
		begin = s + n;
	}
	item_add(list, item_text(page, ITEM_NAME, begin));
	return list;
}

static struct item *fault_words(struct report *page, const struct fault *f)
{
	enum phrase one, several;
	struct item *example = item_text(page, ITEM_NAME, f->example);

	counted(f->check, &one, &several);
	return item_phrase(page, PHRASE_PAGE_FAULT,
			   item_strong(page, item_word(page, WORD_SEVERITY, severity_slug(f->severity))),
			   item_word(page, WORD_CHECK, f->check), amount(page, f->count, one, several),
			   amount(page, f->units, PHRASE_PAGE_UNIT, PHRASE_PAGE_UNITS),
			   *f->example ? item_phrase(page, PHRASE_PAGE_SUCH_AS, example, NULL) : example,
			   advice(page, f->advice), NULL);
}

/* The findings, worst first; notes are only named. */
void review_trust(struct review *v)
{
	const struct faults *f = &v->faults;
	struct report *page = v->page;
	struct item *notes = item_list(page, PHRASE_PAGE_AND);
	bool asks = false;

	if (f->count == 0)
		return;
	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_TRUST, NULL));
	for (size_t i = 0; i < f->count; i++) {
		const struct fault *row = &f->rows[i];

		if (row->severity == SEVERITY_NOTE) {
			item_add(notes,
				 item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_word(page, WORD_CHECK, row->check),
					     item_number(page, ITEM_COUNT, row->count), NULL));
			continue;
		}
		asks |= strstr(row->advice, "ret-filter") != NULL;
		report_point(page, fault_words(page, row));
	}
	if (notes->count)
		report_point(page, item_phrase(page, PHRASE_PAGE_TO_BE_KNOWN, notes, NULL));
	if (asks)
		report_paragraph(page,
				 item_phrase(page, PHRASE_PAGE_FILTER_LOOKS, item_text(page, ITEM_CODE, "ret-filter"),
					     item_text(page, ITEM_CODE, "work/shipments/shipments.csv"),
					     item_text(page, ITEM_CODE, "work/returns/returns.csv"), NULL));
}

/* The number of errors and warnings, for the foot of a picture; NULL if there are none. */
struct item *review_clause(struct report *page, const struct faults *faults)
{
	size_t errors = faults_count(faults, SEVERITY_ERROR), warnings = faults_count(faults, SEVERITY_WARNING);
	struct item *list = item_list(page, PHRASE_PAGE_WITH);

	if (errors)
		item_add(list, amount(page, (double)errors, PHRASE_PAGE_ERROR, PHRASE_PAGE_ERRORS));
	if (warnings)
		item_add(list, amount(page, (double)warnings, PHRASE_PAGE_WARNING, PHRASE_PAGE_WARNINGS));
	return list->count ? item_phrase(page, PHRASE_PAGE_ABOUT_DATA, list, NULL) : NULL;
}
