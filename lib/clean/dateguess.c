#include "clean/dateguess.h"

#include "base/date.h"
#include "clean/dateform.h"

/*
 * From the most usual on: points are European, slashes American unless the day stands first, dashes begin with the year. A format of a
 * date reads a time behind it too.
 */
static const char *const formats[] = {
	"%d.%m.%y",
	"%m.%d.%y",
	"%y.%m.%d",
	"%m/%d/%y",
	"%d/%m/%y",
	"%y/%m/%d",
	"%y-%m-%d",
	"%d-%m-%y",
	"%m-%d-%y",
	"%b-%d-%y",
	"%d-%b-%y",
	"%b %d, %y",
	"%b %d %y",
	"%d %b %y",
	"%d. %b %y",
	"%d. %b %Y",
	"%d.%m.%Y",
	"%m/%d/%Y",
	"%d/%m/%Y",
	"%d-%m-%Y",
	"%m-%d-%Y",
	"%y年%m月%d日",
	"%y%m%d",
	"%d%m%Y",
	"%m%d%Y",
	"%d%b%Y",
	"%d%b%y",
	"%Y-%d-%m",
	"%Y/%d/%m",
	"%Y %m %d",
	"%d %m %Y",
	"%Y_%m_%d",
	"%Y-%b-%d",
	"%Y %b %d",
	"%Y/%b/%d",

	"%d|%m|%Y",
	"%Y年%m月%d",
	"%H:%M %d.%m.%Y",
	"%H:%M %d/%m/%Y",
	"%H:%M:%S %d.%m.%Y",
	"%H:%M:%S %d/%m/%Y",
	"%H:%M:%S %Y-%m-%d",
	"%b %d %H:%M:%S %Y",
	"%d.%m.%Y %H.%M",
	"%d.%m.%y %H.%M",
	"%Y-%m-%d %H.%M.%S",
	"%Y-%m-%d-%H:%M:%S",
	"%Y-%m-%d_%H:%M:%S",
	"%Y-%m-%d %H-%M-%S",
	"%d/%b/%Y:%H:%M:%S",
};

/* True when a format reads the text as a day of those years. */
static bool fits(const char *format, const char *text, size_t n, int from, int to)
{
	struct err ignored;
	struct dateform *form = dateform_new(format, &ignored);
	struct stamp p;
	bool read = form && dateform_read(form, text, n, &p);

	dateform_free(form);
	return read && p.year >= from && p.year < to && date_of_civil(p.year, p.month, p.day) != DATE_NONE;
}

const char *dateguess(struct cell c)
{
	/* Exports are of late: 25/06/03 is rather in 2025 than in 2003. */
	static const int years[][2] = {{2015, 2040}, {2000, 2100}};
	char text[CLEAN_PLAIN_TEXT];
	size_t n;

	if (clean_plain(c, text, &n) != CLEAN_VALUE)
		return NULL;
	for (size_t y = 0; y < sizeof(years) / sizeof(*years); y++)
		for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
			if (fits(formats[i], text, n, years[y][0], years[y][1]))
				return formats[i];
	return NULL;
}
