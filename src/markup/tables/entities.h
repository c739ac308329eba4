/*
 * Names of characters in HTML 4.01, and &apos;, sorted. Generated.
 */
#ifndef MARKUP_TABLES_ENTITIES_H
#define MARKUP_TABLES_ENTITIES_H

enum { ENTITIES = 253 };

struct entity {
	char name[9];
	char text[4]; /* UTF-8 */
};

extern const struct entity entities[ENTITIES];

#endif
