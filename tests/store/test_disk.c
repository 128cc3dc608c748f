/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/test_disk.c -- what the disk can do to a store: errors stop it for good, a full disk
 * only refuses, and nothing is ever half there.
 */
#include <string.h>

#include "base/str.h"
#include "double/books.h"
#include "double/memvfs.h"
#include "store/desk.h"
#include "store/suites.h"
#include "store/verify.h"

#define URL "sqlite:books.db?vfs=memory&lock=none"

struct shop {
	struct memvfs *vfs;
	struct clock clock;
	struct books books;
	struct db *db;
};

static enum err shop_open(struct shop *shop)
{
	struct db_options options = desk_options(&shop->clock);
	enum err err = db_open(URL, &options, NULL, 0, &shop->db);

	shop->books.db = shop->db;
	return err;
}

static void shop_begin(struct shop *shop)
{
	*shop = (struct shop){ .vfs = memvfs_new(3) };
	CHECK_OK_FATAL(shop_open(shop));
	books_begin(&shop->books, shop->db, 1);
	CHECK_OK_FATAL(books_found(&shop->books));
	CHECK_OK_FATAL(books_open(&shop->books));
	CHECK_OK_FATAL(books_ring(&shop->books));
}

static void shop_end(struct shop *shop)
{
	db_close(shop->db);
	memvfs_free(shop->vfs);
}

static int64_t acts(struct db *db)
{
	int64_t n = -1;

	CHECK_OK(db_one_int(db, &n, "SELECT count(*) FROM act"));
	return n;
}

static void check_whole(struct shop *shop, int64_t low, int64_t high)
{
	struct verify_result result;
	enum err err;

	db_close(shop->db);
	memvfs_fail(shop->vfs, MEMVFS_NO_FAULT, 0, false);
	CHECK_OK_FATAL(shop_open(shop));
	CHECK(acts(shop->db) >= low && acts(shop->db) <= high);
	err = verify_run(shop->db, NULL, NULL, &result);
	if (err != ERR_OK)
		printf("%s: %s\n", err_name(err), result.first);
	CHECK_OK(err);
}

static void the_first_io_error_stops_for_good(void)
{
	static const enum memvfs_fault faults[] = { MEMVFS_WRITE_ERROR, MEMVFS_SHORT_WRITE,
						    MEMVFS_SYNC_ERROR };

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct verify_result result;
		struct shop shop;
		int64_t n = 0;

		shop_begin(&shop);
		memvfs_fail(shop.vfs, faults[i], 1, false);
		CHECK_INT(books_ring(&shop.books), ERR_STOPPED);
		CHECK(db_is_stopped(shop.db));
		CHECK_INT(memvfs_fired(shop.vfs), 1);
		CHECK_INT(books_ring(&shop.books), ERR_STOPPED);
		CHECK_INT(db_one_int(shop.db, &n, "SELECT count(*) FROM act"), ERR_STOPPED);
		CHECK_INT(db_checkpoint(shop.db), ERR_STOPPED);
		CHECK_INT(db_backup(shop.db, "elsewhere"), ERR_STOPPED);
		CHECK_INT(verify_run(shop.db, NULL, NULL, &result), ERR_STOPPED);
		check_whole(&shop, 3, 4);
		CHECK_OK(books_ring(&shop.books));
		shop_end(&shop);
	}
}

static void a_full_disk_refuses_and_goes_on(void)
{
	struct shop shop;

	shop_begin(&shop);
	for (int k = 1; k <= 4; k++) {
		memvfs_fail(shop.vfs, MEMVFS_FULL, k, true);
		CHECK_INT(books_ring(&shop.books), ERR_FULL);
		CHECK(!db_is_stopped(shop.db));
		CHECK_INT(acts(shop.db), 2 + k);
		memvfs_fail(shop.vfs, MEMVFS_NO_FAULT, 0, false);
		CHECK_OK(books_ring(&shop.books));
	}
	check_whole(&shop, 7, 7);
	shop_end(&shop);
}

/* Counts the operations of a clean run, then fails the k-th for every k; each run begins on the
 * disk that was kept, with the books as they were then. */
static int64_t fail_each(const struct shop *kept, enum memvfs_fault fault, bool stays)
{
	static enum err (*const sale[])(struct books *books) = { books_ring, books_drawer_open,
								 books_tender, books_close };
	const int n = (int)(sizeof sale / sizeof *sale);
	int64_t k = 1, fired;

	do {
		struct shop shop = *kept;
		int64_t before;
		enum err err = ERR_OK;

		memvfs_restore(shop.vfs);
		CHECK_OK_FATAL(shop_open(&shop));
		before = acts(shop.db);
		memvfs_fail(shop.vfs, fault, k, stays);
		for (int i = 0; i <= n && err == ERR_OK; i++, before += err == ERR_OK)
			err = i < n ? sale[i](&shop.books) : db_checkpoint(shop.db);
		fired = memvfs_fired(shop.vfs);
		CHECK(fired > 0 || err == ERR_OK);
		check_whole(&shop, before - 1, before + 1);
		db_close(shop.db);
		k++;
	} while (fired > 0);
	return k - 2;
}

static void every_operation_may_fail(void)
{
	static const struct {
		const char *name;
		enum memvfs_fault fault;
	} faults[] = {
		{ "write", MEMVFS_WRITE_ERROR }, { "short write", MEMVFS_SHORT_WRITE },
		{ "full", MEMVFS_FULL },         { "flush", MEMVFS_SYNC_ERROR },
		{ "truncate", MEMVFS_TRUNCATE_ERROR },
	};
	struct shop shop;

	shop_begin(&shop);
	db_close(shop.db);
	memvfs_save(shop.vfs);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		int64_t once = fail_each(&shop, faults[i].fault, false);
		int64_t stays = fail_each(&shop, faults[i].fault, true);

		printf("%s fails: %lld once, %lld for good\n", faults[i].name, (long long)once,
		       (long long)stays);
		CHECK(once > 0 && stays > 0);
	}
	memvfs_free(shop.vfs);
}

static void reading_may_fail(void)
{
	struct shop shop;
	int64_t n = 0;

	shop_begin(&shop);
	db_close(shop.db);
	memvfs_fail(shop.vfs, MEMVFS_READ_ERROR, 1, true);
	CHECK(shop_open(&shop) != ERR_OK);
	memvfs_fail(shop.vfs, MEMVFS_NO_FAULT, 0, false);
	CHECK_OK_FATAL(shop_open(&shop));
	memvfs_fail(shop.vfs, MEMVFS_READ_ERROR, 1, true);
	CHECK_INT(db_one_int(shop.db, &n, "SELECT count(*) FROM line"), ERR_STOPPED);
	memvfs_fail(shop.vfs, MEMVFS_NO_FAULT, 0, false);
	shop_end(&shop);
}

static void two_connections_share_a_memory_store(void)
{
	struct shop shop;
	struct db_options options;
	struct db *other = NULL;

	shop_begin(&shop);
	options = desk_options(&shop.clock);
	CHECK_OK_FATAL(db_open(URL, &options, NULL, 0, &other));
	CHECK_INT(acts(other), 3);
	CHECK_OK(books_ring(&shop.books));
	CHECK_INT(acts(other), 4);
	shop.books.db = other;
	CHECK_OK(books_ring(&shop.books));
	CHECK_INT(acts(shop.db), 5);
	db_close(other);
	shop_end(&shop);
}

static void lost_power_takes_what_was_not_flushed(void)
{
	struct shop shop;

	for (int damage = 0; damage < MEMVFS_DAMAGES; damage++) {
		shop_begin(&shop);
		memvfs_lose_power(shop.vfs, 1);
		CHECK_INT(books_ring(&shop.books), ERR_STOPPED);
		CHECK(memvfs_is_off(shop.vfs));
		db_close(shop.db);
		memvfs_power_on(shop.vfs, (enum memvfs_damage)damage);
		CHECK_OK_FATAL(shop_open(&shop));
		CHECK_INT(acts(shop.db), 3);
		check_whole(&shop, 3, 3);
		shop_end(&shop);
	}
}

const struct check_test test_disk[] = {
	{ "the first I/O error stops the store for good", the_first_io_error_stops_for_good },
	{ "a full disk refuses and the store goes on", a_full_disk_refuses_and_goes_on },
	{ "any operation may fail and nothing is half there", every_operation_may_fail },
	{ "reading may fail", reading_may_fail },
	{ "two connections share a memory store", two_connections_share_a_memory_store },
	{ "lost power takes only what was not flushed", lost_power_takes_what_was_not_flushed },
	{ 0 },
};
