/*
 * The reader: the plain engine with every scan of this processor, in pieces of any size, tells what libcsv alone tells of the
 * whole; records are the bytes of the file; parts that fit together are the whole.
 */
#include "fuzz.h"

#include "../unit/dump.h"
#include "base/mem.h"
#include "io/wide.h"

#include <string.h>

enum { MOST_SLOTS = 8 };

struct plan {
	struct reader_options options;
	unsigned slots[MOST_SLOTS]; /* taken modulo the columns there are */
	size_t slot_count;
	size_t cut; /* where a second part is guessed, taken modulo the size */
};

static struct plan take_plan(struct fuzz_input *in)
{
	static const char *const encodings[] = {NULL, "utf-8", "gb18030"};
	static const char delimiters[] = {'\0', '\t', ';', '|', ' ', 'x', '\'', '.'};
	static const size_t limits[] = {0, 1, 2, 8, 31, 64, 100, 300};
	struct plan p = {0};

	p.options.encoding = encodings[fuzz_option(in) % 3];
	p.options.delimiter = delimiters[fuzz_option(in) % 8];
	p.options.chunk = fuzz_option(in);
	p.options.field_limit = limits[fuzz_option(in) % 8];
	p.options.scan = (enum scan_version)(fuzz_option(in) % SCAN_VERSIONS);
	if (!scan_has(p.options.scan))
		p.options.scan = SCAN_BEST;
	p.cut = fuzz_option(in);
	p.slot_count = fuzz_option(in) % (MOST_SLOTS + 1);
	for (size_t i = 0; i < p.slot_count; i++)
		p.slots[i] = fuzz_option(in);
	return p;
}

static void select_columns(struct reader *r, const struct plan *p)
{
	int columns[MOST_SLOTS];

	for (size_t i = 0; i < p->slot_count; i++)
		columns[i] = (int)(p->slots[i] % (reader_columns(r) + 1)) - 1;
	if (p->slot_count)
		reader_select(r, columns, p->slot_count);
}

/* A record at byte `at` of the file or behind it, with nothing but blank lines between. Returns where it ends. */
static size_t check_record(const struct record *record, const char *bytes, size_t n, size_t at)
{
	while (at < n && (bytes[at] == '\n' || bytes[at] == '\r'))
		at++;
	if (record->length == 0 || record->length > n - at || memcmp(bytes + at, record->bytes, record->length) != 0)
		fuzz_fail("record %llu is not what stands at byte %zu", (unsigned long long)record->number, at);
	return at + record->length;
}

/* Records follow one another in the file; what is no record is a blank line. */
static void check_bytes(struct reader *r, const char *bytes, size_t n)
{
	size_t at = check_record(reader_header(r), bytes, n, reader_has_bom(r) ? 3 : 0);
	struct batch b;
	struct err e;
	int got;

	while ((got = reader_next(r, &b, &e)) > 0)
		for (size_t i = 0; i < b.rows; i++)
			at = check_record(&b.records[i], bytes, n, at);
	for (; got == 0 && at < n; at++)
		if (bytes[at] != '\n' && bytes[at] != '\r')
			fuzz_fail("byte %zu is in no record", at);
}

static void dump_bytes(struct dump *d, const char *bytes, size_t n, const struct plan *p)
{
	dump_begin(d);
	struct reader *r = reader_open_memory("in", bytes, n, &p->options, &d->error);

	if (r) {
		fprintf(d->file, "%s\n", reader_column_list(r));
		select_columns(r, p);
		dump_reader(d, r);
	}
	d->failed |= !r;
	dump_end(d);
	reader_close(r);
}

static bool cannot_decide(const struct dump *d)
{
	return d->failed && strstr(d->error.words, "neither UTF-8 nor GB18030");
}

/*
 * The rows and the end are the same. But an encoding that cannot be decided is told as soon as it is seen: how many rows, or which
 * other fault, come before it depends on the pieces.
 */
static void expect_same(const struct dump *want, const struct dump *got, const char *what)
{
	bool early = want->failed && got->failed && (cannot_decide(want) || cannot_decide(got));
	size_t n = want->size;

	if (early && got->size < n)
		n = got->size;
	if (want->failed != got->failed)
		fuzz_fail("%s: %s", what, got->failed ? got->error.words : "no error where libcsv tells one");
	if (got->failed && !early && strcmp(want->error.words, got->error.words) != 0)
		fuzz_fail("%s: '%s', not '%s'", what, got->error.words, want->error.words);
	if ((!early && want->size != got->size) || (n && memcmp(want->bytes, got->bytes, n) != 0))
		fuzz_fail("%s: other rows:\n%.*s\nnot\n%.*s", what, (int)got->size, got->bytes, (int)want->size,
			  want->bytes);
}

/* UTF-16 is not read as it stands, nor in parts. */
static bool is_wide(const char *bytes, size_t n)
{
	return wide_mark(bytes, n) != ENCODING_UNDECIDED;
}

/* The engines over the whole, and what they share with the file. */
static void check_engines(const struct plan *p, const char *bytes, size_t n, struct dump *want)
{
	struct plan libcsv = *p, plain = *p;
	struct dump got;
	struct err e;

	libcsv.options.libcsv_only = true;
	libcsv.options.chunk = n + 1;
	dump_bytes(want, bytes, n, &libcsv);
	dump_bytes(&got, bytes, n, &plain);
	expect_same(want, &got, "plain");
	free(got.bytes);
	libcsv.options.chunk = p->options.chunk;
	dump_bytes(&got, bytes, n, &libcsv);
	expect_same(want, &got, "libcsv in pieces");
	free(got.bytes);
	struct reader *r = reader_open_memory("in", bytes, n, &p->options, &e);

	if (r && !is_wide(bytes, n))
		check_bytes(r, bytes, n);
	reader_close(r);
}

/* Dump the part [from, to), unless what it began with was wrong. Returns false when the parts do not chain. */
static bool dump_part(struct dump *d, const struct reader *whole, const struct plan *p, uint64_t from, uint64_t to,
		      enum encoding *encoding)
{
	struct reader *part = reader_open_part(whole, from, to, &d->error);

	if (!part)
		fuzz_fail("a part: %s", d->error.words);
	select_columns(part, p);
	dump_reader(d, part);
	bool fits = !d->failed && (to == UINT64_MAX || reader_offset(part) == to);
	enum encoding found = reader_decision(part);

	/* Parts that decide on different encodings do not fit together. */
	if (*encoding != ENCODING_UNDECIDED && found != ENCODING_UNDECIDED && found != *encoding)
		fits = false;
	if (found != ENCODING_UNDECIDED)
		*encoding = found;
	reader_close(part);
	return fits;
}

static void check_parts(const struct plan *p, const char *bytes, size_t n, const struct dump *want)
{
	struct err e;
	struct dump got;
	struct reader *whole = reader_open(fuzz_file(bytes, n), &p->options, &e);

	if (!whole)
		return;
	enum encoding encoding = reader_decision(whole);
	uint64_t from = reader_offset(whole), cut = p->cut % (n + 1), to;

	if (is_wide(bytes, n)) {
		reader_close(whole);
		return;
	}
	if (reader_size(whole) != n)
		fuzz_fail("size %llu, not %zu", (unsigned long long)reader_size(whole), n);
	if (cut < from)
		cut = from;
	if (reader_guess(whole, cut, &to, &e) != 0)
		fuzz_fail("guessing: %s", e.words);
	if (to < cut || to > n || (to < n && bytes[to - 1] != '\n'))
		fuzz_fail("byte %llu begins no line", (unsigned long long)to);
	dump_begin(&got);
	fprintf(got.file, "%s\n", reader_column_list(whole));
	got.lines = reader_lines(whole);
	bool fits = (to == from || dump_part(&got, whole, p, from, to, &encoding)) &&
		    dump_part(&got, whole, p, to, UINT64_MAX, &encoding);

	dump_end(&got);
	/* A part that fails names its own lines, so that its caller reads the whole anew. */
	if (fits)
		expect_same(want, &got, "parts");
	else if (got.failed && p->options.encoding && !want->failed)
		fuzz_fail("a part fails where the whole does not: %s", got.error.words);
	free(got.bytes);
	reader_close(whole);
}

static void check_scans(const char *bytes, size_t n, char delimiter)
{
	for (int version = SCAN_BEST; version < SCAN_VERSIONS; version++) {
		struct scan s = {0};

		if (!scan_has((enum scan_version)version))
			continue;
		scan_run(&s, bytes, n, delimiter, (enum scan_version)version);
		const char *fault = dump_scan_fault(&s, bytes, n, delimiter);

		if (fault)
			fuzz_fail("scan %d: %s is wrong", version, fault);
		scan_release(&s);
	}
}

static void check(const struct plan *p, const char *bytes, size_t n)
{
	struct plan whole = *p;
	struct dump want;

	/* In one piece, but without the memory that a large file is read into. */
	if (!p->options.chunk)
		whole.options.chunk = n + 1;
	check_engines(&whole, bytes, n, &want);
	check_parts(&whole, bytes, n, &want);
	free(want.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	struct plan p = take_plan(&in);
	/* A scan may look some bytes behind its block. */
	char *copy = mem_alloc(in.n + 64, 1);

	memcpy(copy, in.bytes, in.n);
	check_scans(copy, in.n, p.options.delimiter ? p.options.delimiter : ',');
	check(&p, copy, in.n);
	free(copy);
	return 0;
}

/* A border of pieces at every byte, and of parts. */
static void every(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	struct plan p = take_plan(&in);
	size_t most = in.n < 130 ? in.n : 130;

	for (p.options.chunk = 1; p.options.chunk <= most; p.options.chunk++) {
		p.cut = p.options.chunk;
		check(&p, in.bytes, in.n);
	}
}

/* A sign or two at every place around the borders of the blocks that scans take at once, beside borders of pieces. */
static void make_border(const char *sign, size_t length, size_t at, const char *encoding)
{
	static const size_t chunks[] = {0, 63, 64, 65};
	struct plan p = {.slots = {2, 1, 3}, .slot_count = 3, .cut = at, .options.encoding = encoding};
	char bytes[300] = "a,b\n";
	size_t n = 4;

	memset(bytes + n, 'x', at);
	memcpy(bytes + n + at, sign, length);
	n += at + length;
	memset(bytes + n, 'x', 140 - at);
	n += 140 - at;
	memcpy(bytes + n, "x,y\n\"z\",1", 9);
	n += 9;
	for (int version = SCAN_WORDS; version < SCAN_VERSIONS; version++) {
		p.options.scan = (enum scan_version)version;
		p.options.chunk = chunks[(at + (unsigned)version) % 4];
		if (scan_has(p.options.scan))
			check(&p, bytes, n);
	}
}

static void make_borders(void)
{
	static const char *const signs[] = {
		",", "\n", "\r\n", "\r", "\"", ",\"", "\"\"", ",\"\n\"", "中", "\xd6\xd0", "\n\n", "\xff",
	};

	for (size_t at = 0; at < 140; at++) {
		for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
			make_border(signs[i], strlen(signs[i]), at, i % 2 ? "utf-8" : NULL);
		make_border("\xd6\xd0", 2, at, "gb18030");
		make_border("", 1, at, NULL);
	}
}

/* Cells of a megabyte: plain, with each kind of sign in them, quoted, at the field's limit and above it. */
static void make_large(void)
{
	enum { CELL = 1 << 20, ROWS = 1 << 16 };
	static const struct {
		const char *before, *inside, *behind;
		size_t length;
	} forms[] = {
		{"", "x", "\n", CELL},
		{"", "x", "\r\n", CELL},
		{"", "x", "", CELL},
		{"", "中", "\n", CELL},
		{"", "\xd6\xd0", "\n", CELL},
		{"\"", "x", "\"\n", CELL},
		{"\"", "x\"\"y\n", "\"\n", CELL},
		{"\"", "\r\n", "\"\r\n", CELL},
		{"\"", "x", "", CELL},
		{"", "x,", "\n", CELL},
		{"", "x\n", "\n", ROWS},
		{"", "\"x\n\"\n", "\n", ROWS},
	};
	char *bytes = mem_alloc(CELL + 200, 1);

	for (size_t f = 0; f < sizeof(forms) / sizeof(*forms); f++) {
		struct plan p = {.slots = {2, 0, 1}, .slot_count = 3, .cut = forms[f].length / 2};
		size_t step = strlen(forms[f].inside), n = 0;

		n += (size_t)sprintf(bytes, "a,b\n1,2\n3,%s", forms[f].before);
		for (size_t cell = 0; cell + step <= forms[f].length; cell += step, n += step)
			memcpy(bytes + n, forms[f].inside, step);
		n += (size_t)sprintf(bytes + n, "%s4,5\n", forms[f].behind);
		check(&p, bytes, n);
		p.options.chunk = 65537;
		for (size_t limit = forms[f].length - 4; limit <= forms[f].length + 4; limit += 4) {
			p.options.field_limit = limit;
			check(&p, bytes, n);
		}
	}
	free(bytes);
}

static void made(void)
{
	make_borders();
	make_large();
}

const struct fuzz_replay fuzz_replay = {every, made};
