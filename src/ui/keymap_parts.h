/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/keymap_parts.h -- what keymap.c lends to macro.c; nobody else includes it.
 */
#ifndef SANDUQ_UI_KEYMAP_PARTS_H
#define SANDUQ_UI_KEYMAP_PARTS_H

#include <stdbool.h>

#include "ui/key.h"

struct keymap;
struct macro;

/* True for the keys that ui keeps for itself. */
bool keymap_is_kept(struct key key);

/* Adds a copy; an item key of the station's own replaces that of all.  False: no room. */
bool keymap_add_macro(struct keymap *keymap, const struct macro *macro);

#endif
