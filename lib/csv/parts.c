#include "csv/parts.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	SIZE = 4 << 20,
	LEAST_SIZE = 1 << 19,
	WAITING = 32 << 20, /* bytes of the file that parts at work or waiting may make up, where threads are many */
	AHEAD = 2,          /* parts a thread that may wait to be joined, or be at work */
	PATIENCE = 4,       /* parts read again before cutting is called a failure */
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

struct team {
	const struct parts_job *job;
	const struct reader *whole;
	uint64_t size;
	size_t count; /* of the parts */
	struct part *ring;
	size_t ring_length;
	pthread_t *threads;
	size_t thread_count;

	pthread_mutex_t lock; /* of what follows, and of `done` in the ring */
	pthread_cond_t moved;
	size_t next; /* part to be taken */
	size_t joined;
	bool stopped;
};

/* Where part `i` begins, as far as can be guessed. Returns 0, or -1. */
static int guess(const struct team *team, size_t i, uint64_t *offset)
{
	struct err ignored;

	if (i == 0)
		*offset = reader_place(team->whole).offset;
	else if (i == team->count)
		*offset = UINT64_MAX;
	else
		return reader_guess(team->whole, i * team->size, offset, &ignored);
	return 0;
}

static void run_part(const struct team *team, struct part *p, size_t i)
{
	struct reader *r = NULL;
	struct err ignored;

	p->to = UINT64_MAX;
	p->sound = false;
	team->job->clear(p->state);
	if (guess(team, i, &p->from) == 0 && guess(team, i + 1, &p->to) == 0)
		r = reader_open_part(team->whole, p->from, p->to, &ignored);
	if (!r)
		return;
	p->sound = team->job->run(p->state, r, &ignored) == 0;
	p->end = reader_place(r);
	reader_close(r);
}

static void *work(void *context)
{
	struct team *team = context;

	pthread_mutex_lock(&team->lock);
	while (!team->stopped && team->next < team->count) {
		if (team->next >= team->joined + team->ring_length) {
			pthread_cond_wait(&team->moved, &team->lock);
			continue;
		}
		size_t i = team->next++;
		struct part *p = &team->ring[i % team->ring_length];

		pthread_mutex_unlock(&team->lock);
		run_part(team, p, i);
		pthread_mutex_lock(&team->lock);
		p->done = true;
		pthread_cond_broadcast(&team->moved);
	}
	pthread_mutex_unlock(&team->lock);
	return NULL;
}

/* Wait until part `i` is done. */
static struct part *await(struct team *team, size_t i)
{
	struct part *p = &team->ring[i % team->ring_length];

	pthread_mutex_lock(&team->lock);
	while (!p->done)
		pthread_cond_wait(&team->moved, &team->lock);
	pthread_mutex_unlock(&team->lock);
	return p;
}

/* The part is dealt with: its place is free. */
static void leave(struct team *team, struct part *p)
{
	pthread_mutex_lock(&team->lock);
	p->done = false;
	team->joined++;
	pthread_cond_broadcast(&team->moved);
	pthread_mutex_unlock(&team->lock);
}

/* Join a part when it is what one thread would have read after `at`, which moves on. */
static bool join_part(const struct team *team, struct part *p, struct reader_place *at)
{
	enum encoding encoding = p->end.encoding;

	if (!p->sound || p->from != at->offset)
		return false;
	if (encoding != ENCODING_UNDECIDED && at->encoding != ENCODING_UNDECIDED && encoding != at->encoding)
		return false;
	struct reader_place before = *at;

	if (before.encoding == ENCODING_UNDECIDED)
		before.encoding = encoding;
	if (!team->job->join(team->job->master, p->state, &before))
		return false;
	at->encoding = before.encoding;
	at->offset = p->end.offset;
	at->lines += p->end.lines;
	at->records += p->end.records;
	return true;
}

/* Let the master read the records that begin at `at` or behind it and before `to`. */
static int read_again(const struct team *team, struct reader_place *at, uint64_t to, struct err *e)
{
	struct reader *r = reader_open_part(team->whole, at->offset, to, e);
	int status = -1;

	if (r && reader_set_place(r, at, e) == 0)
		status = team->job->run(team->job->master, r, e);
	if (r)
		*at = reader_place(r);
	reader_close(r);
	return status;
}

/* Join the parts in order, up to the first error. */
static int join(struct team *team, struct reader_place *at, struct err *e)
{
	size_t again = 0;

	for (size_t i = 0; i < team->count; i++) {
		struct part *p = await(team, i);

		if (!join_part(team, p, at)) {
			/* Where most parts are read twice, threads help nobody. */
			bool hopeless = ++again > PATIENCE + i / 2;

			if (read_again(team, at, hopeless ? UINT64_MAX : p->to, e) != 0)
				return -1;
			if (hopeless)
				return 0;
		}
		leave(team, p);
	}
	return 0;
}

/* Make states and threads. What cannot be had is no failure: returns false when there is no thread at all. */
static bool gather(struct team *team)
{
	const struct parts_job *job = team->job;
	size_t wanted = job->threads < team->count ? job->threads : team->count;
	struct err ignored;

	team->ring = mem_alloc(AHEAD * wanted, sizeof(*team->ring));
	team->threads = mem_alloc(wanted, sizeof(*team->threads));
	while (team->ring_length < AHEAD * wanted &&
	       (team->ring[team->ring_length].state = job->fork(job->master, &ignored)))
		team->ring_length++;
	pthread_mutex_init(&team->lock, NULL);
	pthread_cond_init(&team->moved, NULL);
	while (team->ring_length && team->thread_count < wanted &&
	       pthread_create(&team->threads[team->thread_count], NULL, work, team) == 0)
		team->thread_count++;
	return team->thread_count > 0;
}

static void dismiss(struct team *team)
{
	pthread_mutex_lock(&team->lock);
	team->stopped = true;
	pthread_cond_broadcast(&team->moved);
	pthread_mutex_unlock(&team->lock);
	while (team->thread_count)
		pthread_join(team->threads[--team->thread_count], NULL);
	pthread_cond_destroy(&team->moved);
	pthread_mutex_destroy(&team->lock);
	while (team->ring_length)
		team->job->free(team->ring[--team->ring_length].state);
	free(team->threads);
	free(team->ring);
}

/* Parts are the smaller the more threads there are, so that memory does not grow with them. */
static uint64_t part_size(const struct parts_job *job)
{
	uint64_t size = WAITING / (AHEAD * (uint64_t)(job->threads ? job->threads : 1));

	if (job->size)
		return job->size;
	return size > SIZE ? SIZE : size < LEAST_SIZE ? LEAST_SIZE : size;
}

int parts_run(const struct parts_job *job, struct reader *whole, struct err *e)
{
	struct team team = {.job = job, .whole = whole, .size = part_size(job)};
	struct reader_place at = reader_place(whole);
	uint64_t size = job->fork && job->threads > 1 ? reader_size(whole) : 0, second;
	int status;

	team.count = (size_t)(size / team.size);
	/* A file that cannot be opened again, for want of /proc, is left to the reader that has it open. */
	if (team.count < 2 || guess(&team, 1, &second) != 0)
		return job->run(job->master, whole, e);
	bool shared = gather(&team);

	status = shared ? join(&team, &at, e) : job->run(job->master, whole, e);
	dismiss(&team);
	if (status == 0 && shared)
		status = reader_set_place(whole, &at, e);
	return status;
}
