#include "base/crew.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct crew {
	crew_work work;
	void *context;
	size_t count;
	size_t piece;
	size_t pieces;
	atomic_size_t next;
};

static void *take_pieces(void *context)
{
	struct crew *crew = context;

	for (size_t i; (i = atomic_fetch_add(&crew->next, 1)) < crew->pieces;) {
		size_t from = i * crew->piece;

		crew->work(crew->context, from, i + 1 < crew->pieces ? from + crew->piece : crew->count);
	}
	return NULL;
}

void crew_run(crew_work work, void *context, size_t n, size_t piece, unsigned threads)
{
	struct crew crew = {
		.work = work,
		.context = context,
		.count = n,
		.piece = piece,
		.pieces = n / piece + (n % piece != 0),
	};
	pthread_t *helpers = mem_alloc(threads, sizeof(*helpers));
	size_t started = 0;

	while (started + 1 < threads && started + 1 < crew.pieces &&
	       pthread_create(&helpers[started], NULL, take_pieces, &crew) == 0)
		started++;
	take_pieces(&crew);
	while (started)
		pthread_join(helpers[--started], NULL);
	free(helpers);
}

unsigned crew_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores > 0 ? (unsigned)cores : 1;
}
