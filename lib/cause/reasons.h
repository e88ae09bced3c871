/*
 * reasons: the table of reasons with their words in English and Chinese.
 */
#ifndef RETKIT_REASONS_H
#define RETKIT_REASONS_H

#include "io/out.h"
#include "result/schema.h"

/* The table of ret-classify --print-reasons. */
enum reasons_column { REASONS_REASON, REASONS_EN, REASONS_ZH, REASONS_COLUMNS };

extern const struct schema reasons_schema;

/* Write the reasons of the vocabulary. */
void reasons_write(struct out *out);

#endif
