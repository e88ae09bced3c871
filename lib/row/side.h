/*
 * side: the two kinds of input tables, shipments and returns, and sets of them.
 */
#ifndef RETKIT_SIDE_H
#define RETKIT_SIDE_H

enum side { SIDE_SHIPMENTS, SIDE_RETURNS, SIDES };

/* A set is a bit mask of sides. */
enum { SIDE_BOTH = 1 << SIDE_SHIPMENTS | 1 << SIDE_RETURNS };

static inline unsigned side_bit(enum side side)
{
	return 1u << side;
}

/* `shipments`, `returns`. */
const char *side_name(enum side side);

/* Parse these words. Returns 0, or -1. */
int side_parse(const char *word, enum side *side);

/* Name and parse a nonempty set of sides: `shipments`, `returns` or `both`. */
const char *side_set_name(unsigned sides);
int side_set_parse(const char *word, unsigned *sides);

#endif
