#include "row/shipment.h"

enum fate shipment_reject_gift(const struct row *row, const struct field *gift)
{
	rows_reject(row->job, row, "gift", "'%.*s' is not 1, 0 or empty", (int)gift->length, gift->bytes);
	return FATE_REJECTED;
}
