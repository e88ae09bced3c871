/* child: start another program by argv, without a shell; it never outlives this process. */
#ifndef RETKIT_CHILD_H
#define RETKIT_CHILD_H

#include <sys/types.h>

/*
 * Start argv[0], found through PATH, with fds[0..2] as its stdin, stdout and stderr. The kernel kills the child when the calling thread
 * ends for any reason. Returns 0 and the child's id in *pid, which the caller must wait for, or an errno (ENOENT: no such program).
 */
int child_start(char *const argv[], char *const environment[], const int fds[3], pid_t *pid);

#endif
