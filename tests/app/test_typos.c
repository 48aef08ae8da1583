/* Criterion 14: what a slip of the fingers meant comes first. */
#include "support/bench.h"

/* Letters left out, doubled, swapped, beside each other on the keyboard. */
static const struct typo {
    const char *line;
    const char *meant;
} typos[] = {
    /* commands */
    {"laod wdbc", "load"},
    {"lod wdbc", "load"},
    {"load_ wdbc", "load"},
    {"fti", "fit"},
    {"ift", "fit"},
    {"fitt", "fit"},
    {"selct random 5", "select"},
    {"slect random 5", "select"},
    {"seelct random 5", "select"},
    {"efect", "effect"},
    {"effetc", "effect"},
    {"afect", "effect"},
    {"swep", "sweep"},
    {"sweeep", "sweep"},
    {"seep", "sweep"},
    {"polt", "plot"},
    {"pltot", "plot"},
    {"insepct 3", "inspect"},
    {"inspct 3", "inspect"},
    {"explian test=1", "explain"},
    {"influnce", "influence"},
    {"exprot rows r.csv", "export"},
    {"udno", "undo"},
    {"hlep", "help"},
    {"hepl fit", "help"},
    {"hsitory", "history"},
    {"relabl 3", "relabel"},
    {"remvoe 3", "remove"},
    {"flipest test=1", "flipset"},
    {"qiut", "quit"},
    /* options */
    {"fit lamda=3", "lambda="},
    {"fit lmabda=3", "lambda="},
    {"fit penlaty=fixed", "penalty="},
    {"fit intercpt=none", "intercept="},
    {"load wdbc lable=diagnosis", "label="},
    {"load wdbc tets=0.2", "test="},
    {"load wdbc standardise=on", "standardize="},
    {"load wdbc postive=benign", "positive="},
    {"sweep szies=5", "sizes="},
    {"sweep stratgies=random", "strategies="},
    {"sweep rnage=1%:5%", "range="},
    {"effect esitmators=if", "estimators="},
    {"effect measure=test_loss", "measures="},
    {"select random 5 sede=1", "seed="},
    {"top 5 measrue=test_loss", "measure="},
    {"plot widht=60", "width="},
    /* values */
    {"fit penalty=fixd", "fixed"},
    {"fit penalty=sclaed", "scaled"},
    {"fit intercept=fre", "free"},
    {"select randmo 5", "random"},
    {"select clsuter l2 5", "cluster"},
    {"plot scater", "scatter"},
    {"plot histgram", "histogram"},
    {"show modle", "model"},
    {"set gylphs ascii", "glyphs"},
    {"set timing onn", "on"},
    /* names of what there is */
    {"load wbdc", "wdbc"},
    {"load digit38", "digits38"},
    {"set theme drak", "dark"},
    {"theme high-contrats", "high-contrast"},
    {"effect measures=tets_loss", "test_loss"},
    {"effect estimators=rfi", "rif"},
    {"top 5 by=leverag", "leverage"},
    {"select where mean_raduis > 3", "mean_radius"},
    {"select where levrage > 0.1", "leverage"},
    {"edit 3 mean_raidus=2", "mean_radius="},
    {"effect measures=theta:mean_raidus", "mean_radius"},
    {"help levrage", "leverage"},
    {"select smoe", "some"},
};

enum { TYPOS = sizeof typos / sizeof *typos };

static bool comes_first(struct bench *bench, const struct typo *typo)
{
    static const char lead[] = "did you mean `";
    assert_true(bench_run(bench, typo->line) != RIFFLE_OK);
    const char *at = strstr(bench->notes, lead);
    size_t n = strlen(typo->meant);
    return at && strncmp(at + sizeof lead - 1, typo->meant, n) == 0 &&
           at[sizeof lead - 1 + n] == '\'';
}

static void test_what_was_meant_comes_first(void **state)
{
    struct bench *bench = *state;
    size_t found = 0;
    bench_ok(bench, "load wdbc; fit; select random 4; name some");
    for (size_t i = 0; i < TYPOS; i++) {
        bool first = comes_first(bench, &typos[i]);
        found += first;
        if (!first)
            print_message("# %s: not %s first\n", typos[i].line,
                          typos[i].meant);
    }
    print_message("# %zu of %d\n", found, TYPOS);
    assert_true(100 * found >= 95 * (size_t)TYPOS);
}

/* What is like nothing gets no suggestion: a wrong one costs more. */
static void test_nothing_is_guessed_of_noise(void **state)
{
    struct bench *bench = *state;
    static const char *const noise[] = {"zzzzzz", "xyzzy 3", "fit qqqqqq=3",
                                        "set qqqqqq on", "theme qqqqqq"};
    for (size_t i = 0; i < sizeof noise / sizeof *noise; i++) {
        assert_true(bench_run(bench, noise[i]) != RIFFLE_OK);
        assert_null(strstr(bench->notes, "did you mean"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_was_meant_comes_first,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_nothing_is_guessed_of_noise,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
