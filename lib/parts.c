#include "parts.h"

#include "mem.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	SIZE = 4 << 20,
	AHEAD = 2,    /* parts a thread that may wait to be joined, or be at work */
	PATIENCE = 4, /* parts read again before cutting is called a failure */
};

/* A place in the ring; part `i` of the file takes place i modulo the length of the ring. */
struct part {
	void *state;
	uint64_t from;
	uint64_t to;
	bool done;
	bool sound;
	struct reader_place end; /* counted from the part's beginning */
};

struct crew {
	const struct parts_job *job;
	const struct reader *whole;
	uint64_t size;
	size_t count;         /* of the parts */
	struct part *ring;
	size_t ring_length;
	pthread_t *threads;
	size_t thread_count;

	pthread_mutex_t lock; /* of what follows, and of `done` in the ring */
	pthread_cond_t moved;
	size_t next;          /* part to be taken */
	size_t joined;
	bool stopped;
};

/* Where part `i` begins, as far as can be guessed. Returns 0, or -1. */
static int guess(const struct crew *crew, size_t i, uint64_t *offset)
{
	struct err ignored;

	if (i == 0)
		*offset = reader_place(crew->whole).offset;
	else if (i == crew->count)
		*offset = UINT64_MAX;
	else
		return reader_guess(crew->whole, i * crew->size, offset, &ignored);
	return 0;
}

static void run_part(const struct crew *crew, struct part *p, size_t i)
{
	struct reader *r = NULL;
	struct err ignored;

	p->to = UINT64_MAX;
	p->sound = false;
	crew->job->clear(p->state);
	if (guess(crew, i, &p->from) == 0 && guess(crew, i + 1, &p->to) == 0)
		r = reader_open_part(crew->whole, p->from, p->to, &ignored);
	if (!r)
		return;
	p->sound = crew->job->run(p->state, r, &ignored) == 0;
	p->end = reader_place(r);
	reader_close(r);
}

static void *work(void *context)
{
	struct crew *crew = context;

	pthread_mutex_lock(&crew->lock);
	while (!crew->stopped && crew->next < crew->count) {
		if (crew->next >= crew->joined + crew->ring_length) {
			pthread_cond_wait(&crew->moved, &crew->lock);
			continue;
		}
		size_t i = crew->next++;
		struct part *p = &crew->ring[i % crew->ring_length];

		pthread_mutex_unlock(&crew->lock);
		run_part(crew, p, i);
		pthread_mutex_lock(&crew->lock);
		p->done = true;
		pthread_cond_broadcast(&crew->moved);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

/* Wait until part `i` is done. */
static struct part *await(struct crew *crew, size_t i)
{
	struct part *p = &crew->ring[i % crew->ring_length];

	pthread_mutex_lock(&crew->lock);
	while (!p->done)
		pthread_cond_wait(&crew->moved, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
	return p;
}

/* The part is dealt with: its place is free. */
static void leave(struct crew *crew, struct part *p)
{
	pthread_mutex_lock(&crew->lock);
	p->done = false;
	crew->joined++;
	pthread_cond_broadcast(&crew->moved);
	pthread_mutex_unlock(&crew->lock);
}

/* Join a part when it is what one thread would have read after `at`, which moves on. */
static bool join_part(const struct crew *crew, struct part *p, struct reader_place *at)
{
	enum encoding encoding = p->end.encoding;

	if (!p->sound || p->from != at->offset)
		return false;
	if (encoding != ENCODING_UNDECIDED && at->encoding != ENCODING_UNDECIDED &&
	    encoding != at->encoding)
		return false;
	struct reader_place before = *at;

	if (before.encoding == ENCODING_UNDECIDED)
		before.encoding = encoding;
	if (!crew->job->join(crew->job->master, p->state, &before))
		return false;
	at->encoding = before.encoding;
	at->offset = p->end.offset;
	at->lines += p->end.lines;
	at->records += p->end.records;
	return true;
}

/* Let the master read the records that begin at `at` or behind it and before `to`. */
static int read_again(const struct crew *crew, struct reader_place *at, uint64_t to, struct err *e)
{
	struct reader *r = reader_open_part(crew->whole, at->offset, to, e);
	int status = -1;

	if (r && reader_set_place(r, at, e) == 0)
		status = crew->job->run(crew->job->master, r, e);
	if (r)
		*at = reader_place(r);
	reader_close(r);
	return status;
}

/* Join the parts in order, up to the first error. */
static int join(struct crew *crew, struct reader_place *at, struct err *e)
{
	size_t again = 0;

	for (size_t i = 0; i < crew->count; i++) {
		struct part *p = await(crew, i);

		if (!join_part(crew, p, at)) {
			/* Where most parts are read twice, threads help nobody. */
			bool hopeless = ++again > PATIENCE + i / 2;

			if (read_again(crew, at, hopeless ? UINT64_MAX : p->to, e) != 0)
				return -1;
			if (hopeless)
				return 0;
		}
		leave(crew, p);
	}
	return 0;
}

/* Make states and threads. What cannot be had is no failure: returns false when there is no thread at all. */
static bool gather(struct crew *crew)
{
	const struct parts_job *job = crew->job;
	size_t wanted = job->threads < crew->count ? job->threads : crew->count;
	struct err ignored;

	crew->ring = mem_alloc(AHEAD * wanted, sizeof(*crew->ring));
	crew->threads = mem_alloc(wanted, sizeof(*crew->threads));
	while (crew->ring_length < AHEAD * wanted &&
	       (crew->ring[crew->ring_length].state = job->fork(job->master, &ignored)))
		crew->ring_length++;
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->moved, NULL);
	while (crew->ring_length && crew->thread_count < wanted &&
	       pthread_create(&crew->threads[crew->thread_count], NULL, work, crew) == 0)
		crew->thread_count++;
	return crew->thread_count > 0;
}

static void dismiss(struct crew *crew)
{
	pthread_mutex_lock(&crew->lock);
	crew->stopped = true;
	pthread_cond_broadcast(&crew->moved);
	pthread_mutex_unlock(&crew->lock);
	while (crew->thread_count)
		pthread_join(crew->threads[--crew->thread_count], NULL);
	pthread_cond_destroy(&crew->moved);
	pthread_mutex_destroy(&crew->lock);
	while (crew->ring_length)
		crew->job->free(crew->ring[--crew->ring_length].state);
	free(crew->threads);
	free(crew->ring);
}

int parts_run(const struct parts_job *job, struct reader *whole, struct err *e)
{
	struct crew crew = {.job = job, .whole = whole, .size = job->size ? job->size : SIZE};
	struct reader_place at = reader_place(whole);
	uint64_t size = job->fork && job->threads > 1 ? reader_size(whole) : 0, second;
	int status;

	crew.count = (size_t)(size / crew.size);
	/* A file that cannot be opened again, for want of /proc, is left to the reader that has it open. */
	if (crew.count < 2 || guess(&crew, 1, &second) != 0)
		return job->run(job->master, whole, e);
	bool shared = gather(&crew);

	status = shared ? join(&crew, &at, e) : job->run(job->master, whole, e);
	dismiss(&crew);
	if (status == 0 && shared)
		status = reader_set_place(whole, &at, e);
	return status;
}
