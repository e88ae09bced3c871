#include "clean/number.h"

#include "base/num.h"

#include <string.h>
#include <strings.h>

/* The rest of a text from which signs and currencies are taken off both ends. */
struct span {
	const char *s;
	size_t n;
};

static struct span blank_free(struct span t)
{
	while (t.n && t.s[0] == ' ') {
		t.s++;
		t.n--;
	}
	while (t.n && t.s[t.n - 1] == ' ')
		t.n--;
	return t;
}

/* ---- characters ---- */

/* What stands for a blank, an apostrophe or a minus in numbers only; the dash alone stays, because it is a word for missing. */
static uint32_t plain_sign(uint32_t code)
{
	if (code == 0x202f || code == 0x2007 || code == 0x2009)
		return ' ';
	if (code == 0x2019)
		return '\'';
	if ((code >= 0x2010 && code <= 0x2013) || code == 0xfe63)
		return '-';
	return code;
}

/* Make the signs in s[0..n) plain. Returns the new length. */
static size_t make_plain(char *s, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n;) {
		uint32_t code;
		size_t step = text_decode(s + i, n - i, &code);

		if (step <= 1) {
			s[to++] = s[i++];
			continue;
		}
		i += step;
		to += text_encode(plain_sign(code), s + to);
	}
	return to;
}

/* ---- currencies and signs ---- */

/* Before or behind the number. Of two that begin alike the longer stands first. */
static const char *const currencies[] = {
	"US$", "HK$", "NT$", "CA$", "AU$", "NZ$", "MX$", "R$",  "S$",  "A$",  "C$",     "$",    "￥",   "¥",    "£",
	"￡",  "€",   "₹",   "₩",   "￦",  "₫",   "฿",   "₱",   "₽", "₺",   "人民币", "港币", "美元", "欧元", "日元",
	"円",  "圓",  "圆",  "元",  "CNY", "RMB", "USD", "EUR", "GBP", "JPY", "HKD",    "TWD",  "NTD",  "KRW",  "AUD",
	"CAD", "NZD", "SGD", "MYR", "THB", "PHP", "VND", "IDR", "INR", "BRL", "MXN",    "CHF",  "SEK",  "NOK",  "DKK",
	"PLN", "CZK", "HUF", "TRY", "RUB", "AED", "SAR", "ZAR", "rs.", "rs",  "RM",     "rp",   "zł",   "Kč",   "kr",
};

static bool begins(struct span t, const char *what, size_t length)
{
	return t.n >= length && strncasecmp(t.s, what, length) == 0;
}

static bool ends(struct span t, const char *what, size_t length)
{
	return t.n >= length && strncasecmp(t.s + t.n - length, what, length) == 0;
}

static bool drop_currency_before(struct span *t)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++) {
		size_t length = strlen(currencies[i]);

		if (!begins(*t, currencies[i], length))
			continue;
		*t = blank_free((struct span){t->s + length, t->n - length});
		return true;
	}
	return false;
}

static bool drop_currency_behind(struct span *t)
{
	for (size_t i = 0; i < sizeof(currencies) / sizeof(*currencies); i++) {
		size_t length = strlen(currencies[i]);

		if (!ends(*t, currencies[i], length))
			continue;
		*t = blank_free((struct span){t->s, t->n - length});
		return true;
	}
	return false;
}

/* Take -3, +3, 3- or (3) off both ends. */
static bool drop_sign(struct span *t, bool *negative)
{
	char first = t->n ? t->s[0] : '\0', last = t->n ? t->s[t->n - 1] : '\0';

	if (first == '-' || first == '+')
		*t = (struct span){t->s + 1, t->n - 1};
	else if (first == '(' && last == ')')
		*t = (struct span){t->s + 1, t->n - 2};
	else if (last == '-')
		*t = (struct span){t->s, t->n - 1};
	else
		return false;
	*negative = first != '+';
	*t = blank_free(*t);
	return true;
}

/* Take the dash of `5.-` off, which stands for no cents: it is no sign. */
static bool drop_no_cents(struct span *t)
{
	if (t->n < 3 || t->s[t->n - 1] != '-' || (t->s[t->n - 2] != '.' && t->s[t->n - 2] != ',') ||
	    t->s[t->n - 3] < '0' || t->s[t->n - 3] > '9')
		return false;
	t->n -= 2;
	return true;
}

/* Take the sign and, of amounts, a currency at each end off, in any order: -￥ 1.50, ￥-1.50, (1.50 €), 1.50- USD. Returns true if negative. */
static bool strip(struct span *t, bool currency)
{
	bool negative = false, sign = true, before = currency, behind = currency;

	for (size_t left = SIZE_MAX; t->n < left;) {
		left = t->n;
		if (drop_no_cents(t))
			continue;
		if (sign && drop_sign(t, &negative))
			sign = false;
		if (before && drop_currency_before(t))
			before = false;
		if (behind && drop_currency_behind(t))
			behind = false;
	}
	return negative;
}

/* ---- digits and separators ---- */

enum { MOST_GROUPS = CLEAN_PLAIN_TEXT / 2 + 1 };

/* Digits in groups, with the separator behind each group but the last. */
struct groups {
	size_t count;
	size_t length[MOST_GROUPS];
	char separator[MOST_GROUPS];
};

/* Returns false when the text has anything but digits and single separators. */
static bool split(struct span t, struct groups *g)
{
	g->count = 1;
	g->length[0] = 0;
	for (size_t i = 0; i < t.n; i++) {
		if (t.s[i] >= '0' && t.s[i] <= '9') {
			g->length[g->count - 1]++;
			continue;
		}
		if (!strchr(".,' ", t.s[i]) || g->count == MOST_GROUPS)
			return false;
		g->separator[g->count - 1] = t.s[i];
		g->length[g->count++] = 0;
	}
	return true;
}

/* True when the first `n` groups are 1 234 567 with one separator; a comma may also group as in India, 12,34,567. */
static bool is_grouped(const struct groups *g, size_t n)
{
	char separator = g->separator[0];
	size_t middle = separator == ',' && n > 2 && g->length[1] == 2 ? 2 : 3;

	if (g->length[0] == 0 || g->length[0] > middle || g->length[n - 1] != 3)
		return false;
	for (size_t i = 1; i + 1 < n; i++)
		if (g->length[i] != middle)
			return false;
	for (size_t i = 0; i + 1 < n; i++)
		if (g->separator[i] != separator)
			return false;
	return true;
}

static char other(char sign)
{
	return sign == '.' ? ',' : '.';
}

/*
 * Find the decimal sign of the number: *whole is the number of groups before it, all groups when there is none. Returns false when the
 * groups are none of a number.
 */
static bool find_sign(struct span t, const struct groups *g, char sign, struct number *n, size_t *whole)
{
	size_t last = g->count - 2;
	char separator = g->separator[last];
	bool single = true;

	for (size_t i = 0; i < last; i++)
		single = single && g->separator[i] != separator;
	*whole = g->count;
	if (!strchr(".,", separator))
		return is_grouped(g, g->count);
	if (!single) {
		n->proves = other(separator);
		return is_grouped(g, g->count);
	}
	if (g->count == 2 && g->length[0] > 0 && g->length[0] <= 3 && g->length[1] == 3 && t.s[0] != '0') {
		n->open = separator;
		n->zeros = memcmp(t.s + g->length[0] + 1, "000", 3) == 0;
		*whole = sign == separator ? 1 : 2;
		return sign != 0;
	}
	n->proves = separator;
	*whole = g->count - 1;
	/* A point may begin or end a number; a comma there is more likely a slip. */
	if (separator == ',' && (g->length[*whole] == 0 || g->length[0] == 0))
		return false;
	return *whole == 1 || is_grouped(g, *whole);
}

/*
 * Write the number with a point for its decimal sign and without groups: *digits is its length, *point where the point stands, the
 * length if there is none. Returns false when it is none.
 */
static bool write_plain(struct span t, char sign, char text[CLEAN_PLAIN_TEXT], size_t *digits, size_t *point,
			struct number *n)
{
	struct groups g;
	size_t whole, to = 0, from = 0;

	if (t.n == 0 || !split(t, &g))
		return false;
	whole = g.count;
	if (g.count > 1 && !find_sign(t, &g, sign, n, &whole)) {
		n->proves = 0;
		return false;
	}
	if (n->proves && sign && n->proves != sign)
		return false;
	*point = SIZE_MAX;
	for (size_t i = 0; i < g.count; i++) {
		if (i == whole) {
			*point = to;
			text[to++] = '.';
		}
		memcpy(text + to, t.s + from, g.length[i]);
		to += g.length[i];
		from += g.length[i] + 1;
	}
	*digits = to;
	if (*point == SIZE_MAX)
		*point = to;
	return true;
}

/* Read what clean_plain() gives; a dash of any kind alone is missing. */
static enum clean take_plain(struct cell c, char text[CLEAN_PLAIN_TEXT], struct span *t)
{
	size_t n;
	enum clean state = clean_plain(c, text, &n);

	if (state != CLEAN_VALUE)
		return state;
	*t = blank_free((struct span){text, make_plain(text, n)});
	return clean_is_missing((struct cell){t->s, t->n}) ? CLEAN_MISSING : CLEAN_VALUE;
}

/* ---- quantities ---- */

static bool is_zeros(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] != '0')
			return false;
	return true;
}

static enum clean read_quantity(struct cell c, char sign, struct number *n)
{
	char text[CLEAN_PLAIN_TEXT], plain[CLEAN_PLAIN_TEXT];
	size_t digits, point;
	struct span t;
	enum clean state = take_plain(c, text, &t);

	if (state != CLEAN_VALUE)
		return state;
	bool negative = strip(&t, false);
	int64_t value;

	if (!write_plain(t, sign, plain, &digits, &point, n))
		return CLEAN_BAD;
	if (point < digits && !is_zeros(plain + point + 1, digits - point - 1))
		return CLEAN_BAD;
	if (num_parse_int(plain, point, 0, NUMBER_QUANTITY_LIMIT, &value) != 0)
		return CLEAN_BAD;
	n->value = negative ? -value : value;
	return CLEAN_VALUE;
}

enum clean number_quantity(struct cell c, char sign, struct number *n)
{
	enum { FEW = 9 };
	int32_t value = 0;
	size_t i = 0;

	n->proves = n->open = 0;
	n->zeros = false;
	/* Nearly every quantity is a few digits. */
	for (; i < c.length && i < FEW && c.bytes[i] >= '0' && c.bytes[i] <= '9'; i++)
		value = value * 10 + (c.bytes[i] - '0');
	if (i == 0 || i < c.length)
		return read_quantity(c, sign, n);
	n->value = value;
	return CLEAN_VALUE;
}

/* ---- amounts ---- */

static enum clean read_amount(struct cell c, char sign, struct number *n)
{
	char text[CLEAN_PLAIN_TEXT], plain[CLEAN_PLAIN_TEXT];
	size_t digits, point;
	struct span t;
	enum clean state = take_plain(c, text, &t);
	int rounded;

	if (state != CLEAN_VALUE)
		return state;
	bool negative = strip(&t, true);
	int64_t value;

	if (!write_plain(t, sign, plain, &digits, &point, n) || decimal_parse(plain, digits, &value, &rounded) != 0)
		return CLEAN_BAD;
	n->value = negative ? -value : value;
	return CLEAN_VALUE;
}

/*
 * Fast path for nearly every amount: at most nine digits, then nothing, or a point that is the decimal sign and up to four digits but not
 * three. Returns false when the text has another form.
 */
static bool take_usual(struct cell c, char sign, struct number *n)
{
	enum { FEW = 9 };
	static const int scales[] = {DECIMAL_SCALE, 1000, 100, 0, 1};
	const char *s = c.bytes;
	size_t i = 0, whole, decimals = 0;
	int64_t value = 0;

	for (; i < c.length && i < FEW && s[i] >= '0' && s[i] <= '9'; i++)
		value = value * 10 + (s[i] - '0');
	whole = i;
	if (whole == 0)
		return false;
	if (i < c.length) {
		if (s[i] != '.' || sign == ',' || c.length - i > 5 || c.length - i == 4 || c.length - i == 1)
			return false;
		for (i++; i < c.length && s[i] >= '0' && s[i] <= '9'; i++)
			value = value * 10 + (s[i] - '0');
		if (i < c.length)
			return false;
		decimals = i - whole - 1;
		n->proves = '.';
	}
	n->value = value * scales[decimals];
	return true;
}

enum clean number_amount(struct cell c, char sign, struct number *n)
{
	n->proves = n->open = 0;
	n->zeros = false;
	return take_usual(c, sign, n) ? CLEAN_VALUE : read_amount(c, sign, n);
}
