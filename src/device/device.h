/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/device.h -- a printer by its address: bytes out, never waiting.
 *
 * Shape   none              takes every paper and forgets it
 *         file:PATH         papers appended to one file (made 0600), a form feed between them
 *         dir:FOLDER        one file per paper, named after it: FOLDER/NAME.txt
 *         lp:/dev/usb/lp0   a character device
 *         tcp:HOST:9100     a socket printer; HOST is numeric ("192.168.1.50", "[fe80::1]"), since
 *                           looking up a name would wait; the port may be left out
 *         cups:QUEUE        a queue of CUPS that gets plain text, cups:QUEUE/raw one that gets the
 *                           printer's own bytes; @HOST:PORT behind it names another machine.  CUPS
 *                           has the paper then: it keeps it while its printer is away
 *         A device does one job at a time; the callback of a job comes from the loop, once, and
 *         never before device_send() has returned.
 * Errors  ERR_DEVICE with the words in device_problem(); ERR_BUSY while a job is on its way.
 * Owner   device_open/device_close; the bytes are copied.
 * Rules   house style 3: the screen never waits for the world.
 */
#ifndef SANDUQ_DEVICE_DEVICE_H
#define SANDUQ_DEVICE_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define DEVICE_ADDRESS_MAX 512
#define DEVICE_NAME_MAX 80
#define DEVICE_JOB_MAX (1 << 20)       /* bytes of one job */
#define DEVICE_TIMEOUT_MS 10000        /* without any progress */
#define DEVICE_PORT "9100"

struct device;
struct loop;

/* Ends a job: ERR_OK when all bytes were taken, else ERR_DEVICE or ERR_MEMORY. */
typedef void device_done_fn(void *arg, enum err err);

/* Reads an address; nothing is opened yet.  ERR_SYNTAX, ERR_MEMORY. */
enum err device_open(const char *address, struct device **ret_device);

/* Gives up a job under way (its callback does not come) and frees; NULL is fine. */
void device_close(struct device *device);

/* True when the device wants ESC/POS bytes, false when plain text. */
bool device_is_escpos(const struct device *device);

/* The address it was opened with. */
const char *device_address(const struct device *device);

/* How long a job may stand without progress. */
void device_set_timeout(struct device *device, int64_t timeout_ms);

/* Starts a job.  `name` ("R-1-000123": letters, digits, '-', '_', '.') names the file of "dir:".
 * ERR_BUSY, ERR_RANGE (name), ERR_LIMIT (too many bytes), ERR_MEMORY; then no callback comes.
 * Whatever the world does comes through `done`. */
enum err device_send(struct device *device, struct loop *loop, const char *name, const void *bytes,
		     size_t len, device_done_fn *done, void *arg);

/* Why the last job failed ("Connection refused"), "" when it did not. */
const char *device_problem(const struct device *device);

#endif
