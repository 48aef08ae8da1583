/* Running lines: what is printed where, what is returned, what stays. */
#include "support/bench.h"

#include "command/script.h"

static void test_error_has_four_parts(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "select random 20 seeed=1"),
                     RIFFLE_EUSAGE);
    assert_string_equal(bench->out, "");
    assert_string_equal(
        bench->notes,
        "error: unknown option `seeed' for `select'\n"
        "  --> attack.rif:1:18\n"
        "   |  select random 20 seeed=1\n"
        "   |                   ^^^^^\n"
        "  help: did you mean `seed='?   example: select random 5% seed=3\n");
}

static void test_every_error_says_what_next(void **state)
{
    static const char *const wrong[] = {
        "load /nope/nope.csv",
        "load .",
        "load /dev/null",
        "load wdbc test=/nope/nope.csv",
        "load wdbc; sample n=99999",
        "load wdbc; fit lambda=-1",
        "load wdbc; fit tol=2",
        "fit lambda=1 lambda=2",
        "load wdbc; select top 5",
        "load wdbc; select cluster l2 metric=hessian 5",
        "load wdbc; fit; inspect 99999",
        "load wdbc; fit; select random 200%",
        "load wdbc; fit; select random 99999",
        "load wdbc; fit; select rows",
        "load wdbc; fit; select rows @/nope/nope",
        "load wdbc; fit; select cluster l2 around=9999 5",
        "load wdbc; fit; probe all size=3",
        "load wdbc; fit; export theta /nope/x.csv",
        "source /nope/nope.rif",
        "source .",
        "set theme moon",
        "set width 3",
        "set threads 0",
        "set seed 0",
        "'unclosed",
        "nonsense",
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_not_equal(bench_run(bench, wrong[i]), RIFFLE_OK);
        if (!strstr(bench->notes, "\n  help: "))
            fail_msg("%s: %s", wrong[i], bench->notes);
    }
}

static void test_measure_without_estimates_is_fine(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "load wdbc; fit; select random 9; "
                                      "effect measures=accuracy"),
                     RIFFLE_OK);
    assert_non_null(strstr(bench->out, "status of all: ok"));
    assert_non_null(strstr(bench->out, "accuracy is a step function"));
    assert_null(strstr(bench->out, "not applicable"));
    assert_int_equal(bench_run(bench, "plot measure=accuracy"),
                     RIFFLE_ENOTAPPLICABLE);
}

static void test_caret_counts_cells_not_bytes(void **state)
{
    struct bench *bench = *state;
    bench->session.settings.unicode = true;
    assert_int_equal(bench_run(bench, "load 'd\xc3\xa9' siez=1"),
                     RIFFLE_EUSAGE);
    assert_non_null(strstr(bench->notes, "  --> attack.rif:1:11\n"));
    assert_non_null(strstr(bench->notes, "\n   |            ^^^^\n"));
}

static void test_error_in_a_later_line_shows_that_line(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "help\nhelp fit\nnonsense 3"),
                     RIFFLE_EUSAGE);
    assert_non_null(strstr(bench->notes, "attack.rif:3:1\n"));
    assert_non_null(strstr(bench->notes, "   |  nonsense 3\n"));
}

static void test_hostile_bytes_do_not_reach_the_terminal(void **state)
{
    struct bench *bench = *state;
    (void)bench_run(bench, "\033[2Jevil");
    assert_null(strchr(bench->notes, '\033'));
    (void)bench_run(bench, "help '\033]0;title\a'");
    assert_null(strchr(bench->notes, '\033'));
}

static void test_json_is_one_line_for_each_command(void **state)
{
    struct bench *bench = *state;
    bench->session.json = true;
    bench->session.keep_going = true;
    assert_int_equal(bench_run(bench, "help; nonsense; set; fit"),
                     RIFFLE_EUSAGE);
    const char *line = bench->out;
    static const bool ok[] = {true, false, true, false};
    for (size_t i = 0; i < 4; i++) {
        const char *end = strchr(line, '\n');
        assert_non_null(end);
        struct json_tokener *reader = json_tokener_new();
        struct json_object *object =
            json_tokener_parse_ex(reader, line, (int)(end - line));
        assert_non_null(object);
        assert_int_equal(
            json_object_get_boolean(json_object_object_get(object, "ok")),
            ok[i]);
        json_object_put(object);
        json_tokener_free(reader);
        line = end + 1;
    }
    assert_string_equal(line, "");
    assert_string_equal(bench->notes, "");
}

static void test_stops_at_the_first_failure_unless_told(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "fit; set"), RIFFLE_ESTATE);
    assert_string_equal(bench->out, "");
    bench->session.keep_going = true;
    assert_int_equal(bench_run(bench, "fit; set"), RIFFLE_ESTATE);
    assert_non_null(strstr(bench->out, "timing"));
}

static void test_stop_flag_ends_the_line(void **state)
{
    struct bench *bench = *state;
    atomic_int stop = 1;
    bench->session.stop = &stop;
    assert_int_equal(bench_run(bench, "set; quit"), RIFFLE_STOPPED);
    assert_false(bench->session.quit);
}

static void test_check_runs_nothing(void **state)
{
    struct bench *bench = *state;
    const char *line = "quit; nonsense; quit";
    const struct source source = {
        .text = line, .length = strlen(line), .file = "x", .line = 1};
    assert_int_equal(command_check(&bench->session, &source), RIFFLE_EUSAGE);
    assert_false(bench->session.quit);
}

static void test_history_keeps_what_succeeded(void **state)
{
    struct bench *bench = *state;
    (void)bench_run(bench, "set timing off # why");
    (void)bench_run(bench, "nonsense");
    assert_int_equal(bench->session.n_lines, 1);
    assert_string_equal(bench->session.lines[0], "set timing off");
}

static void test_help_is_one_screen_with_every_verb(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "help"), RIFFLE_OK);
    for (size_t i = 0; i < command_count(); i++) {
        char word[64];
        (void)snprintf(word, sizeof word, " %s", command_at(i)->verb);
        if (!strstr(bench->out, word))
            fail_msg("help does not show %s", command_at(i)->verb);
    }
    size_t lines = 0;
    size_t column = 0;
    for (const char *c = bench->out; *c; c++) {
        column = *c == '\n' ? 0 : column + 1;
        lines += *c == '\n';
        assert_true(column <= 80);
    }
    assert_true(lines <= 22);
}

static void test_every_status_has_an_exit_code(void **state)
{
    (void)state;
    static const struct {
        enum riffle_status status;
        int code;
    } codes[] = {
        {RIFFLE_OK, 0},           {RIFFLE_ESTATE, 1},
        {RIFFLE_EIO, 1},          {RIFFLE_EUSAGE, 2},
        {RIFFLE_EFORMAT, 3},      {RIFFLE_ELIMIT, 4},
        {RIFFLE_ENOMEM, 4},       {RIFFLE_ESEPARATED, 5},
        {RIFFLE_ESINGLECLASS, 5}, {RIFFLE_ENOTCONVERGED, 5},
        {RIFFLE_EEMPTY, 5},       {RIFFLE_STOPPED, 130},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_int_equal(exit_code_of(codes[i].status), codes[i].code);
}

/* Read a script from memory. */
static enum riffle_status read_script(struct bench *bench, const char *text,
                                      size_t size)
{
    FILE *in = fmemopen((void *)text, size, "r");
    enum riffle_status status =
        script_read(&bench->session, in, "a.rif", command_run);
    (void)fclose(in);
    fflush(bench->session.out);
    fflush(bench->session.notes);
    return status;
}

static void test_script_joins_lines_and_counts_them(void **state)
{
    struct bench *bench = *state;
    static const char text[] = "# first\nset \\\n  timing \\\n  on\n\nnonsense";
    assert_int_equal(read_script(bench, text, strlen(text)), RIFFLE_EUSAGE);
    assert_true(bench->session.settings.timing);
    assert_non_null(strstr(bench->notes, "a.rif:6:1\n"));
}

static void test_script_refuses_an_endless_line(void **state)
{
    struct bench *bench = *state;
    const size_t size = (size_t)1 << 20;
    char *text = malloc(size);
    memset(text, 'x', size);
    assert_int_equal(read_script(bench, text, size), RIFFLE_ELIMIT);
    assert_non_null(strstr(bench->notes, "more than 65536 bytes"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_error_has_four_parts, bench_set_up,
                                        bench_tear_down),
        cmocka_unit_test_setup_teardown(test_every_error_says_what_next,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_measure_without_estimates_is_fine,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_caret_counts_cells_not_bytes,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_error_in_a_later_line_shows_that_line, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_hostile_bytes_do_not_reach_the_terminal, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_json_is_one_line_for_each_command,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(
            test_stops_at_the_first_failure_unless_told, bench_set_up,
            bench_tear_down),
        cmocka_unit_test_setup_teardown(test_stop_flag_ends_the_line,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_check_runs_nothing, bench_set_up,
                                        bench_tear_down),
        cmocka_unit_test_setup_teardown(test_history_keeps_what_succeeded,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_help_is_one_screen_with_every_verb,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test(test_every_status_has_an_exit_code),
        cmocka_unit_test_setup_teardown(test_script_joins_lines_and_counts_them,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_script_refuses_an_endless_line,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
