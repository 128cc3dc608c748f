/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/resident.c -- see base/resident.h.
 */
#include "base/resident.h"

#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* Code that the loader had to change is no longer what its file holds. */
static bool has_changed_code(const struct dl_phdr_info *object)
{
	const ElfW(Dyn) *entry = NULL;

	for (int i = 0; i < object->dlpi_phnum; i++)
		if (object->dlpi_phdr[i].p_type == PT_DYNAMIC)
			entry = (const void *)(uintptr_t)(object->dlpi_addr +
							  object->dlpi_phdr[i].p_vaddr);
	for (; entry != NULL && entry->d_tag != DT_NULL; entry++)
		if (entry->d_tag == DT_TEXTREL ||
		    (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0))
			return true;
	return false;
}

/* Whole pages only: a page shared with the next part could have been written. */
static void give_back(uintptr_t start, uintptr_t end)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	start = (start + page - 1) / page * page;
	end = end / page * page;
	if (start < end)
		(void)madvise((void *)start, end - start, MADV_DONTNEED);
}

static int trim_object(struct dl_phdr_info *object, size_t size, void *arg)
{
	(void)size;
	(void)arg;
	if (has_changed_code(object))
		return 0;
	for (int i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		uintptr_t start = object->dlpi_addr + part->p_vaddr;

		if (part->p_type == PT_LOAD && (part->p_flags & PF_W) == 0)
			give_back(start, start + part->p_filesz);
	}
	return 0;
}

void resident_trim(void)
{
	(void)dl_iterate_phdr(trim_object, NULL);
}
