/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_resolve.c -- resolve, reconcile and doctor with a processor: the real program,
 *                             over HTTPS, at the real simulator.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/json.h"
#include "base/loop.h"
#include "base/str.h"
#include "double/house.h"
#include "run.h"
#include "service/bill.h"
#include "service/connect.h"
#include "service/keys.h"
#include "service/payment.h"
#include "service/setup.h"
#include "suites.h"

#define PORT_TRIES 400
#define PORT_STEP_US 25000

/* A house with a simulator beside it. */
struct stand {
	pid_t simulator;
	char folder[512];            /* of the simulator */
	char url[600], config[600];
	struct keys keys;
	char reader[PROCESSOR_ID_SIZE];
};

static const char *simulator_path(void)
{
	const char *folder = getenv("builddir");
	static char path[4096];

	str_format(path, sizeof path, "%s/sanduq-simulator", folder != NULL ? folder : ".");
	return path;
}

/* Ends with this program, even when a test breaks off. */
static void start(struct stand *stand)
{
	char port[600];
	struct stat status;
	int tries = 0;

	str_format(port, sizeof port, "%s/port", stand->folder);
	unlink(port);
	stand->simulator = fork();
	if (stand->simulator == 0) {
		execl(simulator_path(), "sanduq-simulator", "run", "--dir", stand->folder,
		      "--port-file", port, "--auto", "visa", "--auto-delay", "200", "--quiet",
		      "--with-parent", "--state", "keep", (char *)NULL);
		_exit(127);
	}
	while ((stat(port, &status) != 0 || status.st_size == 0) && tries++ < PORT_TRIES)
		usleep(PORT_STEP_US);
	CHECK_FATAL(tries < PORT_TRIES);
}

static void stop(struct stand *stand)
{
	kill(stand->simulator, SIGTERM);
	waitpid(stand->simulator, NULL, 0);
}

static void write_settings(struct stand *stand, const char *name, const char *more)
{
	char path[700], text[4096], port[16] = "";
	FILE *file;

	str_format(path, sizeof path, "%s/port", stand->folder);
	file = fopen(path, "r");
	CHECK_FATAL(file != NULL && fgets(port, sizeof port, file) != NULL);
	fclose(file);
	port[strcspn(port, "\n")] = '\0';
	str_format(text, sizeof text,
		   "[store]\nurl = \"%s\"\nkeys = \"%s/keys\"\n[processor]\ndriver = stripe\n"
		   "address = https://localhost:%s\nkey_file = \"%s/api-key\"\n"
		   "ca_file = \"%s/ca.pem\"\n%s%s%s",
		   stand->url, stand->folder, port, stand->folder, stand->folder,
		   stand->reader[0] != '\0' ? "reader = " : "", stand->reader, more);
	str_copy(stand->config, sizeof stand->config, run_file(name, text));
	chmod(stand->config, 0600);
}

/* --- inside: what a till would do ----------------------------------------------------------- */

struct posted {
	char id[PROCESSOR_ID_SIZE];
	bool is_done;
};

static void on_posted(void *arg, const char *key, const struct processor_reply *reply)
{
	struct posted *posted = arg;
	struct json *json = json_parse(reply->body, reply->body_len);

	(void)key;
	CHECK_INT(reply->http, 200);
	str_copy(posted->id, sizeof posted->id, json_text(json_get(json, "id"), ""));
	json_free(json);
	posted->is_done = true;
}

static void post(struct app *app, const char *path, const char *form,
		 char ret_id[PROCESSOR_ID_SIZE])
{
	struct processor_wire wire = { .method = "POST", .version = "2024-04-10" };
	const struct processor_line *line = &app->processor->line;
	struct posted posted = { .is_done = false };
	char key[32];

	str_copy(wire.path, sizeof wire.path, path);
	str_add(&wire.body, form);
	str_format(key, sizeof key, "set-up-%zu", strlen(path));
	CHECK_OK_FATAL(line->send(line->self, key, &wire, 5000, on_posted, &posted));
	while (!posted.is_done)
		CHECK_OK_FATAL(loop_step(app->loop, 1000));
	processor_wire_done(&wire);
	str_copy(ret_id, PROCESSOR_ID_SIZE, posted.id);
}

static void add_reader(struct app *app, struct stand *stand)
{
	char place[PROCESSOR_ID_SIZE], form[512];

	post(app, "/v1/terminal/locations",
	     "display_name=Dining&address[line1]=1&address[city]=B&address[country]=DE"
	     "&address[postal_code]=10115",
	     place);
	str_format(form, sizeof form,
		   "registration_code=simulated-wpe&label=till&location=%s", place);
	post(app, "/v1/terminal/readers", form, stand->reader);
}

/* A part of 22.00 that a card is to pay: the attempt is prepared, and the till is gone. */
static void begin_payment(struct house *house, int64_t table)
{
	static const int64_t codes[] = { 32, 21, 21, 0 };
	int64_t bill = house_check(house, table, codes), payment;
	struct act act = house_act(house, bill);
	struct payment_order order = { .amount_minor = PAY_EXACT };
	struct bill_view view;

	order.tender_type = house_tender(house, "card");
	CHECK_OK_FATAL(bill_view_load(house->app.db, bill, &view));
	order.part = view.parts[0].id;
	bill_view_done(&view);
	CHECK_OK(payment_begin(&house->app, &act, &order, &payment));
}

static void at_the_till(struct stand *stand, struct house *house, int64_t table)
{
	struct settings settings;
	struct connect *connect = NULL;
	char words[512] = "";

	CHECK_OK_FATAL(settings_open(stand->config, &settings, words, sizeof words));
	CHECK_OK_FATAL(loop_new(&house->clock, &house->app.loop));
	CHECK_OK_FATAL(connect_open(&house->app, &settings, words, sizeof words, &connect));
	if (stand->reader[0] == '\0')
		add_reader(&house->app, stand);
	house->app.reader = stand->reader;
	begin_payment(house, table);
	connect_close(&house->app, connect);
	loop_free(house->app.loop);
	settings_close(&settings);
}

static void open_stand(struct stand *stand, const char *name)
{
	char keys[600];
	struct house house;
	struct act act;

	*stand = (struct stand){ 0 };
	str_copy(stand->folder, sizeof stand->folder, run_in(name));
	CHECK_FATAL(mkdir(stand->folder, 0700) == 0);
	str_format(stand->url, sizeof stand->url, "sqlite:%s/store.db", stand->folder);
	str_format(keys, sizeof keys, "%s/keys", stand->folder);
	start(stand);
	write_settings(stand, "resolve.conf", "\n");
	house_open(&house, stand->url, 1, true);
	CHECK_OK_FATAL(keys_save(&house.keys, keys));
	stand->keys = house.keys;
	act = app_act(&house.app, house.manager);
	CHECK_OK_FATAL(setup_usual_tenders(&house.app, &act));
	clock_init(&house.clock);
	at_the_till(stand, &house, 1);
	house_close(&house);
	write_settings(stand, "resolve.conf", "\n");
}

/* --- the tests ------------------------------------------------------------------------------ */

static void resolves(void)
{
	struct stand stand;
	static struct run run;

	open_stand(&stand, "resolved");
	run_sanduq(&run, "resolve", "--list", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "create") != NULL && strstr(run.out, "1 open.") != NULL);
	run_sanduq(&run, "resolve", "--budget", "60", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Nothing is open.") != NULL);
	run_sanduq(&run, "verify", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	stop(&stand);
}

/* The day of the machine's clock, which is the simulator's. */
static void reconciles(void)
{
	struct stand stand;
	static struct run run;
	char today[CLOCK_DATE_SIZE];
	struct clock clock;

	clock_init(&clock);
	clock_date_text((int32_t)(clock_unix_ms(&clock) / 86400000), today);
	open_stand(&stand, "reconciled");
	run_sanduq(&run, "resolve", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	run_sanduq(&run, "reconcile", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Both sides agree.") != NULL);
	CHECK(strstr(run.out, "22.40        22.40") != NULL);
	run_sanduq(&run, "reconcile", "--format", "csv", "--config", stand.config, NULL);
	CHECK(strstr(run.out, "matched,capture,") != NULL);
	run_sanduq(&run, "reconcile", "--format", "json", "--config", stand.config, NULL);
	CHECK(strstr(run.out, "\"agrees\": true") != NULL);
	run_sanduq(&run, "reconcile", "--format", "pdf", "--config", stand.config, NULL);
	CHECK_INT(run.code, EX_USAGE);
	run_sanduq(&run, "reconcile", "--post", "--config", stand.config, NULL);
	CHECK(run_told(&run, "--staff NUMBER"));
	run_sanduq(&run, "reconcile", "--date", today, "--post", "--staff", "1", "--config",
		   stand.config, NULL);
	CHECK_INT(run.code, EX_NOPERM);
	run_sanduq(&run, "reconcile", "--date", today, "--post", "--staff", "3", "--config",
		   stand.config, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.err, "1 fees and payouts posted") != NULL);
	stop(&stand);
	run_sanduq(&run, "reconcile", "--config", stand.config, NULL);
	CHECK(run.code != 0 && run_told(&run, "Nothing was compared"));
}

/* The number at the start of the first line that --list prints. */
static void first_id(const char *out, char *into, size_t size)
{
	str_format(into, size, "%.*s", (int)strspn(out, "0123456789"), out);
}

static void decides(void)
{
	struct stand stand;
	static struct run run;
	char id[32];

	open_stand(&stand, "decided");
	stop(&stand);
	run_sanduq(&run, "resolve", "--budget", "3", "--config", stand.config, NULL);
	CHECK_INT(run.code, EX_TEMPFAIL);
	CHECK(strstr(run.out, "create") != NULL && strstr(run.out, "not-sent") != NULL);
	run_sanduq(&run, "resolve", "--list", "--config", stand.config, NULL);
	first_id(run.out, id, sizeof id);
	run_sanduq(&run, "resolve", "--attempt", id, "--config", stand.config, NULL);
	CHECK_INT(run.code, EX_USAGE);
	run_sanduq(&run, "resolve", "--attempt", id, "--decide", "not-taken", "--config",
		   stand.config, NULL);
	CHECK(run_told(&run, "--staff NUMBER"));
	run_sanduq(&run, "resolve", "--attempt", id, "--decide", "not-taken", "--staff", "2",
		   "--evidence", "no line on the statement", "--config", stand.config, NULL);
	CHECK_INT(run.code, EX_NOPERM);
	run_sanduq(&run, "resolve", "--attempt", id, "--decide", "not-taken", "--staff", "3",
		   "--evidence", "no line on the statement", "--config", stand.config, NULL);
	CHECK(run.code != 0 && run_told(&run, "is not in doubt"));
	run_sanduq(&run, "verify", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
}

static void looks_at_the_processor(void)
{
	struct stand stand;
	static struct run run;
	char key[600];

	open_stand(&stand, "looked");
	run_sanduq(&run, "doctor", "--config", stand.config, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "ok    processor stripe at https://localhost:") != NULL);
	CHECK(strstr(run.out, "answer    after ") != NULL);
	CHECK(strstr(run.out, "ok    memory") != NULL);
	CHECK(strstr(run.out, "ok    reader    tmr_") != NULL);
	str_copy(stand.reader, sizeof stand.reader, "tmr_elsewhere");
	write_settings(&stand, "resolve.conf", "\n");
	run_sanduq(&run, "doctor", "--config", stand.config, NULL);
	CHECK(strstr(run.out, "BAD   reader    tmr_elsewhere is not among") != NULL);
	write_settings(&stand, "live.conf", "\nmode = live\n");
	run_sanduq(&run, "doctor", "--config", stand.config, NULL);
	CHECK(run.code != 0);
	CHECK(strstr(run.out, "BAD   processor [processor] mode is live") != NULL);
	write_settings(&stand, "resolve.conf", "\n");
	str_format(key, sizeof key, "%s/api-key", stand.folder);
	chmod(key, 0644);
	run_sanduq(&run, "doctor", "--config", stand.config, NULL);
	CHECK(strstr(run.out, "BAD   processor") != NULL);
	chmod(key, 0600);
	stop(&stand);
	run_sanduq(&run, "doctor", "--config", stand.config, NULL);
	CHECK(strstr(run.out, "BAD   answer    the processor gave none") != NULL);
}

const struct check_test test_resolve[] = {
	{ "resolve brings a payment to its end over HTTPS (P2, P3)", resolves },
	{ "reconcile compares, exports, posts fees (P7)", reconciles },
	{ "what is open is told; only a supervisor decides, and only a doubt (P4)", decides },
	{ "doctor looks at key, mode and answer of the processor", looks_at_the_processor },
	{ NULL, NULL },
};
