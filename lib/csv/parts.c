#include "csv/parts.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	SIZE = 4 << 20,
	LEAST_SIZE = 1 << 19,
	IN_FLIGHT = 32 << 20, /* bytes of the file that all parts in the ring may cover, however many the threads */
	PER_THREAD = 2,       /* parts in the ring per thread, being read or waiting to be joined */
	REREADS = 4,          /* parts read twice before reading in parts is given up */
};

/* A slot of the ring; part `i` of the file uses slot i modulo the length of the ring. */
struct part {
	void *state;
	uint64_t from;
	uint64_t to;
	bool done;
	bool sound;
	struct reader_place end; /* lines and records counted from the start of the part */
};

struct team {
	const struct parts_job *job;
	const struct reader *whole;
	uint64_t size;
	size_t count; /* number of parts */
	struct part *ring;
	size_t ring_length;
	pthread_t *threads;
	size_t thread_count;

	pthread_mutex_t lock; /* protects the fields below and `done` in the ring */
	pthread_cond_t moved;
	size_t next; /* the next part to read */
	size_t joined;
	bool stopped;
};

/* Guess the offset where part `i` starts. Returns 0, or -1. */
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

/* Wait until part `i` has been read. */
static struct part *await(struct team *team, size_t i)
{
	struct part *p = &team->ring[i % team->ring_length];

	pthread_mutex_lock(&team->lock);
	while (!p->done)
		pthread_cond_wait(&team->moved, &team->lock);
	pthread_mutex_unlock(&team->lock);
	return p;
}

/* The part was joined or read again: free its slot. */
static void release(struct team *team, struct part *p)
{
	pthread_mutex_lock(&team->lock);
	p->done = false;
	team->joined++;
	pthread_cond_broadcast(&team->moved);
	pthread_mutex_unlock(&team->lock);
}

/* Join a part if it is what one thread would have read next after `at`, and advance `at`. */
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

/* Let the master read the records that start in [at, to), and advance `at`. */
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
			/* When most parts are read twice, threads cost more than they save: read the rest at once. */
			bool give_up = ++again > REREADS + i / 2;

			if (read_again(team, at, give_up ? UINT64_MAX : p->to, e) != 0)
				return -1;
			if (give_up)
				return 0;
		}
		release(team, p);
	}
	return 0;
}

/* Create states and threads, as many as the system allows. Returns false when there is not a single thread. */
static bool start_threads(struct team *team)
{
	const struct parts_job *job = team->job;
	size_t wanted = job->threads < team->count ? job->threads : team->count;
	struct err ignored;

	team->ring = mem_alloc(PER_THREAD * wanted, sizeof(*team->ring));
	team->threads = mem_alloc(wanted, sizeof(*team->threads));
	while (team->ring_length < PER_THREAD * wanted &&
	       (team->ring[team->ring_length].state = job->fork(job->master, &ignored)))
		team->ring_length++;
	pthread_mutex_init(&team->lock, NULL);
	pthread_cond_init(&team->moved, NULL);
	while (team->ring_length && team->thread_count < wanted &&
	       pthread_create(&team->threads[team->thread_count], NULL, work, team) == 0)
		team->thread_count++;
	return team->thread_count > 0;
}

static void stop_threads(struct team *team)
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

/* The more threads, the smaller the parts, so that memory does not grow with the number of threads. */
static uint64_t part_size(const struct parts_job *job)
{
	uint64_t size = IN_FLIGHT / (PER_THREAD * (uint64_t)(job->threads ? job->threads : 1));

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
	/* Without /proc the file cannot be opened again; the reader that has it open reads all of it. */
	if (team.count < 2 || guess(&team, 1, &second) != 0)
		return job->run(job->master, whole, e);
	bool shared = start_threads(&team);

	status = shared ? join(&team, &at, e) : job->run(job->master, whole, e);
	stop_threads(&team);
	if (status == 0 && shared)
		status = reader_set_place(whole, &at, e);
	return status;
}
