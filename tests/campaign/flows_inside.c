/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows_inside.c -- the tills at a simulator inside the program, on a line that is a
 *                                  double: no sockets, only the clock that is set.
 */
#include "campaign/flows.h"

#include <string.h>

#define STEP_MS 100

static void open_inside(struct flow_world *world)
{
	card_house_open(&world->till[0], world->url, world->seed);
	card_house_join(&world->till[1], &world->till[0], world->url, 2);
	sim_line_reader(world->till[0].simulator, clock_unix_ms(world->till[0].app->clock),
			world->till[1].reader);
}

static void close_inside(struct flow_world *world)
{
	(void)world;
}

static enum sim_fault choose_fault(void *arg, const char *key, const struct processor_wire *wire,
				   int attempt, int64_t *ret_arg)
{
	struct flow_world *world = arg;
	enum sim_fault fault = SIM_NONE;

	(void)key;
	(void)wire;
	(void)attempt;
	if ((int)random_below(&world->random, 1000000) < world->fault_ppm)
		fault = (enum sim_fault)(1 + random_below(&world->random, SIM_FAULT_COUNT - 1));
	*ret_arg = 500 + (int64_t)random_below(&world->random, 40000);
	world->faults[fault]++;
	return fault;
}

static void spoil_inside(struct flow_world *world)
{
	for (int i = 0; i < FLOW_TILLS; i++)
		sim_line_hook(world->till[i].line, choose_fault, world);
}

static void heal_inside(struct flow_world *world)
{
	for (int i = 0; i < FLOW_TILLS; i++) {
		sim_line_clear(world->till[i].line);
		sim_line_set_down(world->till[i].line, false);
	}
}

static bool set_faults_inside(struct flow_world *world, const char *text)
{
	struct simulator *simulator = world->till[0].simulator;

	if (simulator_set_faults(simulator, text, strlen(text)) == ERR_OK)
		return true;
	flow_wrong(world, "the fault script: %s", simulator_problem(simulator));
	return false;
}

static void pass_inside(struct flow_world *world, int64_t ms)
{
	for (int64_t done = 0; done < ms; done += STEP_MS)
		for (int i = 0; i < FLOW_TILLS; i++)
			sim_line_pass(world->till[i].app, STEP_MS, STEP_MS);
}

static bool person_inside(struct flow_world *world, const char *verb, const char *form)
{
	struct simulator_answer answer;
	bool is_done;

	simulator_control(world->till[0].simulator, verb, form,
			  clock_unix_ms(world->till[0].app->clock), &answer);
	is_done = answer.status == 200;
	simulator_answer_done(&answer);
	return is_done;
}

static bool effect_inside(struct flow_world *world, size_t i, struct simulator_effect *ret_effect)
{
	return simulator_effect_at(world->till[0].simulator, i, ret_effect);
}

static int64_t settled_inside(struct flow_world *world)
{
	return simulator_settled_minor(world->till[0].simulator, "eur");
}

static size_t changed_inside(struct flow_world *world)
{
	size_t n = 0;

	for (int i = 0; i < FLOW_TILLS; i++)
		n += sim_line_changed(world->till[i].line);
	return n;
}

const struct flow_bank flow_bank_inside = {
	open_inside, close_inside, spoil_inside, heal_inside, set_faults_inside,
	pass_inside, person_inside, effect_inside, settled_inside, changed_inside,
};
