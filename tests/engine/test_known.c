/*
 * Certified values of classical data sets, from arbitrary-precision Newton
 * iterations (40 to 50 digits), to the 10 digits that the specification asks.
 */
#include "support/check.h"

#include "riffle/estimator.h"
#include "riffle/fit.h"

#include "support/fixture.h"

static const double ten_digits = 1e-10;

static struct riffle_dataset *load(const char *name, const char *label)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/known/%s.csv", TESTS_DATA, name);
    const struct riffle_load_options options = {.label = label,
                                                .test_fraction = -1};
    struct riffle_dataset *data = NULL;
    struct riffle_error err = {0};
    if (riffle_dataset_load(path, &options, NULL, &data, &err) != RIFFLE_OK)
        fail_msg("%s", err.message);
    return data;
}

static void check_all(const double *actual, const double *expected, size_t n)
{
    for (size_t j = 0; j < n; j++)
        assert_close(actual[j] / expected[j], 1, ten_digits);
}

static void test_finney_fits(void **state)
{
    (void)state;
    struct riffle_dataset *data = load("finney", "constrict");
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const double theta[] = {4.56167527880711009, 5.17932401927189335,
                            -2.87542171021681134};
    check_all(riffle_fit_theta(fit), theta, 3);
    const struct riffle_points *rows = riffle_fit_train(fit);
    assert_close(2 * riffle_fit_summary(fit)->objective, 29.2273752807059255,
                 ten_digits);
    assert_close(rows->leverage[3], 0.0867446252740658, ten_digits);
    assert_close(rows->leverage[17], 0.0953856446606846, ten_digits);
    assert_true(riffle_fit_summary(fit)->relative_gradient < 1e-12);
    riffle_fit_free(fit);
    fit = fixture_fit(data, 1.0 / 39, RIFFLE_PENALTY_FIXED,
                      RIFFLE_INTERCEPT_PENALIZED);
    const double held[] = {1.26422533643490015, 1.6745690795293495,
                           -0.596628470757402363};
    check_all(riffle_fit_theta(fit), held, 3);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

static void test_low_birth_weight_fits(void **state)
{
    (void)state;
    struct riffle_dataset *data = load("lbw", "low");
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const double theta[] = {
        -0.0271003108862334782, -0.0151508184405216303, 1.26264728439718661,
        0.862079161798226833,   0.923344822285271965,   0.541836564763039877,
        1.83251780354858622,    0.758513480171182156,   0.461223886417370037};
    check_all(riffle_fit_theta(fit), theta, 9);
    assert_close(2 * riffle_fit_summary(fit)->objective, 201.447991132502215,
                 ten_digits);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

static void test_spector_fits(void **state)
{
    (void)state;
    struct riffle_dataset *data = load("spector", "GRADE");
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    const double theta[] = {2.82611259488932088, 0.0951576613179092866,
                            2.37868765509335449, -13.0213468581156887};
    check_all(riffle_fit_theta(fit), theta, 4);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

/* One line of tests/oracle/certify.py: theta_T - theta, intercept first. */
struct certified {
    const char *estimator;
    size_t k;
    size_t rows[2]; /* cases 4 and 18, counted from 0 */
    double shift[3];
};

/* Without both rows the classes nearly separate, which no estimate foresees. */
static const struct certified unpenalised[] = {
    {"if",
     1,
     {3},
     {-1.2947087940798351, 1.5613918933442085, 1.7336598111372274}},
    {"rif",
     1,
     {3},
     {-1.417685381231262, 1.7096991012100844, 1.898329710523187}},
    {"ns", 1, {3}, {-1.417685381231262, 1.7096991012100844, 1.898329710523187}},
    {"actual",
     1,
     {3},
     {-2.3308857212250867, 2.8933052398851343, 3.2884416301984145}},
    {"if",
     1,
     {17},
     {-1.1464284049888154, 1.3765346300225735, 1.4299864800397833}},
    {"rif",
     1,
     {17},
     {-1.267311753591172, 1.5216811693268383, 1.5807691659982601}},
    {"ns",
     1,
     {17},
     {-1.267311753591172, 1.5216811693268383, 1.5807691659982601}},
    {"actual",
     1,
     {17},
     {-1.882784401895921, 2.3186495392505743, 2.4917987462175863}},
    {"if",
     2,
     {3, 17},
     {-2.4411371990686505, 2.937926523366782, 3.1636462911770107}},
    {"rif",
     2,
     {3, 17},
     {-2.684997134822434, 3.2313802705369226, 3.4790988765214471}},
    {"ns",
     2,
     {3, 17},
     {-2.9836455050194334, 3.5906693470292194, 3.8637622233502865}},
    {"actual",
     2,
     {3, 17},
     {-21.705788212630531, 27.373488646000935, 34.370478773603741}},
};

static const struct certified penalised[] = {
    {"if",
     1,
     {3},
     {-0.089555891540332504, 0.022547934344120429, 0.091800752429443787}},
    {"rif",
     1,
     {3},
     {-0.093160517123511084, 0.02345548894032523, 0.095495733687189274}},
    {"ns",
     1,
     {3},
     {-0.093160517123511084, 0.02345548894032523, 0.095495733687189274}},
    {"actual",
     1,
     {3},
     {-0.094399332777920163, 0.024805698082582865, 0.097035934633043581}},
    {"if",
     1,
     {17},
     {-0.083986799001010801, 0.02495093244696489, 0.062358578359330434}},
    {"rif",
     1,
     {17},
     {-0.086914382086338028, 0.025820663507842654, 0.064532252334303942}},
    {"ns",
     1,
     {17},
     {-0.086914382086338028, 0.025820663507842654, 0.064532252334303942}},
    {"actual",
     1,
     {17},
     {-0.08792272473578943, 0.027046226476156997, 0.065669368677772601}},
    {"if",
     2,
     {3, 17},
     {-0.17354269054134331, 0.047498866791085319, 0.15415933078877422}},
    {"rif",
     2,
     {3, 17},
     {-0.18007489920984911, 0.049276152448167885, 0.16002798602149322}},
    {"ns",
     2,
     {3, 17},
     {-0.18698000171036192, 0.051176316120432593, 0.16609804946033327}},
    {"actual",
     2,
     {3, 17},
     {-0.19197343861814659, 0.056752665830640824, 0.17189676343008748}},
};

static void expect_shift(const struct riffle_fit *fit,
                         const struct certified *line)
{
    struct riffle_removal removal = {0};
    double u[3], theta[3];
    struct riffle_shift shift = {.u = u};
    struct riffle_error err = {0};
    assert_int_equal(
        riffle_removal_init(&removal, line->rows, line->k, 39, NULL, &err),
        RIFFLE_OK);
    assert_int_equal(riffle_estimator_find(line->estimator)
                         ->shift(fit, &removal, 1, &shift, NULL, &err),
                     RIFFLE_OK);
    assert_int_equal(shift.status, RIFFLE_OK);
    assert_int_equal(riffle_shift_theta(fit, u, theta, &err), RIFFLE_OK);
    const double ordered[] = {theta[2], theta[0], theta[1]};
    check_all(ordered, line->shift, 3);
    riffle_removal_release(&removal);
}

static void test_finney_removals(void **state)
{
    (void)state;
    struct riffle_dataset *data = load("finney", "constrict");
    struct riffle_fit *fit =
        fixture_fit(data, 0, RIFFLE_PENALTY_FIXED, RIFFLE_INTERCEPT_FREE);
    for (size_t i = 0; i < sizeof unpenalised / sizeof unpenalised[0]; i++)
        expect_shift(fit, &unpenalised[i]);
    riffle_fit_free(fit);
    fit = fixture_fit(data, 1.0 / 39, RIFFLE_PENALTY_FIXED,
                      RIFFLE_INTERCEPT_PENALIZED);
    for (size_t i = 0; i < sizeof penalised / sizeof penalised[0]; i++)
        expect_shift(fit, &penalised[i]);
    riffle_fit_free(fit);
    riffle_dataset_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finney_fits),
        cmocka_unit_test(test_low_birth_weight_fits),
        cmocka_unit_test(test_spector_fits),
        cmocka_unit_test(test_finney_removals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
