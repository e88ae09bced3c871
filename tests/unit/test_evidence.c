/* UTF-8 or GB18030 by the bytes alone; what may be another encoding stays a question. */
#include "io/evidence.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define DECIDE(bytes, last) evidence_decide(bytes, sizeof(bytes) - 1, last)

static void deciding(void **state)
{
	(void)state;
	assert_int_equal(DECIDE("中文", true), ENCODING_UTF8);
	assert_int_equal(DECIDE("é", true), ENCODING_UTF8);
	/* 中文 in GBK; two characters of which the second takes four bytes. */
	assert_int_equal(DECIDE("\xd6\xd0\xce\xc4", true), ENCODING_GB18030);
	assert_int_equal(DECIDE("\xd6\xd0\x81\x39\xef\x30", true), ENCODING_GB18030);
	/* A window may cut a character, a file may not. */
	assert_int_equal(DECIDE("中\xe6\x96", false), ENCODING_UTF8);
	assert_int_equal(DECIDE("\xd6\xd0\n\xd6\xd0\xce", false), ENCODING_GB18030);
	assert_int_equal(DECIDE("\xd6\xd0\xff\xff,\xff", true), ENCODING_UNDECIDED);
	assert_int_equal(DECIDE("\xff\xff", true), ENCODING_UNDECIDED);
	/* One text of UTF-8 that GBK could also be: UTF-8 is asked first. */
	assert_int_equal(DECIDE("锟斤拷", true), ENCODING_UTF8);
}

/* GBK text with one byte of noise in some thousand is still GBK; a byte in ten is not. */
static void noise(void **state)
{
	static char text[20000];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i += 2)
		memcpy(text + i, "\xd6\xd0", 2);
	text[10000] = (char)0xff;
	assert_int_equal(evidence_decide(text, sizeof(text), true), ENCODING_GB18030);
	for (size_t i = 0; i < sizeof(text); i += 10)
		text[i] = (char)0xff;
	assert_int_equal(evidence_decide(text, sizeof(text), true), ENCODING_UNDECIDED);
}

/* Decide on a text of UTF-8 after it was converted. */
static enum encoding decide_as(const char *encoding, const char *utf8)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char bytes[512], *from = (char *)utf8, *to = bytes;
	size_t left = strlen(utf8), room = sizeof(bytes);

	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
	iconv_close(cd);
	return evidence_decide(bytes, sizeof(bytes) - room, true);
}

/* A user who gets letters of another language in a SKU joins nothing and is told nothing. */
static void other_languages(void **state)
{
	static const struct {
		const char *encoding;
		const char *text;
	} others[] = {
		{"CP1252", "MÜGE-01"},
		{"CP1252", "Käse,Größe,Ärmel,Öl"},
		{"CP1252", "T-SHIRT D’ÉTÉ,CAFÉ CRÈME"},
		{"CP1252", "CAMISÓN,PIÑA,NIÑO"},
		{"CP1251", "кружка,чашка,тарелка"},
		{"CP932", "タオル-01"},
		{"CP932", "綿タオル,東京都"},
		{"CP932", "ﾀｵﾙ,ｼｬﾂ ﾌﾞﾙｰ,ﾏｸﾞｶｯﾌﾟ"},
		{"EUC-JP", "綿タオル,東京都,在庫切れ"},
		{"UHC", "수건-01"},
		{"UHC", "면수건,머그컵,서울특별시"},
		{"BIG5", "訂單編號,馬克杯,臺北市"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_equal(decide_as(others[i].encoding, others[i].text), ENCODING_UNDECIDED);
}

/* One word is enough in the language that exports here are in; rare characters alone are not. */
static void chinese(void **state)
{
	(void)state;
	assert_int_equal(decide_as("GB18030", "红"), ENCODING_GB18030);
	assert_int_equal(decide_as("GB18030", "杯子-红"), ENCODING_GB18030);
	assert_int_equal(decide_as("GB18030", "王喆,广东省深圳市"), ENCODING_GB18030);
	assert_int_equal(decide_as("GB18030", "罍罎罏"), ENCODING_UNDECIDED);
}

/* The same cell in ten thousand rows is no more evidence than in one. */
static void repetition(void **state)
{
	static char text[40000];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i += 4)
		memcpy(text + i, "\xbc\xf6,\n", 4); /* 수, in GBK 鉴 */
	assert_int_equal(evidence_decide(text, 4, true), ENCODING_UNDECIDED);
	assert_int_equal(evidence_decide(text, sizeof(text), true), ENCODING_UNDECIDED);
}

static void candidates(void **state)
{
	enum encoding found[EVIDENCE_MOST];

	(void)state;
	/* タオル in Shift_JIS: not EUC-KR and not Big5, whose second bytes it has none of. */
	assert_int_equal(evidence_candidates("\x83\x5e\x83\x49\x83\x8b", 6, true, found), 3);
	assert_int_equal(found[0], ENCODING_SHIFT_JIS);
	/* Damaged UTF-8. */
	assert_true(evidence_candidates("中文\xff", 7, true, found) >= 1);
	assert_int_equal(found[0], ENCODING_UTF8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deciding), cmocka_unit_test(noise),      cmocka_unit_test(other_languages),
		cmocka_unit_test(chinese),  cmocka_unit_test(repetition), cmocka_unit_test(candidates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
