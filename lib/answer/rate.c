#include "answer/rate.h"

#include <math.h>

static const struct schema_column columns[RATE_COLUMNS] = {
	KEY_COLUMNS,
	[RATE_SHIPPED] = {"shipped", SCHEMA_SUM, .shown = true},
	[RATE_RETURNED] = {"returned", SCHEMA_SUM, .shown = true},
	[RATE_RATE] = {"rate", SCHEMA_RATE, .shown = true},
	[RATE_LOW] = {"low", SCHEMA_RATE, .shown = true},
	[RATE_HIGH] = {"high", SCHEMA_RATE, .shown = true},
	[RATE_SHARE] = {"share", SCHEMA_RATE, .shown = true, .optional = true},
	[RATE_FLAG] = {"flag", SCHEMA_WORD, .words = WORD_FLAG, .shown = true},
};

const struct schema rate_schema = {"rate", 1, columns, RATE_COLUMNS, KEY_DIMS_BEFORE};

struct rate rate_find_counts(const struct series *s, const struct sum *shipped, const struct sum *returned,
			     const struct sum *other)
{
	struct rate r = {shipped->units, returned->units, NAN, {NAN, NAN}, 0, {NAN, NAN}};
	double scale = series_scale(s);
	double n = (double)shipped->units / scale;
	double x = (double)returned->units / scale;

	if (shipped->units <= 0)
		return r;
	double unit_shipped = interval_find_unit_size(n, (double)shipped->squares, 1);
	double unit = unit_shipped;

	r.rate = x / n;
	r.size = n / unit_shipped;
	if (!series_is_cohort(s)) {
		double otherwise = other ? interval_find_unit_size((double)other->units / scale, (double)other->squares,
								   unit_shipped)
					 : unit_shipped;

		unit = interval_find_unit_size(x, (double)returned->squares, otherwise);
	}
	r.effective = interval_shrink_counts(x, n, unit);
	return r;
}

struct rate rate_find(const struct series *s, const struct sum *shipped, const struct sum *returned,
		      const struct sum *other, double level)
{
	struct rate r = rate_find_counts(s, shipped, returned, other);

	if (shipped->units <= 0)
		return r;
	r.limits = series_is_cohort(s) ? interval_find_wilson(r.effective.count, r.effective.exposure, level)
				       : interval_find_gamma(r.effective.count, r.effective.exposure, level);
	return r;
}

enum flag rate_judge(const struct series *s, size_t p, const struct rate *rate, const struct rate_rules *rules)
{
	if (!rules->keep_partial && series_is_partial(s, p))
		return FLAG_PARTIAL;
	if (!rules->keep_partial && series_is_immature(s, p, rules->mature))
		return FLAG_IMMATURE;
	if (series_is_cohort(s) && rate->returned > rate->shipped)
		return FLAG_OVER;
	return rate->size < rules->least ? FLAG_THIN : FLAG_NONE;
}
