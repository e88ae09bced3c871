#include "sheet/format.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* What a section shows. */
struct section {
	bool day;     /* a year, day, weekday or era */
	bool clock;   /* hours, seconds, before or after noon */
	bool month;   /* m alone: a month or minutes */
	bool elapsed; /* [h] and the like */
	bool digits;  /* places of a plain number, or General */
};

static bool begins(const char *s, const char *word)
{
	return strncasecmp(s, word, strlen(word)) == 0;
}

/* The length of a bracket at s, with both ends. */
static size_t take_bracket(struct section *section, const char *s)
{
	size_t n = strcspn(s, "]");
	size_t same = strspn(s + 1, "hHmMsS");

	section->elapsed |= same && same + 1 == n;
	return n + (s[n] == ']');
}

/* Words that stand for themselves or for a plain number. Returns the length, or 0. */
static size_t take_word(struct section *section, const char *s)
{
	static const char *const numbers[] = {"General", "G/通用格式", "Standard"};
	static const char *const noons[] = {"AM/PM", "A/P", "上午/下午"};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (begins(s, numbers[i])) {
			section->digits = true;
			return strlen(numbers[i]);
		}
	for (size_t i = 0; i < sizeof(noons) / sizeof(*noons); i++)
		if (begins(s, noons[i])) {
			section->clock = true;
			return strlen(noons[i]);
		}
	return 0;
}

static size_t take_letter(struct section *section, const char *s)
{
	switch (*s) {
	case 'y':
	case 'Y':
	case 'd':
	case 'D':
	case 'a':
	case 'A':
	case 'b':
	case 'B':
	case 'g':
	case 'G':
		section->day = true;
		return 1;
	case 'e':
	case 'E':
		/* E+00 is an exponent, e a year. */
		section->day |= s[1] != '+' && s[1] != '-';
		return 1;
	case 'm':
	case 'M':
		section->month = true;
		return 1;
	case 'h':
	case 'H':
		section->clock = true;
		return 1;
	case 's':
	case 'S': {
		size_t n = strspn(s, "sS");

		section->clock = true;
		/* The digits of a fraction of a second. */
		return n + (s[n] == '.' ? 1 + strspn(s + n + 1, "0") : 0);
	}
	case '0':
	case '#':
	case '?':
	case '@':
		section->digits = true;
		return 1;
	default:
		return 1;
	}
}

/* The length of what stands at s, which is not the end of the section. */
static size_t take_piece(struct section *section, const char *s)
{
	size_t n;

	switch (*s) {
	case '"':
		n = 1 + strcspn(s + 1, "\"");
		return n + (s[n] == '"');
	case '\\':
	case '_':
	case '*':
		return s[1] ? 2 : 1;
	case '[':
		return take_bracket(section, s);
	default:
		n = take_word(section, s);
		return n ? n : take_letter(section, s);
	}
}

enum format_kind format_of_code(const char *code)
{
	while (*code) {
		struct section section = {0};

		while (*code && *code != ';')
			code += take_piece(&section, code);
		code += *code == ';';
		if (section.elapsed)
			return FORMAT_DURATION;
		if (section.digits)
			return FORMAT_NUMBER;
		if (section.day || (section.month && !section.clock))
			return FORMAT_DATE;
		if (section.clock)
			return FORMAT_TIME;
	}
	return FORMAT_NUMBER;
}

enum format_kind format_of_id(unsigned id)
{
	if (id == 46)
		return FORMAT_DURATION;
	if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 34 || id == 35 || id == 45 || id == 47 ||
	    id == 55 || id == 56 || (id >= 76 && id <= 80))
		return FORMAT_TIME;
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ||
	    (id >= 71 && id <= 81))
		return FORMAT_DATE;
	return FORMAT_NUMBER;
}
