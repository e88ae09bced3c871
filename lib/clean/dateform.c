#include "clean/dateform.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct dateform {
	char *text;
	bool timed; /* it has a time of day */
};

#define LETTERS "YymbBdHIMSpz%"

/* True when one of the letters follows a %. */
static bool has_any(const char *format, const char *letters)
{
	for (const char *s = format; *s; s++)
		if (*s == '%' && s[1] && strchr(letters, *++s))
			return true;
	return false;
}

struct dateform *dateform_new(const char *format, struct err *e)
{
	for (const char *s = format; *s; s++) {
		if (*s != '%')
			continue;
		if (!*++s || !strchr(LETTERS, *s)) {
			err_set(e, "date format '%s' has a %% not followed by one of Y y m b B d H I M S p z %%",
				format);
			return NULL;
		}
	}
	if (!has_any(format, "Yy") || !has_any(format, "mbB") || !has_any(format, "d")) {
		err_set(e, "date format '%s' needs a year (%%Y or %%y), a month (%%m or %%b) and a day (%%d)", format);
		return NULL;
	}
	struct dateform *f = mem_alloc(1, sizeof(*f));

	f->text = mem_dup(format, strlen(format));
	f->timed = has_any(format, "HI");
	return f;
}

void dateform_free(struct dateform *f)
{
	if (!f)
		return;
	free(f->text);
	free(f);
}

/* Parse one letter of the format. *half remembers where %p is in the cell: it is parsed last, because it needs the hour. */
static bool take_letter(struct cursor *c, char letter, struct stamp *p, struct cursor *half)
{
	int ignored = 1;

	switch (letter) {
	case 'Y':
		return stamp_number(c, 4, 4, &p->year);
	case 'y':
		if (!stamp_number(c, 2, 2, &p->year))
			return false;
		p->year += 2000;
		return true;
	case 'm':
		return stamp_number(c, 1, 2, &p->month);
	case 'b':
	case 'B':
		return stamp_month(c, &p->month);
	case 'd':
		return stamp_number(c, 1, 2, &p->day);
	case 'H':
	case 'I':
		p->timed = true;
		return stamp_number(c, 1, 2, &p->hour);
	case 'M':
		return stamp_number(c, 1, 2, &p->minute);
	case 'S':
		return stamp_number(c, 1, 2, &p->second);
	case 'p':
		*half = *c;
		return stamp_half(c, &ignored);
	case 'z':
		return stamp_offset(c, p);
	default:
		return stamp_text(c, "%");
	}
}

static bool take_format(struct cursor *c, const char *format, struct stamp *p)
{
	struct cursor half = {NULL, NULL};

	for (const char *s = format; *s; s++) {
		char literal[2] = {*s, '\0'};

		if (*s == '%') {
			if (!take_letter(c, *++s, p, &half))
				return false;
		} else if (*s == ' ') {
			stamp_blanks(c);
		} else if (!stamp_text(c, literal)) {
			return false;
		}
	}
	return !half.s || stamp_half(&half, &p->hour);
}

bool dateform_read(const struct dateform *f, const char *s, size_t n, struct stamp *p)
{
	struct cursor c = {s, s + n};

	*p = (struct stamp){0};
	if (!take_format(&c, f->text, p))
		return false;
	if (!f->timed && c.s < c.end) {
		if (!stamp_text(&c, "T"))
			stamp_blanks(&c);
		struct cursor clock = c;

		if (stamp_clock(&clock, p))
			c = clock;
	}
	/* Databases append a fraction of a second. */
	if (f->timed && c.s < c.end && *c.s == '.') {
		int fraction;

		c.s++;
		if (!stamp_number(&c, 1, 9, &fraction))
			return false;
	}
	return stamp_offset(&c, p) && c.s == c.end && stamp_is_time(p);
}
