#include "csv/sniff.h"

#include <string.h>

const char sniff_delimiters[5] = {',', '\t', ';', '|', '\0'};

int sniff_parse_delimiter(const char *word, char *delimiter, struct err *e)
{
	bool tab = strcmp(word, "tab") == 0;

	if (!tab && (strlen(word) != 1 || (unsigned char)word[0] >= 0x80 || strchr("\"\r\n", word[0])))
		return err_set(e, "--delimiter '%s' is neither one ASCII character nor tab", word);
	*delimiter = tab ? '\t' : word[0];
	return 0;
}

/* Headers are short and tables have few columns: longer cells and further cells are not looked up. */
enum { LONGEST = 120, MOST = 4096 };

static bool same(const struct field *a, const struct field *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* The number of distinct cells that are known headers. */
static size_t count_hits(const struct sniff_words *words, const struct field *cells, size_t n)
{
	size_t seen[64], hits = 0;

	for (size_t i = 0; i < n && i < MOST && hits < sizeof(seen) / sizeof(*seen); i++) {
		const struct field *f = &cells[i];
		bool fresh = f->length > 0 && f->length <= LONGEST && !(f->flags & (FIELD_DAMAGED | FIELD_NUL)) &&
			     words->knows(words->context, f->bytes, f->length);

		for (size_t k = 0; k < hits && fresh; k++)
			fresh = !same(&cells[seen[k]], f);
		if (fresh)
			seen[hits++] = i;
	}
	return hits;
}

void sniff_record(struct sniff *s, const struct sniff_words *words, const struct field *cells, size_t n)
{
	if (s->records == SNIFF_ROWS)
		return;
	size_t hits = words ? count_hits(words, cells, n) : 0;

	if (hits > s->best_hits) {
		s->best = s->records;
		s->best_hits = hits;
	}
	for (size_t i = 0; i < n; i++)
		s->filled[s->records] += cells[i].length > 0;
	s->hits[s->records] = hits;
	s->cells[s->records++] = n;
}

/* True for a record that is a header in itself, and has two thirds of the known headers of the best one. */
static bool is_header(const struct sniff *s, size_t i)
{
	return s->hits[i] >= SNIFF_SURE && s->hits[i] * 2 > s->filled[i] && s->hits[i] * 3 >= s->best_hits * 2;
}

size_t sniff_header(const struct sniff *s)
{
	for (size_t i = 0; i < s->best; i++)
		if (is_header(s, i))
			return i;
	return s->best_hits >= SNIFF_LEAST ? s->best : 0;
}

/* The size of the largest group of records with the same number of cells, counting only records with more than one cell. */
static size_t agreement(const struct sniff *s)
{
	size_t most = 0;

	for (size_t i = 0; i < s->records; i++) {
		size_t n = 0;

		for (size_t k = 0; k < s->records && s->cells[i] > 1; k++)
			n += s->cells[k] == s->cells[i];
		if (n > most)
			most = n;
	}
	return most;
}

bool sniff_is_better(const struct sniff *s, const struct sniff *than)
{
	if (s->best_hits != than->best_hits)
		return s->best_hits > than->best_hits;
	return agreement(s) > agreement(than);
}
