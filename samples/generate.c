/*
 * generate: the program generate-samples, which writes the sample exports and the truth behind them.
 *
 * The same seed gives the same bytes. The committed samples are those of the default seed.
 */
#include "exports.h"
#include "truth.h"
#include "writer.h"

#include <errno.h>
#include <getopt.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct options {
	unsigned long seed;
	const char *out;
};

static const char usage[] = "usage: generate-samples [--seed N] [--out DIR]\n"
			    "Write DIR/exports and DIR/truth (default: seed 20250665, directory samples).\n";

static unsigned long parse_seed(const char *text)
{
	char *end;
	unsigned long seed;

	errno = 0;
	seed = strtoul(text, &end, 10);
	if (errno || *text < '0' || *text > '9' || *end || seed > 4294967295UL)
		writer_die("seed '%s' is not a whole number from 0 to 4294967295", text);
	return seed;
}

static struct options parse_options(int argc, char **argv)
{
	static const struct option names[] = {
		{"seed", required_argument, NULL, 's'},
		{"out", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct options options = {20250665, "samples"};
	int option;

	while ((option = getopt_long(argc, argv, "h", names, NULL)) != -1) {
		if (option == 's')
			options.seed = parse_seed(optarg);
		else if (option == 'o')
			options.out = optarg;
		else if (option == 'h')
			exit(fputs(usage, stdout) < 0 || fflush(stdout) ? 2 : 0);
		else
			exit(2);
	}
	if (optind < argc)
		writer_die("unexpected argument '%s'", argv[optind]);
	return options;
}

static void make_directory(char *path, size_t size, const char *parent, const char *name)
{
	int length = name ? snprintf(path, size, "%s/%s", parent, name) : snprintf(path, size, "%s", parent);

	if (length < 0 || (size_t)length >= size)
		writer_die("%s: the path is too long", parent);
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		writer_die("%s: %s", path, strerror(errno));
}

static gsl_rng *new_rng(unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	if (!rng)
		writer_die("out of memory");
	gsl_rng_set(rng, seed);
	return rng;
}

int main(int argc, char **argv)
{
	struct options options = parse_options(argc, argv);
	gsl_rng *rng = new_rng(options.seed);
	struct shipments *shipments = shipments_new(rng);
	struct returns *returns = returns_new(shipments, rng, options.seed);
	char exports[4096], truth[4096];

	shipments_number(shipments, rng);
	make_directory(exports, sizeof(exports), options.out, NULL);
	make_directory(exports, sizeof(exports), options.out, "exports");
	make_directory(truth, sizeof(truth), options.out, "truth");
	exports_write_jst(exports, shipments, returns);
	exports_write_wdt(exports, shipments, returns);
	truth_write_causes(truth, returns);
	truth_write_monthly(truth, shipments, returns);
	truth_write_planted(truth, shipments, returns);
	truth_write_products(truth);
	returns_free(returns);
	shipments_free(shipments);
	gsl_rng_free(rng);
	return 0;
}
