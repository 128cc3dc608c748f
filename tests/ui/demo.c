/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/demo.c -- the demo screen, and the wiring of terminal, loop and ui as a program has it.
 */
#include "demo.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/str.h"
#include "ui/prompt.h"
#include "ui/term.h"
#include "ui/ui.h"

static void cell_word(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, ((const struct demo *)rows)->word[row]);
}

static struct table_source source_of(const struct demo *demo)
{
	static const struct table_column columns[] = {
		{ N_("word"), 0, ALIGN_START, cell_word },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = demo, .n = demo->n };
}

void demo_init(struct demo *demo)
{
	memset(demo, 0, sizeof *demo);
	entry_init(&demo->entry, N_("a word, then Enter"));
	table_init(&demo->table, true);
}

static bool has_words(const void *state)
{
	return ((const struct demo *)state)->n > 0;
}

static enum err add_word(struct ui *ui, void *state)
{
	struct demo *demo = state;
	char text[EDIT_TEXT_SIZE];

	entry_text(&demo->entry, text);
	if (demo->n == DEMO_WORDS_MAX)
		return ERR_LIMIT;
	if (strcmp(text, "bad") == 0)
		return ERR_NOT_FOUND;
	str_copy(demo->word[demo->n++], DEMO_WORD_SIZE, text);
	entry_clear(&demo->entry);
	ui_say(ui, tr(ui_draw(ui), "Added %s."), text);
	return ERR_OK;
}

static enum err repeat_word(struct ui *ui, void *state)
{
	struct demo *demo = state;

	if (demo->n == DEMO_WORDS_MAX)
		return ERR_LIMIT;
	memcpy(demo->word[demo->n], demo->word[demo->n - 1], DEMO_WORD_SIZE);
	demo->n++;
	ui_say(ui, "Once more.");
	return ERR_OK;
}

static enum err clear_done(struct ui *ui, void *arg)
{
	struct demo *demo = arg;

	demo->n = 0;
	ui_say(ui, "All gone.");
	return ERR_OK;
}

static enum err clear_words(struct ui *ui, void *state)
{
	static const struct prompt_question question = {
		.title = "Throw away", .text = "All words are thrown away.", .amount = "12.50",
		.yes = "Yes, throw away",
	};

	return prompt_confirm(ui, &question, clear_done, state);
}

static enum err chosen(struct ui *ui, void *arg, int choice)
{
	struct demo *demo = arg;

	(void)ui;
	str_format(demo->last, sizeof demo->last, "choice %d", choice);
	return demo->answer;
}

static enum err choose(struct ui *ui, void *state)
{
	static const char *const choices[] = { "Espresso", "Mint tea", "شيش طاووق" };

	return prompt_choose(ui, "Which?", choices, 3, chosen, state);
}

static enum err named(struct ui *ui, void *arg, const char *text)
{
	struct demo *demo = arg;

	(void)ui;
	str_format(demo->last, sizeof demo->last, "name %s", text);
	return demo->answer;
}

static enum err ask_name(struct ui *ui, void *state)
{
	static const struct prompt_line line = { .title = "Tab", .label = "Name", .text = "Sara",
						 .limit = 20 };

	return prompt_text(ui, &line, named, state);
}

static enum err approved(struct ui *ui, void *arg, const char *staff, const char *pin)
{
	struct demo *demo = arg;

	(void)ui;
	str_format(demo->last, sizeof demo->last, "staff %s pin %s", staff, pin);
	return demo->answer;
}

static enum err approve(struct ui *ui, void *state)
{
	static const struct prompt_question question = {
		.title = "Approval", .text = "A discount above 20.00 needs a manager.",
		.amount = "35.00",
	};

	return prompt_approval(ui, &question, approved, state);
}

static enum err show_text(struct ui *ui, void *state)
{
	(void)state;
	return prompt_read(ui, "Receipt", "Sanduq\n\n1 Espresso 2.20\nTotal 2.20\n");
}

static enum err crash(struct ui *ui, void *state)
{
	(void)ui;
	(void)state;
	abort();
}

static enum err leave(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "add-word", "Enter", N_("Add"), N_("Add what is typed."), PERM_SELL, NULL, add_word },
	{ "repeat", "+", N_("Again"), N_("Add the last word again."), PERM_SELL, has_words,
	  repeat_word },
	{ "clear", "F2", N_("Clear"), N_("Throw all words away."), PERM_VOID, has_words,
	  clear_words },
	{ "choose", "F3", N_("Choose"), N_("Choose one of a list."), PERM_NONE, NULL, choose },
	{ "name", "F4", N_("Name"), N_("Give a name."), PERM_NONE, NULL, ask_name },
	{ "approve", "F5", N_("Approve"), N_("Ask a manager."), PERM_NONE, NULL, approve },
	{ "read", "F6", NULL, N_("Read a receipt."), PERM_NONE, NULL, show_text },
	{ "crash", "F9", NULL, N_("Crash, to see what is left."), PERM_NONE, NULL, crash },
	{ "leave", "F10", N_("Leave"), N_("Leave the demo."), PERM_NONE, NULL, leave },
	{ .name = NULL },
};

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	int n = ((const struct demo *)state)->n;

	text_format(into, size, draw_plural(draw, "Demo · %d word", "Demo · %d words", n), n);
}

static void draw(const struct draw *context, struct canvas *canvas, struct area area, void *state)
{
	struct demo *demo = state;
	struct table_source source = source_of(demo);

	table_draw(&demo->table, &source, context, canvas,
		   (struct area){ area.row + 1, 0, area.rows - 2, 40 }, false);
	canvas_column_rule(canvas, area.row, 42, area.rows, STYLE_RULE);
	canvas_text(canvas, area.row + area.rows - 2, 44, 10, ALIGN_START, STYLE_DUE, "DUE");
	canvas_text(canvas, area.row + area.rows - 2, 54, 12, ALIGN_NUMBER, STYLE_DUE, "82.60");
}

static struct entry_line *entry(void *state)
{
	return &((struct demo *)state)->entry;
}

static void changed(struct ui *ui, void *state)
{
	struct demo *demo = state;
	char text[EDIT_TEXT_SIZE];

	(void)ui;
	entry_echo(&demo->entry, entry_text(&demo->entry, text), NULL);
}

static enum err key(struct ui *ui, void *state, struct key pressed)
{
	struct demo *demo = state;
	struct table_source source = source_of(demo);

	(void)ui;
	table_key(&demo->table, &source, pressed);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	(void)ui;
	((struct demo *)state)->reloads++;
}

static void tick(struct ui *ui, void *state)
{
	(void)ui;
	((struct demo *)state)->ticks++;
}

static void close_demo(void *state)
{
	((struct demo *)state)->closed++;
}

const struct screen_class demo_class = {
	.name = "demo",
	.help_title = N_("Demo"),
	.actions = actions,
	.close = close_demo,
	.title = title,
	.draw = draw,
	.entry = entry,
	.changed = changed,
	.key = key,
	.reload = reload,
	.tick = tick,
};

/* The program around the screen. */
struct program {
	struct clock clock;
	struct loop *loop;
	struct term *term;
	struct ui *ui;
};

static void keys_came(void *arg, int fd, unsigned events)
{
	struct program *program = arg;

	(void)fd;
	(void)events;
	ui_read_keys(program->ui);
	if (ui_depth(program->ui) == 0 || term_is_gone(program->term))
		loop_stop(program->loop);
}

static void size_changed(void *arg, int signal)
{
	struct program *program = arg;

	(void)signal;
	term_resized(program->term);
	ui_resized(program->ui);
}

/* Steps aside for the shell, and comes back when it continues the program. */
static void asked_to_stop(void *arg, int signal)
{
	struct program *program = arg;

	(void)signal;
	term_suspend(program->term);
	raise(SIGSTOP);
	term_resume(program->term);
	ui_resized(program->ui);
}

static void second_passed(void *arg)
{
	ui_tick(((struct program *)arg)->ui);
}

static enum err start(struct program *program)
{
	struct ui_options options = { .clock = &program->clock };
	enum theme theme = getenv("DEMO_MONO") != NULL ? THEME_MONO : THEME_DARK;
	enum err err;

	clock_init(&program->clock);
	err = term_open(&program->clock, theme, &program->term);
	if (err != ERR_OK)
		return err;
	err = loop_new(&program->clock, &program->loop);
	if (err != ERR_OK)
		return err;
	options.backend = term_backend(program->term);
	options.draw = (struct draw){ .number = number_style_english(), .exponent = 2,
				      .rtl = getenv("DEMO_RTL") != NULL };
	loop_add_fd(program->loop, term_fd(program->term), LOOP_READ, keys_came, program);
	loop_add_signal(program->loop, SIGWINCH, size_changed, program);
	loop_add_signal(program->loop, SIGTSTP, asked_to_stop, program);
	loop_add_timer(program->loop, 1000, 1000, second_passed, program);
	return ui_new(&options, &program->ui);
}

int demo_run(void)
{
	static struct demo demo;
	struct program program = { .loop = NULL };
	enum err err = start(&program);

	demo_init(&demo);
	if (err == ERR_OK)
		err = ui_push(program.ui, &demo_class, &demo);
	if (err == ERR_OK) {
		ui_paint(program.ui);
		err = loop_run(program.loop);
	}
	ui_free(program.ui);
	loop_free(program.loop);
	term_close(program.term);
	if (err != ERR_OK)
		printf("%s\n", err_text(err));
	return err_exit_code(err);
}
