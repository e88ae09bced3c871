#include "row/request.h"

#include "base/crew.h"
#include "io/place.h"
#include "io/progress.h"

void row_request_begin(struct row_request *r)
{
	*r = (struct row_request){.threads = crew_cores()};
}

const char *row_request_take(struct row_request *r, const struct options *o, int id)
{
	switch (id) {
	case ROW_ENCODING:
		r->reading.encoding = o->value;
		return "--encoding";
	case ROW_REJECTS:
		r->rejects = o->value;
		return "--rejects";
	case ROW_MAX_REJECTS:
		r->limit = o->value;
		return "--max-rejects";
	case ROW_ACCOUNT:
		r->account = o->value;
		return "--account";
	case ROW_EXCEL:
		r->excel = true;
		return NULL;
	case 'j':
		r->threads = (unsigned)option_int(o, "jobs", 1, 256);
		return NULL;
	case 'q':
		r->quiet = true;
		return NULL;
	case 'o':
		r->output = o->value;
		return NULL;
	default:
		return NULL;
	}
}

int row_request_protect(const struct row_request *r, const char *input, struct err *e)
{
	const struct place_output outputs[] = {{"--rejects", r->rejects}, {"--account", r->account}, {"-o", r->output}};

	return place_protect(input, outputs, sizeof(outputs) / sizeof(*outputs), e);
}

int row_request_protect_rows(const struct row_request *r, char *const *inputs, size_t n, struct err *e)
{
	if (place_refuse_inputs("--rejects", r->rejects, inputs, n, e) != 0)
		return -1;
	return place_refuse_inputs("--account", r->account, inputs, n, e);
}

int row_request_open(const struct row_request *r, const struct account_reason *reasons, size_t count,
		     struct rejects **rejects, struct account **account, struct err *e)
{
	*account = NULL;
	*rejects = rejects_new(r->rejects, r->limit, r->output, e);
	if (*rejects)
		*account = account_new(reasons, count, r->account, r->output, r->rejects, e);
	return *account ? 0 : -1;
}

int row_request_close(struct rejects *rejects, struct account *account, uint64_t read, struct err *e)
{
	const int status = rejects_close(rejects, read, e);

	return account_close(account, status, e);
}

void row_request_abandon(struct rejects *rejects, struct account *account)
{
	rejects_abandon(rejects);
	account_abandon(account);
}

struct out *row_request_out(const struct row_request *r, struct err *e)
{
	struct out *out = out_open(r->output, e);

	if (out && r->excel)
		out_excel(out);
	return out;
}

void row_request_show_progress(struct row_request *r)
{
	r->reading.progress = r->quiet ? NULL : progress_new(r->output);
}
