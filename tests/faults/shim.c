/*
 * shim: a library for LD_PRELOAD that makes the N-th operation on files fail, or kills the whole run at it.
 *
 * All processes of a run count together, in a file mapped by each of them. FAULT_COUNTER names that file (8 bytes); FAULT_AT is the
 * operation that fails, from 1, and 0 only counts; FAULT_HOW is an errno's name (EIO, ENOSPC, EACCES) or KILL, which ends the process
 * group; FAULT_ONLY is a substring that the path must hold (of a descriptor: the path it was opened by), FAULT_LOG a file that says
 * which operation it was. Counted are open, write, rename, fsync and link: what loses data when it fails.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static _Atomic uint64_t *counter;
static uint64_t fault_at;
static int fault_errno; /* 0: kill */
static const char *fault_only;

static int errno_of(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} known[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EACCES", EACCES}, {"KILL", 0}};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (name && strcmp(known[i].name, name) == 0)
			return known[i].number;
	return EIO;
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAULT_COUNTER"), *at = getenv("FAULT_AT");
	int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	void *map = mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	close(fd);
	if (map == MAP_FAILED)
		return;
	counter = map;
	fault_at = at ? strtoull(at, NULL, 10) : 0;
	fault_errno = errno_of(getenv("FAULT_HOW"));
	fault_only = getenv("FAULT_ONLY");
}

static void tell(const char *operation, const char *path, uint64_t n)
{
	const char *log = getenv("FAULT_LOG");
	int fd = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
	char line[512];

	if (fd < 0)
		return;
	int length = snprintf(line, sizeof(line), "%llu %s %s (%s)\n", (unsigned long long)n, operation, path,
			      program_invocation_short_name);

	if (length > 0)
		(void)!syscall(SYS_write, fd, line, (size_t)length < sizeof(line) ? (size_t)length : sizeof(line) - 1);
	close(fd);
}

/* True when this operation is the one that fails; errno says how. */
static bool fails(const char *operation, const char *path)
{
	if (!counter || !path || (fault_only && !strstr(path, fault_only)))
		return false;
	uint64_t n = atomic_fetch_add(counter, 1) + 1;

	if (n != fault_at)
		return false;
	tell(operation, path, n);
	if (fault_errno == 0) {
		kill(0, SIGKILL);
		for (;;)
			pause();
	}
	errno = fault_errno;
	return true;
}

/* The path a descriptor was opened by; NULL when it is no file of a folder. */
static const char *path_of(int fd, char path[4096])
{
	char link[64];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, 4095);

	if (n <= 0 || path[0] != '/' || strncmp(path, "/dev/", 5) == 0)
		return NULL;
	path[n] = '\0';
	return path;
}

static bool fd_fails(const char *operation, int fd)
{
	char path[4096];
	int kept = errno;

	if (!counter)
		return false;
	const char *found = path_of(fd, path);
	bool bad = found && fails(operation, found);

	if (!bad)
		errno = kept;
	return bad;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static mode_t mode_of(int flags, va_list arguments)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                                     \
	int name(const char *path, int flags, ...)                                                                     \
	{                                                                                                              \
		va_list arguments;                                                                                     \
                                                                                                                       \
		va_start(arguments, flags);                                                                            \
		mode_t mode = mode_of(flags, arguments);                                                               \
                                                                                                                       \
		va_end(arguments);                                                                                     \
		return fails("open", path) ? -1 : NEXT(name)(path, flags, mode);                                       \
	}

#define OPENAT(name)                                                                                                   \
	int name(int at, const char *path, int flags, ...)                                                             \
	{                                                                                                              \
		va_list arguments;                                                                                     \
                                                                                                                       \
		va_start(arguments, flags);                                                                            \
		mode_t mode = mode_of(flags, arguments);                                                               \
                                                                                                                       \
		va_end(arguments);                                                                                     \
		return fails("open", path) ? -1 : NEXT(name)(at, path, flags, mode);                                   \
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

FILE *fopen(const char *path, const char *mode)
{
	return fails("open", path) ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
	return fails("open", path) ? NULL : NEXT(fopen64)(path, mode);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return fd_fails("write", fd) ? -1 : NEXT(write)(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return fd_fails("write", fd) ? -1 : NEXT(pwrite)(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	return fd_fails("write", fd) ? -1 : NEXT(pwrite64)(fd, bytes, n, at);
}

ssize_t writev(int fd, const struct iovec *pieces, int n)
{
	return fd_fails("write", fd) ? -1 : NEXT(writev)(fd, pieces, n);
}

int fsync(int fd)
{
	return fd_fails("fsync", fd) ? -1 : NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
	return fd_fails("fsync", fd) ? -1 : NEXT(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
	return fails("rename", to) ? -1 : NEXT(rename)(from, to);
}

int renameat(int at, const char *from, int to_at, const char *to)
{
	return fails("rename", to) ? -1 : NEXT(renameat)(at, from, to_at, to);
}

int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags)
{
	return fails("rename", to) ? -1 : NEXT(renameat2)(at, from, to_at, to, flags);
}

int link(const char *from, const char *to)
{
	return fails("link", to) ? -1 : NEXT(link)(from, to);
}

int linkat(int at, const char *from, int to_at, const char *to, int flags)
{
	return fails("link", to) ? -1 : NEXT(linkat)(at, from, to_at, to, flags);
}
