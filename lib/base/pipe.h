/* pipe: the room of a pipe between two programs. */
#ifndef RETKIT_PIPE_H
#define RETKIT_PIPE_H

/*
 * Let more bytes wait in a pipe than the system does by itself, so that the programs at its ends seldom wait for each other.
 * Where that cannot be had, or `fd` is no pipe, nothing changes.
 */
void pipe_widen(int fd);

#endif
