/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/doctor.h -- what sanduq doctor looks at: each a function that says what it found.
 *
 * Owner   struct doctor belongs to the command; words are appended.
 */
#ifndef SANDUQ_CLI_DOCTOR_H
#define SANDUQ_CLI_DOCTOR_H

#include "base/str.h"
#include "cli/cli.h"
#include "service/place.h"
#include "service/settings.h"

enum doctor_mark { DOCTOR_OK, DOCTOR_NOTE, DOCTOR_BAD };

struct doctor {
	struct cli *cli;
	const struct settings *settings;   /* NULL when they are wrong */
	struct place place;
	bool is_open;                      /* place is a store that opened */
	char folder[4200];                 /* of the store; "" when there is none */
};

typedef enum doctor_mark doctor_fn(struct doctor *doctor, struct str *words);

/* The machine: language, terminal, time, who is working. */
doctor_fn doctor_program, doctor_locale, doctor_terminal, doctor_clock, doctor_user;

/* The house: settings, store, engine, keys, disk. */
doctor_fn doctor_settings, doctor_store, doctor_engine, doctor_access, doctor_keys, doctor_disk,
	doctor_flush;

#endif
