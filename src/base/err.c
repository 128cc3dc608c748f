/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/err.c -- the sentences of base/err.h and the exit codes that go with them.
 */
#include "base/err.h"

#include <assert.h>
#include <sysexits.h>

static const char *const texts[ERR_COUNT] = {
#define ERR_TEXT(code, text) [code] = (text),
	ERR_MAP(ERR_TEXT)
#undef ERR_TEXT
};

static const char *const names[ERR_COUNT] = {
#define ERR_NAME(code, text) [code] = #code,
	ERR_MAP(ERR_NAME)
#undef ERR_NAME
};

const char *err_text(enum err err)
{
	assert(err >= 0 && err < ERR_COUNT);
	return texts[err];
}

const char *err_name(enum err err)
{
	assert(err >= 0 && err < ERR_COUNT);
	return names[err];
}

int err_exit_code(enum err err)
{
	switch (err) {
	case ERR_OK:
		return EX_OK;
	case ERR_USAGE:
		return EX_USAGE;
	case ERR_CONFIG:
	case ERR_INSECURE:
	case ERR_SETTING:
		return EX_CONFIG;
	case ERR_MISSING_FILE:
		return EX_NOINPUT;
	case ERR_PERMISSION:
	case ERR_APPROVAL:
	case ERR_PIN:
	case ERR_PASSWORD:
	case ERR_LOCKED_OUT:
		return EX_NOPERM;
	case ERR_READ_ONLY:
		return EX_CANTCREAT;
	case ERR_IO:
	case ERR_FULL:
	case ERR_STOPPED:
		return EX_IOERR;
	case ERR_BUSY:
	case ERR_STATION:
	case ERR_HELD:
		return EX_TEMPFAIL;
	case ERR_MEMORY:
		return EX_OSERR;
	case ERR_DEVICE:
	case ERR_NO_TERMINAL:
	case ERR_TERMINAL:
	case ERR_NETWORK_FS:
	case ERR_NEWER:
		return EX_UNAVAILABLE;
	default:
		return EX_DATAERR;
	}
}
