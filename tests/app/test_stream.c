/* Estimates stream to who looks, are kept when stopped, and resumed. */
#include "support/bench.h"

#include "report/inplace.h"

#define FIT "load digits38; fit; "
#define TOP "top 3 by=banzhaf with=samples:768,target:0"

/* Looks until it has seen enough, then presses Ctrl-C. */
static struct {
    size_t looks, ends;
    char *last;
    atomic_int stop;
} viewer;

static void look(void *data, struct session *session, const char *text)
{
    assert_ptr_equal(data, &viewer);
    assert_non_null(session->data);
    viewer.looks += text != NULL;
    viewer.ends += text == NULL;
    if (!text)
        return;
    free(viewer.last);
    viewer.last = strdup(text);
    viewer.stop = 1;
}

static int set_up(void **state)
{
    int failed = bench_set_up(state);
    struct bench *bench = *state;
    bench->session.watch = look;
    bench->session.watch_data = &viewer;
    bench->session.stop = &viewer.stop;
    viewer.looks = viewer.ends = 0;
    viewer.stop = 0;
    return failed;
}

static int tear_down(void **state)
{
    free(viewer.last);
    viewer.last = NULL;
    return bench_tear_down(state);
}

static void test_estimates_stream_and_are_resumed(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, FIT "probe all");
    (void)bench_run(bench, TOP);
    assert_int_equal(viewer.looks, 1);
    assert_int_equal(viewer.ends, 1);
    assert_non_null(strstr(viewer.last, "Banzhaf value so far, from "));
    assert_non_null(strstr(viewer.last, " of at most 768 models\n"));
    assert_non_null(strstr(viewer.last, "+-se"));
    assert_non_null(strstr(bench->notes, "`resume' goes on"));
    assert_non_null(strstr(bench->out, "3 of 286 training rows by Banzhaf"));
    viewer.stop = 0;
    assert_string_equal(bench->session.unfinished, TOP);
    bench->session.watch = NULL; /* goes on to the end */
    char *resumed = strdup(bench_said(bench, "resume"));
    assert_null(bench->session.unfinished);
    assert_non_null(strstr(resumed, "from 768 models"));
    bench_ok(bench, FIT "probe all"); /* forgets what was trained */
    bench_ok(bench, TOP);
    assert_non_null(strstr(resumed, bench->out)); /* the same, to the byte */
    free(resumed);
}

static void test_there_may_be_nothing_to_resume(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(bench_run(bench, "resume"), RIFFLE_ESTATE);
    bench_ok(bench, FIT);
    (void)bench_run(bench, TOP);
    viewer.stop = 0;
    assert_non_null(bench->session.unfinished);
    bench_ok(bench, "fit lambda=1"); /* of another model: not to be had now */
    assert_int_equal(bench_run(bench, "resume"), RIFFLE_ESTATE);
}

/* The sweep that was begun last is what is resumed. */
static void test_a_sweep_comes_before(void **state)
{
    struct bench *bench = *state;
    bench_ok(bench, FIT);
    (void)bench_run(bench, TOP);
    viewer.stop = 0;
    bench_ok(bench, "sweep sizes=2 strategies=random");
    assert_non_null(strstr(bench_said(bench, "resume"), "measure"));
    assert_non_null(strstr(bench->notes, "the sweep is complete"));
}

static void test_text_is_replaced_in_place(void **state)
{
    (void)state;
    char *out = NULL;
    size_t size;
    struct inplace place = {0};
    FILE *file = open_memstream(&out, &size);
    inplace_show(&place, NULL, file); /* nothing is there: nothing happens */
    (void)fflush(file);
    assert_int_equal(size, 0);
    inplace_show(&place, "a\nb\n", file);
    inplace_show(&place, "c\n", file);
    inplace_show(&place, NULL, file);
    (void)fclose(file);
    assert_string_equal(out, "\r\033[Ja\nb\n\r\033[2A\033[Jc\n\r\033[1A\033[J");
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_estimates_stream_and_are_resumed,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_there_may_be_nothing_to_resume,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_sweep_comes_before, set_up,
                                        tear_down),
        cmocka_unit_test(test_text_is_replaced_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
