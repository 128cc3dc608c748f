/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/err.h -- one list of what can go wrong, with the sentence a person reads.  [pure]
 *
 * Shape   enum err; ERR_OK is 0.  The sentence says what happened, what it means for the money
 *         and what to do next; it is an English msgid, translated where it is shown.
 * Errors  none.
 * Owner   the strings are constants.
 * Rules   house style 5: codes are for the world's mistakes, asserts for our own.
 */
#ifndef SANDUQ_BASE_ERR_H
#define SANDUQ_BASE_ERR_H

#define N_(text) text

#define ERR_MAP(X)                                                                                 \
	X(ERR_OK, N_("Done."))                                                                     \
	X(ERR_MEMORY, N_("Out of memory. Nothing was posted. Close other programs and try again.")) \
	X(ERR_OVERFLOW, N_("The amount is too large. Nothing was posted. Type a smaller amount."))  \
	X(ERR_UNIT, N_("Two currencies cannot be added. Nothing was posted."))                      \
	X(ERR_SYNTAX, N_("This cannot be read. Nothing was posted. Correct it and press Enter."))   \
	X(ERR_DECIMALS, N_("Too many decimals for this currency. Nothing was posted."))             \
	X(ERR_GROUPING, N_("Separators must stand before groups of exactly three digits."))         \
	X(ERR_RANGE, N_("The value is outside of what is allowed. Nothing was posted."))            \
	X(ERR_LIMIT, N_("This is more than one bill or entry can hold. Nothing was posted."))       \
	X(ERR_UNBALANCED, N_("The entry does not balance. Nothing was posted. Please report this.")) \
	X(ERR_NOT_FOUND, N_("There is no such thing here. Nothing was posted."))                    \
	X(ERR_EXISTS, N_("This exists already. Nothing was changed."))                              \
	X(ERR_STATE, N_("This cannot be done in the present state. Nothing was posted."))           \
	X(ERR_FROZEN, N_("That part has been paid for and stays as it is. Nothing was posted."))    \
	X(ERR_CLOSED, N_("This bill is closed. Nothing was posted."))                               \
	X(ERR_CHANGED, N_("The bill has changed since it was drawn. Look again, then repeat."))     \
	X(ERR_HELD, N_("Another station is working on this bill. Nothing was posted."))             \
	X(ERR_APPROVAL, N_("This needs an approval."))                                              \
	X(ERR_PERMISSION, N_("Your role does not allow this. Nothing was posted. Ask a manager."))  \
	X(ERR_REASON, N_("A reason is needed. Nothing was posted."))                                \
	X(ERR_PIN, N_("Staff number or PIN is wrong."))                                             \
	X(ERR_LOCKED_OUT, N_("Too many wrong PINs. Wait, or let a manager help before the login.")) \
	X(ERR_WEAK_PIN, N_("This PIN is too easy to guess. Choose another."))                       \
	X(ERR_PASSWORD, N_("Staff number or password is wrong."))                                   \
	X(ERR_NO_PASSWORD, N_("This person has no password. Set one with sanduq password."))        \
	X(ERR_WEAK_PASSWORD, N_("A password has at least 12 characters, with a letter and a "       \
				"digit."))                                                             \
	X(ERR_CARD_NUMBER, N_("This looks like a card number, which must never be typed here."))    \
	X(ERR_NO_DRAWER, N_("No cash drawer is open at this till. Open one first."))                \
	X(ERR_PROCESSOR, N_("No card processor is set up here. Nothing was posted. Take another "   \
			    "tender."))                                                              \
	X(ERR_TRAINING, N_("Training counts nowhere: it closes no day and charges no card. Nothing " \
			   "was posted."))                                                           \
	X(ERR_ON_READER, N_("An amount of this part is under way already. Wait for it or stop "     \
			    "it with Esc."))                                                         \
	X(ERR_TIP, N_("The tip is more than this way to pay allows. Nothing was posted."))          \
	X(ERR_REFUNDED, N_("That is more than is left to refund. Nothing was posted."))             \
	X(ERR_GIFT_CARD, N_("This needs the number of a gift card. Nothing was posted."))           \
	X(ERR_BALANCE, N_("There is less than that on the card. Nothing was posted."))              \
	X(ERR_CHOICE, N_("A choice is missing, or there is one too many. Nothing was posted."))     \
	X(ERR_SOLD_OUT, N_("There is not enough of it left. Nothing was posted."))                  \
	X(ERR_NOT_NOW, N_("It is not sold at this time. Nothing was posted."))                      \
	X(ERR_CLASH, N_("The table is promised to others about that time. Nothing was changed."))   \
	X(ERR_STACK, N_("That discount does not go with another one. Nothing was posted."))         \
	X(ERR_EVIDENCE, N_("Write down what proves it, such as the processor's id. Nothing was "    \
			   "posted."))                                                               \
	X(ERR_NOT_COVERED, N_("The amount does not cover what is due."))                            \
	X(ERR_KEY_REUSED, N_("The same key came with other content. Nothing was posted."))          \
	X(ERR_STATION, N_("This station number is in use by another program."))                     \
	X(ERR_BUSY, N_("The store is busy. Nothing was posted. Try again."))                        \
	X(ERR_STOPPED, N_("Stopped: the disk failed and nothing since is certain. Restart, then "   \
			  "run sanduq verify before taking money."))                                \
	X(ERR_IO, N_("The disk reported an error. Nothing was posted."))                            \
	X(ERR_FULL, N_("The disk is full. Nothing was posted. Free some space and try again."))     \
	X(ERR_READ_ONLY, N_("The folder or file cannot be written. Nothing was posted."))           \
	X(ERR_NOT_A_STORE, N_("This file is not a sanduq store. Nothing was changed."))             \
	X(ERR_NEWER, N_("This store was made by a newer sanduq. Nothing was changed. Upgrade."))    \
	X(ERR_SETTING, N_("A safety setting of the store did not take. Nothing was changed."))      \
	X(ERR_NETWORK_FS, N_("The store is on a network file system, where it is not safe."))       \
	X(ERR_CORRUPT, N_("The store is damaged. Stop taking money and run sanduq verify."))        \
	X(ERR_MISSING_FILE, N_("The file is not there."))                                           \
	X(ERR_INSECURE, N_("The file may be read by others. Make it yours alone: chmod 600."))      \
	X(ERR_CONFIG, N_("The settings file has a mistake."))                                       \
	X(ERR_DATA, N_("The file has a mistake."))                                                  \
	X(ERR_DEVICE, N_("The printer did not take the paper. The sale stands; the paper is " \
			 "kept and can be printed again."))                                                 \
	X(ERR_CANCELLED, N_("Stopped on request. What was done before stays done."))                \
	X(ERR_NO_TERMINAL, N_("The screens need a terminal to read and write. Nothing was done."))  \
	X(ERR_TERMINAL, N_("This terminal type (TERM) is not known here. Nothing was done. Try "    \
			   "TERM=xterm-256color sanduq."))                                          \
	X(ERR_USAGE, N_("The command line cannot be read. See sanduq --help."))

enum err {
#define ERR_ENUM(code, text) code,
	ERR_MAP(ERR_ENUM)
#undef ERR_ENUM
	ERR_COUNT
};

/* The sentence for `err`, in English, for translation where it is shown. */
const char *err_text(enum err err);

/* The constant's own name ("ERR_FULL"), for logs and tests. */
const char *err_name(enum err err);

/* The exit code for a command that ends with `err`: 0, or one of sysexits(3). */
int err_exit_code(enum err err);

#endif
