/* Edits, and the way back: the same numbers to the last digit. */
#include "support/bench.h"
#include "support/session_bits.h"

#include <math.h>

#include "riffle/exchange.h"
#include "riffle/rng.h"

static const char start[] = "synth gaussian n=40 d=3 test=12 seed=3; fit; "
                            "select rows 3,5,9; name some";

static void assert_bits(struct bench *bench, const char *expected)
{
    char *bits = session_bits(&bench->session);
    assert_string_equal(bits, expected);
    free(bits);
}

/* Commands that each replace something. */
static const char *const changes[] = {
    "load wdbc",
    "synth clusters n=30 d=2",
    "sample n=50%",
    "fit lambda=0.1",
    "fit penalty=scaled intercept=none",
    "probe size=5",
    "select random 5",
    "clear",
    "name other",
    "drop 3",
    "add 11",
    "sweep strategies=random sizes=2 measures=test_loss",
    "remove",
    "remove 5",
    "remove 0-9",
    "relabel 7",
    "relabel 3",
    "edit 4 x1=1.5",
    "duplicate 5 copies=3",
    "addrow test=2",
    "poison flip test=1",
    "poison labels=5% seed=9",
    "poison labels=2 by=influence",
};

enum { CHANGES = sizeof changes / sizeof *changes };

static void test_undo_brings_back_every_bit(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    char *before = session_bits(&bench->session);
    for (size_t i = 0; i < CHANGES; i++) {
        bench_ok(bench, changes[i]);
        char *after = session_bits(&bench->session);
        bench_ok(bench, "undo");
        assert_bits(bench, before);
        bench_ok(bench, "redo");
        assert_bits(bench, after);
        bench_ok(bench, "undo");
        free(after);
    }
    assert_bits(bench, before);
    free(before);
}

static void test_answers_are_no_steps(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    size_t steps = bench->session.undo.past.n;
    bench_ok(bench, "top 3; effect; show model; inspect 3; name; history; "
                    "remove 3 apply=off");
    assert_int_equal(bench->session.undo.past.n, steps);
    assert_int_equal(bench_run(bench, "remove 99"), RIFFLE_EUSAGE);
    assert_int_equal(bench->session.undo.past.n, steps);
}

static void test_undo_ends_and_says_so(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "undo"), RIFFLE_ESTATE);
    bench_ok(bench, "synth gaussian n=40 d=3");
    bench_ok(bench, "undo 5");
    assert_non_null(strstr(bench->out, "undid: synth gaussian n=40 d=3"));
    assert_non_null(strstr(bench->out, "nothing is loaded"));
    assert_non_null(strstr(bench->notes, "all there is"));
    assert_null(bench->session.data);
    bench_ok(bench, "redo");
    assert_int_equal(bench->session.data->train.n, 40);
    assert_int_equal(bench_run(bench, "redo"), RIFFLE_ESTATE);
}

static void test_a_new_command_ends_redo(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "remove 1; undo; remove 2");
    assert_int_equal(bench_run(bench, "redo"), RIFFLE_ESTATE);
}

/* What memory lets go of is computed again, the same bits. */
static void test_undo_recomputes_the_same_bits(void **state)
{
    struct bench *bench = *state;
    static const char *const lines[] = {
        "fit lambda=0.02", "remove 3", "relabel 8",      "remove 20-22",
        "relabel 0",       "fit",      "select random 4"};
    enum { LINES = sizeof lines / sizeof *lines };
    char *bits[LINES + 1];
    bench_ok(bench, start);
    for (size_t i = 0; i < LINES; i++) {
        bits[i] = session_bits(&bench->session);
        bench_ok(bench, lines[i]);
    }
    bits[LINES] = session_bits(&bench->session);
    undo_fit_memory(&bench->session.undo, &bench->session.state, 0);
    const struct undo_steps *past = &bench->session.undo.past;
    assert_null(past->steps[past->n - 3].state.parts[STATE_FIT]->content);
    for (size_t i = LINES; i-- > 0;) {
        bench_ok(bench, "undo");
        assert_bits(bench, bits[i]);
    }
    for (size_t i = 1; i <= LINES; i++) {
        undo_fit_memory(&bench->session.undo, &bench->session.state, 0);
        bench_ok(bench, "redo");
        assert_bits(bench, bits[i]);
    }
    for (size_t i = 0; i <= LINES; i++)
        free(bits[i]);
}

/* However little memory there is, what is loaded stays. */
static void test_memory_never_takes_what_is_there(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, "load wdbc; synth gaussian n=40 d=3 test=12; fit; "
                    "relabel 3; select random 4; name some");
    struct session *session = &bench->session;
    char *before = session_bits(session);
    undo_fit_memory(&session->undo, &session->state, 0);
    assert_ptr_equal(session->state.parts[STATE_FIT]->content, session->fit);
    assert_ptr_equal(session->state.parts[STATE_DATA]->content, session->data);
    assert_bits(bench, before);
    assert_true(session->undo.forgotten > 0); /* the other data set */
    bench_ok(bench, "undo 2; redo 2");
    assert_bits(bench, before);
    free(before);
}

/* The digest of `show state', of which every bit of the session is part. */
static char *state_of(struct bench *bench)
{
    char *state = strdup(bench_said(bench, "show state"));
    assert_non_null(state);
    state[strcspn(state, "\n")] = '\0';
    return state;
}

/* Steps back are steps forward, and each ends in a state seen before. */
static void undo_all(struct bench *bench, char **states, size_t n)
{
    for (size_t i = n; i-- > 0;) {
        bench_ok(bench, "undo");
        char *now = state_of(bench);
        assert_string_equal(now, states[i]);
        free(now);
    }
}

/* Run one of the changes; true: it is a step, and what was before it is put
 * into its place among the states. Some cannot run: no rows are left, ... */
static bool change_at_random(struct bench *bench, struct riffle_rng *rng,
                             char **states, size_t steps)
{
    const struct undo_steps *past = &bench->session.undo.past;
    size_t at = past->n - steps;
    char *now = state_of(bench);
    (void)bench_run(bench, changes[riffle_rng_below(rng, CHANGES)]);
    bool moved = past->n - steps > at;
    free(moved ? states[at] : now);
    if (moved)
        states[at] = now;
    return moved;
}

/*
 * Criterion 22: as many undos as commands lead back to where it began, through
 * the states that were there, and redo forward again. RIFFLE_SEED chooses the
 * commands.
 */
static void test_random_commands_and_as_many_undos(void **state)
{
    struct bench *bench = *state;
    enum { STEPS = 1000 };
    char *states[STEPS] = {NULL};
    const char *seed = getenv("RIFFLE_SEED");
    struct riffle_rng rng;
    riffle_rng_init(&rng, seed ? strtoull(seed, NULL, 10) : 22, "commands");
    bench_ok(bench, start);
    char *before = session_bits(&bench->session);
    const struct undo *undo = &bench->session.undo;
    size_t steps = undo->past.n;
    while (undo->past.n - steps < STEPS)
        if (change_at_random(bench, &rng, states, steps) &&
            riffle_rng_below(&rng, 9) == 0 && undo->past.n > steps + 1)
            bench_ok(bench, "undo 2; redo");
    assert_int_equal(undo->forgotten, 0);
    char *last = state_of(bench);
    undo_all(bench, states, STEPS);
    assert_bits(bench, before);
    bench_ok(bench, "redo 1000");
    char *again = state_of(bench);
    assert_string_equal(again, last);
    free(before);
    free(last);
    free(again);
    for (size_t i = 0; i < STEPS; i++)
        free(states[i]);
}

static void test_sets_keep_the_rows_that_are_left(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "select rows 2,5,9,30; remove 5,7");
    const struct session *session = &bench->session;
    const struct riffle_removal *now = &session->selection;
    const struct riffle_removal *some = &session->sets[0].removal;
    assert_int_equal(now->k, 3);
    assert_int_equal(now->rows[0], 2);
    assert_int_equal(now->rows[1], 7);
    assert_int_equal(now->rows[2], 28);
    assert_int_equal(some->k, 2); /* 3 and 9 */
    assert_int_equal(some->rows[1], 7);
    assert_int_equal(session->data->train.origin[7], 9);
}

/* An edit that leaves no model is refused, and nothing has changed. */
static void test_a_refused_edit_changes_nothing(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    bench_ok(bench, "select where label == 1");
    char *before = session_bits(&bench->session);
    assert_int_equal(bench_run(bench, "remove"), RIFFLE_ESINGLECLASS);
    assert_int_equal(bench_run(bench, "remove 0-39"), RIFFLE_EEMPTY);
    assert_int_equal(bench_run(bench, "relabel 3 maybe"), RIFFLE_EUSAGE);
    assert_int_equal(bench_run(bench, "remove 3 measures=self_loss"),
                     RIFFLE_EUSAGE);
    assert_bits(bench, before);
    free(before);
}

/* What removing a set makes true is what `effect' retrained, bounds and all. */
static void check_removal(struct bench *bench, const char *fit)
{
    bench_ok(bench, start);
    bench_ok(bench, fit);
    bench_ok(bench, "select random 6; effect measures=logit:2");
    const struct riffle_experiment *trial = bench->session.trials[0];
    struct riffle_effect effect = *riffle_experiment_effect(
        trial, 0, 0, riffle_experiment_column(trial, "actual"));
    struct riffle_measure *before = NULL, *after = NULL;
    struct state held = session_before(&bench->session); /* the old fit */
    assert_int_equal(
        riffle_measure_new("logit:2", bench->session.fit, NULL, &before, NULL),
        RIFFLE_OK);
    bench_ok(bench, "remove");
    assert_int_equal(
        riffle_measure_new("logit:2", bench->session.fit, NULL, &after, NULL),
        RIFFLE_OK);
    struct riffle_effect came = riffle_exchange_actual(before, after);
    assert_true(effect.bound < 1e-8 && came.bound < 1e-8);
    assert_true(fabs(effect.value - came.value) <= effect.bound + came.bound);
    riffle_measure_free(before);
    riffle_measure_free(after);
    state_drop(&held);
}

static void test_removing_is_what_effect_retrained(void **state)
{
    check_removal(*state, "fit lambda=0.01 penalty=fixed");
    check_removal(*state, "fit lambda=0.01 penalty=scaled");
}

static void test_sourced_commands_are_steps_of_their_own(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, start);
    size_t steps = bench->session.undo.past.n, lines = bench->session.n_lines;
    FILE *script = fopen("undo-test.rif", "w");
    assert_non_null(script);
    fputs("remove 3\ntop 2\nrelabel 5\n", script);
    fclose(script);
    bench_ok(bench, "source undo-test.rif");
    assert_int_equal(bench->session.undo.past.n, steps + 2);
    assert_int_equal(bench->session.n_lines, lines + 3); /* not `source' */
    bench_ok(bench, "undo");
    assert_non_null(strstr(bench->out, "undid: relabel 5"));
    (void)remove("undo-test.rif");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_undo_brings_back_every_bit,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_answers_are_no_steps, bench_set_up,
                                        bench_tear_down),
        cmocka_unit_test_setup_teardown(test_undo_ends_and_says_so,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_a_new_command_ends_redo,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_undo_recomputes_the_same_bits,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_memory_never_takes_what_is_there,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_random_commands_and_as_many_undos,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_sets_keep_the_rows_that_are_left,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_a_refused_edit_changes_nothing,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_removing_is_what_effect_retrained,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_sourced_commands_are_steps_of_their_own, bench_set_up,
            bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
