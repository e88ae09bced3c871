#include "base/pipe.h"

#include <fcntl.h>

/* The largest size Linux allows every user by default. */
enum { WIDE = 1 << 20 };

void pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	int room = fcntl(fd, F_GETPIPE_SZ);

	/* Never shrink a pipe that is larger already. */
	if (room >= 0 && room < WIDE)
		(void)fcntl(fd, F_SETPIPE_SZ, WIDE);
#else
	(void)fd;
#endif
}
