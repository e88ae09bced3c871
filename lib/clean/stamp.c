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

/* The length of the run of ASCII letters at the cursor. */
static size_t letters(const struct cursor *c)
{
	size_t n = 0;

	while (c->s + n < c->end && (c->s[n] | 0x20) >= 'a' && (c->s[n] | 0x20) <= 'z')
		n++;
	return n;
}

bool stamp_month(struct cursor *c, int *month)
{
	static const char *const names[] = {
		"january", "february", "march",     "april",   "may",      "june",
		"july",    "august",   "september", "october", "november", "december",
	};
	size_t n = letters(c);

	for (int i = 0; i < 12; i++) {
		if ((n != 3 && n != strlen(names[i]) && !(i == 8 && n == 4)) || strncasecmp(c->s, names[i], n) != 0)
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
	if (stamp_text(c, "AM") || stamp_text(c, "a.m.") || stamp_text(c, "上午"))
		return 0;
	return stamp_text(c, "PM") || stamp_text(c, "p.m.") || stamp_text(c, "下午") ? 1 : -1;
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

/* After the hour: :MM, :MM:SS or :MM:SS.fff. */
static bool take_colons(struct cursor *c, struct stamp *p)
{
	int fraction;

	if (!stamp_text(c, ":") || !stamp_number(c, 2, 2, &p->minute))
		return false;
	if (!stamp_text(c, ":"))
		return true;
	if (!stamp_number(c, 2, 2, &p->second))
		return false;
	return !stamp_text(c, ".") || stamp_number(c, 1, 9, &fraction);
}

/* After the hour and 时: nothing, M分 or M分S秒. */
static bool take_chinese(struct cursor *c, struct stamp *p)
{
	if (!stamp_number(c, 1, 2, &p->minute))
		return true;
	if (!stamp_text(c, "分"))
		return false;
	return !stamp_number(c, 1, 2, &p->second) || stamp_text(c, "秒");
}

bool stamp_clock(struct cursor *c, struct stamp *p)
{
	int half = take_half(c);

	stamp_blanks(c);
	if (!stamp_number(c, 1, 2, &p->hour))
		return false;
	if (!(stamp_text(c, "时") || stamp_text(c, "點") || stamp_text(c, "点") ? take_chinese(c, p)
										: take_colons(c, p)))
		return false;
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

static bool take_weekday(struct cursor *c)
{
	static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	static const char *const weeks[] = {"星期", "周", "礼拜"};
	static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
	size_t n = letters(c);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (n >= 3 && n <= strlen(names[i]) && strncasecmp(c->s, names[i], n) == 0) {
			c->s += n;
			stamp_text(c, ".");
			return true;
		}
	for (size_t i = 0; i < sizeof(weeks) / sizeof(*weeks); i++)
		if (stamp_text(c, weeks[i]))
			for (size_t d = 0; d < sizeof(days) / sizeof(*days); d++)
				if (stamp_text(c, days[d]))
					return true;
	return false;
}

void stamp_skip_weekday(struct cursor *c)
{
	struct cursor at = *c;

	stamp_blanks(&at);
	bool bracket = stamp_text(&at, "(");

	if (!take_weekday(&at) || (bracket && !stamp_text(&at, ")")))
		return;
	stamp_text(&at, ",");
	stamp_blanks(&at);
	*c = at;
}

/* ---- offsets ---- */

/* +08:00, +0800 or +08; +8 too if `least` is 1. */
static bool take_signed(struct cursor *c, int least, int *offset)
{
	int hours, minutes = 0, sign = stamp_text(c, "-") ? -1 : 1;

	if (sign > 0 && !stamp_text(c, "+"))
		return false;
	if (!stamp_number(c, least, 2, &hours) || hours > 14)
		return false;
	bool colon = stamp_text(c, ":");

	if (!stamp_number(c, 2, 2, &minutes) && colon)
		return false;
	*offset = sign * (hours * 60 + minutes);
	return minutes < 60;
}

/* The name of a zone. On failure the cursor stays. */
static bool take_zone(struct cursor *c, int *offset)
{
	static const struct {
		const char *name;
		int minutes;
	} zones[] = {
		{"Z", 0},      {"UTC", 0},     {"GMT", 0},     {"WET", 0},    {"WEST", 60},  {"BST", 60},
		{"CET", 60},   {"CEST", 120},  {"MEZ", 60},    {"MESZ", 120}, {"EET", 120},  {"EEST", 180},
		{"HKT", 480},  {"SGT", 480},   {"JST", 540},   {"KST", 540},  {"AEST", 600}, {"AEDT", 660},
		{"EST", -300}, {"EDT", -240},  {"CDT", -300},  {"MST", -420}, {"MDT", -360}, {"PST", -480},
		{"PDT", -420}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600},
	};
	size_t n = letters(c);

	if (stamp_text(c, "北京时间")) {
		*offset = 480;
		return true;
	}
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		if (strlen(zones[i].name) != n || strncasecmp(c->s, zones[i].name, n) != 0)
			continue;
		c->s += n;
		*offset = zones[i].minutes;
		return true;
	}
	return false;
}

/* Skip a remark in parentheses up to the end, such as the name of the zone. */
static void skip_remark(struct cursor *c)
{
	struct cursor at = *c;

	stamp_blanks(&at);
	if (at.s + 1 < at.end && at.s[0] == '(' && at.end[-1] == ')')
		c->s = c->end;
}

bool stamp_offset(struct cursor *c, struct stamp *p)
{
	stamp_blanks(c);
	if (c->s == c->end)
		return true;
	p->offset = true;
	p->minutes = 0;
	if (take_zone(c, &p->minutes)) {
		if (p->minutes == 0 && c->s < c->end && strchr("+-", *c->s) && !take_signed(c, 1, &p->minutes))
			return false;
	} else if (!take_signed(c, 2, &p->minutes)) {
		return false;
	}
	skip_remark(c);
	return true;
}

bool stamp_is_time(const struct stamp *p)
{
	return p->hour < 24 && p->minute < 60 && p->second < 60;
}
