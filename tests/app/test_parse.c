/* The checks before any handler runs, and where their errors point. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include "command/names.h"
#include "command/parse.h"
#include "command/types.h"

static enum riffle_status parse(const char *line, bool prefixes,
                                struct call_mark *mark,
                                struct riffle_error *err)
{
    struct command_call call;
    const struct source source = {
        .text = line, .length = strlen(line), .line = 1, .prefixes = prefixes};
    memset(err, 0, sizeof *err);
    enum riffle_status status = parse_command(&source, 0, &call, mark, err);
    call_release(&call);
    return status;
}

static void assert_parses(const char *line)
{
    struct call_mark mark;
    struct riffle_error err;
    if (parse(line, false, &mark, &err))
        fail_msg("%s: %s", line, err.message);
}

/* The failure, and the bytes that it marks. */
static void assert_refused(const char *line, const char *message,
                           const char *marked)
{
    struct call_mark mark;
    struct riffle_error err;
    assert_int_equal(parse(line, false, &mark, &err), RIFFLE_EUSAGE);
    assert_non_null(strstr(err.message, message));
    assert_int_equal(mark.end - mark.start, strlen(marked));
    assert_memory_equal(line + mark.start, marked, strlen(marked));
}

static void test_good_lines_parse(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "# only a comment",
        "load x.csv label='my label' positive=yes",
        "fit lambda=1e-3 penalty=scaled intercept=none",
        "select random 5% seed=3",
        "select cluster l2 20 metric=raw",
        "select rows 1 5-7 9,10",
        "effect estimators=if,rif measures=test_loss,logit:3",
        "sweep sizes=10 range=0.1%:5%",
        "set timing on",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_parses(lines[i]);
}

static void test_errors_point_at_the_culprit(void **state)
{
    (void)state;
    assert_refused("selct random 5", "unknown command `selct'", "selct");
    assert_refused("fit lamda=3", "unknown option `lamda' for `fit'", "lamda");
    assert_refused("fit lambda=abc", "`abc' is not a number", "abc");
    assert_refused("fit lambda=", "`lambda' is empty", "lambda=");
    assert_refused("fit lambda=1 lambda=2", "given twice", "lambda");
    assert_refused("fit penalty=fixd", "unknown value `fixd' for `penalty'",
                   "fixd");
    assert_refused("fit 3", "takes no words", "3");
    assert_refused("load", "`load' needs PATH", "load");
    assert_refused("load 'a b", "never closed", "'");
    assert_refused("effect estimators=if,riff", "`riff' is not an estimator",
                   "if,riff");
    assert_refused("effect measures=tset_loss", "is not a measure",
                   "tset_loss");
    assert_refused("sweep range=5%:1%", "is not a range", "5%:1%");
    assert_refused("select random 5 seed=0", "whole number above 0", "0");
    assert_refused("help nonsense", "is not a topic", "nonsense");
    assert_refused("quit lambda=3", "unknown option `lambda'", "lambda");
}

static void test_hints_name_the_nearest_and_an_example(void **state)
{
    (void)state;
    struct call_mark mark;
    struct riffle_error err;
    (void)parse("select random 20 sede=1", false, &mark, &err);
    assert_non_null(strstr(err.hint, "did you mean"));
    assert_non_null(strstr(err.hint, "example: select "));
    (void)parse("fit penalty=zzzzzzzz", false, &mark, &err);
    assert_non_null(strstr(err.hint, "one of fixed, scaled"));
}

static void test_prefixes_are_for_people_only(void **state)
{
    (void)state;
    struct call_mark mark;
    struct riffle_error err;
    assert_int_equal(parse("sel random 5", true, &mark, &err), RIFFLE_OK);
    assert_int_equal(parse("sel random 5", false, &mark, &err), RIFFLE_EUSAGE);
    assert_int_equal(parse("s", true, &mark, &err), RIFFLE_EUSAGE);
}

static void test_nul_is_refused(void **state)
{
    (void)state;
    struct call_mark mark;
    struct command_call call;
    struct riffle_error err;
    const struct source source = {.text = "fit\0x", .length = 5, .line = 1};
    assert_int_equal(parse_command(&source, 0, &call, &mark, &err),
                     RIFFLE_EUSAGE);
    assert_int_equal(mark.start, 3);
    call_release(&call);
}

/* What is typed, what is meant: of every kind that has names. */
static const struct {
    enum command_type type;
    const char *typed, *meant;
} typos[] = {
    {TYPE_COMMAND, "laod", "load"},
    {TYPE_COMMAND, "lod", "load"},
    {TYPE_COMMAND, "loda", "load"},
    {TYPE_COMMAND, "slect", "select"},
    {TYPE_COMMAND, "selct", "select"},
    {TYPE_COMMAND, "seelct", "select"},
    {TYPE_COMMAND, "selcet", "select"},
    {TYPE_COMMAND, "swep", "sweep"},
    {TYPE_COMMAND, "sewep", "sweep"},
    {TYPE_COMMAND, "sweeep", "sweep"},
    {TYPE_COMMAND, "efect", "effect"},
    {TYPE_COMMAND, "effct", "effect"},
    {TYPE_COMMAND, "effetc", "effect"},
    {TYPE_COMMAND, "infuence", "influence"},
    {TYPE_COMMAND, "inlfuence", "influence"},
    {TYPE_COMMAND, "influnece", "influence"},
    {TYPE_COMMAND, "histroy", "history"},
    {TYPE_COMMAND, "hsitory", "history"},
    {TYPE_COMMAND, "hlep", "help"},
    {TYPE_COMMAND, "hepl", "help"},
    {TYPE_COMMAND, "exprot", "export"},
    {TYPE_COMMAND, "exort", "export"},
    {TYPE_COMMAND, "insepct", "inspect"},
    {TYPE_COMMAND, "inspct", "inspect"},
    {TYPE_COMMAND, "pobe", "probe"},
    {TYPE_COMMAND, "porbe", "probe"},
    {TYPE_COMMAND, "plto", "plot"},
    {TYPE_COMMAND, "polt", "plot"},
    {TYPE_COMMAND, "qiut", "quit"},
    {TYPE_COMMAND, "quti", "quit"},
    {TYPE_COMMAND, "sorce", "source"},
    {TYPE_COMMAND, "sythn", "synth"},
    {TYPE_COMMAND, "snyth", "synth"},
    {TYPE_COMMAND, "smaple", "sample"},
    {TYPE_COMMAND, "samle", "sample"},
    {TYPE_COMMAND, "resmue", "resume"},
    {TYPE_COMMAND, "aprpos", "apropos"},
    {TYPE_COMMAND, "claer", "clear"},
    {TYPE_COMMAND, "dmeo", "demo"},
    {TYPE_COMMAND, "shwo", "show"},
    {TYPE_MEASURE, "tset_loss", "test_loss"},
    {TYPE_MEASURE, "testloss", "test_loss"},
    {TYPE_MEASURE, "test_los", "test_loss"},
    {TYPE_MEASURE, "slef_loss", "self_loss"},
    {TYPE_MEASURE, "self_lss", "self_loss"},
    {TYPE_MEASURE, "test_predicton", "test_prediction"},
    {TYPE_MEASURE, "remvoed_loss", "removed_loss"},
    {TYPE_MEASURE, "acuracy", "accuracy"},
    {TYPE_MEASURE, "accuarcy", "accuracy"},
    {TYPE_ESTIMATORS, "fi", "if"},
    {TYPE_ESTIMATORS, "rfi", "rif"},
    {TYPE_ESTIMATORS, "acutal", "actual"},
    {TYPE_ESTIMATORS, "actul", "actual"},
    {TYPE_SCORE, "levrage", "leverage"},
    {TYPE_SCORE, "leverag", "leverage"},
    {TYPE_SCORE, "cok", "cook"},
    {TYPE_PRESETS, "radnom", "random"},
    {TYPE_PRESETS, "featrue", "feature"},
    {TYPE_SETTING, "colr", "color"},
    {TYPE_SETTING, "wdith", "width"},
    {TYPE_SETTING, "theads", "threads"},
};

static void test_first_suggestion_is_what_was_meant(void **state)
{
    (void)state;
    size_t right = 0;
    const size_t n = sizeof typos / sizeof typos[0];
    for (size_t i = 0; i < n; i++) {
        char near[256];
        char expected[64];
        struct names names;
        const struct command_option option = {.type = typos[i].type};
        names_init(&names);
        names_collect(&names, NULL, &option);
        names_nearest(&names, typos[i].typed, "", near, sizeof near);
        names_release(&names);
        (void)snprintf(expected, sizeof expected, "did you mean `%s'",
                       typos[i].meant);
        if (strncmp(near, expected, strlen(expected)) == 0)
            right++;
        else
            print_message("# %s: not %s: %s\n", typos[i].typed, typos[i].meant,
                          near);
    }
    assert_true(n >= 60);
    assert_true(100 * right >= 95 * n);
}

/* The table is what everything else rests on. */
static void test_table_is_sorted_and_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        assert_ptr_equal(command_find(command->verb), command);
        assert_true(i == 0 ||
                    strcmp(command_at(i - 1)->verb, command->verb) < 0);
        assert_non_null(command->summary);
        assert_non_null(command->usage);
        assert_non_null(command->run);
        assert_true(command->examples && command->examples[0]);
        assert_true(command->min_words <= command->max_words);
    }
}

/* The default of an option has to pass the check of its own type. */
static void test_defaults_are_valid(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++) {
        const struct command_option *row = command_at(i)->options;
        for (; row && row->name; row++) {
            struct riffle_error err;
            if (row->preset && type_check(row, row->preset, &err))
                fail_msg("%s %s=%s: %s", command_at(i)->verb, row->name,
                         row->preset, err.message);
        }
    }
}

static void assert_known(const char *verb, const char *names)
{
    while (names && *names) {
        char name[64];
        size_t n = strcspn(names, ",");
        (void)snprintf(name, sizeof name, "%.*s", (int)n, names);
        if (!command_find(name))
            fail_msg("%s: see also %s, which is no command", verb, name);
        names += n + (names[n] == ',');
    }
}

static void test_see_also_names_commands(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++)
        assert_known(command_at(i)->verb, command_at(i)->see_also);
}

/* Every example parses, command by command. */
static void test_examples_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < command_count(); i++) {
        const char *const *example = command_at(i)->examples;
        for (; *example; example++) {
            const struct source source = {
                .text = *example, .length = strlen(*example), .line = 1};
            for (size_t at = 0; at < source.length;) {
                struct command_call call;
                struct call_mark mark;
                struct riffle_error err;
                if (parse_command(&source, at, &call, &mark, &err))
                    fail_msg("%s: %s", *example, err.message);
                at = call.tokens.next;
                call_release(&call);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_lines_parse),
        cmocka_unit_test(test_errors_point_at_the_culprit),
        cmocka_unit_test(test_hints_name_the_nearest_and_an_example),
        cmocka_unit_test(test_prefixes_are_for_people_only),
        cmocka_unit_test(test_nul_is_refused),
        cmocka_unit_test(test_first_suggestion_is_what_was_meant),
        cmocka_unit_test(test_table_is_sorted_and_whole),
        cmocka_unit_test(test_defaults_are_valid),
        cmocka_unit_test(test_see_also_names_commands),
        cmocka_unit_test(test_examples_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
