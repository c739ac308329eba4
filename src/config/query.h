/*
 * newsboat's filter expressions (`unread = "yes" and tags # "x"`) in the words of our filters.
 * Pure.
 */
#ifndef CONFIG_QUERY_H
#define CONFIG_QUERY_H

#include "base/err.h"
#include "base/str.h"

/* Append the filter that means the same; false with what has no equal here. */
bool config_query_translate(const char *expression, struct str *out, struct err *err);

#endif
