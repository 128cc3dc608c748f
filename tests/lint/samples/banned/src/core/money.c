/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money.c -- a sample for the lint.
 */
void money_text(char *into, struct app *app)
{
	sprintf(into, "sprintf(strcpy(");  /* strcat(into) */
	my_strcpy(into);
	app->system(into);
	strcpy (into, "");
	if (atoi(into) > 0 && time(NULL) > 0)
		app.time(into);
}
