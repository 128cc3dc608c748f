/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/commands.c -- the table of commands.
 */
#include "cli/command.h"

#include <stddef.h>

const struct command *const commands[] = {
	&command_till,
	&command_training,
	&command_kitchen,
	&command_demo,
	&command_init,
	&command_import_menu,
	&command_import_categories,
	&command_import_levels,
	&command_import_prices,
	&command_import_modifiers,
	&command_export_menu,
	&command_import_discounts,
	&command_import_services,
	&command_import_staff,
	&command_import_tables,
	&command_import_kitchen,
	&command_import_tenders,
	&command_import_sales,
	&command_password,
	&command_unlock,
	&command_rate,
	&command_report_takings,
	&command_report_drawers,
	&command_resolve,
	&command_reconcile,
	&command_verify,
	&command_backup,
	&command_roll,
	&command_doctor,
	&command_help,
	&command_man,
	NULL
};
