/*
 * evidence: decide by its bytes whether text without a byte order mark is UTF-8 or GB18030, or leave it a question.
 *
 * Text is UTF-8 if it passes as UTF-8: at most one bad byte per hundred good characters, because exports that truncate text by bytes
 * damage a few. GB18030 passes for nearly any bytes, so its form alone proves nothing: Shift_JIS, EUC-KR, Big5 and cp1252 often pass too.
 * It is GB18030 only if its characters also are those that Chinese text is made of, and if it is far likelier to be Chinese than to be
 * text in one of the other encodings. Each distinct cell is weighed once, so that a word in ten thousand rows counts as one.
 *
 * The common characters are listed in letters.csv. Up to EVIDENCE_WINDOW bytes from the first non-ASCII byte are examined; pure ASCII is
 * valid in all encodings, so the decision waits for that byte.
 */
#ifndef RETKIT_EVIDENCE_H
#define RETKIT_EVIDENCE_H

#include "io/encoding.h"

enum { EVIDENCE_WINDOW = 1 << 20 };

/* The most candidates there are. */
enum { EVIDENCE_MOST = 6 };

/*
 * Decide on bytes[0..n), which start at the first non-ASCII byte or before it; `last` is true when the input ends there. Returns
 * ENCODING_UTF8, ENCODING_GB18030, or ENCODING_UNDECIDED when the bytes show neither.
 */
enum encoding evidence_decide(const char *bytes, size_t n, bool last);

/*
 * The encodings that bytes left undecided may be in: UTF-8 first if most characters are sound, then those in which they pass as text, the
 * likeliest first. Returns their number.
 */
size_t evidence_candidates(const char *bytes, size_t n, bool last, enum encoding found[EVIDENCE_MOST]);

#endif
