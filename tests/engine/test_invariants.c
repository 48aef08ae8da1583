/*
 * Sixteen laws that hold whatever the data: each over random problems, whose
 * worst relative difference is told in digits (LRE). RIFFLE_SEEDS=1000 for as
 * many problems for each law; a few by default.
 */
#include "support/check.h"

#include "model/fit.h"
#include "riffle/threads.h"
#include "support/dense.h"

enum { SEEDS = 60, MOST = 80 };

/* Digits that have to agree: cond(H) stays below 1e4 in these problems, and
 * 1e3 roundings of 1e-16 times that are 2e-9; seen is 10 and more. */
static const double least_digits = 9;

/* A random problem and two disjoint sets of its rows. */
struct problem {
    struct riffle_dataset *data;
    struct riffle_fit *fit;
    struct riffle_rng rng;
    double lambda;
    enum riffle_intercept intercept;
    size_t n, d, k; /* rows, features, rows in each set */
    size_t rows[MOST];
};

static struct problem problem_new(uint64_t seed)
{
    struct problem p = {0};
    riffle_rng_init(&p.rng, seed, "invariants");
    riffle_threads_set(1 + seed % 3);
    p.n = 30 + riffle_rng_below(&p.rng, 30);
    p.d = 1 + riffle_rng_below(&p.rng, 5);
    p.k = 1 + riffle_rng_below(&p.rng, 4);
    p.lambda = pow(10, -3 + 3 * riffle_rng_uniform(&p.rng));
    p.intercept = (enum riffle_intercept)riffle_rng_below(&p.rng, 3);
    p.data = fixture_random(p.n, 0, p.d, seed);
    p.fit = fixture_fit(p.data, p.lambda, RIFFLE_PENALTY_FIXED, p.intercept);
    for (size_t i = 0; i < p.n; i++)
        p.rows[i] = i;
    for (size_t i = p.n; i-- > 1;) { /* the first 2 k are the two sets */
        const size_t j = riffle_rng_below(&p.rng, i + 1), swap = p.rows[i];
        p.rows[i] = p.rows[j];
        p.rows[j] = swap;
    }
    return p;
}

static double largest(const double *a, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(a[i]));
    return most;
}

/* max |a - b| over max |b|. */
static double apart(const double *a, const double *b, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(a[i] - b[i]));
    return most > 0 ? most / largest(b, n) : 0;
}

static struct riffle_removal set_of(const struct problem *p, const size_t *rows,
                                    size_t k)
{
    struct riffle_removal removal;
    assert_int_equal(riffle_removal_init(&removal, rows, k, p->n, NULL, NULL),
                     RIFFLE_OK);
    return removal;
}

/* u of p numbers of an estimator without rows; the shift itself returned. */
static struct riffle_shift shift_of(const struct problem *p, const char *name,
                                    const size_t *rows, size_t k, double *u)
{
    struct riffle_removal removal = set_of(p, rows, k);
    struct riffle_shift shift = {.u = u};
    /* by the cheapest bound, or by every form there is */
    const struct riffle_certify_options options = {
        .effort = 1e9, .wanted = p->n % 2 == 0 ? 0 : 1e-9};
    const struct riffle_estimator *estimator = riffle_estimator_find(name);
    assert_int_equal(estimator->shift(p->fit, &removal, 1, &shift, NULL, NULL),
                     RIFFLE_OK);
    if (!estimator->exact)
        assert_int_equal(
            riffle_certify(p->fit, &options, &removal, 1, &shift, NULL, NULL),
            RIFFLE_OK);
    riffle_removal_release(&removal);
    return shift;
}

/* A fit of `data`, which is freed with it, by the problem's penalty in all. */
static struct riffle_fit *refit(const struct problem *p,
                                struct riffle_dataset *data, double times)
{
    return fixture_fit(data,
                       p->lambda * times * (double)p->n / (double)data->train.n,
                       RIFFLE_PENALTY_FIXED, p->intercept);
}

static void refit_free(struct riffle_fit *fit)
{
    struct riffle_dataset *data = (struct riffle_dataset *)riffle_fit_data(fit);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/* A copy of the rows, each from where `from` says, `d` features wide. */
static struct riffle_dataset *copy(const struct problem *p, size_t n, size_t d,
                                   const size_t *from)
{
    struct riffle_dataset *data = fixture_zeros(n, 0, d);
    for (size_t i = 0; i < n; i++) {
        const size_t row = from != NULL ? from[i] : i % p->n;
        for (size_t j = 0; j < p->d; j++)
            data->train.x[i * d + j] = p->data->train.x[row * p->d + j];
        data->train.y[i] = p->data->train.y[row];
    }
    return data;
}

static double estimates_add(struct problem *p, const char *name)
{
    double a[MOST] = {0}, b[MOST] = {0}, both[MOST] = {0};
    (void)shift_of(p, name, p->rows, p->k, a);
    (void)shift_of(p, name, p->rows + p->k, p->k, b);
    (void)shift_of(p, name, p->rows, 2 * p->k, both);
    for (size_t i = 0; i < p->fit->p; i++)
        a[i] += b[i];
    return apart(a, both, p->fit->p);
}

static double law_influence_adds(struct problem *p)
{
    return fmax(estimates_add(p, "if"), estimates_add(p, "rif"));
}

static double law_rescaled_is_newton_of_one(struct problem *p)
{
    double rif[MOST] = {0}, ns[MOST] = {0};
    (void)shift_of(p, "rif", p->rows, 1, rif);
    (void)shift_of(p, "ns", p->rows, 1, ns);
    return apart(rif, ns, p->fit->p);
}

static double law_newton_is_dense(struct problem *p)
{
    double u[MOST] = {0}, theta[MOST] = {0}, dense[MOST] = {0};
    struct riffle_removal removal = set_of(p, p->rows, p->k);
    (void)shift_of(p, "ns", p->rows, p->k, u);
    assert_int_equal(riffle_shift_theta(p->fit, u, theta, NULL), RIFFLE_OK);
    dense_newton_step(p->fit, &removal, dense);
    riffle_removal_release(&removal);
    return apart(theta, dense, riffle_fit_summary(p->fit)->d);
}

static double theta_apart(const struct problem *p, const struct riffle_fit *fit)
{
    return apart(riffle_fit_theta(fit), riffle_fit_theta(p->fit),
                 riffle_fit_summary(p->fit)->d);
}

static double logits_apart(const struct problem *p,
                           const struct riffle_fit *fit)
{
    return apart(riffle_fit_train(fit)->logit, riffle_fit_train(p->fit)->logit,
                 p->n);
}

static double law_order_of_rows(struct problem *p)
{
    struct riffle_fit *fit = refit(p, copy(p, p->n, p->d, p->rows), 1);
    const double found = theta_apart(p, fit);
    refit_free(fit);
    return found;
}

/* Weight 2 in a gradient that is summed here, at the optimum of the copies. */
static double law_a_row_twice_is_weight_two(struct problem *p)
{
    const size_t wide = riffle_fit_summary(p->fit)->d;
    double g[MOST] = {0}, size = 0;
    size_t from[MOST];
    for (size_t i = 0; i < p->n; i++)
        from[i] = i;
    from[p->n] = p->rows[0];
    struct riffle_fit *fit = refit(p, copy(p, p->n + 1, p->d, from), 1);
    const double *theta = riffle_fit_theta(fit);
    for (size_t j = 0; j < wide; j++)
        g[j] = dense_penalty(fit, j) * theta[j];
    for (size_t i = 0; i < p->n; i++) {
        double z = 0;
        for (size_t j = 0; j < wide; j++)
            z += dense_x(p->fit, i, j) * theta[j];
        const double weight = i == p->rows[0] ? 2 : 1;
        const double residual = 1 / (1 + exp(-z)) - p->data->train.y[i];
        for (size_t j = 0; j < wide; j++) {
            g[j] += weight * residual * dense_x(p->fit, i, j);
            size += fabs(dense_x(p->fit, i, j)) / 2;
        }
    }
    refit_free(fit);
    return largest(g, wide) / size;
}

/* X D with D' as penalty is not ours to ask; lambda = 0 needs none. */
static double law_units_of_columns(struct problem *p)
{
    struct riffle_fit *plain = NULL, *scaled = NULL;
    struct riffle_dataset *data = copy(p, p->n, p->d, NULL);
    const struct riffle_fit_options options = {.intercept = p->intercept};
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->d; j++)
            data->train.x[i * p->d + j] *= pow(3, (double)j - 2);
    const enum riffle_status status =
        riffle_fit_new(p->data, &options, NULL, &plain, NULL);
    assert_int_equal(riffle_fit_new(data, &options, NULL, &scaled, NULL),
                     status);
    double found = 0; /* separated ones have no optimum in any unit */
    if (status == RIFFLE_OK)
        found = apart(riffle_fit_train(scaled)->logit,
                      riffle_fit_train(plain)->logit, p->n);
    /* they have a condition of their own, with nothing to bound it */
    if (status == RIFFLE_OK && riffle_fit_summary(plain)->condition > 1e4)
        found = 0;
    riffle_fit_free(plain);
    riffle_fit_free(scaled);
    riffle_dataset_free(data);
    return found;
}

/* Features in `wide` dimensions, turned by a reflection: X Q'. */
static double turned(struct problem *p, size_t wide)
{
    double v[MOST], norm = 0;
    struct riffle_dataset *data = copy(p, p->n, wide, NULL);
    for (size_t j = 0; j < wide; j++) {
        v[j] = riffle_rng_normal(&p->rng);
        norm += v[j] * v[j];
    }
    for (size_t i = 0; i < p->n; i++) {
        double *x = data->train.x + i * wide, along = 0;
        for (size_t j = 0; j < wide; j++)
            along += x[j] * v[j];
        for (size_t j = 0; j < wide; j++)
            x[j] -= 2 * along / norm * v[j];
    }
    struct riffle_fit *fit = refit(p, data, 1);
    const double found = logits_apart(p, fit);
    refit_free(fit);
    return found;
}

static double law_rotations(struct problem *p)
{
    return turned(p, p->d);
}

static double law_primal_is_dual(struct problem *p)
{
    return turned(p, p->n + 5);
}

static double law_other_label_other_sign(struct problem *p)
{
    struct riffle_dataset *data = copy(p, p->n, p->d, NULL);
    double minus[MOST] = {0};
    for (size_t i = 0; i < p->n; i++)
        data->train.y[i] = !data->train.y[i];
    struct riffle_fit *fit = refit(p, data, 1);
    for (size_t j = 0; j < riffle_fit_summary(fit)->d; j++)
        minus[j] = -riffle_fit_theta(fit)[j];
    refit_free(fit);
    return apart(minus, riffle_fit_theta(p->fit),
                 riffle_fit_summary(p->fit)->d);
}

/* H^-1 b by elimination. */
static void solve(const struct problem *p, double *b)
{
    const size_t d = riffle_fit_summary(p->fit)->d;
    double *a = calloc(d * d, sizeof *a);
    assert_non_null(a);
    dense_add_rows(p->fit, NULL, 1, a);
    for (size_t j = 0; j < d; j++)
        a[j * d + j] += dense_penalty(p->fit, j);
    dense_solve(d, a, b);
    free(a);
}

static double law_leverages_are_dense(struct problem *p)
{
    const struct riffle_points *train = riffle_fit_train(p->fit);
    const size_t d = riffle_fit_summary(p->fit)->d;
    double dense[MOST] = {0};
    for (size_t i = 0; i < p->n; i++) {
        double b[MOST] = {0};
        for (size_t j = 0; j < d; j++)
            b[j] = dense_x(p->fit, i, j);
        solve(p, b);
        for (size_t j = 0; j < d; j++)
            dense[i] += train->weight[i] * b[j] * dense_x(p->fit, i, j);
    }
    return apart(train->leverage, dense, p->n);
}

static double law_leverages_sum_up(struct problem *p)
{
    const size_t d = riffle_fit_summary(p->fit)->d;
    double sum = 0, expected = (double)d;
    for (size_t i = 0; i < p->n; i++) {
        const double h = riffle_fit_train(p->fit)->leverage[i];
        assert_true(h >= 0 && h < 1);
        sum += h;
    }
    for (size_t j = 0; j < d; j++) {
        double b[MOST] = {0};
        b[j] = 1;
        solve(p, b);
        expected -= dense_penalty(p->fit, j) * b[j];
    }
    return apart(&sum, &expected, 1);
}

static double law_rescaling_is_one_minus_leverage(struct problem *p)
{
    double influence[MOST] = {0}, rif[MOST] = {0};
    const double h = riffle_fit_train(p->fit)->leverage[p->rows[0]];
    (void)shift_of(p, "if", p->rows, 1, influence);
    (void)shift_of(p, "rif", p->rows, 1, rif);
    for (size_t i = 0; i < p->fit->p; i++)
        influence[i] /= 1 - h;
    return apart(influence, rif, p->fit->p);
}

static double law_copies_of_all_change_nothing(struct problem *p)
{
    struct riffle_fit *fit = refit(p, copy(p, 3 * p->n, p->d, NULL), 3);
    const double found = theta_apart(p, fit);
    refit_free(fit);
    return found;
}

/* The bound of a Newton step holds; 1 is no agreement at all. */
static double law_certificates_hold(struct problem *p)
{
    double ns[MOST] = {0}, actual[MOST] = {0}, norm = 0;
    const struct riffle_shift one = shift_of(p, "ns", p->rows, p->k, ns);
    const struct riffle_shift truth =
        shift_of(p, "actual", p->rows, p->k, actual);
    if (truth.status != RIFFLE_OK || !isfinite(one.certificate.radius))
        return 0;
    for (size_t i = 0; i < p->fit->p; i++)
        norm += (ns[i] - actual[i]) * (ns[i] - actual[i]);
    return sqrt(norm) <= one.certificate.radius + truth.certificate.radius ? 0
                                                                           : 1;
}

/* The kept rows, then T behind them. */
static double law_away_and_back(struct problem *p)
{
    size_t from[MOST];
    for (size_t i = 0; i < p->n; i++)
        from[i] = p->rows[(i + p->k) % p->n];
    struct riffle_fit *fit = refit(p, copy(p, p->n, p->d, from), 1);
    const double found = theta_apart(p, fit);
    refit_free(fit);
    return found;
}

/* Without T, then without S: as without both. */
static double law_one_after_the_other(struct problem *p)
{
    const size_t d = riffle_fit_summary(p->fit)->d, k = p->k;
    double both[MOST] = {0}, later[MOST] = {0}, one[MOST] = {0};
    double other[MOST] = {0};
    if (shift_of(p, "actual", p->rows, 2 * k, both).status != RIFFLE_OK)
        return 0;
    struct problem less = *p;
    less.fit = refit(p, copy(p, p->n - k, p->d, p->rows + k), 1);
    less.n = p->n - k;
    for (size_t t = 0; t < k; t++)
        less.rows[t] = t; /* S comes first in it */
    assert_int_equal(shift_of(&less, "actual", less.rows, k, later).status,
                     RIFFLE_OK);
    assert_int_equal(riffle_shift_theta(p->fit, both, one, NULL), RIFFLE_OK);
    assert_int_equal(riffle_shift_theta(less.fit, later, other, NULL),
                     RIFFLE_OK);
    for (size_t j = 0; j < d; j++) {
        one[j] += riffle_fit_theta(p->fit)[j];
        other[j] += riffle_fit_theta(less.fit)[j];
    }
    refit_free(less.fit);
    return apart(other, one, d);
}

static const struct law {
    const char *name;
    double (*apart)(struct problem *p);
} laws[] = {
    {"IF and RIF add up", law_influence_adds},
    {"RIF of one row is its Newton step", law_rescaled_is_newton_of_one},
    {"Newton steps are the dense ones", law_newton_is_dense},
    {"rows in any order", law_order_of_rows},
    {"a row twice has weight two", law_a_row_twice_is_weight_two},
    {"columns in any unit", law_units_of_columns},
    {"rotated features", law_rotations},
    {"other labels, other sign", law_other_label_other_sign},
    {"leverages are the dense ones", law_leverages_are_dense},
    {"leverages sum up", law_leverages_sum_up},
    {"RIF is IF over 1 - h", law_rescaling_is_one_minus_leverage},
    {"three copies of all", law_copies_of_all_change_nothing},
    {"certificates hold", law_certificates_hold},
    {"away and back", law_away_and_back},
    {"one set after the other", law_one_after_the_other},
    {"primal is dual", law_primal_is_dual},
};

static void test_laws_hold_for_any_data(void **state)
{
    (void)state;
    const char *wanted = getenv("RIFFLE_SEEDS");
    const uint64_t seeds = wanted ? strtoull(wanted, NULL, 10) : SEEDS;
    for (size_t l = 0; l < sizeof laws / sizeof laws[0]; l++) {
        double worst = 1e-16;
        uint64_t at = 0;
        for (uint64_t seed = 1; seed <= seeds; seed++) {
            struct problem p = problem_new(seed);
            const double found = laws[l].apart(&p);
            riffle_fit_free(p.fit);
            riffle_dataset_free(p.data);
            if (found > worst)
                at = seed;
            worst = fmax(worst, found);
            assert_true(isfinite(found));
        }
        print_message("# %-34s %4.1f digits, seed %llu\n", laws[l].name,
                      -log10(worst), (unsigned long long)at);
        if (-log10(worst) < least_digits)
            fail_msg("%s: only %.1f digits, seed %llu", laws[l].name,
                     -log10(worst), (unsigned long long)at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws_hold_for_any_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
