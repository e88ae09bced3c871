/* The part of the reader that its engines and its header search need too: room in the batch, the encoding, the next bytes in the window. */
#include "csv/reader_private.h"

#include "base/mem.h"
#include "base/text.h"

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
		return err_set(e, "%s: this system cannot decode GB18030", source_name(r->source));
	return 0;
}

static int undecidable(const struct reader *r, const char *bytes, size_t good, struct err *e)
{
	uint64_t line = r->line;

	for (size_t i = r->parsed; i < good; i++)
		line += bytes[i] == '\n';
	return err_set(e,
		       "%s:%llu: neither UTF-8 nor GB18030 text; if it is one of them but damaged, "
		       "name it with --encoding",
		       source_name(r->source), (unsigned long long)line);
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
		if (!last && n - ascii < ENCODING_WINDOW) {
			if (source_more(r->source, e) < 0)
				return -1;
			continue;
		}
		/* Never examine more than ENCODING_WINDOW bytes, however many were read, so that pipes and files give the same result. */
		size_t seen = n - ascii;

		if (seen > ENCODING_WINDOW) {
			seen = ENCODING_WINDOW;
			last = false;
		}
		enum encoding found = encoding_decide(bytes + ascii, seen, last);

		if (found == ENCODING_UNDECIDED)
			return undecidable(r, bytes, ascii + text_valid_prefix(bytes + ascii, seen), e);
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
