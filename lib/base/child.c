#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* posix_spawn() cannot request a death signal, so the child does; a parent that ended before the request would send none. */
static int become(char *const argv[], char *const environment[], const int fds[3], pid_t parent)
{
	int high[3];

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return errno;
	if (getppid() != parent)
		_exit(127);
	/* Any of the descriptors may itself be 0, 1 or 2 when the parent was started with one of those closed. */
	for (int i = 0; i < 3; i++)
		if ((high[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 3)) < 0)
			return errno;
	for (int i = 0; i < 3; i++)
		if (dup2(high[i], i) < 0)
			return errno;
	execvpe(argv[0], argv, environment);
	return errno;
}

/* Read the child's errno from the pipe. The pipe closes empty when exec succeeds. */
static int wait_for_start(int fd)
{
	int failure = 0;
	ssize_t n;

	do
		n = read(fd, &failure, sizeof(failure));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(failure) ? failure : 0;
}

int child_start(char *const argv[], char *const environment[], const int fds[3], pid_t *pid)
{
	pid_t parent = getpid();
	int told[2];

	if (pipe2(told, O_CLOEXEC) != 0)
		return errno;
	*pid = fork();
	if (*pid == 0) {
		int tell = fcntl(told[1], F_DUPFD_CLOEXEC, 3);
		int failure = tell < 0 ? errno : become(argv, environment, fds, parent);

		if (write(tell < 0 ? told[1] : tell, &failure, sizeof(failure)) < 0)
			_exit(126);
		_exit(127);
	}
	int failure = *pid < 0 ? errno : 0;

	close(told[1]);
	if (*pid > 0)
		failure = wait_for_start(told[0]);
	close(told[0]);
	if (*pid > 0 && failure)
		while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR)
			;
	return failure;
}
