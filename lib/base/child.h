/* child: a program run by argv that does not outlive the one that started it. */
#ifndef RETKIT_CHILD_H
#define RETKIT_CHILD_H

#include <sys/types.h>

/*
 * Start argv[0], looked for in PATH, with `fds` as its input, output and stderr. It is killed when the calling thread ends, however
 * that comes. Returns 0 with its id, which the caller waits for, or an errno, ENOENT where there is no such program.
 */
int child_start(char *const argv[], char *const environment[], const int fds[3], pid_t *pid);

#endif
