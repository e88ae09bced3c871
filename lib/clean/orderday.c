#include "clean/orderday.h"

enum { DAY = 6, SERIAL = 15, CENTURY = 2000 };

static int two_digits(const char *s)
{
	return (s[0] - '0') * 10 + (s[1] - '0');
}

bool orderday_of(struct cell order_id, char text[DATE_TEXT])
{
	const char *s = order_id.bytes;

	if (order_id.length != DAY + 1 + SERIAL || s[DAY] != '-')
		return false;
	for (size_t i = 0; i < order_id.length; i++)
		if (i != DAY && (s[i] < '0' || s[i] > '9'))
			return false;
	int32_t day = date_of_civil(CENTURY + two_digits(s), two_digits(s + 2), two_digits(s + 4));

	if (day == DATE_NONE)
		return false;
	date_print(text, day);
	return true;
}
