/* What Tab offers, by position. */
#include "support/check.h"

#include <string.h>

#include "command/complete.h"
#include "session.h"
#include "support/folder.h"

/* A data set with a column whose name has a blank, and a hostile one. */
static char *columns[] = {"age", "mean radius", "mean\033[2J"};
static struct riffle_dataset data = {.n_features = 3, .feature_names = columns};
static struct session_set sets[] = {{.name = "suspects"}};
static const struct session session = {
    .data = &data, .sets = sets, .n_sets = 1};

/* The candidates at the end of `line`, in one string, and where they go. */
static size_t complete_line(const char *line, char *joined, size_t size)
{
    struct completion completion;
    complete(&session, line, strlen(line), &completion);
    size_t start = completion.start;
    joined[0] = '\0';
    for (size_t i = 0; i < completion.names.n; i++) {
        size_t used = strlen(joined);
        (void)snprintf(joined + used, size - used, "%s|",
                       completion.names.items[i]);
    }
    completion_release(&completion);
    return start;
}

static void assert_offers(const char *line, size_t start, const char *expected)
{
    char joined[4096];
    size_t found = complete_line(line, joined, sizeof joined);
    assert_string_equal(joined, expected);
    assert_int_equal(found, start);
}

static void test_verbs_complete(void **state)
{
    (void)state;
    assert_offers("infl", 0, "influence|");
    assert_offers("fit; infl", 5, "influence|");
    assert_offers("fit\ninfl", 4, "influence|");
    assert_offers("zzz", 0, "");
}

static void test_options_complete_once(void **state)
{
    (void)state;
    char joined[4096];
    assert_offers("fit lamb", 4, "lambda=|");
    (void)complete_line("fit lambda=3 ", joined, sizeof joined);
    assert_null(strstr(joined, "lambda="));
    assert_non_null(strstr(joined, "penalty="));
}

static void test_values_complete_after_the_key(void **state)
{
    (void)state;
    assert_offers("fit penalty=sc", 12, "scaled|");
    assert_offers("effect estimators=if,r", 18, "if,rif|");
    assert_offers("effect measures=logi", 16, "logit:|");
}

static void test_columns_are_quoted_and_safe(void **state)
{
    (void)state;
    assert_offers("select cluster feature=mean", 23, "\"mean radius\"|");
    assert_offers("select cluster feature=\"mean r", 23, "\"mean radius\"|");
    assert_offers("select cluster feature=a", 23, "age|");
}

static void test_words_follow_the_table(void **state)
{
    (void)state;
    assert_offers("select clus", 7, "cluster|");
    assert_offers("set timing o", 11, "on|off|");
    assert_offers("help resca", 5, "rescaled|");
    assert_offers("unknown x", 8, "");
}

static void test_sets_files_and_coefficients_complete(void **state)
{
    (void)state;
    assert_offers("select sus", 7, "suspects|");
    assert_offers("effect measures=test_loss,theta:ag", 16,
                  "test_loss,theta:age|");
    file_write("two words.csv", "x", 1);
    file_write("other.csv", "x", 1);
    assert_offers("load two", 5, "\"two words.csv\"|");
    assert_offers("load oth", 5, "other.csv|");
    assert_offers("add @oth", 4, "@other.csv|");
    assert_offers("export sweep oth", 13, "other.csv|");
}

/* Criterion 21. The time that this takes: meson test --benchmark tui. */
static void test_many_columns_are_counted(void **state)
{
    (void)state;
    enum { MANY = 50000 };
    char(*texts)[16] = calloc(MANY, sizeof *texts);
    char **names = calloc(MANY, sizeof *names);
    struct completion found;
    assert_non_null(texts);
    assert_non_null(names);
    for (size_t j = 0; j < MANY; j++) {
        (void)snprintf(texts[j], sizeof *texts, "pixel %zu", j);
        names[j] = texts[j];
    }
    struct riffle_dataset wide = {.n_features = MANY, .feature_names = names};
    const struct session many = {.data = &wide};
    static const char line[] = "select cluster feature=p";
    complete(&many, line, strlen(line), &found);
    assert_int_equal(found.names.n, COMPLETION_MOST);
    assert_int_equal(found.names.n + found.more, MANY);
    assert_string_equal(found.common, "\"pixel ");
    completion_release(&found);
    static const char longer[] = "select cluster feature=\"pixel 4321";
    complete(&many, longer, strlen(longer), &found);
    assert_int_equal(found.names.n, 11); /* 4321, 43210, ..., 43219 */
    assert_int_equal(found.more, 0);
    assert_string_equal(found.common, "\"pixel 4321");
    completion_release(&found);
    free(names);
    free(texts);
}

static void test_what_all_share_is_typed(void **state)
{
    (void)state;
    struct completion found;
    complete(&session, "select cluster feature=mea", 26, &found);
    assert_null(found.common); /* one alone */
    completion_release(&found);
    complete(&session, "show s", 6, &found);
    assert_string_equal(found.common, "s");
    completion_release(&found);
    complete(&session, "help ", 5, &found);
    assert_true(found.names.n > 100);
    assert_null(found.common);
    completion_release(&found);
    complete(&session, "fit l", 5, &found);
    assert_null(found.common);
    completion_release(&found);
}

static void test_a_blank_follows_whole_words_only(void **state)
{
    (void)state;
    assert_true(completion_is_word("select"));
    assert_true(completion_is_word("\"mean radius\""));
    assert_false(completion_is_word("lambda="));
    assert_false(completion_is_word("logit:"));
    assert_false(completion_is_word("datasets/"));
    assert_false(completion_is_word("\"my data/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verbs_complete),
        cmocka_unit_test(test_options_complete_once),
        cmocka_unit_test(test_values_complete_after_the_key),
        cmocka_unit_test(test_columns_are_quoted_and_safe),
        cmocka_unit_test(test_words_follow_the_table),
        IN_FOLDER(test_sets_files_and_coefficients_complete),
        cmocka_unit_test(test_many_columns_are_counted),
        cmocka_unit_test(test_what_all_share_is_typed),
        cmocka_unit_test(test_a_blank_follows_whole_words_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
