/*
 * Closed-form scores against the formulas written out with the full d x d
 * Hessian: no whitening, no rotation, nothing shared with the engine.
 */
#include "support/dense.h"
#include "support/world.h"

#include "riffle/score.h"

/* Two solves by elimination, condition about 1e3: digits to spare. */
static const double EXACT = 1e-8;

enum { WORLDS = 5 };

/* Both conventions, each intercept, more features than rows. */
static struct world world_at(size_t which)
{
    static const struct {
        size_t n, d;
        enum riffle_penalty penalty;
        enum riffle_intercept intercept;
    } kinds[WORLDS] = {
        {50, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE},
        {50, 4, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE},
        {50, 4, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_NONE},
        {30, 40, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_PENALIZED},
        {30, 40, RIFFLE_PENALTY_SCALED, RIFFLE_INTERCEPT_FREE},
    };
    return world_new(kinds[which].n, kinds[which].d, kinds[which].penalty,
                     kinds[which].intercept);
}

static bool is_scaled(const struct riffle_fit *fit)
{
    return riffle_fit_summary(fit)->penalty == RIFFLE_PENALTY_SCALED;
}

static double *scores(const struct world *world, const char *name,
                      const char *measure)
{
    struct riffle_measure *made = world_measure(world, measure);
    double *values = calloc(world->fit->n, sizeof *values);
    struct riffle_error err = {0};
    if (riffle_score_values(riffle_score_find(name), world->fit, made, values,
                            &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    riffle_measure_free(made);
    return values;
}

static double test_x(const struct world *world, size_t i, size_t j)
{
    const struct riffle_dataset *data = world->data;
    return j < data->n_features ? data->test.x[i * data->n_features + j] : 1;
}

/* g_i = r_i x_i, plus lambda D theta when asked for. */
static void gradient_of(const struct riffle_fit *fit, size_t i, bool penalty,
                        double *g)
{
    size_t d = riffle_fit_summary(fit)->d;
    double n = (double)riffle_fit_summary(fit)->n;
    for (size_t j = 0; j < d; j++)
        g[j] = riffle_fit_train(fit)->residual[i] * dense_x(fit, i, j) +
               (penalty ? dense_penalty(fit, j) * riffle_fit_theta(fit)[j] / n
                        : 0);
}

/* out = H^-1 out */
static void solve(const struct riffle_fit *fit, double *out)
{
    size_t d = riffle_fit_summary(fit)->d;
    double *a = calloc(d * d, sizeof *a);
    dense_add_rows(fit, NULL, 1, a);
    for (size_t j = 0; j < d; j++)
        a[j * d + j] += dense_penalty(fit, j);
    dense_solve(d, a, out);
    free(a);
}

static double product(size_t d, const double *a, const double *b)
{
    double sum = 0;
    for (size_t j = 0; j < d; j++)
        sum += a[j] * b[j];
    return sum;
}

/* Everything the formulas need of row i on the logit of test row 5. */
struct terms {
    double *v, *g, *solved, *step;
    size_t d;
};

static struct terms terms_new(const struct world *world)
{
    size_t d = riffle_fit_summary(world->fit)->d;
    struct terms terms = {.d = d, .v = calloc(4 * d, sizeof(double))};
    terms.g = terms.v + d;
    terms.solved = terms.g + d;
    terms.step = terms.solved + d;
    for (size_t j = 0; j < d; j++)
        terms.v[j] = test_x(world, 5, j);
    return terms;
}

static void terms_at(struct terms *terms, const struct world *world, size_t i,
                     bool penalty)
{
    gradient_of(world->fit, i, penalty, terms->g);
    memcpy(terms->solved, terms->g, terms->d * sizeof *terms->g);
    solve(world->fit, terms->solved);
}

/* The score by the formula, for one row. */
typedef double formula(const struct world *world, struct terms *terms,
                       size_t i);

static double relatif(const struct world *world, struct terms *terms, size_t i)
{
    terms_at(terms, world, i, is_scaled(world->fit));
    return product(terms->d, terms->v, terms->solved) /
           sqrt(product(terms->d, terms->solved, terms->solved));
}

static double relatif_l(const struct world *world, struct terms *terms,
                        size_t i)
{
    terms_at(terms, world, i, is_scaled(world->fit));
    return product(terms->d, terms->v, terms->solved) /
           sqrt(product(terms->d, terms->g, terms->solved));
}

static double renormalized(const struct world *world, struct terms *terms,
                           size_t i)
{
    terms_at(terms, world, i, is_scaled(world->fit));
    return product(terms->d, terms->v, terms->solved) /
           sqrt(product(terms->d, terms->g, terms->g));
}

static double graddot(const struct world *world, struct terms *terms, size_t i)
{
    gradient_of(world->fit, i, is_scaled(world->fit), terms->g);
    return product(terms->d, terms->v, terms->g);
}

static double gradcos(const struct world *world, struct terms *terms, size_t i)
{
    return graddot(world, terms, i) /
           sqrt(product(terms->d, terms->g, terms->g) *
                product(terms->d, terms->v, terms->v));
}

static double lje(const struct world *world, struct terms *terms, size_t i)
{
    terms_at(terms, world, i, true);
    return product(terms->d, terms->v, terms->solved) -
           product(terms->d, terms->v, riffle_fit_theta(world->fit)) /
               (double)world->fit->n;
}

static double representer(const struct world *world, struct terms *terms,
                          size_t i)
{
    double sum = 0;
    for (size_t j = 0; j < terms->d; j++)
        if (dense_penalty(world->fit, j) > 0)
            sum += terms->v[j] * dense_x(world->fit, i, j) /
                   dense_penalty(world->fit, j);
    return sum * riffle_fit_train(world->fit)->residual[i];
}

/* The row's own Newton step, by elimination. */
static void newton(const struct world *world, struct terms *terms, size_t i)
{
    struct riffle_removal removal = removal_of(world, &i, 1);
    dense_newton_step(world->fit, &removal, terms->step);
    riffle_removal_release(&removal);
}

static double dfbetas(const struct world *world, struct terms *terms, size_t i)
{
    newton(world, terms, i);
    memcpy(terms->solved, terms->v, terms->d * sizeof *terms->v);
    solve(world->fit, terms->solved);
    double variance = 0;
    for (size_t k = 0; k < world->fit->n; k++) {
        double logit = 0;
        for (size_t j = 0; j < terms->d; j++)
            logit += dense_x(world->fit, k, j) * terms->solved[j];
        variance += riffle_fit_train(world->fit)->weight[k] * logit * logit;
    }
    return product(terms->d, terms->v, terms->step) / sqrt(variance);
}

static double own_change(const struct world *world, struct terms *terms,
                         size_t i)
{
    double sum = 0;
    newton(world, terms, i);
    for (size_t j = 0; j < terms->d; j++)
        sum += dense_x(world->fit, i, j) * terms->step[j];
    return sum;
}

static double dffits(const struct world *world, struct terms *terms, size_t i)
{
    double change = own_change(world, terms, i);
    for (size_t j = 0; j < terms->d; j++)
        terms->g[j] = dense_x(world->fit, i, j);
    memcpy(terms->solved, terms->g, terms->d * sizeof *terms->g);
    solve(world->fit, terms->solved);
    return change / sqrt(product(terms->d, terms->g, terms->solved));
}

static double memorization(const struct world *world, struct terms *terms,
                           size_t i)
{
    double s = world->data->train.y[i] ? 1 : -1;
    double z = riffle_fit_train(world->fit)->logit[i];
    double after = z + own_change(world, terms, i);
    return log1p(exp(-s * after)) - log1p(exp(-s * z));
}

static double studentized(const struct world *world, struct terms *terms,
                          size_t i)
{
    const struct riffle_points *train = riffle_fit_train(world->fit);
    double p = train->probability[i];
    for (size_t j = 0; j < terms->d; j++)
        terms->g[j] = dense_x(world->fit, i, j);
    memcpy(terms->solved, terms->g, terms->d * sizeof *terms->g);
    solve(world->fit, terms->solved);
    double h = p * (1 - p) * product(terms->d, terms->g, terms->solved);
    return (p - world->data->train.y[i]) / sqrt(p * (1 - p) * (1 - h));
}

static void check_worlds(const char *name, formula *expected, size_t worlds)
{
    for (size_t w = 0; w < worlds; w++) {
        struct world world = world_at(w);
        struct terms terms = terms_new(&world);
        double *values = scores(&world, name, "logit:5");
        for (size_t i = 0; i < world.fit->n; i++)
            assert_close(values[i], expected(&world, &terms, i), EXACT);
        free(values);
        free(terms.v);
        world_free(&world);
    }
}

static void check(const char *name, formula *expected)
{
    check_worlds(name, expected, WORLDS);
}

static void test_relatif_is_its_formula(void **state)
{
    (void)state;
    check("relatif", relatif);
    check("relatif-l", relatif_l);
}

static void test_gradient_scores_are_their_formulas(void **state)
{
    (void)state;
    check("renormalized", renormalized);
    check("graddot", graddot);
    /* in the others v has a part outside of the span of the rows */
    check_worlds("gradcos", gradcos, 3);
}

static void test_representers_are_their_formulas(void **state)
{
    (void)state;
    check("representer", representer);
    check("rps-lje", lje);
}

static void test_diagnostics_are_their_formulas(void **state)
{
    (void)state;
    check("dfbetas", dfbetas);
    check("dffits", dffits);
    check("memorization", memorization);
    check("studentized", studentized);
}

static double sum_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Both decompositions are complete: the terms taken away are all there is. */
static void test_representers_sum_to_the_logit(void **state)
{
    (void)state;
    for (size_t w = 0; w < WORLDS; w++) {
        struct world world = world_at(w);
        size_t d = riffle_fit_summary(world.fit)->d;
        double whole = riffle_fit_test(world.fit)->logit[5];
        bool is_free =
            riffle_fit_summary(world.fit)->intercept == RIFFLE_INTERCEPT_FREE;
        double constant = is_free ? riffle_fit_theta(world.fit)[d - 1] : 0;
        double *point = scores(&world, "representer", "logit:5");
        double *local = scores(&world, "rps-lje", "logit:5");
        assert_close(-sum_of(point, world.fit->n), whole - constant, EXACT);
        assert_close(-sum_of(local, world.fit->n), whole, EXACT);
        free(point);
        free(local);
        world_free(&world);
    }
}

/* RelatIF (l) is a cosine in the metric of H^-1, times ||v|| in it. */
static void test_relatif_l_is_a_cosine(void **state)
{
    (void)state;
    struct world world = world_at(1);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    const double *gradient = measure_gradient(measure);
    double length = sqrt(product(world.fit->p, gradient, gradient));
    double *values = scores(&world, "relatif-l", "test_loss");
    for (size_t i = 0; i < world.fit->n; i++)
        assert_true(fabs(values[i]) <= length * (1 + 1e-12));
    free(values);
    riffle_measure_free(measure);
    world_free(&world);
}

/* The fit of the data without row i, made from scratch. */
static double refitted_loss(const struct world *world, size_t i, size_t test)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(world->fit);
    struct riffle_removal removal = removal_of(world, &i, 1);
    struct riffle_dataset *less = dense_without(world->data, &removal);
    double n = (double)summary->n, share = dense_share(world->fit, 1);
    struct riffle_fit *fit =
        fixture_fit(less, summary->lambda * n * share / (n - 1),
                    RIFFLE_PENALTY_FIXED, summary->intercept);
    double z = 0;
    for (size_t j = 0; j < summary->d; j++)
        z += test_x(world, test, j) * riffle_fit_theta(fit)[j];
    riffle_fit_free(fit);
    riffle_dataset_free(less);
    riffle_removal_release(&removal);
    return log1p(exp(world->data->test.y[test] ? -z : z));
}

static void test_loo_is_a_fit_without_the_row(void **state)
{
    (void)state;
    for (size_t w = 0; w < WORLDS; w++) {
        struct world world = world_at(w);
        double before = riffle_fit_test(world.fit)->loss[5];
        double *values = scores(&world, "loo", "loss:5");
        for (size_t i = 0; i < world.fit->n; i += 7)
            assert_close(values[i], refitted_loss(&world, i, 5) - before,
                         EXACT);
        free(values);
        world_free(&world);
    }
}

/* Progress that says stop after the first block. */
static bool stop_at_once(void *data, const char *stage, size_t done,
                         size_t total)
{
    (void)data;
    (void)stage;
    return total == 0 || done == 0;
}

static void test_loo_keeps_what_is_done(void **state)
{
    (void)state;
    struct world world =
        world_new(100, 3, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    struct riffle_measure *measure = world_measure(&world, "test_loss");
    const struct riffle_progress progress = {.step = stop_at_once};
    const struct riffle_score_query query = {
        .fit = world.fit, .measure = measure, .progress = &progress};
    double values[100];
    struct riffle_score_result result = {.values = values};
    double *whole = scores(&world, "loo", "test_loss");
    assert_int_equal(
        riffle_score_compute(riffle_score_find("loo"), &query, &result, NULL),
        RIFFLE_OK);
    assert_true(result.stopped);
    assert_int_equal(result.samples, 64);
    assert_close(values[63], whole[63], 1e-12); /* both retrained exactly */
    assert_true(isnan(values[64]));
    free(whole);
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_scores_without_a_gradient_refuse(void **state)
{
    (void)state;
    static const char *const names[] = {"representer", "rps-lje", "graddot",
                                        "gradcos", "dfbetas"};
    struct world world = world_at(0);
    struct riffle_measure *measure = world_measure(&world, "removed_loss");
    double values[50] = {7};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct riffle_error err = {0};
        assert_int_equal(riffle_score_values(riffle_score_find(names[i]),
                                             world.fit, measure, values, &err),
                         RIFFLE_ENOTAPPLICABLE);
        assert_true(err.hint[0] != '\0');
        assert_true(values[0] == 7);
    }
    riffle_measure_free(measure);
    world_free(&world);
}

static void test_every_score_explains_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < riffle_score_count(); i++) {
        const struct riffle_score *score = riffle_score(i);
        assert_non_null(score->title);
        assert_non_null(score->formula);
        assert_non_null(score->sign);
        assert_non_null(score->cost);
        assert_non_null(score->caveat);
        assert_non_null(score->source);
        assert_true(score->kind < RIFFLE_SCORE_KINDS);
        assert_true(riffle_score_setting_count(score) <= RIFFLE_SCORE_SETTINGS);
        assert_ptr_equal(riffle_score_find(score->name), score);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relatif_is_its_formula),
        cmocka_unit_test(test_gradient_scores_are_their_formulas),
        cmocka_unit_test(test_representers_are_their_formulas),
        cmocka_unit_test(test_diagnostics_are_their_formulas),
        cmocka_unit_test(test_representers_sum_to_the_logit),
        cmocka_unit_test(test_relatif_l_is_a_cosine),
        cmocka_unit_test(test_loo_is_a_fit_without_the_row),
        cmocka_unit_test(test_loo_keeps_what_is_done),
        cmocka_unit_test(test_scores_without_a_gradient_refuse),
        cmocka_unit_test(test_every_score_explains_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
