/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/main.c -- runs the tests of document/ and device/.
 */
#include "suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "document", test_document },
		{ "form", test_form },
		{ "qr", test_qr },
		{ "text", test_text },
		{ "escpos", test_escpos },
		{ "document_csv", test_document_csv },
		{ "device", test_device },
		{ "device_tcp", test_device_tcp },
		{ "device_cups", test_device_cups },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
