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

struct connect;
struct loop;

struct doctor {
	struct cli *cli;
	const struct settings *settings;   /* NULL when they are wrong */
	struct place place;
	bool is_open;                      /* place is a store that opened */
	char folder[4200];                 /* of the store; "" when there is none */
	struct loop *loop;                 /* for the processor */
	struct connect *connect;
};

/* Looks at the machine: language, terminal, time, who is working. */
enum doctor_mark doctor_program(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_locale(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_terminal(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_clock(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_user(struct doctor *doctor, struct str *words);

/* Looks at the house: settings, store, engine, keys, disk. */
enum doctor_mark doctor_settings(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_store(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_engine(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_access(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_keys(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_disk(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_flush(struct doctor *doctor, struct str *words);

/* Looks at the way to the card processor: key, mode, addresses; whether it answers, and this till's
 * reader with it; that no memory with keys in it is ever written to a disk. */
enum doctor_mark doctor_processor(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_answer(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_reader(struct doctor *doctor, struct str *words);
enum doctor_mark doctor_memory(struct doctor *doctor, struct str *words);

/* Ends what doctor_processor() opened. */
void doctor_disconnect(struct doctor *doctor);

#endif
