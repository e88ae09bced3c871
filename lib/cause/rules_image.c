/*
 * rules_image: a program that only the build runs. It prints the compiled built-in rules as C source.
 *
 * Vectorscan takes half a second to compile the rules but loads the compiled image at once, so the build compiles and ret-classify and
 * ret-tally load. Loading checks the image: if it is missing or does not fit the library on the machine, the rules are compiled, with
 * the same results.
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
