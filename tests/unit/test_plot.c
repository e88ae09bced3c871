/* plot: what is lost when it fails is the border between data and code. */
#include "picture/plot.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct plot_text middle = {800, 450, 20, 0x123456, PLOT_CENTRE, false};

/* The program must have this line, whole. */
static void has_line(struct plot *p, const char *line)
{
	const char *found = strstr(plot_program(p), line);

	if (!found)
		print_error("no '%s' in:\n%s", line, plot_program(p));
	assert_non_null(found);
	assert_true(found == plot_program(p) || found[-1] == '\n');
	assert_true(found[strlen(line)] == '\n');
}

#define PLACE " at screen 0.50000,0.50000 center font \"WenQuanYi Micro Hei,15\" tc rgb \"#123456\" front"

static void labels(const char *text, const char *line)
{
	struct plot *p = plot_new("test", PLOT_PNG, 1600, 900);

	plot_label(p, &middle, text);
	has_line(p, line);
	plot_free(p);
}

static void test_quoting(void **state)
{
	(void)state;
	labels("plain", "set label 1 'plain'" PLACE);
	labels("`date` $x \"y\" \\", "set label 1 '`date` $x \"y\" \\'" PLACE);
	labels("'", "set label 1 '' . \"'\" . ''" PLACE);
	labels("''", "set label 1 '' . \"'\" . '' . \"'\" . ''" PLACE);
	labels("it's", "set label 1 'it' . \"'\" . 's'" PLACE);
	labels("a\nquit", "set label 1 'a?quit'" PLACE);
	labels("EOD", "set label 1 'EOD'" PLACE);
	labels("%s %n %d", "set label 1 '%s %n %d'" PLACE);
}

/* The font has no bold of wide characters: thickened strokes of 量 run together. */
static void test_bold(void **state)
{
	static const enum plot_format formats[] = {PLOT_PNG, PLOT_SVG, PLOT_PDF};
	struct plot_text bold = middle;

	(void)state;
	bold.bold = true;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct plot *p = plot_new("test", formats[i], 1600, 900);

		plot_label(p, &bold, "质量 2.7%");
		plot_label(p, &bold, "A（");
		assert_null(strstr(plot_program(p), "Bold"));
		plot_label(p, &bold, "+2.7 → −3 · ▲");
		assert_non_null(strstr(plot_program(p), "Hei:Bold,"));
		plot_free(p);
	}
}

static void test_texts(void **state)
{
	struct plot *p = plot_new("test", PLOT_SVG, 1600, 900);

	(void)state;
	assert_string_equal(plot_texts(p), "");
	plot_label(p, &middle, "");
	plot_label(p, &middle, "漏\t液");
	plot_label(p, &middle, "b");
	assert_string_equal(plot_texts(p), "漏?液\nb\n");
	assert_null(strstr(plot_program(p), "''"));
	plot_free(p);
}

static void test_data(void **state)
{
	struct plot *p = plot_new("test", PLOT_PNG, 1600, 900);

	(void)state;
	plot_data(p, "rate", 2);
	plot_row(p, (double[]){1, 0.1, NAN}, 3);
	plot_part(p);
	plot_row(p, (double[]){-0.0, INFINITY, 1e-7}, 3);
	plot_data_end(p);
	plot_draw(p, "$rate%d using 1:2", 2);
	plot_draw(p, "$rate%d using 1:3", 2);
	assert_non_null(strstr(plot_program(p), "\n$rate2 << EOD\n1 0.1 NaN\n\n\n0 NaN 1e-07\nEOD\n"
						"plot $rate2 using 1:2, \\\n\t$rate2 using 1:3\n"));
	/* Asking twice gives the same. */
	size_t n = strlen(plot_program(p));

	assert_int_equal(strlen(plot_program(p)), n);
	plot_free(p);
}

/* The program stops with these words at a format, however it was compiled. */
static void refuses(const char *format, const char *words)
{
	char said[4096];
	size_t length = 0;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();

	if (child == 0) {
		struct plot *p = plot_new("test", PLOT_PNG, 1600, 900);

		dup2(ends[1], STDERR_FILENO);
		plot_set(p, format, "data"); /* NOLINT */
		_exit(0);
	}
	int status;

	close(ends[1]);
	for (ssize_t n; (n = read(ends[0], said + length, sizeof(said) - 1 - length)) > 0;)
		length += (size_t)n;
	said[length] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_non_null(strstr(said, words));
}

static void test_numbers_only(void **state)
{
	(void)state;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	/* A format that takes a string would let data become code. */
	refuses("set title '%s'", "'set title '%s'' puts more than numbers into the gnuplot "
				  "program: a fault of this program");
	refuses("set title '%-10.3s'", "puts more than numbers");
	refuses("set title '%%%ls'", "puts more than numbers");
	refuses("set title %", "puts more than numbers");
	refuses("set title %1024d", "a line of the gnuplot program is longer than 1023 bytes: a "
				    "fault of this program");
#pragma GCC diagnostic pop
	struct plot *p = plot_new("test", PLOT_PNG, 1600, 900);

	plot_set(p, "set x %d%% %.3g %06x", 5, 0.5, 0xabcu);
	has_line(p, "set x 5% 0.5 000abc");
	plot_free(p);
}

/* One page for all sizes and formats: a font is the same part of the picture everywhere. */
static void test_scale(void **state)
{
	static const struct {
		enum plot_format format;
		int width, height;
		const char *font, *terminal;
	} cases[] = {
		{PLOT_PNG, 1600, 900, "Hei,15\"", "pngcairo noenhanced size 1600,900 "},
		{PLOT_PNG, 3200, 1800, "Hei,30\"", "pngcairo noenhanced size 3200,1800 "},
		{PLOT_SVG, 1600, 900, "Hei,20\"", "svg noenhanced size 1600,900 "},
		{PLOT_PDF, 1600, 900, "Hei,18\"", "pdfcairo noenhanced size 13.3333in,7.5000in "},
		{PLOT_PNG, 800, 900, "Hei,7.5\"", "pngcairo noenhanced size 800,900 "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct plot *p = plot_new("test", cases[i].format, cases[i].width, cases[i].height);

		plot_label(p, &middle, "x");
		assert_non_null(strstr(plot_program(p), cases[i].terminal));
		assert_non_null(strstr(strstr(plot_program(p), "set label"), cases[i].font));
		assert_true(plot_page_width(p) >= 1600 && plot_page_height(p) >= 900);
		assert_true(plot_page_width(p) == 1600 || plot_page_height(p) == 900);
		plot_free(p);
	}
}

static void test_axes(void **state)
{
	const struct plot_axes axes = {100, 500, 50, 250, 0, 4, -1, 1};

	(void)state;
	assert_float_equal(plot_page_x(&axes, 0), 100, 1e-9);
	assert_float_equal(plot_page_x(&axes, 4), 500, 1e-9);
	assert_float_equal(plot_page_y(&axes, -1), 250, 1e-9);
	assert_float_equal(plot_page_y(&axes, 1), 50, 1e-9);
	assert_float_equal(plot_page_y(&axes, 0), 150, 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoting),      cmocka_unit_test(test_texts), cmocka_unit_test(test_data),
		cmocka_unit_test(test_numbers_only), cmocka_unit_test(test_scale), cmocka_unit_test(test_axes),
		cmocka_unit_test(test_bold),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
