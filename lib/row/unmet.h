/*
 * unmet: values of conditions that no row has, such as `shop=旗舰` where the shop is 旗舰店, told with the nearest value that rows have.
 *
 * Such a condition is valid, and its result an empty table or one that lacks a shop, so a person is told; the result stays.
 */
#ifndef RETKIT_UNMET_H
#define RETKIT_UNMET_H

#include "csv/reader.h"
#include "row/condition.h"

#include <stddef.h>

/*
 * After all rows of n files have been looked at: warn on stderr of each listed value that none of their rows has, if a value that they have
 * is near, or if none of the list was met. Files are read once more, and only if some value was not met; a pipe cannot be, and then
 * nothing is said.
 */
void unmet_tell(struct condition *const *conditions, size_t count, char *const *paths, size_t n,
		const struct reader_options *options);

/*
 * How far two texts are from each other: 0 when they differ in case or width only, then one that begins with the other, then the number
 * of characters to change, which must be below half of the longer; else -1.
 */
int unmet_distance(const char *a, const char *b);

#endif
