#include "picture/label.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Advance widths of U+0020 to U+007E in 1/1000 em, read from WenQuanYi Micro Hei 0.2.0. */
static const unsigned short latin[] = {
	260, 269, 402, 646, 551, 825, 702, 226, 301, 301, 551, 551, 250, 322, 268, 373, 551, 551, 551,
	551, 551, 551, 551, 551, 551, 551, 268, 268, 551, 551, 551, 426, 866, 608, 621, 603, 684, 528,
	491, 690, 701, 339, 271, 579, 491, 870, 729, 742, 576, 741, 590, 519, 519, 698, 568, 884, 547,
	527, 539, 303, 373, 303, 532, 411, 577, 531, 586, 463, 586, 535, 329, 518, 589, 259, 259, 496,
	259, 896, 589, 577, 586, 586, 399, 451, 339, 589, 479, 746, 500, 489, 441, 354, 551, 354, 551,
};

static const char ellipsis[] = "\xe2\x80\xa6";

char *label_mask(const char *s)
{
	size_t n = strlen(s), used = 0;
	char *masked = mem_alloc(n + 1, 1);

	for (size_t i = 0; i < n;) {
		uint32_t code = 0;
		size_t step = text_decode(s + i, n - i, &code);

		if (step == 0 || text_is_hidden(code)) {
			masked[used++] = '?';
			i += step ? step : 1;
			continue;
		}
		memcpy(masked + used, s + i, step);
		used += step;
		i += step;
	}
	return masked;
}

/* The width in em of the first character of s[0..n); *step is its length in bytes, at least 1. */
static double character_width(const char *s, size_t n, size_t *step)
{
	uint32_t code = 0;

	*step = text_decode(s, n, &code);
	if (*step == 0) {
		*step = 1;
		return 0.6;
	}
	if (code >= 0x20 && code < 0x7f)
		return latin[code - 0x20] / 1000.0;
	switch (code) {
	case 0xb7: /* middle dot */
		return 0.268;
	case 0x2013: /* en dash */
		return 0.5;
	case 0x2026: /* ellipsis */
	case 0x2192: /* arrow */
		return 1;
	default:
		return text_columns(s, *step) >= 2 ? 1 : text_columns(s, *step) == 0 ? 0 : 0.602;
	}
}

bool label_has_wide(const char *s)
{
	size_t n = strlen(s), step;
	uint32_t code;

	for (size_t i = 0; i < n; i += step ? step : 1) {
		step = text_decode(s + i, n - i, &code);
		if (step > 0 && text_columns(s + i, step) >= 2)
			return true;
	}
	return false;
}

double label_width(const char *s, double size)
{
	size_t n = strlen(s), step;
	double width = 0;

	for (size_t i = 0; i < n; i += step)
		width += character_width(s + i, n - i, &step);
	return width * size;
}

/* The length in bytes of the longest prefix that fits. */
static size_t fitting_prefix(const char *s, double size, double width)
{
	size_t n = strlen(s), i = 0, step;
	double used = 0;

	while (i < n) {
		used += character_width(s + i, n - i, &step) * size;
		if (used > width)
			break;
		i += step;
	}
	return i;
}

/* The offset of the longest suffix that fits. */
static size_t fitting_suffix(const char *s, double size, double width)
{
	size_t start = strlen(s);

	while (start > 0) {
		size_t previous = start - 1;

		while (previous > 0 && ((unsigned char)s[previous] & 0xc0) == 0x80)
			previous--;
		if (label_width(s + previous, size) > width)
			break;
		start = previous;
	}
	return start;
}

char *label_fit(const char *s, double size, double width)
{
	if (label_width(s, size) <= width)
		return mem_dup(s, strlen(s));
	double room = width - label_width(ellipsis, size);
	size_t tail = fitting_suffix(s, size, room * 0.4);
	size_t head = fitting_prefix(s, size, room - label_width(s + tail, size));

	while (head > 0 && s[head - 1] == ' ')
		head--;
	while (s[tail] == ' ')
		tail++;
	if (head >= tail)
		return mem_dup(s, strlen(s));
	return mem_printf("%.*s%s%s", (int)head, s, ellipsis, s + tail);
}

/* True for a character that must not begin a line: closing punctuation of both scripts. */
static bool clings(const char *s)
{
	static const char *const closing[] = {
		",", ".", ";", ":", "!", "?", ")", "%", "，", "。", "、", "；", "：", "！", "？", "）", "”",
	};

	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		if (strncmp(s, closing[i], strlen(closing[i])) == 0)
			return true;
	return false;
}

/* The last position at or before `fit` where s may be broken, or `fit` if there is none. */
static size_t break_place(const char *s, size_t fit)
{
	size_t n = strlen(s), best = 0, step;
	bool wide_before = false;

	if (fit >= n || s[fit] == ' ')
		return fit;
	for (size_t i = 0; i <= fit; i += step) {
		bool wide = character_width(s + i, n - i, &step) >= 1;

		if (i > 0 && !clings(s + i) && (s[i - 1] == ' ' || wide || wide_before))
			best = i;
		wide_before = wide;
	}
	return best > 0 ? best : fit;
}

size_t label_wrap(const char *s, double size, double width, char **lines, size_t max)
{
	size_t count = 0;

	while (*s == ' ')
		s++;
	while (*s && count < max) {
		size_t fit = fitting_prefix(s, size, width);

		if (s[fit] == '\0' || count + 1 == max) {
			lines[count++] = label_fit(s, size, width);
			break;
		}
		if (fit == 0)
			character_width(s, strlen(s), &fit);
		fit = break_place(s, fit);
		size_t end = fit;

		while (end > 0 && s[end - 1] == ' ')
			end--;
		lines[count++] = mem_dup(s, end);
		s += fit;
		while (*s == ' ')
			s++;
	}
	return count;
}
