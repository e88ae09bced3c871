/*
 * exports: the files as the two ERP clients would have written them.
 *
 * Column names are those of the clients; the columns are a choice of theirs. Shops 1 and 2 are
 * kept in 聚水潭 (jst-*.csv), the live shop in 旺店通 (wdt-*.csv). Shipments must be numbered.
 */
#ifndef SAMPLES_EXPORTS_H
#define SAMPLES_EXPORTS_H

#include "returns.h"
#include "shipments.h"

void exports_write_jst(const char *directory, const struct shipments *shipments, const struct returns *returns);

void exports_write_wdt(const char *directory, const struct shipments *shipments, const struct returns *returns);

#endif
