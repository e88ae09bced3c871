/* The part of the reader that its engines and its header search need too: room in the batch, the encoding, the next bytes in the window. */
#include "csv/reader_private.h"

#include "base/mem.h"
#include "base/text.h"
#include "io/evidence.h"

#include <stdlib.h>
#include <string.h>

const struct field reader_absent = {field_blank, 0, FIELD_ABSENT};

void reader_make_room(struct reader *r, size_t rows)
{
	size_t need = r->rows + rows;

	r->records = mem_grow(r->records, &r->records_capacity, need, sizeof(*r->records));
	r->fields = mem_grow(r->fields, &r->fields_capacity, need * r->slots + 1, sizeof(*r->fields));
}

int reader_set_encoding(struct reader *r, enum encoding encoding, struct err *e)
{
	r->encoding = encoding;
	if (field_maker_decode(r->maker, encoding) != 0)
		return err_set(e, "%s: this system cannot decode %s", source_name(r->source), encoding_name(encoding));
	return 0;
}

/* Bytes of the file, and how they read in one encoding. */
struct quoted {
	const char *bytes;
	size_t length;
};

enum { QUOTED = 48 };

/* The cell around the byte at `at` of bytes[0..n), without blanks at its start and cut to QUOTED bytes. */
static struct quoted quote_cell(const char *bytes, size_t n, size_t at)
{
	static const char ends[] = ",\t;\"\r\n";
	size_t from = at, to = at;

	while (from > 0 && at - from < QUOTED / 2 && !memchr(ends, bytes[from - 1], sizeof(ends) - 1))
		from--;
	while (to < n && to - from < QUOTED && !memchr(ends, bytes[to], sizeof(ends) - 1))
		to++;
	return (struct quoted){bytes + from, to - from};
}

/* Append how a text reads in an encoding to the words, which are freed, but after the first only if it is sound. Returns the words. */
static char *add_reading(char *words, struct quoted quoted, enum encoding encoding)
{
	struct decoder *d = decoder_new(encoding);
	struct arena *a = arena_new();
	size_t length = 0;
	bool damaged = false, first = !words[0];
	char *text = d ? decoder_decode(d, a, quoted.bytes, quoted.length, &length, &damaged) : NULL;
	char *longer = text && (first || !damaged) ? mem_printf("%s%s --encoding %s reads '%s'", words,
								first ? "" : ";", encoding_name(encoding), text)
						   : NULL;

	decoder_free(d);
	arena_free(a);
	if (!longer)
		return words;
	free(words);
	return longer;
}

/*
 * Report that bytes[0..n), of which the first n - `seen` are ASCII, show no encoding: name the line of the first byte that is not UTF-8,
 * and how its cell reads in each encoding that it may be in.
 */
static int undecidable(const struct reader *r, const char *bytes, size_t n, size_t seen, bool last, struct err *e)
{
	size_t ascii = n - seen, at = ascii + text_valid_prefix(bytes + ascii, seen);
	enum encoding found[EVIDENCE_MOST];
	size_t count = evidence_candidates(bytes + ascii, seen, last, found);
	uint64_t line = r->line;

	for (size_t i = r->parsed; i < at; i++)
		line += bytes[i] == '\n';
	char *words = mem_dup("", 0);

	for (size_t i = 0; i < count; i++)
		words = add_reading(words, quote_cell(bytes, n, at), found[i]);
	err_set(e, "%s:%llu: not UTF-8, and nothing shows that it is GB18030; say which it is:%s",
		source_name(r->source), (unsigned long long)line, words[0] ? words : " --encoding NAME");
	free(words);
	return -1;
}

int reader_decide(struct reader *r, struct err *e)
{
	while (r->encoding == ENCODING_UNDECIDED) {
		size_t n;
		const char *bytes = source_window(r->source, &n);
		size_t ascii = r->parsed;
		bool last = source_at_end(r->source);

		while (ascii < n && (unsigned char)bytes[ascii] < 0x80)
			ascii++;
		if (ascii == n)
			return 0;
		if (!last && n - ascii < EVIDENCE_WINDOW) {
			if (source_more(r->source, e) < 0)
				return -1;
			continue;
		}
		/* Never examine more than EVIDENCE_WINDOW bytes, however many were read, so that pipes and files give the same result. */
		size_t seen = n - ascii;

		if (seen > EVIDENCE_WINDOW) {
			seen = EVIDENCE_WINDOW;
			last = false;
		}
		enum encoding found = evidence_decide(bytes + ascii, seen, last);

		if (found == ENCODING_UNDECIDED)
			return undecidable(r, bytes, ascii + seen, seen, last, e);
		return reader_set_encoding(r, found, e);
	}
	return 0;
}

int reader_refill(struct reader *r, struct err *e)
{
	size_t n;

	source_drop(r->source, r->record);
	r->base += r->record;
	r->parsed -= r->record;
	r->record = 0;
	r->scanned = false;
	int more = source_more(r->source, e);

	if (more < 0 || reader_decide(r, e) != 0)
		return -1;
	source_window(r->source, &n);
	/* At the end of the input, a last line without a line end may still be unparsed. */
	return more > 0 || n > r->parsed || !reader_csv_is_idle(r);
}
