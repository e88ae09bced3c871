#include "io/unpack.h"

#include "base/die.h"
#include "base/mem.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum {
	INPUT = 1 << 17,
	BLOCK = 1 << 18,
	BLOCKS = 4,
	MAGIC = 4, /* bytes that identify a format */
};

struct unpack {
	char *name;
	enum unpack_format format;
	int fd;
	size_t chunk;
	struct progress *progress;

	/* The decoder; owned by the thread once it runs. */
	char *input;
	size_t next; /* input[next..end) is not decoded yet */
	size_t end;
	size_t capacity;
	bool input_ended;
	z_stream gzip;
	ZSTD_DStream *zstd;
	bool begun;  /* the first member or frame has started */
	bool inside; /* inside a member or frame */
	bool holds;  /* the decoder may hold output that did not fit */
	bool ended;
	bool failed;
	struct err failure;

	/* The ring buffer: blocks [taken..made) are full; both counters only grow. */
	pthread_t thread;
	bool threaded;
	bool alone;      /* no thread could be created */
	uint64_t handed; /* bytes the caller decompressed itself */
	int wake;        /* an eventfd that interrupts the thread's wait for input */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char *blocks[BLOCKS];
	size_t lengths[BLOCKS];
	uint64_t made;
	uint64_t taken;
	size_t offset; /* bytes of block `taken` already returned */
	bool done;     /* no more blocks will come: end of the data or an error */
	bool stop;
};

enum unpack_format unpack_format(const char *bytes, size_t n)
{
	const unsigned char *b = (const unsigned char *)bytes;

	if (n >= 2 && b[0] == 0x1f && b[1] == 0x8b)
		return UNPACK_GZIP;
	if (n < MAGIC)
		return UNPACK_NONE;
	if (memcmp(b, "\x28\xb5\x2f\xfd", MAGIC) == 0)
		return UNPACK_ZSTD;
	/* A skippable frame, which some compressors write first. */
	if ((b[0] & 0xf0) == 0x50 && memcmp(b + 1, "\x2a\x4d\x18", MAGIC - 1) == 0)
		return UNPACK_ZSTD;
	return UNPACK_NONE;
}

static const char *format_name(const struct unpack *u)
{
	return u->format == UNPACK_GZIP ? "gzip" : "zstd";
}

/* ---- the decoder ---- */

/* Wait for input or its end. Returns false when the thread must stop. */
static bool wait_input(const struct unpack *u)
{
	struct pollfd fds[2] = {{.fd = u->fd, .events = POLLIN}, {.fd = u->wake, .events = POLLIN}};

	if (u->wake < 0)
		return true;
	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		;
	return fds[1].revents == 0;
}

static void read_input(struct unpack *u)
{
	size_t room = u->capacity - u->end;
	ssize_t got = 0;

	if (u->fd >= 0 && !wait_input(u)) {
		u->failed = true;
		return;
	}
	do
		got = u->fd < 0 ? 0 : read(u->fd, u->input + u->end, room < u->chunk ? room : u->chunk);
	while (got < 0 && errno == EINTR);
	if (got < 0) {
		err_set_io(&u->failure, "%s: cannot read: %s", u->name, strerror(errno));
		u->failed = true;
		return;
	}
	u->input_ended = got == 0;
	u->end += (size_t)got;
	progress_add(u->progress, (size_t)got);
}

/* Buffer at least `want` bytes of input, fewer at its end or after an error. Returns the number buffered. */
static size_t have_input(struct unpack *u, size_t want)
{
	while (u->end - u->next < want && !u->input_ended && !u->failed) {
		memmove(u->input, u->input + u->next, u->end - u->next);
		u->end -= u->next;
		u->next = 0;
		read_input(u);
	}
	return u->end - u->next;
}

/* Skip the zero padding that tapes and block devices leave after the last member. */
static void skip_zeros(struct unpack *u)
{
	while (have_input(u, 1) && u->input[u->next] == 0)
		u->next++;
}

/* Between two members or frames: start the next, or detect the end. */
static void begin_stream(struct unpack *u)
{
	size_t n = have_input(u, MAGIC);

	if (n && u->begun && u->format == UNPACK_GZIP && u->input[u->next] == 0) {
		skip_zeros(u);
		n = u->end - u->next;
		if (n && !u->failed)
			u->failed = err_set(&u->failure, "%s: trailing data after the zero padding of the gzip data",
					    u->name) != 0;
	}
	if (u->failed)
		return;
	if (n == 0) {
		u->ended = true;
		return;
	}
	if (unpack_format(u->input + u->next, n) != u->format) {
		u->failed = err_set(&u->failure, "%s: trailing data after the %s data", u->name, format_name(u)) != 0;
		return;
	}
	if (u->begun && u->format == UNPACK_GZIP)
		inflateReset(&u->gzip);
	u->begun = u->inside = true;
}

static size_t step_gzip(struct unpack *u, char *to, size_t room)
{
	z_stream *z = &u->gzip;
	size_t n = u->end - u->next;

	if (n > UINT_MAX)
		n = UINT_MAX;
	z->next_in = (Bytef *)(u->input + u->next);
	z->avail_in = (uInt)n;
	z->next_out = (Bytef *)to;
	z->avail_out = (uInt)room;
	int status = inflate(z, Z_NO_FLUSH);

	u->next += n - z->avail_in;
	u->holds = z->avail_out == 0;
	if (status == Z_STREAM_END)
		u->inside = u->holds = false;
	else if (status == Z_MEM_ERROR)
		die("out of memory");
	else if (status != Z_OK && status != Z_BUF_ERROR)
		u->failed = err_set(&u->failure, "%s: damaged gzip data: %s", u->name,
				    z->msg ? z->msg : zError(status)) != 0;
	return room - z->avail_out;
}

static size_t step_zstd(struct unpack *u, char *to, size_t room)
{
	ZSTD_inBuffer in = {u->input + u->next, u->end - u->next, 0};
	ZSTD_outBuffer out = {to, room, 0};
	size_t status = ZSTD_decompressStream(u->zstd, &out, &in);

	u->next += in.pos;
	u->holds = out.pos == out.size;
	if (status == 0)
		u->inside = u->holds = false;
	else if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge)
		u->failed = err_set(&u->failure,
				    "%s: needs more than 128 MiB of memory to decompress; compress it "
				    "without --long",
				    u->name);
	else if (ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation)
		die("out of memory");
	else if (ZSTD_isError(status))
		u->failed = err_set(&u->failure, "%s: damaged zstd data: %s", u->name, ZSTD_getErrorName(status)) != 0;
	return out.pos;
}

/* Decode up to `room` bytes, without waiting for input once there are any. Returns their number; 0: the end or an error. */
static size_t decode(struct unpack *u, char *to, size_t room)
{
	size_t n = 0;

	while (n < room && !u->ended && !u->failed) {
		if (n && !u->holds && u->end - u->next < MAGIC)
			break;
		if (!u->inside) {
			begin_stream(u);
		} else if (!u->holds && have_input(u, 1) == 0) {
			if (!u->failed)
				u->failed = err_set(&u->failure, "%s: truncated: the %s data end too early", u->name,
						    format_name(u)) != 0;
		} else {
			n += (u->format == UNPACK_GZIP ? step_gzip : step_zstd)(u, to + n, room - n);
		}
	}
	return n;
}

/* ---- the thread ---- */

/* Wait for a free block of the ring. Returns its index, or BLOCKS when the thread must stop. */
static size_t free_block(struct unpack *u)
{
	size_t block = BLOCKS;

	pthread_mutex_lock(&u->lock);
	while (u->made - u->taken == BLOCKS && !u->stop)
		pthread_cond_wait(&u->changed, &u->lock);
	if (!u->stop)
		block = u->made % BLOCKS;
	pthread_mutex_unlock(&u->lock);
	return block;
}

static void *work(void *context)
{
	struct unpack *u = context;
	size_t n = 1;

	for (size_t block; n && (block = free_block(u)) < BLOCKS;) {
		n = decode(u, u->blocks[block], BLOCK);
		pthread_mutex_lock(&u->lock);
		u->lengths[block] = n;
		if (n)
			u->made++;
		else
			u->done = true;
		pthread_cond_signal(&u->changed);
		pthread_mutex_unlock(&u->lock);
	}
	return NULL;
}

static void start_thread(struct unpack *u)
{
	u->wake = eventfd(0, EFD_CLOEXEC);
	for (size_t i = 0; i < BLOCKS; i++)
		u->blocks[i] = mem_resize(NULL, BLOCK, 1);
	u->threaded = u->wake >= 0 && pthread_create(&u->thread, NULL, work, u) == 0;
	u->alone = !u->threaded;
}

/* Wait for a full block. Returns false when no more will come. */
static bool full_block(struct unpack *u)
{
	pthread_mutex_lock(&u->lock);
	while (u->made == u->taken && !u->done)
		pthread_cond_wait(&u->changed, &u->lock);
	bool full = u->made > u->taken;

	pthread_mutex_unlock(&u->lock);
	return full;
}

static size_t take(struct unpack *u, char *to, size_t room)
{
	if (!full_block(u))
		return 0;
	size_t block = u->taken % BLOCKS, n = u->lengths[block] - u->offset;

	if (n > room)
		n = room;
	memcpy(to, u->blocks[block] + u->offset, n);
	u->offset += n;
	if (u->offset < u->lengths[block])
		return n;
	u->offset = 0;
	pthread_mutex_lock(&u->lock);
	u->taken++;
	pthread_cond_signal(&u->changed);
	pthread_mutex_unlock(&u->lock);
	return n;
}

ssize_t unpack_read(struct unpack *u, char *to, size_t room, struct err *e)
{
	size_t n;

	/* A thread pays only for large input: start it after the first block. */
	if (!u->threaded && !u->alone && u->handed >= BLOCK)
		start_thread(u);
	if (u->threaded) {
		n = take(u, to, room);
	} else {
		n = decode(u, to, room < BLOCK ? room : BLOCK);
		u->handed += n;
	}
	if (n == 0 && u->failed) {
		*e = u->failure;
		return -1;
	}
	return (ssize_t)n;
}

struct unpack *unpack_new(const char *name, enum unpack_format format, const char *bytes, size_t n, int fd,
			  size_t chunk, struct progress *progress)
{
	struct unpack *u = mem_alloc(1, sizeof(*u));

	u->name = mem_dup(name, strlen(name));
	u->format = format;
	u->fd = fd;
	u->wake = -1;
	u->chunk = chunk;
	u->progress = progress;
	u->capacity = n > INPUT ? n : INPUT;
	u->input = mem_resize(NULL, u->capacity, 1);
	memcpy(u->input, bytes, n);
	u->end = n;
	pthread_mutex_init(&u->lock, NULL);
	pthread_cond_init(&u->changed, NULL);
	/* 15: the largest window the format allows; + 16: accept gzip only. */
	if (format == UNPACK_GZIP ? inflateInit2(&u->gzip, 15 + 16) != Z_OK : !(u->zstd = ZSTD_createDStream()))
		die("out of memory");
	return u;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	if (u->threaded) {
		pthread_mutex_lock(&u->lock);
		u->stop = true;
		pthread_cond_signal(&u->changed);
		pthread_mutex_unlock(&u->lock);
		eventfd_write(u->wake, 1);
		pthread_join(u->thread, NULL);
	}
	if (u->wake >= 0)
		close(u->wake);
	if (u->format == UNPACK_GZIP)
		inflateEnd(&u->gzip);
	ZSTD_freeDStream(u->zstd);
	pthread_mutex_destroy(&u->lock);
	pthread_cond_destroy(&u->changed);
	for (size_t i = 0; i < BLOCKS; i++)
		free(u->blocks[i]);
	free(u->input);
	free(u->name);
	free(u);
}
