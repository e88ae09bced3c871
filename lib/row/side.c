#include "row/side.h"

#include <string.h>

const char *side_name(enum side side)
{
	return side == SIDE_SHIPMENTS ? "shipments" : "returns";
}

int side_parse(const char *word, enum side *side)
{
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if (strcmp(word, side_name(s)) == 0) {
			*side = s;
			return 0;
		}
	return -1;
}

const char *side_set_name(unsigned sides)
{
	if (sides == SIDE_BOTH)
		return "both";
	return side_name(sides == side_bit(SIDE_SHIPMENTS) ? SIDE_SHIPMENTS : SIDE_RETURNS);
}

int side_set_parse(const char *word, unsigned *sides)
{
	enum side one;

	if (strcmp(word, "both") == 0) {
		*sides = SIDE_BOTH;
		return 0;
	}
	if (side_parse(word, &one) != 0)
		return -1;
	*sides = side_bit(one);
	return 0;
}
