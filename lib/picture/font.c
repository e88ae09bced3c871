#include "picture/font.h"

#include "base/text.h"

#include <fontconfig/fontconfig.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MISSING_NAMED = 6 };

/* Han, kana, hangul and fullwidth forms, which Latin fonts do not have. */
static bool is_east_asian(uint32_t code)
{
	return (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff) ||
	       (code >= 0xfe30 && code <= 0xfe4f) || (code >= 0xff00 && code <= 0xffef) ||
	       (code >= 0x20000 && code <= 0x3ffff);
}

/* The Debian package likely to have a character that no installed font has, which is a slug of WORD_UNDRAWN. */
static const char *package_for(uint32_t code, bool has_family)
{
	if (code >= 0x1f000 && code <= 0x1faff)
		return "fonts-noto-color-emoji";
	if (!has_family)
		return "fonts-wqy-microhei";
	return is_east_asian(code) ? "fonts-noto-cjk" : "fonts-noto-core";
}

struct missing {
	uint32_t codes[MISSING_NAMED];
	size_t named;
	size_t count;
};

static void add_missing(struct missing *m, uint32_t code)
{
	for (size_t i = 0; i < m->named; i++)
		if (m->codes[i] == code)
			return;
	m->count++;
	if (m->named < MISSING_NAMED)
		m->codes[m->named++] = code;
}

static int tell_missing(const struct missing *m, bool has_family, struct err *e)
{
	char names[MISSING_NAMED * 24] = "", bytes[5];
	size_t used = 0;

	for (size_t i = 0; i < m->named; i++) {
		bytes[text_encode(m->codes[i], bytes)] = '\0';
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%sU+%04X '%s'", i ? ", " : "",
					 (unsigned)m->codes[i], bytes);
	}
	const char *package = package_for(m->codes[0], has_family);

	return err_set_nothing(e, package, "no installed font has %s%s: install the package %s", names,
			       m->count > m->named ? ", …" : "", package);
}

/* True when the first match is of the requested family: fontconfig always returns some font. */
static bool is_family(const FcFontSet *fonts, const char *family)
{
	FcChar8 *name;

	for (int i = 0; FcPatternGetString(fonts->fonts[0], FC_FAMILY, i, &name) == FcResultMatch; i++)
		if (strcmp((const char *)name, family) == 0)
			return true;
	return false;
}

int font_check(const char *family, const char *texts, struct err *e)
{
	FcConfig *config = FcInitLoadConfigAndFonts();
	FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, (char *)NULL);
	FcCharSet *covered = NULL;
	FcResult result;
	struct missing missing = {.count = 0};
	size_t n = strlen(texts), step;
	int status = 0;

	FcConfigSubstitute(config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	FcFontSet *fonts = FcFontSort(config, pattern, FcTrue, &covered, &result);

	if (!fonts || fonts->nfont == 0) {
		status = err_set(e, "no fonts are installed: install the package fonts-wqy-microhei");
	} else {
		for (size_t i = 0; i < n; i += step ? step : 1) {
			uint32_t code = 0;

			step = text_decode(texts + i, n - i, &code);
			if (step > 0 && code != '\n' && !FcCharSetHasChar(covered, code))
				add_missing(&missing, code);
		}
		if (missing.count > 0)
			status = tell_missing(&missing, is_family(fonts, family), e);
	}
	if (fonts)
		FcFontSetDestroy(fonts);
	if (covered)
		FcCharSetDestroy(covered);
	FcPatternDestroy(pattern);
	FcConfigDestroy(config);
	return status;
}
