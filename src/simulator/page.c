/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/page.c -- a page with a sum and a button.
 */
#include "simulator/page.h"

#include <string.h>

#include "base/json.h"

static bool is_id(const char *text)
{
	return text[0] != '\0' && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuv"
					       "wxyz0123456789_") == strlen(text);
}

static void write_page(struct str *body, const char *words, const struct json *object)
{
	const char *currency = json_text(json_get(object, "currency"), "");
	int64_t total = json_int(json_get(object, "amount_total"), -1);

	str_add(body, "<!DOCTYPE html><meta charset=\"utf-8\"><title>Simulated payment</title>"
		      "<h1>Simulated payment</h1><p>No card is asked for and no money moves.</p>");
	if (total >= 0)
		str_addf(body, "<p>%lld.%02lld %.3s</p>", (long long)(total / 100),
			 (long long)(total % 100), currency);
	str_addf(body, "<p>%s</p>", words);
}

void page_answer(struct simulator *simulator, const char *path, const char *method,
		 int64_t now_unix_ms, struct simulator_answer *ret_answer)
{
	const char *id = path + strlen("/pay/");
	const struct json *object = is_id(id) ? simulator_object(simulator, id) : NULL;
	const char *words = "<form method=\"post\"><button>Pay</button></form>";
	struct simulator_answer paid;
	char form[160];

	*ret_answer = (struct simulator_answer){ .status = object != NULL ? 200 : 404,
						 .content_type = "text/html; charset=utf-8" };
	if (object == NULL) {
		words = "There is no such page.";
	} else if (strcmp(method, "POST") == 0) {
		str_format(form, sizeof form, "url=%s", id);
		simulator_control(simulator, "pay-link", form, now_unix_ms, &paid);
		words = paid.status == 200 ? "Paid. Thank you." : "This page cannot be paid.";
		simulator_answer_done(&paid);
	}
	write_page(&ret_answer->body, words, object);
}
