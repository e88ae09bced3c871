#include "check/check.h"

#include "check/private.h"

struct findings *check_run(const struct check_plan *plan, struct rejects *rejects, struct rows_counts counts[SIDES],
			   struct err *e)
{
	struct nonproducts *nonproducts = nonproducts_new(e);

	if (!nonproducts)
		return NULL;
	struct check c = {
		.plan = plan,
		.facts = check_facts_new(),
		.held = check_held_new(),
		.nonproducts = nonproducts,
		.found = findings_new(),
	};
	int status = check_read(&c, rejects, counts, e);

	if (status == 0) {
		check_times(&c);
		check_ids(&c);
		check_skus(&c);
		check_lines(&c);
		check_shares(&c);
	}
	check_held_free(c.held);
	check_facts_free(c.facts);
	nonproducts_free(nonproducts);
	if (status == 0)
		return c.found;
	findings_free(c.found);
	return NULL;
}
