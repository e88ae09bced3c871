/*
 * shim: a library for LD_PRELOAD that makes the N-th operation on files fail, kills the whole run at it, or takes a file away under it.
 *
 * All processes of a run count together, in a file mapped by each of them. FAULT_COUNTER names that file (16 zero bytes at first);
 * FAULT_AT is the operation that fails, from 1, and 0 only counts. FAULT_HOW is an errno's name (EIO, ENOSPC, EACCES, ENOMEM); KILL, which ends
 * the process group; or VANISH and CUT, which remove the file or cut it in half and let the operation go on. FAULT_ONLY is a substring
 * that the path must hold (of a descriptor: the path it was opened by), FAULT_LOG a file that says which operation it was. Counted are
 * open, write, rename, fsync and link, what loses data when it fails; with FAULT_READS set, reads of regular files and nothing else.
 *
 * FAULT_BYTES is the room on a disk that gets full: once so many bytes were written, all writes fail with ENOSPC, the first of them
 * after what still fitted. It sees what programs write themselves, not what the C library writes for them out of its buffers.
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
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct counters {
	_Atomic uint64_t operations, bytes;
};

/* What FAULT_HOW asks for besides an errno. */
enum { HOW_KILL = -1, HOW_VANISH = -2, HOW_CUT = -3 };

static struct counters *counter;
static uint64_t fault_at, fault_bytes;
static int fault_how;
static bool of_reads;
static const char *fault_only;

static int how_of(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} known[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC},     {"EACCES", EACCES}, {"ENOMEM", ENOMEM},
		     {"KILL", HOW_KILL}, {"VANISH", HOW_VANISH}, {"CUT", HOW_CUT}};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (name && strcmp(known[i].name, name) == 0)
			return known[i].number;
	return EIO;
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAULT_COUNTER"), *at = getenv("FAULT_AT"), *bytes = getenv("FAULT_BYTES");
	int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	void *map = mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	close(fd);
	if (map == MAP_FAILED)
		return;
	counter = map;
	fault_at = at ? strtoull(at, NULL, 10) : 0;
	fault_how = how_of(getenv("FAULT_HOW"));
	fault_bytes = bytes ? strtoull(bytes, NULL, 10) : UINT64_MAX;
	of_reads = getenv("FAULT_READS") != NULL;
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

/* Do what FAULT_HOW says. Returns true when the operation is to fail, with errno. */
static bool strike(const char *path)
{
	struct stat st;

	switch (fault_how) {
	case HOW_KILL:
		kill(0, SIGKILL);
		for (;;)
			pause();
	case HOW_VANISH:
		unlink(path);
		return false;
	case HOW_CUT:
		(void)!(stat(path, &st) == 0 && truncate(path, st.st_size / 2) == 0);
		return false;
	default:
		errno = fault_how;
		return true;
	}
}

/* True when this operation is the one that fails; errno says how. */
static bool fails(const char *operation, const char *path)
{
	if (!counter || !path || (fault_only && !strstr(path, fault_only)) ||
	    of_reads != (strcmp(operation, "read") == 0))
		return false;
	uint64_t n = atomic_fetch_add(&counter->operations, 1) + 1;

	if (n != fault_at)
		return false;
	tell(operation, path, n);
	return strike(path);
}

/* The path a descriptor was opened by; NULL when it is no file of a folder. */
static const char *path_of(int fd, char path[4096])
{
	char link[64];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, 4095);

	if (n <= 0 || path[0] != '/' || (strncmp(path, "/dev/", 5) == 0 && strncmp(path, "/dev/shm/", 9) != 0))
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
	bool bad = fails(operation, path_of(fd, path));

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

/* How many of n bytes the disk has room for; 0 sets errno. */
static size_t room(int fd, size_t n)
{
	char path[4096];

	if (!counter || fault_bytes == UINT64_MAX || n == 0 || !path_of(fd, path))
		return n;
	uint64_t before = atomic_fetch_add(&counter->bytes, n), left = before < fault_bytes ? fault_bytes - before : 0;

	if (left == 0)
		errno = ENOSPC;
	return left < n ? (size_t)left : n;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	size_t fits = fd_fails("write", fd) ? 0 : room(fd, n);

	return fits == 0 && n > 0 ? -1 : NEXT(write)(fd, bytes, fits);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	size_t fits = fd_fails("write", fd) ? 0 : room(fd, n);

	return fits == 0 && n > 0 ? -1 : NEXT(pwrite)(fd, bytes, fits, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	size_t fits = fd_fails("write", fd) ? 0 : room(fd, n);

	return fits == 0 && n > 0 ? -1 : NEXT(pwrite64)(fd, bytes, fits, at);
}

/* On a full disk all or nothing of the pieces. */
ssize_t writev(int fd, const struct iovec *pieces, int n)
{
	size_t bytes = 0;

	for (int i = 0; i < n; i++)
		bytes += pieces[i].iov_len;
	return fd_fails("write", fd) || room(fd, bytes) < bytes ? -1 : NEXT(writev)(fd, pieces, n);
}

/* A read that goes wrong; pipes and terminals are left alone. */
static bool read_fails(int fd)
{
	struct stat st;

	return counter && of_reads && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && fd_fails("read", fd);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	return read_fails(fd) ? -1 : NEXT(read)(fd, bytes, n);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
	return read_fails(fd) ? -1 : NEXT(pread)(fd, bytes, n, at);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
	return read_fails(fd) ? -1 : NEXT(pread64)(fd, bytes, n, at);
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
