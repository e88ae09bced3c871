#include "csv/guarded.h"

#include "io/excel.h"

int guarded_refuse(const struct reader *r, const struct batch *batch, struct err *e)
{
	if (!reader_has_bom(r))
		return 0;
	for (size_t i = 0; i < batch->rows; i++) {
		const struct field *fields = batch->fields + i * batch->columns;

		/* A guarded cell has quotes, which a plain record has not. */
		for (size_t k = 0; !batch->records[i].plain && k < batch->columns; k++)
			if (excel_is_guarded(fields[k].bytes, fields[k].length))
				return err_set(e,
					       "%s:%llu: '%.*s' is guarded for a spreadsheet: read the table that was "
					       "written without --excel, or import this one with ret-import",
					       reader_name(r), (unsigned long long)batch->records[i].line,
					       (int)fields[k].length, fields[k].bytes);
	}
	return 0;
}
