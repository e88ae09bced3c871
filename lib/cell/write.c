/* Writing a table of cells. */
#include "cell/private.h"

#include "base/crew.h"
#include "base/mem.h"
#include "base/num.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Cells that a thread formats at a time, and how many cells ahead it prefetches. */
enum { PIECE = 8192, AHEAD = 8 };

/* Short texts are copied this many bytes at a time. */
enum { WORD = 16 };

enum { DAY_TEXT = 10, MOST_DAYS = 1 << 16 };

/* The CSV text of one number, with a comma after each column. */
struct text {
	const char *bytes;
	size_t length;
};

/* One axis of the table: the CSV text of each of its numbers. Rows repeat the same few strings, so each is quoted once. */
struct axis {
	struct text *texts;
	struct arena *arena;
};

/* The text of each day in use, unless there are too many. */
struct days {
	int32_t first;
	uint32_t count;
	char (*texts)[DAY_TEXT];
};

struct piece {
	char *bytes; /* NULL: not formatted yet */
	size_t length;
};

/* Threads format pieces; the one that completes the next piece in order writes it and all finished pieces after it. */
struct writing {
	const struct cells *cells;
	struct axis periods, groups, categories;
	bool *returns; /* by category */
	struct days days;
	struct out *out;
	struct piece *pieces;
	size_t piece_count;
	size_t next;
	pthread_mutex_t lock;
};

/* ---- texts ---- */

static void axis_add(struct axis *axis, uint32_t id, const char *const *parts, size_t n)
{
	size_t most = WORD;

	for (size_t i = 0; i < n; i++)
		most += 2 * strlen(parts[i]) + 3;
	char *text = arena_alloc(axis->arena, most);
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		at += out_quote(text + at, parts[i], strlen(parts[i]));
		text[at++] = ',';
	}
	axis->texts[id] = (struct text){text, at};
}

static void axis_begin(struct axis *axis, size_t n)
{
	axis->arena = arena_new();
	axis->texts = mem_alloc(n, sizeof(*axis->texts));
}

static void axis_end(struct axis *axis)
{
	arena_free(axis->arena);
	free(axis->texts);
}

static void begin_axes(struct writing *w)
{
	const struct cells *c = w->cells;
	const char **parts = mem_alloc(c->dim_count + 2, sizeof(*parts));

	axis_begin(&w->periods, cells_periods(c));
	axis_begin(&w->groups, cells_groups(c));
	axis_begin(&w->categories, cells_categories(c));
	w->returns = mem_alloc(cells_categories(c), sizeof(*w->returns));
	for (uint32_t id = 0; id < cells_periods(c); id++) {
		parts[0] = c->metric;
		parts[1] = cells_period_label(c, id);
		axis_add(&w->periods, id, parts, 2);
	}
	for (uint32_t id = 0; id < cells_groups(c); id++) {
		for (size_t i = 0; i < c->dim_count; i++)
			parts[i] = cells_group_dim(c, id, i);
		axis_add(&w->groups, id, parts, c->dim_count);
	}
	for (uint32_t id = 0; id < cells_categories(c); id++) {
		parts[0] = cells_category_part(c, id, 0);
		parts[1] = cells_category_part(c, id, 1);
		axis_add(&w->categories, id, parts, 2);
		w->returns[id] = *parts[0] != '\0';
	}
	free(parts);
}

static void begin_days(struct days *d, const struct cells *c)
{
	int32_t last = DATE_NONE;
	char text[DATE_TEXT];

	d->first = INT32_MAX;
	for (size_t i = 0; i < c->count; i++) {
		const struct cell_sums *s = &c->cells[i].sums;

		if (s->first != DATE_NONE && s->first < d->first)
			d->first = s->first;
		if (s->last > last)
			last = s->last;
	}
	if (last < d->first || last - d->first >= MOST_DAYS)
		return;
	d->count = (uint32_t)(last - d->first) + 1;
	d->texts = mem_resize(NULL, d->count, sizeof(*d->texts));
	for (uint32_t i = 0; i < d->count; i++)
		memcpy(d->texts[i], date_print(text, d->first + (int32_t)i), DAY_TEXT);
}

/* ---- rows ---- */

/* Copy in whole words, because most texts are short; the excess is overwritten by the next column. */
static inline char *put_text(char *to, const struct text *text)
{
	for (size_t i = 0; i < text->length; i += WORD)
		memcpy(to + i, text->bytes + i, WORD);
	return to + text->length;
}

static inline char *put_zero(char *to)
{
	memcpy(to, "0,", 2);
	return to + 2;
}

static inline char *put_int(char *to, int64_t value)
{
	if (value >= 0 && value < 10)
		*to++ = (char)('0' + value);
	else
		to += num_print_int(to, value);
	*to++ = ',';
	return to;
}

static inline char *put_amount(char *to, int64_t value)
{
	to += decimal_put(to, value);
	*to++ = ',';
	return to;
}

static inline char *put_day(char *to, const struct days *d, int32_t day)
{
	uint32_t at = (uint32_t)day - (uint32_t)d->first;

	if (at >= d->count)
		return to + strlen(date_print(to, day));
	memcpy(to, d->texts[at], DAY_TEXT);
	return to + DAY_TEXT;
}

/* Columns alternate between shipped and returned; those of the other side are 0. */
static char *put_sums(char *to, const struct cell_sums *s, bool returns, const struct days *d)
{
	const int64_t values[] = {s->units, s->amount, s->lines, s->squares};

	for (size_t i = 0; i < 4; i++) {
		if (returns)
			to = put_zero(to);
		to = i == 1 ? put_amount(to, values[i]) : put_int(to, values[i]);
		if (!returns)
			to = put_zero(to);
	}
	to = put_day(to, d, s->first);
	*to++ = ',';
	to = put_day(to, d, s->last);
	*to++ = '\n';
	return to;
}

static struct piece make_piece(const struct writing *w, size_t from, size_t to)
{
	struct piece p = {0};
	size_t capacity = 0;

	for (size_t at = from; at < to; at++) {
		struct cell_place place = cells_place(w->cells, at);
		const struct text *period = &w->periods.texts[place.period];
		const struct text *group = &w->groups.texts[place.group];
		const struct text *category = &w->categories.texts[place.category];

		cells_prefetch(w->cells, at + AHEAD);
		p.bytes = mem_grow(p.bytes, &capacity,
				   p.length + period->length + group->length + category->length + WORD +
					   CELL_MEASURES * NUM_TEXT,
				   1);
		char *end = p.bytes + p.length;

		end = put_text(put_text(put_text(end, period), group), category);
		end = put_sums(end, cells_sums(w->cells, at), w->returns[place.category], &w->days);
		p.length = (size_t)(end - p.bytes);
	}
	return p;
}

static void write_piece(void *context, size_t from, size_t to)
{
	struct writing *w = context;
	struct piece made = make_piece(w, from, to);

	pthread_mutex_lock(&w->lock);
	w->pieces[from / PIECE] = made;
	while (w->next < w->piece_count && w->pieces[w->next].bytes) {
		struct piece *p = &w->pieces[w->next++];

		out_bytes(w->out, p->bytes, p->length);
		free(p->bytes);
	}
	pthread_mutex_unlock(&w->lock);
}

static void write_header(const struct cells *c, struct out *o)
{
	out_cell_text(o, cell_key_name(KEY_METRIC));
	out_cell_text(o, cell_key_name(KEY_PERIOD));
	for (size_t i = 0; i < c->dim_count; i++)
		out_cell_text(o, c->dims[i]);
	out_cell_text(o, cell_key_name(KEY_CAUSE));
	out_cell_text(o, cell_key_name(KEY_REASON));
	for (size_t i = 0; i < CELL_MEASURES; i++)
		out_cell_text(o, cell_measure_name(i));
	out_row_end(o);
}

void cells_write(const struct cells *c, struct out *o, unsigned threads)
{
	struct writing w = {
		.cells = c,
		.out = o,
		.piece_count = (cells_count(c) + PIECE - 1) / PIECE,
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};

	begin_axes(&w);
	begin_days(&w.days, c);
	w.pieces = mem_alloc(w.piece_count, sizeof(*w.pieces));
	write_header(c, o);
	crew_run(write_piece, &w, cells_count(c), PIECE, threads);
	pthread_mutex_destroy(&w.lock);
	axis_end(&w.periods);
	axis_end(&w.groups);
	axis_end(&w.categories);
	free(w.returns);
	free(w.days.texts);
	free(w.pieces);
}
