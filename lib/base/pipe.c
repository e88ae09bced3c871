#include "base/pipe.h"

#include <fcntl.h>

/* What Linux lets every user have. */
enum { WIDE = 1 << 20 };

void pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	int room = fcntl(fd, F_GETPIPE_SZ);

	/* One that is wider already stays so. */
	if (room >= 0 && room < WIDE)
		(void)fcntl(fd, F_SETPIPE_SZ, WIDE);
#else
	(void)fd;
#endif
}
