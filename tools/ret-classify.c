/* ret-classify: name the cause and the reason of each return, and the rule that decided. */
#include "cause/classify_rows.h"
#include "cause/reasons.h"
#include "base/die.h"
#include "base/embed.h"
#include "words/word.h"
#include "base/option.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"
#include "row/request.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	OPT_RULES = 256,
	OPT_STATS,
	OPT_PRINT_RULES,
	OPT_PRINT_REASONS,
};

static const struct option_row rows[] = {
	{OPT_RULES, "rules", "FILE", "use the rules of FILE instead of the built-in ones"},
	{OPT_PRINT_RULES, "print-rules", NULL, "print the built-in rules, to edit them, and stop"},
	{OPT_PRINT_REASONS, "print-reasons", NULL, "print the reasons with their words in English and Chinese"},
	{OPT_STATS, "stats", NULL, "rows and units by cause, reason and rule on stderr"},
	REQUEST_ROWS,
};

static const struct program program = {
	"ret-classify",
	"[-q] [--rules FILE] [--stats] [--encoding NAME] [--rejects FILE]\n"
	" [--max-rejects N|P%] [--account FILE] [--excel] [-j N] [-o FILE] [FILE...]\n"
	"--print-rules | --print-reasons [--excel] [-o FILE]",
	"cause and reason of each return, and the rule that decided",
	rows,
	sizeof(rows) / sizeof(*rows),
};

static void write_rules(struct out *out)
{
	out_bytes(out, embed_rules, embed_rules_size);
}

struct request {
	struct row_request rows;
	const char *rules;
	bool stats;
	void (*print)(struct out *); /* NULL: classify */
};

/* Write a built-in table and stop. */
static _Noreturn void print_table(const struct request *q)
{
	struct err e;
	struct out *out = row_request_out(&q->rows, &e);

	if (!out)
		die("%s", e.words);
	q->print(out);
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

static void parse(struct request *q, struct options *o)
{
	for (int id; (id = option_next(o)) != OPTION_END;) {
		switch (id) {
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
		default:
			row_request_take(&q->rows, o, id);
		}
	}
}

/* Open the outputs. Returns 0, or -1 with words; those already open are then in the job, for the caller to close. */
static int open_outputs(const struct request *q, char *const *paths, size_t n, struct rows_job *job, struct out **out,
			struct err *e)
{
	if (row_request_protect_rows(&q->rows, paths, n, e) != 0 || row_request_protect(&q->rows, q->rules, e) != 0 ||
	    row_request_open(&q->rows, classify_reasons, CLASSIFY_REASONS, &job->rejects, &job->account, e) != 0)
		return -1;
	*out = row_request_out(&q->rows, e);
	return *out ? 0 : -1;
}

/* Move the outputs into place, or discard them if `status` is -1. Returns 0, or -1 with words. */
static int finish(struct rows_job *job, struct out *out, int status, struct err *e)
{
	if (status != 0)
		row_request_abandon(job->rejects, job->account);
	else
		status = row_request_close(job->rejects, job->account, job->counts.read, e);
	if (status == 0)
		return out_close(out, e);
	out_abandon(out);
	return -1;
}

/* Classify n files. Returns 0, or -1 with words. */
static int run(struct request *q, char *const *paths, size_t n, struct err *e)
{
	struct rows_job job = {.options = &q->rows.reading, .threads = q->rows.threads};
	struct rules *rules = NULL;
	struct classifier *classifier = classifier_read(q->rules, &rules, e);
	struct out *out = NULL;
	int status = -1;

	if (classifier && open_outputs(q, paths, n, &job, &out, e) == 0) {
		struct classify_rows *classified = classify_rows_new(rules, classifier, out);

		row_request_show_progress(&q->rows);
		progress_expect_all(q->rows.reading.progress, paths, n);
		status = classify_rows_run(classified, &job, paths, n, e);
		if (status == 0)
			tell(classify_rows_stats(classified), &job.counts, q->stats, !q->rows.quiet);
		classify_rows_free(classified);
	}
	status = finish(&job, out, status, e);
	progress_free(q->rows.reading.progress);
	classifier_free(classifier);
	rules_free(rules);
	return status;
}

int main(int argc, char **argv)
{
	struct request q = {0};
	struct options o;
	struct err e;

	option_begin(&o, &program, argc, argv);
	row_request_begin(&q.rows);
	parse(&q, &o);
	if (q.print && o.index < argc)
		die("--print-rules and --print-reasons read no file; try --help");
	if (q.print)
		print_table(&q);
	if (run(&q, argv + o.index, (size_t)(argc - o.index), &e) != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}
