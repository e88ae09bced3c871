#include "chart_frame.h"

#include "columns.h"
#include "label.h"
#include "mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	TITLE_LINES = 2,
	SUBTITLE_LINES = 2,
	FOOT_LINES = 4,
	FOOT_LEADING = 28,
};

void words_join(char **sofar, enum lang lang, enum phrase joint, char *words)
{
	if (!words || *words == '\0') {
		free(words);
		return;
	}
	if (*sofar) {
		char *joined = lang_say(lang, joint, *sofar, words, NULL);

		free(*sofar);
		free(words);
		*sofar = joined;
	} else {
		*sofar = words;
	}
}

static void set_text(const struct frame *f, double x, double y, double size, uint32_t colour,
		     enum plot_align align, bool bold, const char *text)
{
	struct plot_text how = {x, y, size, colour, align, bold};

	plot_label(f->plot, &how, text);
}

void frame_text(const struct frame *f, double x, double y, double size, uint32_t colour,
		enum plot_align align, const char *text)
{
	set_text(f, x, y, size, colour, align, false, text);
}

void frame_bold(const struct frame *f, double x, double y, double size, uint32_t colour,
		enum plot_align align, const char *text)
{
	set_text(f, x, y, size, colour, align, true, text);
}

static size_t count_lines(const char *text, double size, double width, size_t max)
{
	char *lines[FOOT_LINES];
	size_t n = label_wrap(text, size, width, lines, max);

	for (size_t i = 0; i < n; i++)
		free(lines[i]);
	return n;
}

/* The least width in which the text has no more lines, unless it is cut already. */
static double even_width(const char *text, double size, double width, size_t max)
{
	size_t n = count_lines(text, size, width, max + 1);

	if (n < 2 || n > max)
		return width;
	while (count_lines(text, size, width * 0.96, max + 1) == n)
		width *= 0.96;
	return width;
}

/* Lines from `y` down, `leading` apart. Returns where the line after the last would stand. */
static double set_lines(struct frame *f, const char *text, double y, double size, double leading,
			uint32_t colour, bool bold, size_t max)
{
	char *lines[FOOT_LINES];
	double width = (f->right - f->left) / 1.02;
	char *masked = label_mask(text);

	/* A title of two lines has lines of about the same length, not one word in the second. */
	if (bold)
		width = even_width(masked, size, width, max);
	size_t n = label_wrap(masked, size, width, lines, max);

	for (size_t i = 0; i < n; i++, y += leading) {
		set_text(f, f->left, y, size, colour, PLOT_LEFT, bold, lines[i]);
		f->aside_left = f->left + label_width(lines[i], size);
		f->aside_y = y;
		free(lines[i]);
	}
	free(masked);
	return y;
}

void frame_open(struct frame *f, const char *kind, const struct chart_request *request, char *title,
		char *subtitle, char *notes)
{
	char *foot = NULL;

	f->plot = plot_new(kind, request->format, request->width, request->height);
	f->lang = request->lang;
	f->left = PAGE_MARGIN;
	f->right = plot_page_width(f->plot) - PAGE_MARGIN;
	f->top = set_lines(f, request->title ? request->title : title, 58, SIZE_TITLE, 52,
			   COLOUR_INK, true, TITLE_LINES);
	f->top = set_lines(f, request->subtitle ? request->subtitle : subtitle, f->top,
			   SIZE_SUBTITLE, 34, COLOUR_SOFT, false, SUBTITLE_LINES);
	double aside_left = f->aside_left, aside_y = f->aside_y;

	if (request->foot)
		words_join(&foot, f->lang, PHRASE_SENTENCES, label_mask(request->foot));
	words_join(&foot, f->lang, PHRASE_SENTENCES, notes);
	f->bottom = plot_page_height(f->plot) - 20;
	if (foot) {
		size_t lines =
		    count_lines(foot, SIZE_SMALL, (f->right - f->left) / 1.02, FOOT_LINES);

		f->bottom = plot_page_height(f->plot) - 22 - FOOT_LEADING * (double)lines;
		set_lines(f, foot, f->bottom + FOOT_LEADING / 2, SIZE_SMALL, FOOT_LEADING,
			  COLOUR_SOFT, false, FOOT_LINES);
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

int chart_rows_fit(const struct chart_data *d, size_t rows, size_t lines, double room,
		   struct err *e)
{
	size_t most = room > 0 ? (size_t)(room / ROW_LEAST) : 0;

	if (lines <= most)
		return 0;
	size_t besides = lines - rows;

	return err_set(e, "%s: %zu rows are too many to be read on one page: --top %zu is the most",
		       table_name(d->table), rows, most > besides ? most - besides : 1);
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
	return step >= 0.01 * (1 - 1e-9) ? 0 : step >= 0.001 * (1 - 1e-9) ? 1 : 2;
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
			 axes->x_min, y, axes->x_max, y, y > 0 ? 1 : 2,
			 (unsigned)(y > 0 ? COLOUR_GRID : COLOUR_AXIS));
		frame_text(f, axes->left - 14, plot_page_y(axes, y), SIZE_LABEL, COLOUR_SOFT,
			   PLOT_RIGHT, lang_percent(text, f->lang, y, chart_step_digits(step)));
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
			 x, axes->y_min, x, axes->y_max, i ? 1 : 2,
			 (unsigned)(i ? COLOUR_GRID : COLOUR_AXIS));
		char *words =
		    lang_say(f->lang, PHRASE_POINTS, lang_difference(text, x, digits), NULL);

		frame_text(f, plot_page_x(axes, x), axes->bottom + 24, SIZE_SMALL, COLOUR_SOFT,
			   PLOT_CENTRE, words);
		free(words);
	}
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

char *chart_flag_words(enum lang lang, const struct chart_row *row)
{
	static const enum phrase words[] = {
	    [FLAG_THIN] = PHRASE_FLAG_THIN,
	    [FLAG_PARTIAL] = PHRASE_FLAG_PARTIAL,
	    [FLAG_IMMATURE] = PHRASE_FLAG_IMMATURE,
	    [FLAG_OVER] = PHRASE_FLAG_OVER,
	};

	return mem_printf("%s %s", row->label, lang_word(lang, words[row->flag]));
}
