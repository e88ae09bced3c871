#include "picture/frame.h"

#include "row/columns.h"
#include "picture/label.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	TITLE_LINES = 2,
	SUBTITLE_LINES = 2,
	FOOT_LINES = 4,
	FOOT_LEADING = 28,
};

/* The scale of a text that should be bold but has no bold glyphs. Layouts reserve the same width for bold text. */
static const double emphasis = 1.06;

static void set_text(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		     bool bold, const char *text)
{
	struct plot_text how = {x, y, size, colour, align, bold};

	plot_label(f->plot, &how, text);
}

void frame_text(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text)
{
	set_text(f, x, y, size, colour, align, false, text);
}

void frame_bold(const struct frame *f, double x, double y, double size, uint32_t colour, enum plot_align align,
		const char *text)
{
	set_text(f, x, y, label_has_wide(text) ? size * emphasis : size, colour, align, true, text);
}

static size_t count_lines(const char *text, double size, double width, size_t max)
{
	char *lines[FOOT_LINES];
	size_t n = label_wrap(text, size, width, lines, max);

	for (size_t i = 0; i < n; i++)
		free(lines[i]);
	return n;
}

/* The smallest width that does not need more lines, unless the text is already shortened. */
static double even_width(const char *text, double size, double width, size_t max)
{
	size_t n = count_lines(text, size, width, max + 1);

	if (n < 2 || n > max)
		return width;
	while (count_lines(text, size, width * 0.96, max + 1) == n)
		width *= 0.96;
	return width;
}

/* Break a text at the middle dot that makes the two lines most equal. Returns false when no such break lets both lines fit. */
static bool break_at_dot(const char *text, double size, double width, char **lines)
{
	static const char dot[] = " · ";
	double least = width;
	const char *best = NULL;

	for (const char *s = text; (s = strstr(s, dot)) != NULL; s += strlen(dot)) {
		char *head = mem_dup(text, (size_t)(s - text));
		double widest = fmax(label_width(head, size), label_width(s + strlen(dot), size));

		free(head);
		if (widest <= least) {
			least = widest;
			best = s;
		}
	}
	if (!best)
		return false;
	lines[0] = mem_dup(text, (size_t)(best - text));
	lines[1] = mem_dup(best + strlen(dot), strlen(best + strlen(dot)));
	return true;
}

/* Draw lines from `y` down, `leading` apart. Returns the position of the next line. */
static double set_lines(struct frame *f, const char *text, double y, double size, double leading, uint32_t colour,
			bool bold, size_t max)
{
	char *lines[FOOT_LINES];
	double width = (f->right - f->left) / 1.02;
	char *masked = label_mask(text);
	bool even = max < FOOT_LINES;

	/* The whole text decides, because one of its lines may have no wide character. */
	if (bold && label_has_wide(masked)) {
		bold = false;
		size *= emphasis;
	}
	/* Make two lines about equally long, so that no single word is left in the second. */
	size_t n = even ? count_lines(masked, size, width, max) : 0;

	if (n != 2 || !break_at_dot(masked, size, width, lines)) {
		if (even)
			width = even_width(masked, size, width, max);
		n = label_wrap(masked, size, width, lines, max);
	}

	for (size_t i = 0; i < n; i++, y += leading) {
		set_text(f, f->left, y, size, colour, PLOT_LEFT, bold, lines[i]);
		f->aside_left = f->left + label_width(lines[i], size);
		f->aside_y = y;
		free(lines[i]);
	}
	free(masked);
	return y;
}

void frame_open(struct frame *f, const char *kind, const struct chart_request *request, char *title, char *subtitle,
		char *notes)
{
	char *foot = NULL;

	if (request->subject && *request->subject) {
		char *whole = mem_printf("%s · %s", request->subject, subtitle);

		free(subtitle);
		subtitle = whole;
	}
	f->plot = plot_new(kind, request->format, request->width, request->height);
	f->lang = request->lang;
	f->left = PAGE_MARGIN;
	f->right = plot_page_width(f->plot) - PAGE_MARGIN;
	f->top = set_lines(f, request->title ? request->title : title, 58, SIZE_TITLE, 52, COLOUR_INK, true,
			   TITLE_LINES);
	f->top = set_lines(f, request->subtitle ? request->subtitle : subtitle, f->top, SIZE_SUBTITLE, 34, COLOUR_SOFT,
			   false, SUBTITLE_LINES);
	double aside_left = f->aside_left, aside_y = f->aside_y;

	if (request->foot)
		lang_append(&foot, f->lang, PHRASE_SENTENCES, label_mask(request->foot));
	lang_append(&foot, f->lang, PHRASE_SENTENCES, notes);
	f->bottom = plot_page_height(f->plot) - 20;
	if (foot) {
		size_t lines = count_lines(foot, SIZE_SMALL, (f->right - f->left) / 1.02, FOOT_LINES);

		f->bottom = plot_page_height(f->plot) - 22 - FOOT_LEADING * (double)lines;
		set_lines(f, foot, f->bottom + FOOT_LEADING / 2, SIZE_SMALL, FOOT_LEADING, COLOUR_SOFT, false,
			  FOOT_LINES);
	}
	f->aside_left = aside_left;
	f->aside_y = aside_y;
	free(foot);
	free(title);
	free(subtitle);
}

void frame_drop(struct frame *f)
{
	plot_free(f->plot);
	f->plot = NULL;
}

size_t chart_rows_most(double room)
{
	return room > ROW_LEAST ? (size_t)(room / ROW_LEAST) : 1;
}

int chart_check_period_name(const struct chart_data *d, const struct chart_request *request, struct err *e)
{
	if (!request->period_name || request->period)
		return 0;
	for (size_t i = 1; i < d->count; i++)
		if (strcmp(d->rows[i].label, d->rows[0].label) != 0)
			return err_set(e,
				       "%s: the name '%s' is of one period, the table has '%s' to "
				       "'%s'",
				       table_name(d->table), request->period_name, d->rows[0].label,
				       d->rows[d->count - 1].label);
	return 0;
}

double chart_step(double span, int most)
{
	double rough = span / most;
	double power = pow(10, floor(log10(rough)));
	static const double parts[] = {1, 2, 5, 10};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i] * power >= rough * (1 - 1e-9))
			return parts[i] * power;
	return 10 * power;
}

int chart_digits(double percent)
{
	return percent >= 2 || percent <= 0 ? 1 : percent >= 0.2 ? 2 : 3;
}

int chart_step_digits(double step)
{
	int digits = 0;

	for (double percent = 100 * step; percent < 1 - 1e-9 && digits < 6; percent *= 10)
		digits++;
	return digits;
}

void frame_percent_axis(const struct frame *f, const struct plot_axes *axes, double step)
{
	int ticks = (int)floor((axes->y_max - axes->y_min) / step + 1e-9);
	char text[LANG_TEXT];

	for (int i = 0; i <= ticks; i++) {
		double y = axes->y_min + i * step;

		plot_set(f->plot,
			 "set arrow from first %.8g,%.8g to first %.8g,%.8g nohead back "
			 "lw %d lc rgb \"#%06x\"",
			 axes->x_min, y, axes->x_max, y, y > 0 ? 1 : 2, (unsigned)(y > 0 ? COLOUR_GRID : COLOUR_AXIS));
		frame_text(f, axes->left - 14, plot_page_y(axes, y), SIZE_LABEL, COLOUR_SOFT, PLOT_RIGHT,
			   lang_percent(text, f->lang, y, chart_step_digits(step)));
	}
}

void frame_points_axis(const struct frame *f, const struct plot_axes *axes)
{
	double step = chart_step(axes->x_max - axes->x_min, 8);
	int digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
	char text[LANG_TEXT];

	for (int i = (int)ceil(axes->x_min / step - 1e-9); i * step <= axes->x_max + 1e-9; i++) {
		double x = i * step;

		plot_set(f->plot,
			 "set arrow from first %.8g,%.8g to first %.8g,%.8g nohead back lw %d "
			 "lc rgb \"#%06x\"",
			 x, axes->y_min, x, axes->y_max, i ? 1 : 2, (unsigned)(i ? COLOUR_GRID : COLOUR_AXIS));
		char *words = lang_say(f->lang, PHRASE_POINTS, lang_difference(text, x, digits), NULL);

		frame_text(f, plot_page_x(axes, x), axes->bottom + 24, SIZE_SMALL, COLOUR_SOFT, PLOT_CENTRE, words);
		free(words);
	}
}

double frame_end_width(const struct frame_end *end)
{
	double width = fmax(label_width(end->name, SIZE_LABEL), label_width(end->value, SIZE_VALUE) * emphasis);

	return end->change ? fmax(width, label_width(end->change, SIZE_LABEL)) : width;
}

void frame_draw_end(const struct frame *f, const struct frame_end *end, double x)
{
	double y = end->y - end->height / 2 + 16;

	frame_text(f, x, y, SIZE_LABEL, end->colour, PLOT_LEFT, end->name);
	(end->open ? frame_text : frame_bold)(f, x, y + 38, end->change ? SIZE_VALUE : SIZE_VALUE - 6, end->colour,
					      PLOT_LEFT, end->value);
	if (end->change)
		frame_text(f, x, y + 76, SIZE_LABEL, COLOUR_INK, PLOT_LEFT, end->change);
}

void frame_free_end(struct frame_end *end)
{
	free(end->name);
	free(end->value);
	free(end->change);
}

void frame_place_ends(struct frame_end *a, struct frame_end *b, const struct plot_axes *axes)
{
	struct frame_end *upper = a->anchor >= b->anchor ? a : b, *lower = upper == a ? b : a;
	double need = (upper->height + lower->height) / 2 + 12;

	upper->y = plot_page_y(axes, upper->anchor);
	lower->y = plot_page_y(axes, lower->anchor);
	double lack = need - (lower->y - upper->y);

	if (lack > 0) {
		upper->y -= lack / 2;
		lower->y += lack / 2;
	}
	double over = lower->y + lower->height / 2 - (axes->bottom + 8);
	double under = axes->top - 24 - (upper->y - upper->height / 2);
	double move = over > 0 ? -over : under > 0 ? under : 0;

	upper->y += move;
	lower->y += move;
}

int chart_cause_index(const char *cause)
{
	int i = 0;

	while (columns_causes[i + 1] && strcmp(columns_causes[i], cause) != 0)
		i++;
	return i;
}

uint32_t chart_cause_colour(const char *cause)
{
	static const uint32_t colours[] = {0x8c1d2f, 0x2f6f9f, 0xe29a3b, 0xb7cad9, 0xe0e0e0};

	return colours[chart_cause_index(cause)];
}

char *chart_row_words(enum lang lang, const struct chart_row *row)
{
	char *reason = *row->reason ? lang_reason(lang, row->reason) : NULL;
	const char *second = reason ? reason : lang_cause(lang, row->cause);
	char *words = mem_printf("%s%s%s", row->group, *row->group && *second ? " · " : "", second);
	char *masked = label_mask(words);

	free(reason);
	free(words);
	return masked;
}

char *chart_flag_words(enum lang lang, const char *label, enum flag flag)
{
	return mem_printf("%s %s", label, word_find(WORD_FLAG, flag_slug(flag), lang));
}
