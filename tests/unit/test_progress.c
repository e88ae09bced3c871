/* What the line says, and when it is painted and taken away. */
#include "base/die.h"
#include "io/progress.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void expect(uint64_t taken, uint64_t total, double seconds, const char *want)
{
	char words[128];

	progress_words(words, sizeof(words), taken, total, seconds);
	assert_string_equal(words, want);
}

static void words(void **state)
{
	(void)state;
	expect(412000000, 1200000000, 412.0 / 380, "412 MB of 1.2 GB, 380 MB/s, 2 s left");
	expect(999, 0, 2, "999 B, 500 B/s");
	expect(1000, 0, 1, "1.0 kB, 1.0 kB/s");
	expect(999499, 0, 1, "999 kB, 999 kB/s");
	expect(999500, 0, 1, "1.0 MB, 1.0 MB/s");
	expect(9949, 0, 1, "9.9 kB, 9.9 kB/s");
	expect(9951, 0, 1, "10 kB, 10 kB/s");
	expect(5000000000000000, 0, 1, "5000 TB, 5000 TB/s");
	expect(0, 100, 2, "0 B, 0 B/s");
	expect(100, 100, 2, "100 B, 50 B/s");
	expect(120, 100, 2, "120 B, 60 B/s");
	expect(10, 900, 1, "10 B of 900 B, 10 B/s, 1 min 29 s left");
	expect(1, 7400, 1, "1 B of 7.4 kB, 1 B/s, 2 h 3 min left");
	expect(1, UINT64_MAX, 2, "1 B of 18446744 TB, 0 B/s, 277777 h 46 min left");
}

/* Stderr becomes a terminal; returns its other end. `old` keeps what stderr was. Skips where there are no pseudo-terminals. */
static int open_terminal(int *old)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master < 0)
		skip();
	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	int slave = open(ptsname(master), O_RDWR | O_NOCTTY);

	assert_true(slave >= 0);
	*old = dup(STDERR_FILENO);
	dup2(slave, STDERR_FILENO);
	close(slave);
	fcntl(master, F_SETFL, O_NONBLOCK);
	return master;
}

/* What came on the terminal since the last call. */
static const char *came(int master, char *to, size_t room)
{
	ssize_t n = read(master, to, room - 1);

	to[n > 0 ? n : 0] = 0;
	return to;
}

static void *add(void *context)
{
	for (int i = 0; i < 1000; i++)
		progress_add(context, 1000000);
	return NULL;
}

/* Not in the first second; then once however many threads add; and gone when told so. */
static void painting(void **state)
{
	char path[] = "/tmp/retkit-progress-XXXXXX", text[4096];
	int old, master, file = mkstemp(path);
	pthread_t threads[2];

	(void)state;
	assert_true(file >= 0 && ftruncate(file, 4000000000) == 0);
	master = open_terminal(&old);
	setenv("TERM", "xterm", 1);
	struct progress *p = progress_new("elsewhere");

	progress_expect_all(p, (char *[]){path}, 1);
	add(p);
	const char *early = came(master, (char[64]){0}, 64);
	size_t early_length = strlen(early);

	usleep(1050000);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, add, p);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	came(master, text, sizeof(text));
	warn_in_place(NULL);
	char gone[64], more[64];

	came(master, gone, sizeof(gone));
	warn_in_place(NULL);
	came(master, more, sizeof(more));
	dup2(old, STDERR_FILENO);
	close(old);
	close(master);
	close(file);
	unlink(path);
	progress_free(p);
	assert_non_null(p);
	assert_int_equal(early_length, 0);
	assert_non_null(strstr(text, " GB of 4.0 GB, "));
	assert_ptr_equal(strstr(text, "left"), text + strlen(text) - 4);
	assert_string_equal(gone, "\r\033[K");
	assert_string_equal(more, "");
}

static void nowhere(void **state)
{
	int old = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);

	(void)state;
	dup2(null, STDERR_FILENO);
	struct progress *p = progress_new("elsewhere");

	dup2(old, STDERR_FILENO);
	close(old);
	close(null);
	assert_null(p);
	progress_expect_all(NULL, NULL, 0);
	progress_add(NULL, 1);
	progress_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(painting),
		cmocka_unit_test(nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
