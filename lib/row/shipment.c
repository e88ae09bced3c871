#include "row/shipment.h"

#include "row/columns.h"

enum fate shipment_reject_gift(const struct row *row, const struct field *gift)
{
	rows_reject(row->job, row, COLUMN_GIFT, "'%.*s' is not 1, 0 or empty", (int)gift->length, gift->bytes);
	return FATE_REJECTED;
}
