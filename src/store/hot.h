/*
 * A fetch of a hot list as one packed row, for the files of the store that write and read it.
 */
#ifndef STORE_HOT_H
#define STORE_HOT_H

#include "store/db.h"

/* Append one entry's place: id, rank, heat + 1, each seven bits a byte, low ones first. */
void hot_pack(struct str *out, const struct hot_place *place);
/* Take one off the front; false at the end, or where the bytes make no sense. */
bool hot_unpack(struct slice *in, struct hot_place *place);

#endif
