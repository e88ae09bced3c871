/*
 * package: the parts of an Office Open XML file, which is a zip archive of XML documents that refer to each other.
 *
 * Part names are compared as the format says, without case; a backslash in the archive stands for a slash. A part is read as a stream, so
 * that its size does not matter. XML is parsed without namespaces: the strict and the transitional form differ in nothing else, and
 * package_local() takes prefixes off. A document that entities would make large is refused by expat.
 */
#ifndef RETKIT_PACKAGE_H
#define RETKIT_PACKAGE_H

#include "base/err.h"

#include <expat.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct package;

/* Open an archive and list its parts. Returns NULL with words. Free with package_close(). */
struct package *package_open(const char *path, struct err *e);
void package_close(struct package *p);

/* The path, for messages. */
const char *package_path(const struct package *p);

bool package_has(const struct package *p, const char *part);

/* ---- reading a part; a package reads one at a time ---- */

struct part;

/* What is done with the XML of a part; each may be NULL. All receive the context. */
struct part_handlers {
	XML_StartElementHandler start;
	XML_EndElementHandler end;
	XML_CharacterDataHandler text;
};

/* Begin to read a part of at most `limit` bytes. Returns NULL with words. Free with part_close(), before the package is closed. */
struct part *part_open(struct package *p, const char *name, uint64_t limit, const struct part_handlers *handlers,
		       void *context, struct err *e);
void part_close(struct part *part);

/* Parse some more. Returns 1, 0 at the end, after which the checksum was right, or -1 with words. */
int part_step(struct part *part, struct err *e);

/* From a handler: let part_step() return now; the next one goes on behind this place. */
void part_pause(struct part *part);

/* From a handler: let part_step() fail with these words, which follow the path and "damaged workbook". */
void part_refuse(struct part *part, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Search the bytes of a part for a text, without parsing them. A part that is not ASCII or a superset of it counts as one that has it.
 * Returns 1, 0 when it is not there, or -1 with words.
 */
int package_search(struct package *p, const char *name, const char *text, struct err *e);

/* Parse all of a part of at most `limit` bytes. Returns 0, or -1 with words. */
int package_parse(struct package *p, const char *name, uint64_t limit, const struct part_handlers *handlers,
		  void *context, struct err *e);

/* The name of an element or attribute without its prefix. */
const char *package_local(const char *name);

/* The value of an attribute by its name without prefix, or NULL. */
const char *package_attribute(const char **attributes, const char *name);

/* ---- relations ---- */

/* What a part refers to. `type` is the last word of the type: officeDocument, worksheet, sharedStrings, styles. */
struct relation {
	char *id;
	char *type;
	char *target; /* the name of the part */
};

struct relations {
	struct relation *items;
	size_t count, capacity;
	const char *part;
};

/* Read the relations of a part, "" for those of the package; none when it has no list of them. Returns 0, or -1 with words. */
int package_relations(struct package *p, const char *part, struct relations *to, struct err *e);
void relations_free(struct relations *r);

/* The first relation of that id, or of that type; NULL when there is none. */
const struct relation *relations_by_id(const struct relations *r, const char *id);
const struct relation *relations_by_type(const struct relations *r, const char *type);

#endif
