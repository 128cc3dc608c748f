/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_info.h -- what terminfo knows of the terminal; apart, because its header takes names such
 * as `columns` for itself.
 */
#ifndef SANDUQ_UI_TERM_INFO_H
#define SANDUQ_UI_TERM_INFO_H

#include <stdbool.h>

/* True when the type of the terminal at `fd` is known and its cursor can be placed. */
bool term_info(int fd);

/* How many colours it has; 0 when it has none or its type is unknown. */
int term_info_colours(int fd);

#endif
