#include "report/markdown.h"

#include "base/mem.h"
#include "base/text.h"
#include "words/lang.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_ROOM = 64 };

#define NOT_KNOWN "–"

/* How texts are rendered. */
struct form {
	enum lang lang;
	bool markup;
};

/* Escape text from data for Markdown: hidden characters become blanks, markup characters get a backslash. */
static char *escape(const struct form *f, const char *text)
{
	size_t n = strlen(text);
	char *seen = mem_alloc(n + 1, 1), *escaped = mem_alloc(2 * n + 1, 1), *to = escaped;

	text_mask(seen, text, n, " ");
	for (const char *s = seen; *s; s++) {
		if (f->markup && strchr("\\`*_<>|[]", *s))
			*to++ = '\\';
		*to++ = *s;
	}
	free(seen);
	return escaped;
}

/* Write a code span without backquotes, which would end it. */
static char *code(const struct form *f, const char *text)
{
	char *seen = mem_alloc(strlen(text) + 1, 1);

	text_mask(seen, text, strlen(text), " ");
	for (char *s = seen; *s; s++)
		if (*s == '`')
			*s = ' ';
	char *span = f->markup ? mem_printf("`%s`", seen) : mem_dup(seen, strlen(seen));

	free(seen);
	return span;
}

/* ---- numbers ---- */

static void print_grouped(char text[LANG_TEXT], double value)
{
	lang_count(text, value);
}

static char *number(const struct item *item)
{
	char text[NUMBER_ROOM] = NOT_KNOWN, grouped[LANG_TEXT];
	double value = item->low;

	if (item->kind == ITEM_Q && isnan(value))
		return mem_alloc(1, 1);
	if (isnan(value) || (item->kind == ITEM_INTERVAL && isnan(item->high)))
		return mem_dup(text, strlen(text));
	switch (item->kind) {
	case ITEM_COUNT:
		snprintf(text, sizeof(text), "%.0f", value);
		break;
	case ITEM_GROUPED:
		print_grouped(grouped, value);
		snprintf(text, sizeof(text), "%s", grouped);
		break;
	case ITEM_RATE:
		snprintf(text, sizeof(text), "%.2f%%", 100 * value);
		break;
	case ITEM_SHARE:
		snprintf(text, sizeof(text), "%.0f%%", 100 * value);
		break;
	case ITEM_PART:
		snprintf(text, sizeof(text), "%.1f%%", 100 * value);
		break;
	case ITEM_POINTS:
		snprintf(text, sizeof(text), "%+.2f", value);
		break;
	case ITEM_INTERVAL:
		snprintf(text, sizeof(text), "%+.2f … %+.2f", value, item->high);
		break;
	default:
		snprintf(text, sizeof(text), value >= 0.001 ? "%.3f" : "%.0e", value);
	}
	return mem_dup(text, strlen(text));
}

/* ---- words ---- */

static char *lower(const char *words)
{
	char *text = mem_dup(words, strlen(words));

	for (char *s = text; *s; s++)
		*s = (char)((unsigned char)*s < 0x80 ? tolower((unsigned char)*s) : *s);
	return text;
}

/* A cause within a sentence; an unknown cause counts as unclassified. */
static char *cause_words(enum lang lang, const char *cause)
{
	const char *words = word_find(WORD_CAUSE, cause, lang);

	return lower(words ? words : cause);
}

/* Some reasons begin with their cause; do not print it twice. */
static char *reason_words(const struct form *f, const char *reason)
{
	const char *words = word_find(WORD_REASON, reason, f->lang);

	if (!words)
		return escape(f, reason);
	char *slug = mem_dup(reason, strcspn(reason, "/"));
	char *cause = cause_words(f->lang, slug), *small = lower(words);
	char *said = strncmp(small, cause, strlen(cause)) == 0
			     ? mem_dup(words, strlen(words))
			     : lang_say(f->lang, PHRASE_PAGE_CAUSE_REASON, cause, words, NULL);

	free(small);
	free(cause);
	free(slug);
	return said;
}

static char *render(const struct form *f, const struct item *item);

static char *unread_words(const struct form *f, const struct item *item)
{
	char *detail = render(f, item->items[0]);
	char *said = lang_say_word(f->lang, WORD_UNREAD, item->text, detail, NULL);

	free(detail);
	return said;
}

/* What the exports wrote stands among the words, so the whole is escaped. */
static char *remark_text(const struct form *f, const struct remark *remark)
{
	char *words = remark_words(remark, f->lang), *text = escape(f, words);

	free(words);
	return text;
}

static char *phrase(const struct form *f, const struct item *item)
{
	char *texts[REPORT_PLACES] = {NULL};

	for (size_t i = 0; i < item->count; i++)
		texts[i] = render(f, item->items[i]);
	char *said = lang_say(f->lang, item->phrase, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5],
			      texts[6], texts[7], texts[8], NULL);

	for (size_t i = 0; i < item->count; i++)
		free(texts[i]);
	return said;
}

static char *list(const struct form *f, const struct item *item)
{
	char *sofar = NULL;

	for (const struct item *one = item->first; one; one = one->next)
		lang_append(&sofar, f->lang, item->phrase, render(f, one));
	return sofar ? sofar : mem_alloc(1, 1);
}

static char *render(const struct form *f, const struct item *item)
{
	switch (item->kind) {
	case ITEM_NAME:
		return escape(f, item->text);
	case ITEM_CODE:
		return code(f, item->text);
	case ITEM_WORD:
		return escape(f, word_or_slug(item->words, item->text, f->lang));
	case ITEM_UNREAD:
		return unread_words(f, item);
	case ITEM_REMARK:
		return remark_text(f, item->remark);
	case ITEM_CAUSE:
		return cause_words(f->lang, item->text);
	case ITEM_REASON:
		return reason_words(f, item->text);
	case ITEM_PHRASE:
		return phrase(f, item);
	case ITEM_LIST:
		return list(f, item);
	case ITEM_STRONG: {
		char *inner = render(f, item->items[0]);
		char *strong = f->markup ? mem_printf("**%s**", inner) : mem_dup(inner, strlen(inner));

		free(inner);
		return strong;
	}
	default:
		return number(item);
	}
}

char *item_plain(const struct item *item, enum lang lang)
{
	return render(&(struct form){lang, false}, item);
}

/* ---- blocks ---- */

static void write_item(const struct form *f, const struct item *item, struct out *o)
{
	char *text = render(f, item);

	out_text(o, text);
	free(text);
}

static void write_row(const struct form *f, const struct block *b, size_t row, struct out *o)
{
	for (size_t i = 0; i < b->columns; i++) {
		const struct item *cell = b->cells[row * b->columns + i];

		out_text(o, i == 0 ? "|" : " |");
		if (cell) {
			out_text(o, " ");
			write_item(f, cell, o);
		}
	}
	out_text(o, " |\n");
}

static void write_table(const struct form *f, const struct block *b, struct out *o)
{
	write_row(f, b, 0, o);
	for (size_t i = 0; i < b->columns; i++)
		out_text(o, b->aligned[i] == ALIGN_RIGHT ? "|--:" : "|---");
	out_text(o, "|\n");
	for (size_t row = 1; row < b->cell_count / b->columns; row++)
		write_row(f, b, row, o);
}

static void write_block(const struct form *f, const struct block *b, struct out *o)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		for (int i = 0; i < b->level; i++)
			out_text(o, "#");
		out_text(o, " ");
		break;
	case BLOCK_POINT:
		out_text(o, "- ");
		break;
	case BLOCK_TABLE:
		write_table(f, b, o);
		break;
	case BLOCK_FIGURE:
		out_format(o, "![%s](charts/%s.png)", b->name, b->name);
		break;
	case BLOCK_PARAGRAPH:
		break;
	}
	if (b->item)
		write_item(f, b->item, o);
	if (b->kind != BLOCK_TABLE)
		out_text(o, "\n");
	if (b->kind != BLOCK_POINT || !b->next || b->next->kind != BLOCK_POINT)
		out_text(o, "\n");
}

void markdown_write(const struct report *r, enum lang lang, struct out *o)
{
	struct form f = {lang, true};

	for (const struct block *b = report_blocks(r); b; b = b->next)
		write_block(&f, b, o);
}
