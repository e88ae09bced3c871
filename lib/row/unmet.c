#include "row/unmet.h"

#include "base/die.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Distinct values to look at, and the longest of them: a column of ids or of texts has no nearest worth its time. */
enum { MOST_VALUES = 1 << 16, LONGEST = 60 };

/* ---- distance ---- */

static size_t decode(const char *s, uint32_t codes[LONGEST])
{
	size_t n = strlen(s), count = 0;

	for (size_t at = 0; at < n && count < LONGEST; count++)
		at += text_decode(s + at, n - at, &codes[count]);
	return count;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Insertions, deletions and substitutions (Levenshtein), by Wagner and Fischer's rows. */
static int edits(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	int row[LONGEST + 1];

	for (size_t k = 0; k <= m; k++)
		row[k] = (int)k;
	for (size_t i = 1; i <= n; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (size_t k = 1; k <= m; k++) {
			const int above = row[k];

			row[k] = least(least(above, row[k - 1]) + 1, diagonal + (a[i - 1] != b[k - 1]));
			diagonal = above;
		}
	}
	return row[m];
}

int unmet_distance(const char *a, const char *b)
{
	char *x = text_normalise(a, strlen(a)), *y = text_normalise(b, strlen(b));
	uint32_t codes[2][LONGEST];
	const size_t n = decode(x, codes[0]), m = decode(y, codes[1]), longer = n > m ? n : m;
	int distance;

	if (strcmp(x, y) == 0)
		distance = 0;
	else if (n && m && (strncmp(x, y, strlen(x)) == 0 || strncmp(x, y, strlen(y)) == 0))
		distance = 1;
	else
		distance = edits(codes[0], n, codes[1], m) + 1;
	free(x);
	free(y);
	return distance <= 1 || 2 * (size_t)(distance - 1) < longer ? distance : -1;
}

/* ---- the second reading ---- */

/* One value that was not met, and what was found instead. */
struct search {
	struct condition *condition; /* `column=value` */
	const char *column;
	const char *value;
	bool alone; /* no value of its list was met: the condition does nothing */
	bool met;
	struct intern *seen; /* distinct cells */
};

static int look(struct search *s, struct reader *r, struct err *e)
{
	struct batch b;
	int column, got;

	if (condition_bind(s->condition, r, e) != 0)
		return -1;
	column = reader_find(r, s->column);
	reader_select(r, &column, 1);
	while ((got = reader_next(r, &b, e)) > 0) {
		for (size_t i = 0; i < b.rows && !s->met; i++) {
			size_t at = 0;

			if (condition_holds(s->condition, &b.fields[i], &at))
				s->met = true;
			else if (b.fields[i].length && intern_count(s->seen) < MOST_VALUES)
				intern_add(s->seen, b.fields[i].bytes, b.fields[i].length, NULL);
		}
	}
	return got;
}

static const char *nearest(const struct search *s)
{
	const char *best = NULL;
	int least_so_far = INT_MAX;

	for (size_t i = 0; i < intern_count(s->seen); i++) {
		const char *seen = intern_get(s->seen, (uint32_t)i, NULL);
		const int distance = unmet_distance(s->value, seen);

		if (distance >= 0 && distance < least_so_far) {
			best = seen;
			least_so_far = distance;
		}
	}
	return best;
}

static void search(struct search *s, char *const *paths, size_t n, const struct reader_options *options)
{
	struct reader_options quiet = options ? *options : (struct reader_options){0};
	struct err e;
	int status = 0;

	quiet.progress = NULL;
	for (size_t i = 0; i < n && status == 0 && !s->met; i++) {
		struct reader *r = reader_open(paths[i], &quiet, &e);

		status = r ? look(s, r, &e) : -1;
		reader_close(r);
	}
	/* What cannot be read a second time is not judged: the first reading has told of its faults. */
	if (status != 0 || s->met)
		return;
	const char *other = nearest(s);

	if (other)
		warn("no row has %s '%s'; did you mean '%s'?", s->column, s->value, other);
	else if (s->alone)
		warn("no row has %s '%s'", s->column, s->value);
}

static bool can_read_again(char *const *paths, size_t n)
{
	struct stat st;

	for (size_t i = 0; i < n; i++)
		if (stat(paths[i], &st) != 0 || !S_ISREG(st.st_mode))
			return false;
	return n > 0;
}

void unmet_tell(struct condition *const *conditions, size_t count, char *const *paths, size_t n,
		const struct reader_options *options)
{
	for (size_t i = 0; i < count; i++) {
		const char *value;

		for (size_t at = 0; (value = condition_unmet(conditions[i], &at));) {
			size_t names;
			const char *column = condition_columns(conditions[i], &names)[0];
			char *text = mem_printf("%s=%s", column, value);
			struct err e;
			struct search s = {condition_new(text, &e),
					   column,
					   value,
					   condition_unmet_all(conditions[i]),
					   false,
					   intern_new()};

			if (s.condition && can_read_again(paths, n))
				search(&s, paths, n, options);
			condition_free(s.condition);
			intern_free(s.seen);
			free(text);
		}
	}
}
