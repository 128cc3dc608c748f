/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills_type.c -- types what is planned: ahead of the till, but for the answers to
 * questions, which drop what was typed before they stood there.
 */
#include <string.h>
#include <unistd.h>

#include "campaign/kills.h"

#define STALL_LIMIT_US 10000000
#define ANSWER_US 3000             /* until the till takes keys for the question it shows */
#define ANSWER_AGAIN_US 300000

struct typing {
	struct pty *pty;
	const struct kill_plan *plan;
	struct kill_watch *watch;
	size_t at;                 /* in the keys */
	int64_t answered_us;       /* when the question under way was answered; 0: there is none */
};

/* Gives the reason that is asked for, again when the question stays; false while there is nothing
 * to go on with. */
static bool answer(struct typing *typing)
{
	const char *keys = typing->plan->keys.data + typing->at;
	bool is_asked = pty_has(typing->pty, "Another reason");
	char reason[2] = "";

	if (typing->answered_us == 0 && is_asked) {
		reason[0] = keys[1];
		usleep(ANSWER_US);
	} else if (typing->answered_us != 0 && !is_asked) {
		typing->answered_us = 0;
		typing->at += 2;
		return true;
	} else if (typing->answered_us != 0 &&
		   kills_now_us() > typing->answered_us + ANSWER_AGAIN_US) {
		reason[0] = keys[1];
	}
	if (reason[0] == '\0')
		return false;
	pty_type(typing->pty, reason);
	typing->answered_us = kills_now_us();
	typing->watch->key_us = typing->answered_us;
	return true;
}

/* Types the keys up to the next pause; false when it waits for the question that is due. */
static bool feed(struct typing *typing)
{
	const char *keys = typing->plan->keys.data + typing->at;
	char part[1024];

	if (typing->at == typing->plan->keys.len)
		return false;
	if (keys[0] == KILLS_PAUSE)
		return answer(typing);
	str_format(part, sizeof part, "%.*s", (int)strcspn(keys, "\001"), keys);
	pty_type(typing->pty, part);
	typing->at += strlen(part);
	return true;
}

/* All keys of the target are typed; when it asks for a reason, the answer too. */
static bool is_typed(const struct typing *typing)
{
	size_t end = typing->plan->acts[typing->plan->target].keys_end;

	return typing->at >= end || (typing->answered_us != 0 && typing->at + 2 == end);
}

bool type_to_target(struct pty *pty, const struct kill_plan *plan, struct kill_watch *watch)
{
	struct typing typing = { .pty = pty, .plan = plan, .watch = watch };
	int64_t end_us = kills_now_us() + STALL_LIMIT_US;

	while (watch->acked < plan->target || !is_typed(&typing)) {
		if (feed(&typing))
			continue;
		if (!pty_read(pty, 1) || kills_now_us() > end_us)
			return false;
	}
	return true;
}
