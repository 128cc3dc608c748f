/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/main.c -- runs the tests of processor/.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "processor/suites.h"

/* The machine's own OpenSSL settings may refuse old TLS; here it is ours alone to refuse it. */
static void allow_old_tls(void)
{
	static const char text[] =
		"openssl_conf = start\n[start]\nssl_conf = ssl\n[ssl]\nsystem_default = all\n"
		"[all]\nMinProtocol = TLSv1\nCipherString = DEFAULT:@SECLEVEL=0\n";
	char path[1024];
	FILE *file;

	(void)str_format(path, sizeof path, "%s/openssl.cnf", check_folder());
	file = fopen(path, "w");
	if (file != NULL && fputs(text, file) >= 0 && fclose(file) == 0)
		setenv("OPENSSL_CONF", path, 1);
}

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "names", test_names },
		{ "encode", test_encode },
		{ "error", test_error },
		{ "decode", test_decode },
		{ "list", test_list },
		{ "line", test_line },
		{ "simulated", test_simulated },
		{ "http", test_http },
		{ "https", test_https },
		{ 0 },
	};

	allow_old_tls();
	return check_main(suites, argc, argv);
}
