/* UTF-8 as it is defined, and the one form in which headers are compared. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <cmocka.h>

static void every_character(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		uint32_t back = ~code;

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		size_t n = text_encode(code, bytes);

		assert_int_equal(text_decode(bytes, n, &back), n);
		assert_int_equal(back, code);
		assert_int_equal(text_decode(bytes, n - 1, &back), 0);
		assert_int_equal(text_valid_prefix(bytes, n), n);
	}
}

static void malformed(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xbf",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc2",
		"\xc2\x41",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xe4\xb8",
		"\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xfe",
	};
	uint32_t code;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char line[32] = "0123456789";

		assert_int_equal(text_decode(bad[i], strlen(bad[i]), &code), 0);
		strcpy(line + 10, bad[i]);
		assert_int_equal(text_valid_prefix(line, strlen(line)), 10);
	}
}

/* Random bytes, of which many are text: the prefix ends where the first character does not decode. */
static void prefixes(void **state)
{
	static const unsigned char bytes[] = {'a', 0x80, 0xbf, 0xe4, 0xe1, 0xec, 0xe0, 0xed, 0xef, 0xf0, 0xc3};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		char text[24];
		size_t n = (size_t)round % sizeof(text), valid = 0, step;
		uint32_t code;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = (char)bytes[(seed >> 16) % (round % 2 ? 4 : sizeof(bytes))];
		}
		while (valid < n && (step = text_decode(text + valid, n - valid, &code)))
			valid += step;
		assert_int_equal(text_valid_prefix(text, n), valid);
	}
}

/*
 * Whole blocks at once find what the plain one finds: good text of every length at every alignment with one or two bytes changed at
 * every place, and each pair of bytes behind and before what may make it right.
 */
static void prefixes_in_blocks(void **state)
{
	static const char *const pieces[] = {
		"a",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"中",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf",
	};
	static const unsigned char changes[] = {'a',  0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1,
						0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff};
	uint32_t seed = 3;

	(void)state;
	for (size_t round = 0; round < 400000; round++) {
		char room[256];
		char *text = room + round % 32;
		size_t want = round / 32 % 200, n = 0;

		while (n < want) {
			seed = seed * 1664525 + 1013904223;
			const char *piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		/* Cut where it falls: the last character may be half. */
		n = want;
		for (size_t k = 0; n && k < round % 3; k++) {
			seed = seed * 1664525 + 1013904223;
			text[(seed >> 8) % n] = (char)changes[(seed >> 24) % sizeof(changes)];
		}
		assert_int_equal(text_valid_prefix(text, n), text_valid_prefix_plain(text, n));
	}
	for (size_t pair = 0; pair < 65536; pair++) {
		for (size_t at = 0; at < 64; at += at < 8 || at > 26 ? 1 : 9) {
			char text[68];

			memset(text, pair % 7 ? 'a' : (char)0x80, sizeof(text));
			memset(text, 'a', at);
			text[at] = (char)(pair >> 8);
			text[at + 1] = (char)pair;
			text[at + 2] = (char)(pair % 3 ? 0x80 : 'a');
			text[at + 3] = (char)(pair % 5 ? 0x80 : 'a');
			assert_int_equal(text_valid_prefix(text, sizeof(text)),
					 text_valid_prefix_plain(text, sizeof(text)));
		}
	}
}

static void expect_trim(const char *text, const char *want)
{
	const char *s = text;
	size_t n = strlen(text);

	text_trim(&s, &n);
	assert_int_equal(n, strlen(want));
	assert_memory_equal(s, want, n);
}

static void trimming(void **state)
{
	(void)state;
	expect_trim("", "");
	expect_trim(" \t\r\n", "");
	expect_trim(" a b ", "a b");
	expect_trim("\xef\xbb\xbf\xe3\x80\x80编号\xc2\xa0\xe3\x80\x80", "编号");
	expect_trim("中", "中");
	/* Bytes that are no text stay. */
	expect_trim(" \x80 ", "\x80");
	expect_trim("a\xe3\x80", "a\xe3\x80");
}

/* What needs no trimming by its ends is not trimmed, and the two words of a brief text are its own. */
static void ends_and_briefs(void **state)
{
	static const char *const pieces[] = {
		"a", " ", "\t", "中", "\xc2\xa0", "\xe3\x80\x80", "à", "\xef\xbb\xbf", "\x80", "ａ", "\xe3", "怀"};
	char texts[2][40];
	size_t lengths[2] = {0, 0};
	uint32_t seed = 23;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		char *text = texts[round % 2];
		size_t n = 0;

		seed = seed * 1664525 + 1013904223;
		for (uint32_t left = seed >> 30; left < 4; left++) {
			seed = seed * 1664525 + 1013904223;
			const char *piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		lengths[round % 2] = n;
		const char *s = text;
		size_t left = n;
		uint32_t code;

		text_trim(&s, &left);
		if (!text_may_trim(text, n)) {
			assert_ptr_equal(s, text);
			assert_int_equal(left, n);
			assert_true(!text_decode(text, n, &code) || (code > ' ' && code != 0xa0));
		}
		if (lengths[0] == lengths[1] && n <= TEXT_BRIEF)
			assert_int_equal(text_brief_equal(text_brief_of(texts[0], n), text_brief_of(texts[1], n)),
					 memcmp(texts[0], texts[1], n) == 0);
	}
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		static const char x[] = "x";
		char bytes[8];

		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		size_t n = text_encode(code, bytes);
		bool blank = code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 ||
			     code == 0xfeff;

		memcpy(bytes + n, x, 2);
		assert_true(!blank || (text_may_trim(bytes, n) && text_may_trim(bytes, n + 1)));
	}
}

static void normalising(void **state)
{
	static const char *const pairs[][2] = {
		{"", ""},
		{"Order  ID", "order id"},
		{" ＳＫＵ\t编码 ", "sku 编码"},
		{"\xef\xbb\xbfsku", "sku"},
		{"实发数量（件）", "实发数量(件)"},
		{"ISTANBUL", "istanbul"},
		{"Größe", "grösse"},
		{"①", "1"},
		{"a\xe3\x80\x80\xe3\x80\x80"
		 "b",
		 "a b"},
		{"退货单号", "退货单号"},
		{"É", "é"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		char *got = text_normalise(pairs[i][0], strlen(pairs[i][0]));
		char *again = text_normalise(got, strlen(got));

		assert_string_equal(got, pairs[i][1]);
		assert_string_equal(again, got);
		free(again);
		free(got);
	}
	/* A byte that is no text does not end what stands before it. */
	char *odd = text_normalise(" A\xff ", 4);

	assert_int_equal(odd[0], 'a');
	assert_true(strlen(odd) > 1);
	free(odd);
}

/* Blanks off both ends of what is trimmed one character at a time, and every run of blanks inside one space. */
static size_t squeeze(char *to, const char *s, size_t n)
{
	size_t length = 0;

	for (size_t i = 0; i < n;) {
		uint32_t code;
		size_t step = text_decode(s + i, n - i, &code);
		bool blank = step && (code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 ||
				      code == 0xfeff);

		if (step == 0)
			step = 1;
		if (!blank)
			memcpy(to + length, s + i, step);
		else if (length && to[length - 1] != ' ')
			to[length] = ' ';
		else
			length--;
		length += blank ? 1 : step;
		i += step;
	}
	return length && to[length - 1] == ' ' ? length - 1 : length;
}

/* What the library makes of a text, which text_normalise() must give whether or not it asks the library. */
static void expect_library(struct text_room *room, const char *s, size_t n)
{
	char trimmed[256], want[1024];
	size_t length = 0;
	const char *from = s;
	size_t left = n;

	text_trim(&from, &left);
	assert_true(left <= sizeof(trimmed));
	memcpy(trimmed, from, left);
	uint8_t *folded = u8_casefold((const uint8_t *)trimmed, left, NULL, UNINORM_NFKC, NULL, &length);

	assert_non_null(folded);
	assert_true(length <= sizeof(want));
	length = squeeze(want, (const char *)folded, length);
	free(folded);
	size_t got = text_normalise_into(room, s, n);

	if (got != length || memcmp(room->bytes, want, length) != 0)
		fail_msg("'%.*s' is '%s', not '%.*s'", (int)n, s, room->bytes, (int)length, want);
	assert_int_equal(room->bytes[got], '\0');
}

static bool is_surrogate(uint32_t code)
{
	return code >= 0xd800 && code <= 0xdfff;
}

/* Of each kind of character whose form is known without asking, and some of which it is not. */
static const char *const kinds[] = {
	"a",  "Z",  "7",  " ", "\t", "中", "龥", "㐀",       "、", "\xe3\x80\x80",     "…", "“", "—",
	"Ａ", "～", "か", "ｶ", "é",  "Σ",  "①",  "\xc2\xa0", "가", "\xf0\x9f\x98\x80",
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static void every_character_normalised_alone(void **state)
{
	struct text_room room = {NULL, 0};

	(void)state;
	for (uint32_t code = 1; code <= 0x10ffff; code++) {
		char bytes[4];

		if (!is_surrogate(code))
			expect_library(&room, bytes, text_encode(code, bytes));
	}
	free(room.bytes);
}

/* Every kind before and behind every character that may combine with something. */
static void characters_normalised_in_pairs(void **state)
{
	struct text_room room = {NULL, 0};

	(void)state;
	for (uint32_t code = 1; code <= 0x1ffff; code++) {
		bool combines = code < 0x3400 || (code >= 0xf900 && code < 0x10000) || uc_combining_class(code);

		for (size_t kind = 0; kind < KINDS && combines && !is_surrogate(code); kind++) {
			size_t n = strlen(kinds[kind]);
			char text[16];
			size_t length;

			memcpy(text, kinds[kind], n);
			length = n + text_encode(code, text + n);
			expect_library(&room, text, length);
			length = text_encode(code, text);
			memcpy(text + length, kinds[kind], n);
			expect_library(&room, text, length + n);
		}
	}
	free(room.bytes);
}

static void random_texts_normalised(void **state)
{
	struct text_room room = {NULL, 0};
	uint32_t seed = 20260718;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		char text[128];
		size_t n = 0;
		/* Some texts are of the usual kinds alone. */
		unsigned span = round % 3 ? 15 : KINDS;

		seed = seed * 1664525 + 1013904223;
		for (uint32_t left = seed >> 28; left > 0; left--) {
			seed = seed * 1664525 + 1013904223;
			const char *kind = kinds[(seed >> 16) % span];

			memcpy(text + n, kind, strlen(kind));
			n += strlen(kind);
			if (round % 5 == 0)
				n += text_encode(0x20 + (seed >> 8) % 0xd000, text + n);
		}
		expect_library(&room, text, n);
	}
	free(room.bytes);
}

static void widths(void **state)
{
	(void)state;
	assert_int_equal(text_columns("", 0), 0);
	assert_int_equal(text_columns("abc", 3), 3);
	assert_int_equal(text_columns("退货率%", strlen("退货率%")), 7);
	/* e and a combining accent; a byte that is no text. */
	assert_int_equal(text_columns("e\xcc\x81", 3), 1);
	assert_int_equal(text_columns("\xff", 1), 1);
}

static void masks(const char *s, const char *mark, const char *want)
{
	char copy[64];

	assert_int_equal(text_mask(copy, s, strlen(s), mark), strlen(want));
	assert_string_equal(copy, want);
}

/* One rule for messages, terminals, pages and pictures. */
static void hidden(void **state)
{
	(void)state;
	masks("杯 é\xff", "?", "杯 é\xff");
	masks("a\tb\x7f\xc2\x80\xc2\x9f\xc2\xa0", "?", "a?b???\xc2\xa0");
	masks("\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f", "?", "???"); /* direction marks */
	masks("\xe2\x80\xaa\xe2\x80\xae\xe2\x81\xa6\xe2\x81\xa9", "·", "····");
	masks("\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\x9f", "?",
	      "\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\x9f"); /* those beside them */
	masks("\xc2\xad\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\xa1", " ", "    ");
	masks("\xef\xbf\xbd", "?", "\xef\xbf\xbd");

	char same[] = "\xe2\x80\xaex\ny";

	assert_int_equal(text_mask(same, same, strlen(same), "?"), 4);
	assert_string_equal(same, "?x?y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hidden),
		cmocka_unit_test(every_character),
		cmocka_unit_test(malformed),
		cmocka_unit_test(prefixes),
		cmocka_unit_test(prefixes_in_blocks),
		cmocka_unit_test(trimming),
		cmocka_unit_test(ends_and_briefs),
		cmocka_unit_test(normalising),
		cmocka_unit_test(every_character_normalised_alone),
		cmocka_unit_test(characters_normalised_in_pairs),
		cmocka_unit_test(random_texts_normalised),
		cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
