/*
 * dateguess: the format that a date of an unknown form seems to have, for a message that asks the user to state it.
 *
 * It is only a suggestion: 03.06.25 may be one of three days.
 */
#ifndef RETKIT_DATEGUESS_H
#define RETKIT_DATEGUESS_H

#include "clean/clean.h"

/* A format of dateform.h that reads the cell as a day of this century, a constant; NULL when there is none. */
const char *dateguess(struct cell c);

#endif
