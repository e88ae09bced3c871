/*
 * orderday: the day that is part of an order's id.
 *
 * Orders of 拼多多 are numbered YYMMDD-, then fifteen digits.
 */
#ifndef RETKIT_ORDERDAY_H
#define RETKIT_ORDERDAY_H

#include "base/date.h"
#include "base/text.h"

#include <stdbool.h>

/* The day of an order as YYYY-MM-DD; false when its id has none. */
bool orderday_of(struct cell order_id, char text[DATE_TEXT]);

#endif
