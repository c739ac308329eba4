/*
 * Messages in the reader's language: gettext with English msgids, catalogues in po/.
 *
 * _("…") is looked up when it is used, N_("…") only marks text in a table for _() later.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text

/*
 * Choose the language of messages: `wanted` (from --language or `language =`; NULL or "auto" for
 * the locale's: LC_ALL, LC_MESSAGES, LANG), and make the character type UTF-8. Catalogues are found
 * where they are installed and in the build tree. Call before threads start; the last call counts.
 * Return a language tag that lives for ever: "zh", "en" (or "zh-TW", "ja", "ko" for a locale whose
 * catalogue may be missing).
 */
const char *i18n_start(const char *wanted);
/* Is a tag's language one of those? */
bool i18n_knows(const char *tag);
/* The tag chosen last; "en" before i18n_start(). */
const char *i18n_language(void);
/* False when no UTF-8 locale could be had: show ASCII only. */
bool i18n_is_utf8(void);

#endif
