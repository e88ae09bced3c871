/*
 * orderday: the day that is part of an order id.
 *
 * Order ids of 拼多多 are YYMMDD-, then fifteen digits.
 */
#ifndef RETKIT_ORDERDAY_H
#define RETKIT_ORDERDAY_H

#include "base/date.h"
#include "base/text.h"

#include <stdbool.h>

/* Write the day of an order as YYYY-MM-DD. Returns false when the id has none. */
bool orderday_of(struct cell order_id, char text[DATE_TEXT]);

#endif
