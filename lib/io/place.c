#include "io/place.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The canonical path of the file that out_open() would write, so that different spellings compare equal. Links are resolved for a file
 * that exists, and in its directory for one that does not. Caller frees.
 */
static char *place_of(const char *path)
{
	char *place = realpath(path, NULL);

	if (place)
		return place;
	const char *slash = strrchr(path, '/');
	char *folder = slash ? mem_dup(path, (size_t)(slash - path) + 1) : mem_dup("./", 2);
	char *real = realpath(folder, NULL);

	place = mem_printf("%s/%s", real ? real : folder, slash ? slash + 1 : path);
	free(folder);
	free(real);
	return place;
}

static bool is_standard(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

bool place_is_same(const char *path, const char *output)
{
	struct stat a, b;

	if (is_standard(path) && is_standard(output))
		return true;
	/* The shell may have redirected stdout to this very file. */
	if (is_standard(path) || is_standard(output))
		return fstat(STDOUT_FILENO, &a) == 0 && stat(is_standard(path) ? output : path, &b) == 0 &&
		       S_ISREG(b.st_mode) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
	/* Two outputs may share a device such as /dev/null. */
	if (stat(path, &a) == 0 && !S_ISREG(a.st_mode))
		return false;
	char *one = place_of(path), *other = place_of(output);
	bool same = strcmp(one, other) == 0;

	free(one);
	free(other);
	return same;
}

bool place_is_input(const char *path, const char *input)
{
	struct stat own, other;

	if (stat(path, &own) != 0 || !S_ISREG(own.st_mode))
		return false;
	return (is_standard(input) ? fstat(STDIN_FILENO, &other) : stat(input, &other)) == 0 &&
	       other.st_dev == own.st_dev && other.st_ino == own.st_ino;
}

int place_refuse_input(const char *option, const char *path, const char *input, struct err *e)
{
	if (!is_standard(path) && place_is_input(path, input))
		return err_set(e, "%s '%s' would overwrite an input", option, path);
	return 0;
}

int place_refuse_inputs(const char *option, const char *path, char *const *inputs, size_t n, struct err *e)
{
	if (n == 0)
		return place_refuse_input(option, path, "-", e);
	for (size_t i = 0; i < n; i++)
		if (place_refuse_input(option, path, inputs[i], e) != 0)
			return -1;
	return 0;
}

int place_protect(const char *input, const struct place_output *outputs, size_t n, struct err *e)
{
	for (size_t i = 0; input && i < n; i++)
		if (place_refuse_input(outputs[i].option, outputs[i].path, input, e) != 0)
			return -1;
	return 0;
}
