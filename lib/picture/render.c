#include "picture/render.h"

#include "base/child.h"
#include "base/mem.h"
#include "io/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int render_find_format(const char *path, enum plot_format *format, struct err *e)
{
	static const char *const endings[] = {".png", ".svg", ".pdf"};
	size_t n = strlen(path);

	for (int i = 0; i < 3; i++) {
		if (n > 4 && strcasecmp(path + n - 4, endings[i]) == 0) {
			*format = (enum plot_format)i;
			return 0;
		}
	}
	return err_set(e, "%s: a picture ends in .png, .svg or .pdf", path);
}

static bool starts_with(const char *bytes, size_t n, const char *what, size_t length)
{
	return n >= length && memcmp(bytes, what, length) == 0;
}

static bool ends_with(const char *bytes, size_t n, const char *what, size_t length)
{
	return n >= length && memcmp(bytes + n - length, what, length) == 0;
}

#define STARTS(bytes, n, what) starts_with(bytes, n, what, sizeof(what) - 1)
#define ENDS(bytes, n, what) ends_with(bytes, n, what, sizeof(what) - 1)

bool render_is_whole(enum plot_format format, const char *bytes, size_t n)
{
	if (format == PLOT_PNG)
		return STARTS(bytes, n, "\x89PNG\r\n\x1a\n") && ENDS(bytes, n, "\0\0\0\0IEND\xae\x42\x60\x82");
	while (n > 0 && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r'))
		n--;
	if (format == PLOT_SVG)
		return STARTS(bytes, n, "<?xml") && ENDS(bytes, n, "</svg>");
	return STARTS(bytes, n, "%PDF-") && ENDS(bytes, n, "%%EOF");
}

/* Create an anonymous file in memory. Returns its descriptor, or -1 with words. */
static int open_nameless(const char *what, struct err *e)
{
	int fd = memfd_create(what, MFD_CLOEXEC);

	if (fd < 0)
		err_set(e, "no room for the %s of gnuplot: %s", what, strerror(errno));
	return fd;
}

static int write_all(int fd, const char *bytes, size_t n, struct err *e)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_set(e, "no room for the program of gnuplot: %s", strerror(errno));
		bytes += done;
		n -= (size_t)done;
	}
	return lseek(fd, 0, SEEK_SET) < 0 ? err_set(e, "%s", strerror(errno)) : 0;
}

/* Read a whole file from its start and append a NUL byte. Caller frees. Returns NULL with words. */
static char *read_all(int fd, size_t *n, struct err *e)
{
	size_t capacity = 0;
	char *bytes = mem_grow(NULL, &capacity, 65536, 1);

	*n = 0;
	for (;;) {
		ssize_t done = pread(fd, bytes + *n, capacity - *n - 1, (off_t)*n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			err_set(e, "cannot read back from gnuplot: %s", strerror(errno));
			free(bytes);
			return NULL;
		}
		if (done == 0)
			break;
		*n += (size_t)done;
		bytes = mem_grow(bytes, &capacity, *n + 65536, 1);
	}
	bytes[*n] = '\0';
	return bytes;
}

/* The environment for gnuplot and the font library. Caller frees each string and the list. */
static char **make_environment(void)
{
	static const char *const kept[] = {
		"PATH",          "HOME",          "TMPDIR",          "XDG_CACHE_HOME",  "XDG_CONFIG_HOME",
		"XDG_DATA_HOME", "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH",
	};
	size_t count = sizeof(kept) / sizeof(kept[0]), used = 0;
	char **environment = mem_alloc(count + 3, sizeof(*environment));

	for (size_t i = 0; i < count; i++) {
		const char *value = getenv(kept[i]);

		if (value)
			environment[used++] = mem_printf("%s=%s", kept[i], value);
	}
	environment[used++] = mem_printf("LC_ALL=C.UTF-8");
	environment[used++] = mem_printf("TZ=UTC");
	return environment;
}

static int start(const int fds[3], pid_t *pid)
{
	char *argv[] = {"gnuplot", "-d", NULL};
	char **environment = make_environment();
	int status = child_start(argv, environment, fds, pid);

	for (char **s = environment; *s; s++)
		free(*s);
	free(environment);
	return status;
}

/* gnuplot's messages in one line, without blank lines, its caret lines and fontconfig's remarks about its cache. */
static char *one_line(const char *said)
{
	size_t n = strlen(said), used = 0;
	char *line = mem_alloc(n + 4, 1);

	while (*said) {
		size_t length = strcspn(said, "\n");
		size_t blank = strspn(said, " \t");

		if (blank < length && said[blank] != '^' && strncmp(said, "Fontconfig ", 11) != 0) {
			if (used > 0)
				line[used++] = ' ';
			memcpy(line + used, said + blank, length - blank);
			used += length - blank;
		}
		said += length + (said[length] == '\n');
	}
	line[used] = '\0';
	return line;
}

static int run(const int fds[3], struct err *e)
{
	pid_t pid, done;
	int status = start(fds, &pid);
	size_t n;

	if (status == ENOENT)
		return err_set(e, "gnuplot is not installed: install the package gnuplot-nox");
	if (status != 0)
		return err_set(e, "gnuplot does not start: %s", strerror(status));
	do {
		done = waitpid(pid, &status, 0);
	} while (done < 0 && errno == EINTR);
	char *said = read_all(fds[2], &n, e);

	if (!said)
		return -1;
	char *words = one_line(said);

	free(said);
	int result = 0;

	if (done < 0 || WIFSIGNALED(status))
		result = err_set(e, "gnuplot was ended by signal %d%s%s", done < 0 ? 0 : WTERMSIG(status),
				 *words ? ": " : "", words);
	else if (WEXITSTATUS(status) == 127)
		result = err_set(e, "gnuplot does not start: install the package gnuplot-nox");
	else if (WEXITSTATUS(status) != 0 || *words)
		result = err_set(e, "gnuplot failed (status %d): %s", WEXITSTATUS(status), words);
	free(words);
	return result;
}

/*
 * Repair gnuplot's SVG. It writes the font as PangoCairo names it ("Family:Bold"), but other viewers need family and weight
 * apart, and fallback families. Texts have < and & as entities, so only the markup between < and > is changed. A > in a
 * text becomes an entity, because ]]> is not allowed there. Frees the old bytes and returns the new ones; *n is their length.
 */
static char *mend_svg(char *bytes, size_t *n)
{
	static const char bold[] = "font-family=\"" PLOT_FONT ":Bold\"";
	static const char plain[] = "font-family=\"" PLOT_FONT "\"";
	static const char families[] = "font-family=\"" PLOT_FONT ", Noto Sans CJK SC, Microsoft YaHei, "
				       "PingFang SC, sans-serif\"";
	static const char weight[] = " font-weight=\"bold\"";
	size_t capacity = 0, used = 0;
	char *mended = mem_grow(NULL, &capacity, *n + 1, 1);
	bool markup = false;

	for (const char *s = bytes, *end = bytes + *n; s < end;) {
		bool is_bold = markup && STARTS(s, (size_t)(end - s), bold);
		bool is_plain = markup && STARTS(s, (size_t)(end - s), plain);

		mended = mem_grow(mended, &capacity, used + sizeof(families) + sizeof(weight), 1);
		if (is_bold || is_plain) {
			used += (size_t)sprintf(mended + used, "%s%s", families, is_bold ? weight : "");
			s += is_bold ? sizeof(bold) - 1 : sizeof(plain) - 1;
			continue;
		}
		if (*s == '>' && !markup) {
			used += (size_t)sprintf(mended + used, "&gt;");
			s++;
			continue;
		}
		markup = *s == '<' || (markup && *s != '>');
		mended[used++] = *s++;
	}
	free(bytes);
	*n = used;
	return mended;
}

/* Overwrite the creation date of a PDF with a fixed one, so that the same input gives the same bytes. */
static void mend_pdf(char *bytes, size_t n)
{
	static const char key[] = "/CreationDate (D:";
	static const char day[] = "20000101000000";
	char *found = memmem(bytes, n, key, sizeof(key) - 1);

	if (found && strspn(found + sizeof(key) - 1, "0123456789") == sizeof(day) - 1)
		memcpy(found + sizeof(key) - 1, day, sizeof(day) - 1);
}

static int put_in_place(int fd, enum plot_format format, const char *path, struct err *e)
{
	size_t n;
	char *bytes = read_all(fd, &n, e);
	int status = -1;

	if (!bytes)
		return -1;
	if (!render_is_whole(format, bytes, n)) {
		err_set(e, "%s: gnuplot did not finish the picture (%zu bytes)", path, n);
	} else {
		if (format == PLOT_SVG)
			bytes = mend_svg(bytes, &n);
		else if (format == PLOT_PDF)
			mend_pdf(bytes, n);
		struct out *o = out_open(path, e);

		if (o) {
			out_bytes(o, bytes, n);
			status = out_close(o, e);
		}
	}
	free(bytes);
	return status;
}

int render_picture(const char *program, enum plot_format format, const char *path, struct err *e)
{
	static const char *const names[3] = {"program", "picture", "words"};
	int fds[3] = {-1, -1, -1};
	int status = 0;

	for (int i = 0; i < 3 && status == 0; i++) {
		fds[i] = open_nameless(names[i], e);
		status = fds[i] < 0 ? -1 : 0;
	}
	if (status == 0)
		status = write_all(fds[0], program, strlen(program), e);
	if (status == 0)
		status = run(fds, e);
	if (status == 0)
		status = put_in_place(fds[1], format, path, e);
	for (int i = 0; i < 3; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return status;
}
