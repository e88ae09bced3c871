#include "base/die.h"

#include "base/utf8.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define TAKE_AWAY "\r\033[K"

/* The process has one stderr, so its state is kept in one static place. */
static struct {
	pthread_mutex_t lock;
	bool shows; /* a status line is on the screen and must be erased */
} terminal = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void say(const char *format, va_list arguments)
{
	char words[4096];

	vsnprintf(words, sizeof(words), format, arguments);
	text_mask(words, words, strlen(words), "?");
	pthread_mutex_lock(&terminal.lock);
	fprintf(stderr, "%s%s: %s\n", terminal.shows ? TAKE_AWAY : "", program_invocation_short_name, words);
	terminal.shows = false;
	pthread_mutex_unlock(&terminal.lock);
}

static int columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

void warn_in_place(const char *words)
{
	char line[512];

	pthread_mutex_lock(&terminal.lock);
	if (words) {
		snprintf(line, sizeof(line), "%s: %s", program_invocation_short_name, words);
		/* Leave the last column free: some terminals wrap to the next line there. */
		fprintf(stderr, "%s%.*s", TAKE_AWAY, columns() - 1, line);
	} else if (terminal.shows) {
		fputs(TAKE_AWAY, stderr);
	}
	terminal.shows = words != NULL;
	pthread_mutex_unlock(&terminal.lock);
}

void warn(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(format, arguments);
	va_end(arguments);
	exit(STATUS_TROUBLE);
}

static bool stderr_is_file(void)
{
	struct stat st;

	return fstat(STDERR_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

void die_closing(int status)
{
	if (ferror(stdout) || fclose(stdout) != 0)
		die("standard output: %s", errno ? strerror(errno) : "write failed");
	warn_in_place(NULL);
	exit(ferror(stderr) && stderr_is_file() ? STATUS_TROUBLE : status);
}
