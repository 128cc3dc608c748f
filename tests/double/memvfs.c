/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/memvfs.c -- the disk: files, sectors, operations, power and faults.  How SQLite
 * speaks to it is in memvfs_sqlite.c.
 */
#include "double/memvfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "double/memvfs_inside.h"

static void *grow(void *memory, size_t size)
{
	void *grown = realloc(memory, size);

	if (grown == NULL) {
		fprintf(stderr, "out of memory\n");
		abort();
	}
	return grown;
}

/* Room for `size` bytes in both images, in whole sectors of zeroes. */
static void disk_room(struct disk_file *file, int64_t size)
{
	size_t have = file->capacity, need = have > 0 ? have : 64 * MEMVFS_SECTOR;

	if ((int64_t)have >= size)
		return;
	while ((int64_t)need < size)
		need *= 2;
	file->visible = grow(file->visible, need);
	file->durable = grow(file->durable, need);
	file->dirty = grow(file->dirty, need / MEMVFS_SECTOR);
	memset(file->visible + have, 0, need - have);
	memset(file->durable + have, 0, need - have);
	memset(file->dirty + have / MEMVFS_SECTOR, 0, (need - have) / MEMVFS_SECTOR);
	file->capacity = need;
}

struct disk_file *disk_find(struct memvfs *vfs, const char *name)
{
	for (int i = 0; i < MEMVFS_FILES; i++)
		if (vfs->file[i].is_there && strcmp(vfs->file[i].name, name) == 0)
			return &vfs->file[i];
	return NULL;
}

/* Empties a file's place but keeps its memory. */
static void disk_clear(struct disk_file *file)
{
	if (file->used > 0) {
		memset(file->visible, 0, file->used);
		memset(file->durable, 0, file->used);
		memset(file->dirty, 0, file->used / MEMVFS_SECTOR);
	}
	file->used = 0;
	file->size = 0;
	file->durable_size = 0;
	file->is_named = false;
	file->is_there = true;
}

struct disk_file *disk_create(struct memvfs *vfs, const char *name)
{
	struct disk_file *file = NULL;

	for (int i = 0; i < MEMVFS_FILES && file == NULL; i++)
		if (strcmp(vfs->file[i].name, name) == 0 || vfs->file[i].name[0] == '\0')
			file = &vfs->file[i];
	if (file == NULL || strlen(name) >= sizeof file->name)
		return NULL;
	memcpy(file->name, name, strlen(name) + 1);
	disk_clear(file);
	return file;
}

void disk_write(struct disk_file *file, const void *bytes, int64_t at, int64_t len)
{
	size_t used = (size_t)(at + len + MEMVFS_SECTOR - 1) / MEMVFS_SECTOR * MEMVFS_SECTOR;

	disk_room(file, at + len);
	if (used > file->used)
		file->used = used;
	memcpy(file->visible + at, bytes, (size_t)len);
	for (int64_t s = at / MEMVFS_SECTOR; s <= (at + len - 1) / MEMVFS_SECTOR; s++)
		file->dirty[s] = 1;
	if (at + len > file->size)
		file->size = at + len;
}

void disk_truncate(struct disk_file *file, int64_t size)
{
	if (size >= file->size)
		return;
	for (int64_t s = size / MEMVFS_SECTOR; s <= (file->size - 1) / MEMVFS_SECTOR; s++)
		file->dirty[s] = 1;
	memset(file->visible + size, 0, (size_t)(file->size - size));
	file->size = size;
}

/* Makes (or, when the flush fails, forgets to make) dirty sectors durable. */
void disk_sync(struct disk_file *file, bool is_lost)
{
	for (size_t s = 0; s < file->used / MEMVFS_SECTOR; s++) {
		if (!file->dirty[s])
			continue;
		file->dirty[s] = 0;
		if (!is_lost)
			memcpy(file->durable + s * MEMVFS_SECTOR,
			       file->visible + s * MEMVFS_SECTOR, MEMVFS_SECTOR);
	}
	if (is_lost)
		return;
	file->durable_size = file->size;
	file->is_named = true;
}

/* Bytes that were never written are never damaged: only those that changed. */
static void sector_garble(struct memvfs *vfs, unsigned char *durable, const unsigned char *visible)
{
	struct random garbage;

	random_init_seed(&garbage, random_bits(&vfs->random));
	for (int i = 0; i < MEMVFS_SECTOR; i++)
		if (durable[i] != visible[i])
			durable[i] = (unsigned char)random_bits(&garbage);
}

/* How many bytes of a dirty sector reached the disk. */
static size_t sector_kept(struct memvfs *vfs, enum memvfs_damage damage)
{
	uint64_t chance = random_below(&vfs->random, 4);

	if (damage == MEMVFS_DROP || (damage != MEMVFS_KEEP && chance < 2))
		return 0;
	if (damage == MEMVFS_TEAR && chance == 3)
		return 1 + (size_t)random_below(&vfs->random, MEMVFS_SECTOR - 1);
	return MEMVFS_SECTOR;
}

static void sector_lose(struct memvfs *vfs, struct disk_file *file, size_t s,
			enum memvfs_damage damage)
{
	unsigned char *durable = file->durable + s * MEMVFS_SECTOR;
	const unsigned char *visible = file->visible + s * MEMVFS_SECTOR;
	int64_t at = (int64_t)(s * MEMVFS_SECTOR);
	size_t keep = sector_kept(vfs, damage);

	if (keep == 0)
		return;
	if (damage == MEMVFS_GARBAGE && random_below(&vfs->random, 2) == 0)
		sector_garble(vfs, durable, visible);
	else
		memcpy(durable, visible, keep);
	if (at + (int64_t)keep > file->durable_size)
		file->durable_size = at + (int64_t)keep;
}

/* A file cut shorter is cut on the disk, or is as it was beyond the cut. */
static void file_settle(struct memvfs *vfs, struct disk_file *file, enum memvfs_damage damage)
{
	bool is_cut = file->size < file->durable_size && damage != MEMVFS_DROP &&
		      (damage == MEMVFS_KEEP || random_below(&vfs->random, 2) == 0);
	int64_t limit = file->size > file->durable_size ? file->size : file->durable_size;

	if (is_cut) {
		limit = file->size;
		file->durable_size = file->size;
	}
	for (size_t s = 0; (int64_t)(s * MEMVFS_SECTOR) < file->size; s++)
		if (file->dirty[s])
			sector_lose(vfs, file, s, damage);
	if (file->durable_size > limit)
		file->durable_size = limit;
}

static void file_lose(struct memvfs *vfs, struct disk_file *file, enum memvfs_damage damage)
{
	if (!file->is_named && damage != MEMVFS_KEEP &&
	    (damage == MEMVFS_DROP || random_below(&vfs->random, 2) == 0)) {
		file->is_there = false;
		return;
	}
	if (file->used > 0) {
		size_t size;

		file_settle(vfs, file, damage);
		size = (size_t)file->durable_size;
		memset(file->durable + size, 0, file->used - size);
		for (size_t s = 0; s < file->used / MEMVFS_SECTOR; s++)
			if (file->dirty[s] || (s + 1) * MEMVFS_SECTOR > size)
				memcpy(file->visible + s * MEMVFS_SECTOR,
				       file->durable + s * MEMVFS_SECTOR, MEMVFS_SECTOR);
		memset(file->dirty, 0, file->used / MEMVFS_SECTOR);
	}
	file->size = file->durable_size;
	file->is_named = true;
}

void memvfs_power_on(struct memvfs *vfs, enum memvfs_damage damage)
{
	for (int i = 0; i < MEMVFS_FILES; i++)
		if (vfs->file[i].is_there)
			file_lose(vfs, &vfs->file[i], damage);
	vfs->is_off = false;
	vfs->power_at = 0;
}

/* Counts one operation; true when the power goes with it. */
bool disk_operate(struct memvfs *vfs)
{
	vfs->operations++;
	if (vfs->power_at != 0 && vfs->operations >= vfs->power_at)
		vfs->is_off = true;
	return vfs->is_off;
}

/* True when this operation of the fault's kind is to fail. */
bool disk_fails(struct memvfs *vfs, enum memvfs_fault fault)
{
	if (vfs->fault != fault || (vfs->has_fired && !vfs->fault_stays))
		return false;
	if (!vfs->has_fired && --vfs->fault_in > 0)
		return false;
	vfs->has_fired = true;
	vfs->fired++;
	return true;
}

int64_t memvfs_operations(const struct memvfs *vfs)
{
	return vfs->operations;
}

void memvfs_lose_power(struct memvfs *vfs, int64_t n)
{
	vfs->power_at = n > 0 ? vfs->operations + n : 0;
}

bool memvfs_is_off(const struct memvfs *vfs)
{
	return vfs->is_off;
}

void memvfs_fail(struct memvfs *vfs, enum memvfs_fault fault, int64_t n, bool stays)
{
	vfs->fault = fault;
	vfs->fault_in = n;
	vfs->fault_stays = stays;
	vfs->has_fired = false;
	vfs->fired = 0;
}

int64_t memvfs_fired(const struct memvfs *vfs)
{
	return vfs->fired;
}

static void copy_file(struct disk_file *to, const struct disk_file *from)
{
	memcpy(to->name, from->name, sizeof to->name);
	disk_clear(to);
	if (from->used > 0) {
		disk_room(to, (int64_t)from->used);
		memcpy(to->visible, from->visible, from->used);
		memcpy(to->durable, from->durable, from->used);
		memcpy(to->dirty, from->dirty, from->used / MEMVFS_SECTOR);
	}
	to->used = from->used;
	to->size = from->size;
	to->durable_size = from->durable_size;
	to->is_named = from->is_named;
	to->is_there = from->is_there;
}

void memvfs_save(struct memvfs *vfs)
{
	for (int i = 0; i < MEMVFS_FILES; i++)
		copy_file(&vfs->saved[i], &vfs->file[i]);
}

void memvfs_restore(struct memvfs *vfs)
{
	for (int i = 0; i < MEMVFS_FILES; i++)
		copy_file(&vfs->file[i], &vfs->saved[i]);
	vfs->is_off = false;
	vfs->power_at = 0;
}

void memvfs_wipe(struct memvfs *vfs)
{
	for (int i = 0; i < MEMVFS_FILES; i++) {
		disk_clear(&vfs->file[i]);
		vfs->file[i].is_there = false;
		vfs->file[i].name[0] = '\0';
	}
	vfs->is_off = false;
	vfs->power_at = 0;
}

static void file_done(struct disk_file *file)
{
	free(file->visible);
	free(file->durable);
	free(file->dirty);
}

struct memvfs *memvfs_new(uint64_t seed)
{
	struct memvfs *vfs = grow(NULL, sizeof *vfs);

	memset(vfs, 0, sizeof *vfs);
	random_init_seed(&vfs->random, seed);
	memvfs_register(vfs);
	return vfs;
}

void memvfs_free(struct memvfs *vfs)
{
	if (vfs == NULL)
		return;
	memvfs_unregister(vfs);
	for (int i = 0; i < MEMVFS_FILES; i++) {
		file_done(&vfs->file[i]);
		file_done(&vfs->saved[i]);
	}
	free(vfs);
}
