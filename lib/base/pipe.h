/* pipe: the buffer size of a pipe between two programs. */
#ifndef RETKIT_PIPE_H
#define RETKIT_PIPE_H

/*
 * Enlarge the pipe's buffer beyond the system default, so that the programs at its two ends rarely block on each other. Does nothing
 * when the system does not allow it or `fd` is not a pipe.
 */
void pipe_widen(int fd);

#endif
