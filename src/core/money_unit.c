/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money_unit.c -- the decimals of the world's currencies: the active codes of ISO 4217 that
 *                      have a minor unit, and the ones withdrawn since 2020, which old books may
 *                      still hold.  CLDR differs for some of them (IRR, IQD, AFN); this list wins.
 */
#include "core/money.h"

#include <string.h>

/* Codes stand four characters apart. */
static const struct {
	int exponent;
	const char *codes;
} currencies[] = {
	{ 0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF" },
	{ 2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP "
	     "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR "
	     "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
	     "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV "
	     "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR "
	     "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
	     "USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG" },
	{ 2, "ANG CUC HRK SLL ZWL" },
	{ 3, "BHD IQD JOD KWD LYD OMR TND" },
	{ 4, "CLF UYW" },
};

int money_exponent(const char *code)
{
	if (strlen(code) != 3 || !money_unit_is_valid(code))
		return -1;
	for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++)
		if (strstr(currencies[i].codes, code) != NULL)
			return currencies[i].exponent;
	return -1;
}
