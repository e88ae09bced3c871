#include "clean/stamp.h"

#include <string.h>
#include <strings.h>

bool stamp_number(struct cursor *c, int least, int most, int *value)
{
	int v = 0, n = 0;

	while (c->s + n < c->end && n < most && c->s[n] >= '0' && c->s[n] <= '9') {
		v = v * 10 + (c->s[n] - '0');
		n++;
	}
	if (n < least)
		return false;
	c->s += n;
	*value = v;
	return true;
}

bool stamp_text(struct cursor *c, const char *what)
{
	size_t n = strlen(what);

	if ((size_t)(c->end - c->s) < n || strncasecmp(c->s, what, n) != 0)
		return false;
	c->s += n;
	return true;
}

void stamp_blanks(struct cursor *c)
{
	while (c->s < c->end && *c->s == ' ')
		c->s++;
}

bool stamp_month(struct cursor *c, int *month)
{
	static const char *const names[] = {
		"january", "february", "march",     "april",   "may",      "june",
		"july",    "august",   "september", "october", "november", "december",
	};
	size_t n = 0;

	while (c->s + n < c->end && ((c->s[n] | 0x20) >= 'a' && (c->s[n] | 0x20) <= 'z'))
		n++;
	for (int i = 0; i < 12; i++) {
		if ((n != 3 && n != strlen(names[i])) || strncasecmp(c->s, names[i], n) != 0)
			continue;
		c->s += n;
		*month = i + 1;
		return true;
	}
	return false;
}

/* 0 for AM, 1 for PM, -1 for neither. */
static int take_half(struct cursor *c)
{
	if (stamp_text(c, "AM") || stamp_text(c, "上午"))
		return 0;
	return stamp_text(c, "PM") || stamp_text(c, "下午") ? 1 : -1;
}

static bool halve(int half, int *hour)
{
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + 12 * half;
	return true;
}

bool stamp_half(struct cursor *c, int *hour)
{
	int half = take_half(c);

	return half >= 0 && halve(half, hour);
}

bool stamp_clock(struct cursor *c, struct stamp *p)
{
	int fraction, half = take_half(c);

	stamp_blanks(c);
	if (!stamp_number(c, 1, 2, &p->hour) || !stamp_text(c, ":") || !stamp_number(c, 2, 2, &p->minute))
		return false;
	if (stamp_text(c, ":")) {
		if (!stamp_number(c, 2, 2, &p->second))
			return false;
		if (stamp_text(c, ".") && !stamp_number(c, 1, 9, &fraction))
			return false;
	}
	p->timed = true;
	if (half < 0) {
		struct cursor behind = *c;

		stamp_blanks(&behind);
		half = take_half(&behind);
		if (half >= 0)
			*c = behind;
	}
	return half < 0 || halve(half, &p->hour);
}

bool stamp_offset(struct cursor *c, struct stamp *p)
{
	int hours, minutes;

	stamp_blanks(c);
	if (c->s == c->end)
		return true;
	p->offset = true;
	if (stamp_text(c, "UTC") || stamp_text(c, "Z"))
		return true;
	if (!stamp_text(c, "+") && !stamp_text(c, "-"))
		return false;
	if (!stamp_number(c, 2, 2, &hours) || hours > 14)
		return false;
	if (c->s == c->end)
		return true;
	stamp_text(c, ":");
	return stamp_number(c, 2, 2, &minutes) && minutes < 60;
}

bool stamp_is_time(const struct stamp *p)
{
	return p->hour < 24 && p->minute < 60 && p->second < 60;
}
