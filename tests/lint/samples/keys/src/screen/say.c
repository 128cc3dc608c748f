/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * say.c -- a sample: sentences with keys in them.
 */
static const struct action actions[] = {
	{ "void-line", "F8", "Void", "Void the line; Shift-F5 fires." },
	{ "move", "Ctrl-P", "Move", "{void-line} voids." },
};

void say(void)
{
	tell("F12 pays.");
	tell("That is with the kitchen already: "
	     "F8 voids it.");
	tell("F1 explains it, {pay} pays.");
	tell("All of it (Ctrl-R), or {void} it.");
}
