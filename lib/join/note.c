#include "join/note.h"

#include "join/fill.h"

void join_reasons(struct account_reason reasons[JOIN_REASONS])
{
	static const char *const hows[JOIN_HOWS] = {"by-line", "by-order-sku", "by-order", "unmatched"};

	fate_reasons(reasons);
	for (size_t i = FATES; i < JOIN_REASONS; i++)
		reasons[i].fate = ACCOUNT_NOTE;
	for (size_t i = 0; i < JOIN_HOWS; i++)
		reasons[JOIN_NOTE_HOW + i].slug = hows[i];
	reasons[JOIN_NOTE_OF_LINE].slug = "qty-of-line";
	reasons[JOIN_NOTE_IMPUTED].slug = "qty-imputed";
	reasons[JOIN_NOTE_CAPPED].slug = "qty-capped";
	for (int i = 0; i < JOIN_FINDINGS; i++)
		reasons[JOIN_NOTE_FINDING + i].slug = join_finding_name((enum join_finding)i);
	reasons[JOIN_NOTE_FILLED_ORDER].slug = "filled-order_id";
	for (size_t i = 0; i < JOIN_FILLS; i++) {
		reasons[JOIN_NOTE_FILLED + i].slug = join_fill_slug(i, true);
		reasons[JOIN_NOTE_DIFFERING + i].slug = join_fill_slug(i, false);
	}
}

static void note_finding(struct account_count *counts, enum join_finding finding, const struct held *ticket,
			 const struct join_match *m)
{
	struct account_count *count = &counts[JOIN_NOTE_FINDING + finding];

	if (finding == JOIN_OVER_RETURNED)
		account_count_units(count, m->excess);
	else if (ticket->flags & TICKET_BACK)
		account_count_units(count, m->qty);
	else
		account_count_row(count);
}

void join_note_written(struct account_count *counts, const struct held *ticket, const struct join_match *m, bool capped)
{
	join_note(counts, JOIN_NOTE_HOW + m->how, ticket, m);
	if (m->basis == JOIN_OF_LINE)
		join_note(counts, JOIN_NOTE_OF_LINE, ticket, m);
	if (m->imputed)
		join_note(counts, JOIN_NOTE_IMPUTED, ticket, m);
	if (capped)
		join_note(counts, JOIN_NOTE_CAPPED, ticket, m);
	for (int i = 0; i < JOIN_FINDINGS; i++)
		if (m->findings >> i & 1)
			note_finding(counts, (enum join_finding)i, ticket, m);
}

/* The row was counted as kept, with its own quantity, when it was read: move it to the skipped ones. */
void join_note_dropped(struct account_count *counts, const struct held *ticket)
{
	struct account_count *kept = &counts[ACCOUNT_ROWS_KEPT], *left = &counts[FATE_NOTHING_LEFT];
	const bool measured = ticket->qty && kept->measured;

	kept->rows--;
	left->rows++;
	if (!measured)
		return;
	kept->measured--;
	kept->units -= ticket->qty;
	left->measured++;
	left->units += ticket->qty;
}
