#include "io/progress.h"

#include "base/die.h"
#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds before the first line and between updates. */
enum { FIRST = 1000, EVERY = 250 };

struct progress {
	int64_t begun; /* on now()'s clock */
	uint64_t total;
	bool unknown; /* the total is unknown */
	atomic_uint_least64_t taken;
	atomic_int_least64_t due; /* time of the next update */
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

struct progress *progress_new(const char *output)
{
	const char *terminal = getenv("TERM");

	if (!isatty(STDERR_FILENO) || !terminal || strcmp(terminal, "dumb") == 0 ||
	    (is_standard(output) && isatty(STDOUT_FILENO)))
		return NULL;
	struct progress *p = mem_alloc(1, sizeof(*p));

	p->begun = now();
	atomic_init(&p->taken, 0);
	atomic_init(&p->due, p->begun + FIRST);
	return p;
}

void progress_free(struct progress *p)
{
	free(p);
}

void progress_expect(struct progress *p, const char *path)
{
	struct stat st;

	if (!p)
		return;
	if ((is_standard(path) ? fstat(STDIN_FILENO, &st) : stat(path, &st)) == 0 && S_ISREG(st.st_mode))
		p->total += (uint64_t)st.st_size;
	else
		p->unknown = true;
}

void progress_expect_all(struct progress *p, char *const *paths, size_t n)
{
	if (n == 0)
		progress_expect(p, "-");
	for (size_t i = 0; i < n; i++)
		progress_expect(p, paths[i]);
}

/* Format a number of bytes with two or three digits: 999 B, 1.2 GB, 412 MB. */
static void print_bytes(char *to, size_t room, double bytes)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
	size_t unit = 0;

	/* A value that would round to 1000 is shown as 1 of the next unit. */
	while (bytes >= 999.5 && unit + 1 < sizeof(units) / sizeof(*units)) {
		bytes /= 1000;
		unit++;
	}
	snprintf(to, room, unit && bytes < 9.95 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void print_time(char *to, size_t room, double seconds)
{
	unsigned long s = seconds < 1e9 ? (unsigned long)(seconds + 0.5) : 1000000000;

	if (s < 60)
		snprintf(to, room, "%lu s", s);
	else if (s < 3600)
		snprintf(to, room, "%lu min %lu s", s / 60, s % 60);
	else
		snprintf(to, room, "%lu h %lu min", s / 3600, s / 60 % 60);
}

void progress_words(char *words, size_t room, uint64_t taken, uint64_t total, double seconds)
{
	char done[32], all[32], rate[32], left[64];
	double speed = (double)taken / seconds;

	print_bytes(done, sizeof(done), (double)taken);
	print_bytes(rate, sizeof(rate), speed);
	if (taken == 0 || taken >= total) {
		snprintf(words, room, "%s, %s/s", done, rate);
		return;
	}
	print_bytes(all, sizeof(all), (double)total);
	print_time(left, sizeof(left), (double)(total - taken) / speed);
	snprintf(words, room, "%s of %s, %s/s, %s left", done, all, rate, left);
}

/* False for a background job, whose line would overwrite what the user is typing. */
static bool is_foreground(void)
{
	pid_t group = tcgetpgrp(STDERR_FILENO);

	return group < 0 || group == getpgrp();
}

void progress_add(struct progress *p, size_t bytes)
{
	if (!p)
		return;
	uint64_t taken = atomic_fetch_add(&p->taken, bytes) + bytes;
	int64_t at = now(), due = atomic_load(&p->due);
	char words[128];

	/* When several threads see that an update is due, exactly one draws it. */
	if (at < due || !atomic_compare_exchange_strong(&p->due, &due, at + EVERY) || !is_foreground())
		return;
	progress_words(words, sizeof(words), taken, p->unknown ? 0 : p->total, (double)(at - p->begun) / 1000);
	warn_in_place(words);
}
