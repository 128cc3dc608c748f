/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_json.c -- JSON is built, written in order, read back, refused.
 */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "suites.h"

static struct json *parse(const char *text)
{
	return json_parse(text, strlen(text));
}

static void expect_written(const struct json *value, int indent, const char *expected)
{
	char *text = json_write(value, indent);

	CHECK_TEXT(text, expected);
	free(text);
}

static void members_keep_their_order(void)
{
	struct json *object = json_new_object();
	struct json *list = json_new_array();

	CHECK(json_add(list, json_new_int(INT64_MIN)));
	CHECK(json_add(list, json_new_bool(true)));
	CHECK(json_add(list, json_new_bool(false)));
	CHECK(json_set(object, "z", json_new_text("\u0635 \"q\" \n")));
	CHECK(json_set(object, "a", list));
	CHECK(json_set(object, "m", json_new_object()));
	CHECK(json_set(object, "z", json_new_text("\u0635 \"q\" \n")));
	expect_written(object, 0, "{\"z\":\"\u0635 \\\"q\\\" \\n\","
				  "\"a\":[-9223372036854775808,true,false],\"m\":{}}");
	expect_written(list, 2, "[\n  -9223372036854775808,\n  true,\n  false\n]");
	json_free(object);
	json_free(NULL);
}

static void values_are_read(void)
{
	struct json *object = parse(" {\"n\": 9007199254740993, \"t\": \"\\u0635\", \"b\": true,"
				    " \"l\": [1, null, \"x\"], \"r\": 1.5} ");

	CHECK_FATAL(object != NULL);
	CHECK_INT(json_int(json_get(object, "n"), 0), INT64_C(9007199254740993));
	CHECK_TEXT(json_text(json_get(object, "t"), "-"), "\u0635");
	CHECK(json_is_true(json_get(object, "b")));
	CHECK(!json_is_true(json_get(object, "n")));
	CHECK_INT(json_count(object), 5);
	CHECK_INT(json_count(json_get(object, "l")), 3);
	CHECK_TEXT(json_text(json_at(json_get(object, "l"), 2), "-"), "x");
	CHECK_INT(json_int(json_get(object, "r"), -7), -7);
	json_free(object);
}

static void what_is_not_there_is_the_fallback(void)
{
	struct json *list = parse("[1]");

	CHECK(json_get(NULL, "a") == NULL);
	CHECK(json_get(list, "a") == NULL);
	CHECK(json_at(NULL, 0) == NULL);
	CHECK(json_at(list, 1) == NULL);
	CHECK_INT(json_count(NULL), 0);
	CHECK_INT(json_count(json_at(list, 0)), 0);
	CHECK_TEXT(json_text(NULL, "none"), "none");
	CHECK_TEXT(json_text(json_at(list, 0), "none"), "none");
	CHECK_INT(json_int(NULL, 3), 3);
	CHECK(!json_is_true(NULL));
	CHECK(!json_set(NULL, "a", json_new_int(1)));
	CHECK(!json_set(list, "a", json_new_int(1)));
	CHECK(!json_add(NULL, json_new_int(1)));
	CHECK(!json_add(list, json_new_text("\xFF")));
	CHECK(json_write(NULL, 0) == NULL);
	json_free(list);
}

static void what_is_not_json_is_refused(void)
{
	static const char *const bad[] = { "", " ", "{", "[1,]", "{\"a\":1,\"a\":2}", "nul", "1 2",
					   "'a'", "\"\xFF\"", "\"\\u0000\"", "[1] x", "{a:1}",
					   "99999999999999999999" };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(parse(bad[i]) == NULL);
}

static void depth_is_bounded(void)
{
	char text[2 * 65 + 1] = { 0 };
	struct json *value;

	memset(text, '[', 64);
	memset(text + 64, ']', 64);
	value = parse(text);
	CHECK(value != NULL);
	json_free(value);
	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	CHECK(parse(text) == NULL);
	value = parse("\"[[[["
		      "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"");
	CHECK(value != NULL);
	json_free(value);
}

static void any_bytes_do_no_harm(void)
{
	static const char letters[] = "{}[]\",:\\0123456789-.eEutrfalsn \n\xD8\xB5\xFF";
	struct random random;
	int parsed = 0, changed = 0;

	random_init_seed(&random, 10);
	for (int i = 0; i < 100000; i++) {
		char text[12];
		size_t len = random_below(&random, sizeof text);
		struct json *value, *again;
		char *written;

		for (size_t j = 0; j < len; j++)
			text[j] = letters[random_below(&random, sizeof letters - 1)];
		value = json_parse(text, len);
		if (value == NULL)
			continue;
		parsed++;
		written = json_write(value, 0);
		again = written != NULL ? parse(written) : NULL;
		changed += again == NULL;
		json_free(again);
		free(written);
		json_free(value);
	}
	CHECK(parsed > 100);
	CHECK_INT(changed, 0);
}

static void values_are_changed(void)
{
	struct json *map = parse("{\"a\":[1,2,3],\"b\":null}"), *copy = json_dup(map);
	char *text;

	CHECK(json_is_map(map) && !json_is_list(map));
	CHECK(json_is_list(json_get(map, "a")) && json_is_none(json_get(map, "b")));
	CHECK(!json_is_none(json_get(map, "c")) && !json_is_map(NULL));
	CHECK(json_set(map, "b", json_new_int(5)) && json_set(map, "c", json_new_null()));
	CHECK(json_remove(json_get(map, "a"), 0) && !json_remove(json_get(map, "a"), 2));
	text = json_write(map, 0);
	CHECK_TEXT(text, "{\"a\":[2,3],\"b\":5,\"c\":null}");
	free(text);
	CHECK_TEXT(json_name_after(map, NULL), "a");
	CHECK_TEXT(json_name_after(map, json_name_after(map, NULL)), "b");
	CHECK(json_unset(map, "c") && !json_unset(map, "c"));
	CHECK(json_name_after(map, json_name_after(map, json_name_after(map, NULL))) == NULL);
	CHECK(json_name_after(json_get(map, "b"), NULL) == NULL);
	json_free(map);
	map = json_dup_top(copy);
	CHECK(json_get(map, "a") == json_get(copy, "a") && json_unset(map, "a"));
	json_free(map);
	text = json_write(copy, 0);
	CHECK_TEXT(text, "{\"a\":[1,2,3],\"b\":null}");
	free(text);
	json_free(copy);
}

const struct check_test test_json[] = {
	{ "members are replaced, walked and taken out", values_are_changed },
	{ "members keep their order", members_keep_their_order },
	{ "values are read", values_are_read },
	{ "what is not there is the fallback", what_is_not_there_is_the_fallback },
	{ "what is not JSON is refused", what_is_not_json_is_refused },
	{ "nesting is bounded", depth_is_bounded },
	{ "any bytes do no harm, and what was read can be read again", any_bytes_do_no_harm },
	{ 0 },
};
