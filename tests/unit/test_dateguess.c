/* The format that a message proposes for a date: a user would try formats in the dark if this failed. */
#include "clean/dateguess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void formats_are_guessed(void **state)
{
	static const char *const cells[][2] = {
		{"03.06.25", "%d.%m.%y"},
		{"3.6.25 14:05", "%d.%m.%y"},
		{"06.13.25", "%m.%d.%y"},
		{"25.06.13", "%y.%m.%d"},
		{"6/3/25", "%m/%d/%y"},
		{"13/6/25 2:05 PM", "%d/%m/%y"},
		{"25-06-03", "%y-%m-%d"},
		{"Mar-15-25", "%b-%d-%y"},
		{"15-Mar-25", "%d-%b-%y"},
		{"Mar 15, 25", "%b %d, %y"},
		{"3. June 2025", "%d. %b %Y"},
		{"25年6月3日", "%y年%m月%d日"},
		{"250603", "%y%m%d"},
		{"03062025", "%d%m%Y"},
		{"06132025", "%m%d%Y"},
		{"2025 06 03", "%Y %m %d"},
		{"2025-13-06", "%Y-%d-%m"},
		{"14:05 03.06.2025", "%H:%M %d.%m.%Y"},
		{"2025-06-03_14:05:09", "%Y-%m-%d_%H:%M:%S"},
		{"03/Jun/2025:14:05:09", "%d/%b/%Y:%H:%M:%S"},
		{"２５／０６／０３", "%y/%m/%d"},
		{"25/06/03", "%y/%m/%d"},
		{"12.06.03", "%d.%m.%y"},
		{"99.99.99", NULL},
		{"32/13/25", NULL},
		{"soon", NULL},
		{"2025", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		const char *guess = dateguess((struct cell){cells[i][0], strlen(cells[i][0])});

		if (!guess != !cells[i][1] || (guess && strcmp(guess, cells[i][1]) != 0))
			fail_msg("'%s' seems to be %s", cells[i][0], guess ? guess : "none");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_are_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
