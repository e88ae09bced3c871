/*
 * Print the schemas of all tables for tests/pages: a line `name@version: columns` each, [optional] ones in brackets, DIM
 * where the dimensions stand. Status 1 when a schema is at fault: a shown column without heading, two columns of one name.
 */
#include "answer/bridges.h"
#include "answer/rate.h"
#include "answer/yoy.h"
#include "cause/reasons.h"
#include "cell/cell.h"
#include "cell/formula.h"
#include "check/finding.h"
#include "join/orphans.h"
#include "layout/exports.h"
#include "layout/inspect.h"
#include "row/account.h"
#include "row/remarks.h"
#include "words/word.h"

#include <stdio.h>
#include <string.h>

static const struct schema *const all[] = {
	&cells_schema,   &rate_schema,    &yoy_schema,     &bridge_part_schema, &bridge_total_schema,
	&finding_schema, &orphans_schema, &detect_schema,  &explain_schema,     &dialects_schema,
	&formula_schema, &reasons_schema, &account_schema, &exports_schema,     &remarks_schema,
};

static int check(const struct schema *s)
{
	int faults = s->count > 64;

	for (size_t i = 0; i < s->count; i++) {
		const struct schema_column *c = &s->columns[i];

		if (c->name && c->shown && !word_find(WORD_HEADING, c->name, LANG_EN)) {
			printf("%s: no heading for %s\n", s->name, c->name);
			faults++;
		}
		for (size_t k = 0; k < i && c->name; k++) {
			if (!s->columns[k].name || strcmp(s->columns[k].name, c->name) != 0)
				continue;
			printf("%s: two columns %s\n", s->name, c->name);
			faults++;
		}
	}
	return faults;
}

int main(void)
{
	int faults = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const struct schema *s = all[i];

		printf("%s@%d:", s->name, s->version);
		for (size_t k = 0; k < s->count; k++) {
			const struct schema_column *c = &s->columns[k];

			if (k && k == s->dims_before)
				printf(" DIM");
			if (c->name)
				printf(c->optional ? " [%s]" : " %s", c->name);
		}
		printf("\n");
		faults += check(s);
	}
	return faults != 0;
}
