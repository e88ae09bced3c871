/* The offsets from UTC that the times of a file have. */
#include "import/feed_private.h"

#include "clean/stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int feeds_utc_offset(struct feeds *f, const char *text, struct err *e)
{
	struct cursor c = {text, text + strlen(text)};
	struct stamp p = {0};

	if (!stamp_offset(&c, &p) || c.s < c.end || !p.offset)
		return err_set(e, "--utc-offset '%s' is not an offset from UTC like +08:00", text);
	f->convert = true;
	f->minutes = p.minutes;
	return 0;
}

void feeds_note_offset(struct slot *s, int minutes, uint64_t line)
{
	if (!s->has_offset || minutes < s->least) {
		s->least = minutes;
		s->least_line = line;
	}
	if (!s->has_offset || minutes > s->most) {
		s->most = minutes;
		s->most_line = line;
	}
	s->has_offset = true;
}

static bool is_mixed(const struct slot *s)
{
	enum { SUMMER_TIME = 60 };

	return s->has_offset && s->most - s->least > SUMMER_TIME;
}

bool feeds_mixes_offsets(const struct feeds *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (is_mixed(&f->slots[i]))
			return true;
	return false;
}

static const char *print_offset(char text[16], int minutes)
{
	snprintf(text, 16, "%c%02d:%02d", minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
	return text;
}

void feeds_tell_offsets(const struct feeds *f, const struct reader *r, struct remarks *remarks)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct slot *s = &f->slots[i];
		char least[16], most[16];
		const struct remark remark = {
			.kind = REMARK_MIXED_OFFSETS,
			.file = reader_name(r),
			.line = s->most_line,
			.column = s->header,
			.other = print_offset(most, s->most),
			.value = print_offset(least, s->least),
			.rows = s->least_line,
		};

		if (is_mixed(s))
			remarks_tell(remarks, &remark);
	}
}

void feeds_join_offsets(struct feeds *f, const struct feeds *part, uint64_t lines)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct slot *from = &part->slots[i];

		if (!from->has_offset)
			continue;
		feeds_note_offset(&f->slots[i], from->least, from->least_line + lines);
		feeds_note_offset(&f->slots[i], from->most, from->most_line + lines);
	}
}

void feeds_clear_offsets(struct feeds *f)
{
	for (size_t i = 0; i < f->count; i++)
		f->slots[i].has_offset = false;
}
