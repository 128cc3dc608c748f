/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/cups.c -- one request of IPP, written and understood.
 */
#include "device/cups.h"

#include <string.h>

#define IPP_PRINT_JOB 0x02
#define IPP_REQUEST 1
#define IPP_OK_BELOW 0x0100          /* statuses below it are successes */

/* Tags of the attributes that a Print-Job needs. */
enum tag {
	TAG_OPERATION = 0x01,
	TAG_END = 0x03,
	TAG_NAME = 0x42,
	TAG_URI = 0x45,
	TAG_CHARSET = 0x47,
	TAG_LANGUAGE = 0x48,
	TAG_MIME = 0x49,
};

bool cups_read_address(const char *text, struct cups_address *ret_address)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_.+";
	struct cups_address address = { .is_raw = false };
	size_t len = strspn(text, letters);

	if (len == 0 || len >= sizeof address.queue)
		return false;
	memcpy(address.queue, text, len);
	text += len;
	if (strncmp(text, "/raw", 4) == 0) {
		address.is_raw = true;
		text += 4;
	}
	if (text[0] == '@' && text[1] != '\0') {
		if (!str_copy(address.host, sizeof address.host, text + 1))
			return false;
	} else if (text[0] != '\0') {
		return false;
	}
	*ret_address = address;
	return true;
}

static void add_short(struct str *str, size_t number)
{
	str_add_char(str, (char)(number >> 8 & 0xff));
	str_add_char(str, (char)(number & 0xff));
}

static void add_attribute(struct str *str, enum tag tag, const char *name, const char *value)
{
	str_add_char(str, (char)tag);
	add_short(str, strlen(name));
	str_add(str, name);
	add_short(str, strlen(value));
	str_add(str, value);
}

static void add_ipp(const struct cups_address *address, const char *name, struct str *str)
{
	static const unsigned char head[] = { 1, 1, 0, IPP_PRINT_JOB, 0, 0, 0, IPP_REQUEST,
					      TAG_OPERATION };
	char uri[CUPS_QUEUE_SIZE + 32];

	str_format(uri, sizeof uri, "ipp://localhost/printers/%s", address->queue);
	str_add_bytes(str, head, sizeof head);
	add_attribute(str, TAG_CHARSET, "attributes-charset", "utf-8");
	add_attribute(str, TAG_LANGUAGE, "attributes-natural-language", "en");
	add_attribute(str, TAG_URI, "printer-uri", uri);
	add_attribute(str, TAG_NAME, "requesting-user-name", "sanduq");
	add_attribute(str, TAG_NAME, "job-name", name);
	add_attribute(str, TAG_MIME, "document-format",
		      address->is_raw ? "application/vnd.cups-raw" : "text/plain");
	str_add_char(str, TAG_END);
}

void cups_request(const struct cups_address *address, const char *name, const void *bytes,
		  size_t len, struct str *ret_request)
{
	struct str ipp = { 0 };

	add_ipp(address, name, &ipp);
	str_addf(ret_request,
		 "POST /printers/%s HTTP/1.0\r\nHost: localhost\r\n"
		 "Content-Type: application/ipp\r\nContent-Length: %zu\r\n\r\n",
		 address->queue, ipp.len + len);
	str_add_bytes(ret_request, str_text(&ipp), ipp.len);
	str_add_bytes(ret_request, bytes, len);
	if (!str_ok(&ipp))
		ret_request->failed = true;
	str_done(&ipp);
}

/* Where the head of an answer ends; NULL: not yet. */
static const char *body_of(const char *bytes, size_t len)
{
	for (size_t i = 0; i + 4 <= len; i++)
		if (memcmp(bytes + i, "\r\n\r\n", 4) == 0)
			return bytes + i + 4;
	return NULL;
}

/* The three digits behind "HTTP/1.x "; 0: none. */
static int http_status(const char *bytes, size_t len)
{
	int status = 0;

	if (len < 12 || memcmp(bytes, "HTTP/1.", 7) != 0)
		return 0;
	for (int i = 9; i < 12; i++) {
		if (bytes[i] < '0' || bytes[i] > '9')
			return 0;
		status = status * 10 + (bytes[i] - '0');
	}
	return status;
}

static enum cups_answer refuse(char *problem, size_t size, const char *why, int code)
{
	str_format(problem, size, "CUPS: %s (%d)", why, code);
	return CUPS_REFUSED;
}

/* The words for the refusals that a till can meet. */
static enum cups_answer refuse_ipp(char *problem, size_t size, int status)
{
	switch (status) {
	case 0x0406:
		return refuse(problem, size, "there is no such queue", status);
	case 0x0401:
	case 0x0403:
		return refuse(problem, size, "it may not be used from here", status);
	case 0x0506:
		return refuse(problem, size, "the queue takes no papers now", status);
	default:
		return refuse(problem, size, "the paper was refused", status);
	}
}

enum cups_answer cups_answer(const char *bytes, size_t len, bool is_end, char *problem, size_t size)
{
	const char *body = body_of(bytes, len);
	size_t rest = body != NULL ? len - (size_t)(body - bytes) : 0;
	int status = http_status(bytes, len);

	if (body != NULL && status == 100)
		return cups_answer(body, rest, is_end, problem, size);
	if (body != NULL && status == 404)
		return refuse_ipp(problem, size, 0x0406);
	if (body != NULL && status != 200)
		return refuse(problem, size, "it does not answer as it should", status);
	if (rest >= 4) {
		int ipp = (unsigned char)body[2] << 8 | (unsigned char)body[3];

		return ipp < IPP_OK_BELOW ? CUPS_TAKEN : refuse_ipp(problem, size, ipp);
	}
	return is_end || len >= CUPS_ANSWER_MAX
		       ? refuse(problem, size, "it does not answer as it should", status)
		       : CUPS_OPEN;
}
