/*
 * measure: what a command costs.
 *
 *   measure FILE TIMES COMMAND [ARGUMENT...]
 *
 * Runs the command TIMES times, one after the other, and appends a line `wall user system memory` to FILE for each: milliseconds,
 * and the peak memory in KiB of the largest process that was waited for. Stops at the first run that fails, with its status.
 */
#include "base/die.h"
#include "base/num.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Returns the status as a shell tells it. */
static int run_once(FILE *to, char **command)
{
	struct rusage usage;
	int status;
	double begun = now();
	pid_t child = vfork();

	if (child < 0)
		die("cannot run '%s': %s", command[0], strerror(errno));
	if (child == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	if (wait4(child, &status, 0, &usage) != child)
		die("cannot wait for '%s': %s", command[0], strerror(errno));
	fprintf(to, "%.3f %.3f %.3f %ld\n", now() - begun, milliseconds(usage.ru_utime), milliseconds(usage.ru_stime),
		usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	int64_t times;

	if (argc < 4 || num_parse_int(argv[2], strlen(argv[2]), 1, 1000000, &times) != 0)
		die("usage: measure FILE TIMES COMMAND [ARGUMENT...]");
	FILE *to = fopen(argv[1], "a");

	if (!to)
		die("%s: %s", argv[1], strerror(errno));
	for (int64_t i = 0; i < times; i++) {
		int status = run_once(to, argv + 3);

		if (status != 0)
			return status;
	}
	if (fclose(to) != 0)
		die("%s: %s", argv[1], strerror(errno));
	return STATUS_DONE;
}
