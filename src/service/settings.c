/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/settings.c -- the table of settings, reading them into one struct, and the usual places
 * of the store and its keys.
 */
#include "service/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "device/device.h"
#include "document/text.h"

#define SETTINGS_PATH_MAX 4096
#define SETTINGS_FOLDER "sanduq"
#define SETTINGS_STORE "store.db"
#define SETTINGS_KEYS "keys"
#define SCHEME "sqlite:"

_Static_assert(DOCUMENT_WIDTH_MIN == 16 && DOCUMENT_WIDTH_MAX == 200, "as paper_width's help says");

const struct config_key settings_keys[] = {
	{ "store", "url", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("Where the books are kept, such as sqlite:/srv/sanduq/store.db; empty is the usual "
	     "place.") },
	{ "store", "keys", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The folder of the house's secrets; empty is the folder keys beside the store.") },
	{ "station", "number", CONFIG_INT, "1", 1, 899, NULL,
	  N_("The number of this till; no two that run at a time have the same.") },
	{ "station", "name", CONFIG_TEXT, "till", 0, 0, NULL, N_("What people call this till.") },
	{ "station", "printer", CONFIG_TEXT, "none", 0, 0, NULL,
	  N_("The receipt printer: none, file:PATH, dir:FOLDER, lp:/dev/usb/lp0, "
	     "tcp:192.168.1.50:9100 or cups:QUEUE.") },
	{ "station", "paper_width", CONFIG_INT, "42", DOCUMENT_WIDTH_MIN, DOCUMENT_WIDTH_MAX, NULL,
	  N_("Characters in one line of the paper, 16 to 200.") },
	{ "station", "receipt", CONFIG_CHOICE, "always", 0, 0, "always ask never",
	  N_("Whether a receipt is printed when a part is paid.") },
	{ "screen", "idle_lock_s", CONFIG_INT, "120", 0, 900, NULL,
	  N_("Seconds without a key until the till locks itself; 0 is never.") },
	{ "screen", "theme", CONFIG_CHOICE, "dark", 0, 0, "dark mono",
	  N_("Colours of the screen; mono uses bold, reverse and underline alone.") },
	{ "screen", "language", CONFIG_CHOICE, "en", 0, 0, "en ar fa",
	  N_("Language of the login screen, before a person's own.") },
	{ "paper", "language", CONFIG_CHOICE, "en", 0, 0, "en ar fa",
	  N_("Language of receipts, slips, reports and kitchen tickets; a printer in raw mode, "
	     "which has Latin letters alone, prints them in English.") },
	{ "kitchen", "bell", CONFIG_BOOL, "yes", 0, 0, NULL,
	  N_("Whether a kitchen display rings the bell of its terminal when a ticket comes.") },
	{ "drawer", "per", CONFIG_CHOICE, "station", 0, 0, "station cashier",
	  N_("Whose a drawer is that is opened here: the station's, or its cashier's at every "
	     "till.") },
	{ "drawer", "drop", CONFIG_CHOICE, "one", 0, 0, "one two",
	  N_("How many persons a drop to the safe takes.") },
	{ "approval", "password_above", CONFIG_INT, "200", 0, 1000000000, NULL,
	  N_("The approval of a refund or of a payment in doubt above so many whole units of the "
	     "currency takes a password instead of a PIN; 0 is never.") },
	{ "log", "file", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("Where errors are written down; empty is nowhere.") },
	{ "processor", "driver", CONFIG_CHOICE, "none", 0, 0, "none stripe",
	  N_("Who takes cards for the house; none is nobody.") },
	{ "processor", "address", CONFIG_TEXT, "https://api.stripe.com", 0, 0, NULL,
	  N_("Where the processor is: https://, a host and perhaps a port.") },
	{ "processor", "key_file", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The file of the processor's secret key, yours alone (mode 0600), or "
	     "credential:NAME for one that the service manager hands over.") },
	{ "processor", "mode", CONFIG_CHOICE, "test", 0, 0, "test live",
	  N_("Whether the key moves real money; live belongs to a live house alone.") },
	{ "processor", "ca_file", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("Certificates to trust instead of the system's, for a processor of one's own.") },
	{ "processor", "pin", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("Public keys to insist on, sha256//..., two or more separated by a semicolon, one "
	     "of them a spare.") },
	{ "processor", "proxy", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The way out through a proxy; empty is straight, whatever the environment says.") },
	{ "processor", "reader", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The processor's id of the card reader beside this till.") },
	{ "processor", "location", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The processor's id of the place its readers are listed under.") },
	{ "processor", "return_url", CONFIG_TEXT, "", 0, 0, NULL,
	  N_("The page that a guest's telephone shows after paying by a code or link.") },
	{ "keys", "*", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("The key of an action, such as split-check = F5; the names stand on the F1 pages.") },
	{ "keys *", "*", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("The same for one station alone: [keys 3] is for station 3 and goes before [keys].") },
	{ "items", "*", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("A key that rings an item at once, such as F13 = 21 (F13 is Shift-F1): on a check, or "
	     "among the tables in a sale of its own; a number typed before it is how many.") },
	{ "items *", "*", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("The same for one station alone, such as [items 3].") },
	{ "macro *", "key", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("The key of a macro; its name stands in the section, such as [macro coffee]. Keys are "
	     "F13 to F24, Ctrl-F1, Alt-F1, Alt-1, Ctrl-B and the like.") },
	{ "macro *", "does", CONFIG_TEXT, NULL, 0, 0, NULL,
	  N_("What it does, step by step: names of actions and keys, numbers as typed, texts in "
	     "single quotes, such as 2*21 Enter exact-cash. It stops at the first refusal, and at "
	     "every question.") },
	{ "macro *", "station", CONFIG_INT, "0", 0, 899, NULL,
	  N_("The station that has the macro; 0 is every one.") },
	{ .section = NULL },
};

/* One of the choices of the table, which are in the order of the enum. */
static enum settings_receipt receipt_of(const char *text)
{
	if (str_equal(text, "ask"))
		return SETTINGS_RECEIPT_ASK;
	return str_equal(text, "never") ? SETTINGS_RECEIPT_NEVER : SETTINGS_RECEIPT_ALWAYS;
}

static struct settings_processor processor_of(const struct config *config)
{
	struct settings_processor processor = {
		.driver = config_text(config, "processor", "driver"),
		.address = config_text(config, "processor", "address"),
		.key_file = config_text(config, "processor", "key_file"),
		.ca_file = config_text(config, "processor", "ca_file"),
		.pin = config_text(config, "processor", "pin"),
		.proxy = config_text(config, "processor", "proxy"),
		.is_live = str_equal(config_text(config, "processor", "mode"), "live"),
		.reader = config_text(config, "processor", "reader"),
		.location = config_text(config, "processor", "location"),
		.return_url = config_text(config, "processor", "return_url"),
	};

	processor.is_set = !str_equal(processor.driver, "none");
	return processor;
}

static void fill(struct config *config, struct settings *settings)
{
	*settings = (struct settings){
		.config = config,
		.store = config_text(config, "store", "url"),
		.keys = config_text(config, "store", "keys"),
		.station = (int)config_int(config, "station", "number"),
		.station_name = config_text(config, "station", "name"),
		.printer = config_text(config, "station", "printer"),
		.paper_width = (int)config_int(config, "station", "paper_width"),
		.receipt = receipt_of(config_text(config, "station", "receipt")),
		.idle_lock_ms = config_int(config, "screen", "idle_lock_s") * 1000,
		.is_mono = str_equal(config_text(config, "screen", "theme"), "mono"),
		.language = config_text(config, "screen", "language"),
		.paper_language = config_text(config, "paper", "language"),
		.kitchen_rings = config_bool(config, "kitchen", "bell"),
		.drawer_follows = str_equal(config_text(config, "drawer", "per"), "cashier"),
		.drop_takes_two = str_equal(config_text(config, "drawer", "drop"), "two"),
		.password_above = config_int(config, "approval", "password_above"),
		.log = config_text(config, "log", "file"),
		.processor = processor_of(config),
	};
}

static enum err check_printer(struct config *config, const char *address)
{
	struct device *device;
	enum err err = device_open(address, &device);

	if (err == ERR_SYNTAX)
		return config_complain(config, "station", "printer",
				       "'%s' is no printer; write none, file:PATH, dir:FOLDER, "
				       "lp:/dev/usb/lp0, tcp:192.168.1.50:9100 or cups:QUEUE",
				       address);
	if (err == ERR_OK)
		device_close(device);
	return err;
}

enum err settings_open(const char *path, struct settings *ret_settings, char *problem, size_t size)
{
	struct config *config = NULL;
	enum err err = path != NULL ? config_open(path, settings_keys, &config)
				    : config_empty(settings_keys, &config);

	if (err == ERR_OK)
		err = check_printer(config, config_text(config, "station", "printer"));
	if (err != ERR_OK) {
		str_copy(problem, size, config != NULL ? config_problem(config) : err_text(err));
		config_close(config);
		return err;
	}
	fill(config, ret_settings);
	return ERR_OK;
}

void settings_close(struct settings *settings)
{
	config_close(settings->config);
	*settings = (struct settings){ 0 };
}

/* The folder for data of programs: XDG's, when it is a whole path, else the one below HOME. */
static bool data_folder(char *into, size_t size)
{
	const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (xdg != NULL && xdg[0] == '/')
		return file_join(into, size, xdg, SETTINGS_FOLDER);
	if (home == NULL || home[0] != '/')
		return false;
	return str_format(into, size, "%s/.local/share/" SETTINGS_FOLDER, home);
}

enum err settings_store_path(const struct settings *settings, char *into, size_t size)
{
	char folder[SETTINGS_PATH_MAX];

	if (settings->store[0] != '\0')
		return str_copy(into, size, settings->store) ? ERR_OK : ERR_LIMIT;
	if (!data_folder(folder, sizeof folder))
		return ERR_NOT_FOUND;
	return str_format(into, size, SCHEME "%s/" SETTINGS_STORE, folder) ? ERR_OK : ERR_LIMIT;
}

enum err settings_keys_path(const struct settings *settings, const char *store_url, char *into,
			    size_t size)
{
	size_t scheme = strlen(SCHEME), len;
	const char *path = store_url;

	if (settings->keys[0] != '\0')
		return str_copy(into, size, settings->keys) ? ERR_OK : ERR_LIMIT;
	if (strncmp(path, SCHEME, scheme) == 0)
		path += scheme;
	len = strcspn(path, "?");
	while (len > 0 && path[len - 1] != '/')
		len--;
	return str_format(into, size, "%.*s" SETTINGS_KEYS, (int)len, path) ? ERR_OK : ERR_LIMIT;
}
