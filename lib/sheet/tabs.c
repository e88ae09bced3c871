/* What the readers of the two kinds of workbooks add to a workbook. */
#include "sheet/private.h"

#include "base/mem.h"

struct tab *workbook_add(struct workbook *w, const char *name, size_t n)
{
	w->tabs = mem_grow(w->tabs, &w->capacity, w->count + 1, sizeof(*w->tabs));
	w->tabs[w->count] = (struct tab){.name = mem_dup(name, n)};
	return &w->tabs[w->count++];
}

void formats_add(struct formats *f, enum format_kind kind)
{
	f->kinds = mem_grow(f->kinds, &f->capacity, f->count + 1, sizeof(*f->kinds));
	f->kinds[f->count++] = kind;
}
