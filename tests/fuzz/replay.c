/*
 * usage: replay_NAME [FILE or FOLDER]...
 *
 * Runs a fuzzer over inputs that were kept, without libFuzzer; over a folder, also over those it makes itself. Names on
 * stderr the input it was at when a sanitizer or a broken promise ends it.
 */
#include "fuzz.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char at[4096];

/* abort() passes here; a sanitizer that exits does not, and run.sh then tries the inputs one by one. */
static void tell(int signal_number)
{
	(void)signal_number;
	if (write(STDERR_FILENO, at, strlen(at)) < 0 || write(STDERR_FILENO, ": broken\n", 9) < 0)
		_exit(2);
	_exit(1);
}

static void replay_file(const char *path)
{
	struct stat st;
	FILE *f = fopen(path, "rb");

	if (!f || fstat(fileno(f), &st) != 0)
		fuzz_fail("%s: %s", path, strerror(errno));
	size_t n = (size_t)st.st_size;
	/* Exactly as long as the input, so that a byte behind it is seen to be read. */
	char *bytes = mem_alloc(n, 1);

	if (fread(bytes, 1, n, f) != n)
		fuzz_fail("%s: cannot read", path);
	fclose(f);
	snprintf(at, sizeof(at), "%s", path);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes, n);
	if (fuzz_replay.every)
		fuzz_replay.every((const uint8_t *)bytes, n);
	free(bytes);
}

static void replay_folder(const char *path)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);

	if (n < 0)
		fuzz_fail("%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		char *file = mem_printf("%s/%s", path, entries[i]->d_name);

		if (entries[i]->d_name[0] != '.')
			replay_file(file);
		free(file);
		free(entries[i]);
	}
	free(entries);
	snprintf(at, sizeof(at), "inputs made");
	if (fuzz_replay.made)
		fuzz_replay.made();
}

int main(int argc, char **argv)
{
	struct stat st;

	signal(SIGABRT, tell);
	for (int i = 1; i < argc; i++) {
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			replay_folder(argv[i]);
		else
			replay_file(argv[i]);
	}
	return 0;
}
