/* ret-classify: name the cause and the reason of each return, and the rule that decided. */
#include "cause/classify_rows.h"
#include "cause/reasons.h"
#include "base/crew.h"
#include "base/die.h"
#include "base/embed.h"
#include "words/word.h"
#include "base/option.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	OPT_RULES = 256,
	OPT_STATS,
	OPT_PRINT_RULES,
	OPT_PRINT_REASONS,
	OPT_ENCODING,
	OPT_REJECTS,
	OPT_MAX_REJECTS,
	OPT_ACCOUNT,
};

static const struct option_row rows[] = {
	{OPT_RULES, "rules", "FILE", "use the rules of FILE instead of the built-in ones"},
	{OPT_PRINT_RULES, "print-rules", NULL, "print the built-in rules, to edit them, and stop"},
	{OPT_PRINT_REASONS, "print-reasons", NULL, "print the reasons with their words in English and Chinese"},
	{OPT_STATS, "stats", NULL, "rows and units by cause, reason and rule on stderr"},
	{OPT_ENCODING, "encoding", "NAME", "read the input as utf-8 or gb18030 instead of detecting it"},
	{OPT_REJECTS, "rejects", "FILE", "write rejected rows to FILE"},
	{OPT_MAX_REJECTS, "max-rejects", "N|P%", "rejected rows allowed (default 0)"},
	{OPT_ACCOUNT, "account", "FILE", "write what became of the rows to FILE, as a table"},
	{'j', "jobs", "N", "number of threads (default: the number of cores)"},
	{'q', "quiet", NULL, "print no summary and no progress on stderr"},
	{'o', "output", "FILE", "write to FILE, whole or not at all"},
};

static const struct program program = {
	"ret-classify",
	"[-q] [--rules FILE] [--stats] [--encoding NAME] [--rejects FILE]\n"
	" [--max-rejects N|P%] [--account FILE] [-j N] [-o FILE] [FILE...]\n"
	"--print-rules | --print-reasons [-o FILE]",
	"cause and reason of each return, and the rule that decided",
	rows,
	sizeof(rows) / sizeof(*rows),
};

static void write_rules(struct out *out)
{
	out_bytes(out, embed_rules, embed_rules_size);
}

/* Write a built-in table and stop. */
static _Noreturn void print_table(void (*write_table)(struct out *), const char *output)
{
	struct err e;
	struct out *out = out_open(output, &e);

	if (!out)
		die("%s", e.words);
	write_table(out);
	if (out_close(out, &e) != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}

/* Print the statistics and the summary on stderr. */
static void tell(const struct classify_stats *stats, const struct rows_counts *counts, bool table, bool summary)
{
	if (!stats)
		return;
	if (table) {
		char *text = classify_stats_table(stats);

		warn_in_place(NULL);
		fputs(text, stderr);
		free(text);
	}
	if (summary) {
		char *words = classify_stats_words(stats);

		warn("read %llu = kept %llu + rejected %llu; %s", (unsigned long long)counts->read,
		     (unsigned long long)counts->kept, (unsigned long long)counts->rejected, words);
		free(words);
	}
}

struct request {
	struct reader_options reading;
	const char *output, *rules, *rejects, *limit, *account;
	unsigned threads;
	bool quiet, stats;
	void (*print)(struct out *); /* NULL: classify */
};

static void parse(struct request *q, struct options *o)
{
	for (int id; (id = option_next(o)) != OPTION_END;) {
		switch (id) {
		case 'j':
			q->threads = (unsigned)option_int(o, "jobs", 1, 256);
			break;
		case 'q':
			q->quiet = true;
			break;
		case 'o':
			q->output = o->value;
			break;
		case OPT_RULES:
			q->rules = o->value;
			break;
		case OPT_STATS:
			q->stats = true;
			break;
		case OPT_PRINT_RULES:
			q->print = write_rules;
			break;
		case OPT_PRINT_REASONS:
			q->print = reasons_write;
			break;
		case OPT_ENCODING:
			q->reading.encoding = o->value;
			break;
		case OPT_REJECTS:
			q->rejects = o->value;
			break;
		case OPT_MAX_REJECTS:
			q->limit = o->value;
			break;
		case OPT_ACCOUNT:
			q->account = o->value;
			break;
		}
	}
}

/* Open the outputs. Returns 0, or -1 with words; those already open are then in the job, for the caller to close. */
static int open_outputs(const struct request *q, char *const *paths, size_t n, struct rows_job *job, struct out **out,
			struct err *e)
{
	const struct place_output outputs[] = {{"--rejects", q->rejects}, {"--account", q->account}, {"-o", q->output}};

	if (place_refuse_inputs("--rejects", q->rejects, paths, n, e) != 0 ||
	    place_refuse_inputs("--account", q->account, paths, n, e) != 0 ||
	    place_protect(q->rules, outputs, 3, e) != 0)
		return -1;
	job->rejects = rejects_new(q->rejects, q->limit, q->output, e);
	if (job->rejects)
		job->account = account_new(classify_reasons, CLASSIFY_REASONS, q->account, q->output, q->rejects, e);
	*out = job->account ? out_open(q->output, e) : NULL;
	return *out ? 0 : -1;
}

/* Move the outputs into place, or discard them if `status` is -1. Returns 0, or -1 with words. */
static int finish(struct rows_job *job, struct out *out, int status, struct err *e)
{
	if (status != 0) {
		rejects_abandon(job->rejects);
		account_abandon(job->account);
	} else {
		status = account_close(job->account, rejects_close(job->rejects, job->counts.read, e), e);
	}
	if (status == 0)
		return out_close(out, e);
	out_abandon(out);
	return -1;
}

/* Classify n files. Returns 0, or -1 with words. */
static int run(struct request *q, char *const *paths, size_t n, struct err *e)
{
	struct rows_job job = {.options = &q->reading, .threads = q->threads};
	struct rules *rules = NULL;
	struct classifier *classifier = classifier_read(q->rules, &rules, e);
	struct out *out = NULL;
	int status = -1;

	if (classifier && open_outputs(q, paths, n, &job, &out, e) == 0) {
		struct classify_rows *classified = classify_rows_new(rules, classifier, out);

		q->reading.progress = q->quiet ? NULL : progress_new(q->output);
		progress_expect_all(q->reading.progress, paths, n);
		status = classify_rows_run(classified, &job, paths, n, e);
		if (status == 0)
			tell(classify_rows_stats(classified), &job.counts, q->stats, !q->quiet);
		classify_rows_free(classified);
	}
	status = finish(&job, out, status, e);
	progress_free(q->reading.progress);
	classifier_free(classifier);
	rules_free(rules);
	return status;
}

int main(int argc, char **argv)
{
	struct request q = {.threads = crew_cores()};
	struct options o;
	struct err e;

	option_begin(&o, &program, argc, argv);
	parse(&q, &o);
	if (q.print && o.index < argc)
		die("--print-rules and --print-reasons read no file; try --help");
	if (q.print)
		print_table(q.print, q.output);
	if (run(&q, argv + o.index, (size_t)(argc - o.index), &e) != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}
