/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/carry_inside.h -- what the files behind core/carry.h share; nobody else includes it.  [pure]
 */
#ifndef SANDUQ_CORE_CARRY_INSIDE_H
#define SANDUQ_CORE_CARRY_INSIDE_H

#include "core/carry.h"

/* Is it a part, a live line in an open part, room for so many lines more? */
enum err carry_check_part(const struct carry *carry, int part);
enum err carry_check_line(const struct carry *carry, int line);
enum err carry_check_room(const struct carry *carry, int more);

/* Adds a line for the act that is being written; it is of its origin's item, or (-1) a new one. */
void carry_append(struct carry *carry, int part, int column, const struct share_amount *amount,
		  enum carry_kind kind, int origin);

#endif
