/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/sort.c -- external merge sort.
 */
#include "base/sort.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

/* A record in memory or in a run: this header, the key, the value. */
struct record {
	uint32_t key_len, value_len;
	uint64_t order;              /* as added: keeps equal keys in their order */
};

/* A run on file, with its next record read ahead. */
struct run {
	long at, end;
	unsigned char *ahead;        /* NULL: at its end */
};

struct sort {
	unsigned char *memory;
	const unsigned char **index;
	size_t used, n, index_size;
	size_t next;                 /* reading from memory */
	FILE *file;
	struct run *runs;
	int n_runs;
	int last;                    /* run whose record was handed out; -1: none */
	uint64_t order;
	bool is_reading;
};

static const struct record *header(const unsigned char *record)
{
	return (const struct record *)(const void *)record;
}

static size_t record_size(const struct record *record)
{
	size_t size = sizeof *record + record->key_len + record->value_len;

	return (size + 7) & ~(size_t)7;
}

static int compare(const unsigned char *a, const unsigned char *b)
{
	const struct record *x = header(a), *y = header(b);
	size_t least = x->key_len < y->key_len ? x->key_len : y->key_len;
	int order = memcmp(a + sizeof *x, b + sizeof *y, least);

	if (order != 0)
		return order;
	if (x->key_len != y->key_len)
		return x->key_len < y->key_len ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int compare_index(const void *a, const void *b)
{
	return compare(*(const unsigned char *const *)a, *(const unsigned char *const *)b);
}

enum err sort_new(struct sort **ret_sort)
{
	struct sort *sort = calloc(1, sizeof *sort);

	if (sort == NULL)
		return ERR_MEMORY;
	sort->last = -1;
	sort->memory = malloc(SORT_MEMORY);
	sort->runs = calloc(SORT_RUNS_MAX, sizeof *sort->runs);
	if (sort->memory == NULL || sort->runs == NULL) {
		sort_free(sort);
		return ERR_MEMORY;
	}
	*ret_sort = sort;
	return ERR_OK;
}

void sort_free(struct sort *sort)
{
	if (sort == NULL)
		return;
	for (int i = 0; i < sort->n_runs; i++)
		free(sort->runs[i].ahead);
	if (sort->file != NULL)
		fclose(sort->file);
	free(sort->runs);
	free(sort->index);
	free(sort->memory);
	free(sort);
}

static enum err open_file(struct sort *sort)
{
	const char *folder = getenv("TMPDIR");
	int fd = open(folder != NULL ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0) {
		sort->file = tmpfile();
		return sort->file != NULL ? ERR_OK : file_errno(errno);
	}
	sort->file = fdopen(fd, "w+");
	if (sort->file != NULL)
		return ERR_OK;
	close(fd);
	return ERR_MEMORY;
}

static enum err write_run(struct sort *sort)
{
	struct run *run = &sort->runs[sort->n_runs];
	enum err err = sort->file != NULL ? ERR_OK : open_file(sort);

	if (err != ERR_OK)
		return err;
	if (sort->n_runs == SORT_RUNS_MAX)
		return ERR_LIMIT;
	qsort(sort->index, sort->n, sizeof *sort->index, compare_index);
	if (fseek(sort->file, 0, SEEK_END) != 0)
		return file_errno(errno);
	run->at = ftell(sort->file);
	for (size_t i = 0; i < sort->n; i++)
		if (fwrite(sort->index[i], record_size(header(sort->index[i])), 1, sort->file) != 1)
			return file_errno(errno);
	if (fflush(sort->file) != 0)
		return file_errno(errno);
	run->end = ftell(sort->file);
	sort->n_runs++;
	sort->n = sort->used = 0;
	return ERR_OK;
}

static enum err grow_index(struct sort *sort)
{
	size_t size = sort->index_size == 0 ? 4096 : 2 * sort->index_size;
	const unsigned char **bigger;

	if (sort->n < sort->index_size)
		return ERR_OK;
	bigger = realloc(sort->index, size * sizeof *bigger);
	if (bigger == NULL)
		return ERR_MEMORY;
	sort->index = bigger;
	sort->index_size = size;
	return ERR_OK;
}

enum err sort_add(struct sort *sort, const void *key, size_t key_len, const void *value,
		  size_t value_len)
{
	struct record record = { (uint32_t)key_len, (uint32_t)value_len, sort->order };
	unsigned char *into;
	enum err err = ERR_OK;

	assert(!sort->is_reading);
	if (key_len + value_len > SORT_RECORD_MAX)
		return ERR_LIMIT;
	if (sort->used + record_size(&record) > SORT_MEMORY)
		err = write_run(sort);
	if (err == ERR_OK)
		err = grow_index(sort);
	if (err != ERR_OK)
		return err;
	into = sort->memory + sort->used;
	memcpy(into, &record, sizeof record);
	memcpy(into + sizeof record, key, key_len);
	memcpy(into + sizeof record + key_len, value, value_len);
	sort->index[sort->n++] = into;
	sort->used += record_size(&record);
	sort->order++;
	return ERR_OK;
}

/* Reads the next record of a run into `ahead`, or frees it at the end of the run. */
static enum err read_ahead(struct sort *sort, struct run *run)
{
	struct record record;
	unsigned char *bigger;

	if (run->at >= run->end) {
		free(run->ahead);
		run->ahead = NULL;
		return ERR_OK;
	}
	if (fseek(sort->file, run->at, SEEK_SET) != 0 ||
	    fread(&record, sizeof record, 1, sort->file) != 1)
		return ERR_IO;
	bigger = realloc(run->ahead, record_size(&record));
	if (bigger == NULL)
		return ERR_MEMORY;
	run->ahead = bigger;
	memcpy(run->ahead, &record, sizeof record);
	if (fread(run->ahead + sizeof record, record_size(&record) - sizeof record, 1,
		  sort->file) != 1)
		return ERR_IO;
	run->at += (long)record_size(&record);
	return ERR_OK;
}

static enum err begin_reading(struct sort *sort)
{
	enum err err = ERR_OK;

	sort->is_reading = true;
	if (sort->n_runs > 0 && sort->n > 0)
		err = write_run(sort);
	else if (sort->n > 1)
		qsort(sort->index, sort->n, sizeof *sort->index, compare_index);
	for (int i = 0; err == ERR_OK && i < sort->n_runs; i++)
		err = read_ahead(sort, &sort->runs[i]);
	return err;
}

static int lowest_run(const struct sort *sort)
{
	int lowest = -1;

	for (int i = 0; i < sort->n_runs; i++)
		if (sort->runs[i].ahead != NULL &&
		    (lowest < 0 || compare(sort->runs[i].ahead, sort->runs[lowest].ahead) < 0))
			lowest = i;
	return lowest;
}

static enum err next_record(struct sort *sort, const unsigned char **ret_record)
{
	enum err err = ERR_OK;

	if (sort->n_runs == 0) {
		if (sort->next == sort->n)
			return ERR_NOT_FOUND;
		*ret_record = sort->index[sort->next++];
		return ERR_OK;
	}
	if (sort->last >= 0)
		err = read_ahead(sort, &sort->runs[sort->last]);
	if (err != ERR_OK)
		return err;
	sort->last = lowest_run(sort);
	if (sort->last < 0)
		return ERR_NOT_FOUND;
	*ret_record = sort->runs[sort->last].ahead;
	return ERR_OK;
}

enum err sort_next(struct sort *sort, const void **ret_key, size_t *ret_key_len,
		   const void **ret_value, size_t *ret_value_len)
{
	const unsigned char *record;
	enum err err = sort->is_reading ? ERR_OK : begin_reading(sort);

	if (err == ERR_OK)
		err = next_record(sort, &record);
	if (err != ERR_OK)
		return err;
	*ret_key = record + sizeof(struct record);
	*ret_key_len = header(record)->key_len;
	*ret_value = record + sizeof(struct record) + header(record)->key_len;
	*ret_value_len = header(record)->value_len;
	return ERR_OK;
}
