/*
 * exports: write the files as the two ERP clients would have written them.
 *
 * The columns are a selection of the clients' own, under their names. 聚水潭 exports shops 1 and 2 (jst-*.csv), 旺店通 the live
 * shop (wdt-*.csv). Shipments must be numbered.
 */
#ifndef SAMPLES_EXPORTS_H
#define SAMPLES_EXPORTS_H

#include "returns.h"
#include "shipments.h"

void exports_write_jst(const char *directory, const struct shipments *shipments, const struct returns *returns);

void exports_write_wdt(const char *directory, const struct shipments *shipments, const struct returns *returns);

#endif
