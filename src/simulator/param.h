/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/param.h -- form parameters: taken apart, checked against a table, asked for.  [pure]
 *
 * Shape   a parameter keeps its whole name, "a[b][0][c]"; "a[]" gets its number.  A rule's name
 *         may hold "[*]" for any one part.
 * Owner   sim_params_init/params_done; texts are borrowed until then.
 */
#ifndef SANDUQ_SIMULATOR_PARAM_H
#define SANDUQ_SIMULATOR_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PARAM_MAX 512
#define PARAM_NAME_SIZE 160

struct param {
	char name[PARAM_NAME_SIZE];
	char *value;
};

struct params {
	struct param *items;
	size_t count;
	bool is_too_many;
};

enum rule_kind { RULE_TEXT, RULE_INT, RULE_COUNT /* at least 1 */, RULE_BOOL, RULE_CHOICE };

struct rule {
	const char *name; /* NULL ends the table */
	enum rule_kind kind;
	bool is_needed;
	const char *choices; /* RULE_CHOICE: "manual automatic" */
};

/* What is wrong with parameters. */
struct param_problem {
	const char *code; /* "parameter_unknown" or NULL */
	char param[PARAM_NAME_SIZE];
	char message[320];
};

/* Takes forms apart and adds them. */
void sim_params_init(struct params *params);
void sim_params_add(struct params *params, const char *form, size_t len);
void sim_params_done(struct params *params);

/* Checks all against the rules; "expand[*]" is always allowed. */
bool sim_params_check(const struct params *params, const struct rule *rules,
		      struct param_problem *ret_problem);

/* The value, or NULL. */
const char *sim_param_get(const struct params *params, const char *name);

/* The value, or the fallback. */
const char *sim_param_text(const struct params *params, const char *name, const char *fallback);
int64_t sim_param_int(const struct params *params, const char *name, int64_t fallback);
bool sim_param_bool(const struct params *params, const char *name, bool fallback);

/* The i-th value of a list "name[i]", or NULL. */
const char *sim_param_at(const struct params *params, const char *name, size_t i);

/* The i-th parameter of a map "name[x]": its x into `ret_part`; returns the value, or NULL. */
const char *sim_param_part(const struct params *params, const char *name, size_t i, char *ret_part,
			   size_t size);

/* True when the map or list has any part. */
bool sim_param_has_parts(const struct params *params, const char *name);

/* A number that is the same for the same parameters in any order. */
uint64_t sim_params_print(const struct params *params);

#endif
