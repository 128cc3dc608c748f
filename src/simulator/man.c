/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/man.c -- the tables of sanduq-simulator(1), from the tables of the program.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "simulator/card.h"
#include "simulator/command.h"
#include "simulator/verb.h"

static void print_option(const char *name, const struct rule *rule)
{
	printf("\\fB%s%s\\fR", rule == NULL ? "" : " \\-\\-", name);
	if (rule == NULL || rule->kind == RULE_BOOL)
		return;
	printf(" \\fI%s\\fR", rule->kind == RULE_TEXT || rule->choices != NULL ? "VALUE" : "N");
}

static void print_commands(void)
{
	for (size_t i = 0; sim_verb_at(i) != NULL; i++) {
		const struct verb *verb = sim_verb_at(i);

		printf(".TP\n\\fB%s\\fR", verb->name);
		for (const struct rule *rule = verb->rules; rule->name != NULL; rule++)
			print_option(rule->name, rule);
		printf("\n%c%s.\n", verb->help[0] - 'a' + 'A', verb->help + 1);
	}
}

static void print_options(void)
{
	const struct command_option *option;

	for (option = command_options; option->name != NULL; option++) {
		printf(".TP\n\\fB\\-\\-%s\\fR", option->name + 2);
		if (option->value != NULL)
			printf(" \\fI%s\\fR", option->value);
		printf("\n%s.\n", option->help);
	}
}

static const char *card_does(const struct card *card)
{
	static const char *const words[] = {
		[CARD_PLAIN] = "approved",
		[CARD_DECLINES] = "declined",
		[CARD_NO_OVERCAPTURE] = "grants no over-capture",
		[CARD_NO_INCREMENT] = "its hold cannot be raised",
		[CARD_INCREMENT_DECLINES] = "declined when its hold is raised",
		[CARD_BY_AMOUNT] = "the last two digits of the amount decline",
		[CARD_REFUND_PENDING] = "its refunds take a minute",
		[CARD_REFUND_FAILS] = "its refunds fail after a minute",
		[CARD_DISPUTED] = "disputed once it is captured",
		[CARD_LATER_DECLINES] = "can be saved, and is declined when charged",
	};

	return words[card->does];
}

static void print_cards(bool is_plain)
{
	for (size_t i = 0; sim_card_at(i) != NULL; i++) {
		const struct card *card = sim_card_at(i);
		const char *says = card->does == CARD_DECLINES ? card->says : "";

		if (is_plain)
			printf("%-20s %-10s %-6s %s%s%s\n", card->name, card->brand, card->last4,
			       card_does(card), says[0] != '\0' ? ": " : "", says);
		else
			printf(".TP\n\\fB%s\\fR, %s\n%s %s, %s%s%s.\n", card->name, card->token,
			       card->brand, card->last4, card_does(card),
			       says[0] != '\0' ? ": " : "", says);
	}
}

static void print_operations(void)
{
	for (size_t i = 0; sim_route_at(i) != NULL; i++)
		printf(".TP\n\\fB%s\\fR\n%s %s\n", sim_route_at(i)->op, sim_route_at(i)->method,
		       sim_route_at(i)->path);
}

static void print_faults(void)
{
	for (size_t i = 0; sim_fault_row_at(i) != NULL; i++) {
		const struct fault_row *row = sim_fault_row_at(i);

		printf(".TP\n\\fB%s\\fR\n%s", row->name, row->help);
		if (row->arg[0] != '\0')
			printf("; \"arg\" in %s, %lld when not given", row->arg,
			       (long long)row->fallback);
		printf(".\n");
	}
}

int command_man(const char *table)
{
	if (strcmp(table, "commands") == 0)
		print_commands();
	else if (strcmp(table, "options") == 0)
		print_options();
	else if (strcmp(table, "cards") == 0 || strcmp(table, "plain-cards") == 0)
		print_cards(table[0] == 'p');
	else if (strcmp(table, "operations") == 0)
		print_operations();
	else if (strcmp(table, "faults") == 0)
		print_faults();
	else
		return EX_USAGE;
	return EX_OK;
}
