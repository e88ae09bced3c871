/* render: half a picture must never be taken for a whole one. */
#include "picture/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char png[] = "\x89PNG\r\n\x1a\nxxxx\0\0\0\0IEND\xae\x42\x60\x82";
static const char svg[] = "<?xml version='1.0'?><svg><text>a</text></svg>\n\n";
static const char pdf[] = "%PDF-1.5\nxxxx\n%%EOF\n";

/* Whole at its length, and at no shorter one but for line ends after it. */
static void whole_only(enum plot_format format, const char *bytes, size_t n, size_t least)
{
	for (size_t cut = 0; cut <= n; cut++)
		assert_int_equal(render_is_whole(format, bytes, cut), cut >= least);
}

static void test_whole(void **state)
{
	(void)state;
	whole_only(PLOT_PNG, png, sizeof(png) - 1, sizeof(png) - 1);
	whole_only(PLOT_SVG, svg, sizeof(svg) - 1, sizeof(svg) - 3);
	whole_only(PLOT_PDF, pdf, sizeof(pdf) - 1, sizeof(pdf) - 2);
	assert_false(render_is_whole(PLOT_SVG, pdf, sizeof(pdf) - 1));
	assert_false(render_is_whole(PLOT_PNG, svg, sizeof(svg) - 1));
	assert_false(render_is_whole(PLOT_PDF, png, sizeof(png) - 1));
}

static void test_format(void **state)
{
	enum plot_format format;
	struct err e;

	(void)state;
	assert_int_equal(render_find_format("a/b.PNG", &format, &e), 0);
	assert_int_equal(format, PLOT_PNG);
	assert_int_equal(render_find_format("a.png.svg", &format, &e), 0);
	assert_int_equal(format, PLOT_SVG);
	assert_int_equal(render_find_format("a.pdf", &format, &e), 0);
	assert_int_equal(format, PLOT_PDF);
	assert_int_equal(render_find_format("", &format, &e), -1);
	assert_int_equal(render_find_format("svg", &format, &e), -1);
	assert_int_equal(render_find_format("-", &format, &e), -1);
	assert_string_equal(e.words, "-: the name of a picture must end in .png, .svg or .pdf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_format),
	};

	alarm(60);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
