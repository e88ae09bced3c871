/*
 * rules_image: a program of the build, not of the suite. Prints the built-in rules, compiled, as C
 * source.
 *
 * Vectorscan takes half a second to compile them and next to nothing to load what it has compiled,
 * so the build does the former, ret-classify and ret-tally the latter. The image is checked when it
 * is loaded: without it, or with one that does not fit the library on the machine, they compile the
 * rules and give the same answers.
 */
#include "cause/classify.h"
#include "base/die.h"
#include "base/embed.h"

#include <stdio.h>
#include <stdlib.h>

static void print_literal(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i % 64 == 0)
			printf("%s\"", i ? "\"\n" : "");
		printf("\\%03o", (unsigned)(unsigned char)bytes[i]);
	}
	printf("%s", n ? "\"" : "\"\"");
}

int main(void)
{
	struct err e;
	struct rules *rules = rules_read_memory("built-in rules", embed_rules, embed_rules_size, &e);
	struct classifier *c = rules ? classifier_new(rules, NULL, 0, &e) : NULL;
	size_t n;
	char *image = c ? classifier_save(c, &n, &e) : NULL;

	if (!image)
		die("%s", e.words);
	printf("#include <stddef.h>\n"
	       "extern const char embed_rules_image[];\n"
	       "extern const size_t embed_rules_image_size;\n"
	       "const char embed_rules_image[] =\n");
	print_literal(image, n);
	printf(";\nconst size_t embed_rules_image_size = %zu;\n", n);
	free(image);
	classifier_free(c);
	rules_free(rules);
	die_closing(STATUS_DONE);
}
