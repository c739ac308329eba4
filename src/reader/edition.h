/*
 * The built-in first edition: compiled-in JSON, read and stored like any other source (EDITION §2).
 */
#ifndef READER_EDITION_H
#define READER_EDITION_H

#include <stdbool.h>
#include "base/err.h"
#include "config/config.h"
#include "store/store.h"

/* Put the edition into the store (open for writing) unless this very edition is there. Articles that
 * name an action key_of() does not know are about something this build has not got: left out. The one in
 * the reader's language (i18n_language()) stands first. */
bool edition_install(struct store *s, const struct config *config,
                     const char *(*key_of)(const char *action), struct err *err);
/* True when the store holds the edition as this build would install it. */
bool edition_is_installed(struct store *s, const char *(*key_of)(const char *action));
/* Append text with every {k:ACTION} replaced by its key and every {need:ACTION} by nothing; false when
 * an action is unknown. */
bool edition_fill_keys(struct str *out, const char *text, const char *(*key_of)(const char *action));

#endif
