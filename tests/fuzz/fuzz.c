#include "fuzz.h"

#include "csv/field.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written by name, because stderr may be closed to keep a long run quiet. */
static int own_stderr = -1;

int LLVMFuzzerInitialize(int *argc, char ***argv);

/* libFuzzer calls it first. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	own_stderr = dup(STDERR_FILENO);
	return 0;
}

void fuzz_fail(const char *format, ...)
{
	int fd = own_stderr >= 0 ? own_stderr : STDERR_FILENO;
	va_list arguments;

	va_start(arguments, format);
	dprintf(fd, "broken: ");
	vdprintf(fd, format, arguments);
	dprintf(fd, "\n");
	va_end(arguments);
	abort();
}

unsigned fuzz_option(struct fuzz_input *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return (uint8_t)(*in->bytes++ - '0');
}

static int file_in_memory(const char *name)
{
	int fd = memfd_create(name, 0);

	if (fd < 0)
		fuzz_fail("no file in memory");
	return fd;
}

const char *fuzz_file_at(enum fuzz_place place, const char *bytes, size_t n)
{
	static char paths[FUZZ_PLACES][64];
	static int fds[FUZZ_PLACES];

	if (!paths[place][0]) {
		fds[place] = file_in_memory("fuzz");
		snprintf(paths[place], sizeof(paths[place]), "/proc/self/fd/%d", fds[place]);
	}
	if (ftruncate(fds[place], 0) != 0 || pwrite(fds[place], bytes, n, 0) != (ssize_t)n)
		fuzz_fail("cannot write to memory");
	return paths[place];
}

const char *fuzz_file(const char *bytes, size_t n)
{
	return fuzz_file_at(FUZZ_FIRST, bytes, n);
}

void fuzz_take_output(void)
{
	static bool ours;

	if (!ours) {
		int fd = file_in_memory("stdout");

		ours = dup2(fd, STDOUT_FILENO) >= 0;
		close(fd);
	}
	if (!ours || ftruncate(STDOUT_FILENO, 0) != 0 || lseek(STDOUT_FILENO, 0, SEEK_SET) != 0)
		fuzz_fail("cannot take stdout");
}

char *fuzz_output(size_t *n)
{
	struct stat st;

	if (fstat(STDOUT_FILENO, &st) != 0)
		fuzz_fail("stdout is lost");
	*n = (size_t)st.st_size;
	char *bytes = mem_alloc(*n + 1, 1);

	if (pread(STDOUT_FILENO, bytes, *n, 0) != (ssize_t)*n)
		fuzz_fail("stdout is lost");
	return bytes;
}

char *fuzz_text(const char *bytes, size_t n, size_t *length)
{
	struct field_maker *maker = field_maker_new();

	if (field_maker_decode(maker, ENCODING_UTF8) != 0)
		fuzz_fail("no UTF-8");
	struct field f = field_make(maker, bytes, n, false);
	char *text = mem_dup(f.bytes, f.length);

	*length = f.length;
	field_maker_free(maker);
	return text;
}
