/* Scores that train models: watched, stopped, and going on where they were. */
#include "support/world.h"

#include "riffle/score.h"

#include <string.h>

enum { N = 60 };

static struct world make_world(void)
{
    return world_new(N, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
}

/* Stops as soon as `left` looks were taken; 0: never. */
struct viewer {
    size_t left, looks, samples;
    bool stop;
};

static void look(void *data, const struct riffle_score_result *result)
{
    struct viewer *viewer = data;
    assert_int_equal(result->n, N);
    assert_true(result->samples > viewer->samples);
    viewer->samples = result->samples;
    viewer->looks++;
    viewer->stop = viewer->left > 0 && viewer->looks >= viewer->left;
}

static bool go_on(void *data, const char *stage, size_t done, size_t total)
{
    const struct viewer *viewer = data;
    (void)stage;
    (void)done;
    (void)total;
    return !viewer->stop;
}

struct answer {
    double values[N], errors[N];
    struct riffle_score_result result;
};

static enum riffle_status ask(const struct world *world, const char *name,
                              const char *with, struct riffle_score_past *past,
                              struct viewer *viewer, struct answer *answer)
{
    const struct riffle_score *score = riffle_score_find(name);
    struct riffle_measure *measure = world_measure(world, "test_loss");
    const struct riffle_progress progress = {go_on, viewer};
    double settings[RIFFLE_SCORE_SETTINGS];
    assert_int_equal(riffle_score_settings_read(score, with, settings, NULL),
                     RIFFLE_OK);
    const struct riffle_score_query query = {.fit = world->fit,
                                             .measure = measure,
                                             .probe = &world->probe,
                                             .seed = 3,
                                             .settings = settings,
                                             .progress = &progress,
                                             .past = past,
                                             .watch = look,
                                             .watch_data = viewer};
    answer->result = (struct riffle_score_result){.values = answer->values,
                                                  .errors = answer->errors};
    enum riffle_status status =
        riffle_score_compute(score, &query, &answer->result, NULL);
    riffle_measure_free(measure);
    return status;
}

static void assert_same(const struct answer *a, const struct answer *b)
{
    assert_memory_equal(a->values, b->values, sizeof a->values);
    assert_memory_equal(a->errors, b->errors, sizeof a->errors);
    assert_int_equal(a->result.samples, b->result.samples);
    assert_int_equal(a->result.incomplete, b->result.incomplete);
    assert_int_equal(a->result.dropped, b->result.dropped);
    assert_memory_equal(&a->result.error, &b->result.error, sizeof(double));
    assert_false(b->result.stopped);
}

/* Stopped after some looks and asked again: the bits of one go, and of the
   models that were trained none is trained again. */
static void check_goes_on(const char *name, const char *with, size_t looks)
{
    struct world world = make_world();
    struct riffle_score_past *past = riffle_score_past_new();
    struct answer whole, part, rest;
    struct viewer never = {0}, soon = {.left = looks}, later = {0};
    assert_int_equal(ask(&world, name, with, NULL, &never, &whole), RIFFLE_OK);
    assert_int_equal(ask(&world, name, with, past, &soon, &part), RIFFLE_OK);
    assert_true(part.result.stopped);
    size_t trained = riffle_score_past_models(past);
    assert_in_range(trained, part.result.samples, whole.result.samples - 1);
    assert_int_equal(ask(&world, name, with, past, &later, &rest), RIFFLE_OK);
    assert_same(&whole, &rest);
    assert_int_equal(riffle_score_past_models(past), whole.result.samples);
    riffle_score_past_free(past);
    world_free(&world);
}

static void test_a_stopped_estimate_goes_on(void **state)
{
    (void)state;
    check_goes_on("banzhaf", "samples:400,target:0", 3);
    check_goes_on("shapley", "samples:400,target:0", 3);
    check_goes_on("downsampling", "samples:300,target:0", 2);
    check_goes_on("cscore", "samples:300,target:0", 2);
    check_goes_on("ame", "samples:300", 2);
}

static void test_permutations_and_left_out_rows_go_on(void **state)
{
    (void)state;
    struct world world = make_world();
    check_goes_on("tmc", "samples:400,target:0", 3);
    struct riffle_score_past *past = riffle_score_past_new();
    struct answer whole, again;
    struct viewer first = {0}, second = {0};
    assert_int_equal(ask(&world, "loo", NULL, past, &first, &whole), RIFFLE_OK);
    assert_int_equal(riffle_score_past_models(past), N);
    assert_int_equal(ask(&world, "loo", NULL, past, &second, &again),
                     RIFFLE_OK);
    assert_memory_equal(whole.values, again.values, sizeof whole.values);
    assert_int_equal(riffle_score_past_models(past), N);
    riffle_score_past_free(past);
    world_free(&world);
}

/* More models after fewer: the same as more at once. */
static void test_more_models_after_fewer(void **state)
{
    (void)state;
    struct world world = make_world();
    struct riffle_score_past *past = riffle_score_past_new();
    struct answer fewer, more, whole;
    struct viewer a = {0}, b = {0}, c = {0};
    assert_int_equal(
        ask(&world, "banzhaf", "samples:192,target:0", past, &a, &fewer),
        RIFFLE_OK);
    assert_int_equal(
        ask(&world, "banzhaf", "samples:320,target:0", past, &b, &more),
        RIFFLE_OK);
    assert_int_equal(
        ask(&world, "banzhaf", "samples:320,target:0", NULL, &c, &whole),
        RIFFLE_OK);
    assert_same(&whole, &more);
    assert_true(more.result.error < fewer.result.error);
    assert_int_equal(b.looks, 5); /* a look each 64 models */
    riffle_score_past_free(past);
    world_free(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stopped_estimate_goes_on),
        cmocka_unit_test(test_permutations_and_left_out_rows_go_on),
        cmocka_unit_test(test_more_models_after_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
