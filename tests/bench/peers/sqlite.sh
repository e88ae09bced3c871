#!/bin/sh
# sqlite.sh DIR: the tally by sqlite3, in memory, without amounts: its decimals are binary.
set -eu
sqlite3 :memory: <<END
.mode csv
.import '$1/shipments.csv' shipments
.import '$1/returns-classified.csv' returns
.mode list
.separator ,
select substr(shipped_at, 1, 7), sku, '', '', sum(cast(qty as integer)), 0, count(*), 0, sum(qty * qty), 0,
	substr(min(shipped_at), 1, 10), substr(max(shipped_at), 1, 10)
	from shipments where status = 'done' and gift <> '1' group by 1, 2;
select substr(received_at, 1, 7), sku, cause, reason, 0, sum(cast(qty as integer)), 0, count(*), 0, sum(qty * qty),
	substr(min(received_at), 1, 10), substr(max(received_at), 1, 10)
	from returns where status = 'done' and type in ('return', 'exchange') group by 1, 2, 3, 4;
END
