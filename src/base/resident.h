/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/resident.h -- memory that the start of the program needed and its work does not.
 *
 * Shape   the dynamic loader reads the names of every library to bind them all at once, and the
 *         system maps what lies around each page it reads: megabytes that are not looked at again.
 * Owner   nothing is freed: the pages are those of the files, and come back when they are touched.
 */
#ifndef SANDUQ_BASE_RESIDENT_H
#define SANDUQ_BASE_RESIDENT_H

/* Gives back the pages of program and libraries that cannot be written, so that only those stay
 * with the process that its work touches.  For a process that is to run for long, once it is
 * ready.  A debugger's breakpoints set before go with them. */
void resident_trim(void);

#endif
