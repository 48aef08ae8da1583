/*
 * Memory that runs out at every allocation of a command, once or from then
 * on: the command fails as being out of memory, or makes do without; it never
 * crashes, and the session goes on.
 * RIFFLE_FAULTS=all tries every allocation; else a sample of each scenario.
 * fork, beside it or alone: see survives().
 */
#include "support/npy_bytes.h"

#include <signal.h>
#include <sys/wait.h>

#include "command/dispatch.h"
#include "faults/allocate.h"
#include "riffle/rng.h"

enum { SAMPLE = 12 };

#define FITTED "synth gaussian n=60 d=4; fit"

static const struct scenario {
    const char *before; /* done with all the memory there is */
    const char *line;
    enum riffle_status whole; /* of the line, when no allocation fails */
} scenarios[] = {
    {"", "load wdbc", RIFFLE_OK},
    {"", "load words", RIFFLE_OK},
    {"", "load mixed.csv missing=mean standardize=on ignore=skip", RIFFLE_OK},
    {"", "load mixed.csv missing=drop test=mixed.csv", RIFFLE_OK},
    {"", "load x.npy y=y.npy", RIFFLE_OK},
    {"", "load saved.npz", RIFFLE_OK},
    {"", "load saved.svm", RIFFLE_OK},
    {"", "load none.csv", RIFFLE_EIO},
    {"", "synth clusters n=30 d=4", RIFFLE_OK},
    {"", "synth poisoned n=30 d=4", RIFFLE_OK},
    {"synth gaussian n=60 d=4", "sample n=20", RIFFLE_OK},
    {"synth gaussian n=60 d=4", "fit", RIFFLE_OK},
    {"synth gaussian n=20 d=40", "fit lambda=1e-2 penalty=scaled", RIFFLE_OK},
    {FITTED, "select random 5", RIFFLE_OK},
    {FITTED, "select cluster l2 5", RIFFLE_OK},
    {FITTED, "select cluster feature=x1 5", RIFFLE_OK},
    {FITTED, "select top 5 by=rif", RIFFLE_OK},
    {FITTED, "select where 'p > 0.5 and not row == 3'", RIFFLE_OK},
    {FITTED, "select rows 1 2-5 @rows", RIFFLE_OK},
    {FITTED "; select rows 1-9", "effect", RIFFLE_OK},
    {FITTED, "sweep sizes=3 range=1%:20%", RIFFLE_OK},
    {FITTED "; sweep sizes=3", "plot", RIFFLE_OK},
    {FITTED "; sweep sizes=3", "plot histogram", RIFFLE_OK},
    {FITTED "; sweep sizes=3", "export sweep f.csv", RIFFLE_OK},
    {FITTED "; sweep sizes=3", "export plot f.svg", RIFFLE_OK},
    {FITTED, "export influence f.npz", RIFFLE_OK},
    {FITTED, "influence", RIFFLE_OK},
    {FITTED, "top 5", RIFFLE_OK},
    {FITTED, "inspect 3", RIFFLE_OK},
    {FITTED, "diagnose", RIFFLE_OK},
    {FITTED, "probe size=4", RIFFLE_OK},
    {"synth gaussian n=60 d=4; select rows 1-9", "name mine", RIFFLE_OK},
    {FITTED, "show model; show data; set", RIFFLE_OK},
    {FITTED, "history save=f.rif", RIFFLE_OK},
    {"", "help fit; help leverage; apropos newton", RIFFLE_OK},
    {"", "source job.rif", RIFFLE_OK},
    {"", "set theme light", RIFFLE_OK},
    {"", "fit lamda=3", RIFFLE_EUSAGE},
    {FITTED, "explain test=2", RIFFLE_OK},
    {FITTED, "flipset test=2 max=2", RIFFLE_OK},
    {FITTED "; select rows 1-4", "interact", RIFFLE_OK},
    {FITTED, "interact all 5", RIFFLE_OK},
    {FITTED "; select rows 1-4", "why", RIFFLE_OK},
    {"synth gaussian n=20 d=2; fit", "detect", RIFFLE_OK},
    {"synth gaussian n=60 d=4", "poison labels=4", RIFFLE_OK},
    {"synth gaussian n=60 d=4; poison labels=4", "reveal", RIFFLE_OK},
    {FITTED, "relabel 3", RIFFLE_OK},
    {FITTED, "edit 3 x1=0.5", RIFFLE_OK},
    {FITTED, "duplicate 3", RIFFLE_OK},
    {FITTED, "addrow x0=1 x1=2 x2=0 x3=1 label=1", RIFFLE_OK},
    {FITTED, "remove 3-5", RIFFLE_OK},
    {FITTED "; remove 3-5", "undo", RIFFLE_OK},
    {FITTED "; remove 3-5; undo", "redo", RIFFLE_OK},
    {FITTED "; remove 3-5; relabel 9", "diff", RIFFLE_OK},
    {FITTED, "mark 3 verdict=poison note=odd", RIFFLE_OK},
    {FITTED "; mark 3 verdict=poison", "cases", RIFFLE_OK},
    {FITTED "; mark 3 verdict=poison", "export case f.rif", RIFFLE_OK},
    {FITTED, "study figure1 strategies=random sizes=2", RIFFLE_OK},
    {FITTED "; select rows 1-4; mark 3 verdict=poison", "save f.session",
     RIFFLE_OK},
    {"", "open saved.session", RIFFLE_OK},
    {FITTED, "compare if rif sets=4 rows=8", RIFFLE_OK},
    {"", "methods", RIFFLE_OK},
    {"", "lessons", RIFFLE_OK},
    {"", "theme check; theme light; bind set ! undo", RIFFLE_OK},
    {FITTED "; select rows 1-4", "add 7-9; drop 1; clear", RIFFLE_OK},
};

static void write_files(void)
{
    struct bytes x = {0}, y = {0};
    struct session session;
    static const char mixed[] = "a,t,skip,y\n1,red,0,u\n2,blue,0,v\n3,,0,u\n"
                                ",red,0,v\n5,blue,0,u\n6,red,0,v\n";
    static const char job[] = "synth gaussian n=30 d=3\nfit\nselect rows 1\n";
    npy_header(&x, "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 2)}");
    bytes_add(&x, "\0\1\2\3\4\5\6\7", 8);
    npy_header(&y, "{'descr': '|S1', 'fortran_order': False, 'shape': (4,)}");
    bytes_add(&y, "abab", 4);
    file_write("x.npy", x.data, x.size);
    file_write("y.npy", y.data, y.size);
    file_write("mixed.csv", mixed, sizeof mixed - 1);
    file_write("job.rif", job, sizeof job - 1);
    file_write("rows", "7 8\n9,11-14\n", 12);
    session_init(&session);
    session.out = session.notes = fopen("/dev/null", "w");
    assert_int_equal(command_run_line(&session,
                                      "synth gaussian n=20 d=3; export data "
                                      "saved.npz; export data saved.svm; fit; "
                                      "select rows 1-4; mark 3 verdict=poison; "
                                      "remove 5; save saved.session",
                                      NULL),
                     RIFFLE_OK);
    (void)fclose(session.out);
    session_release(&session);
}

/* Run with fault `at`; returns how many allocations there were. */
static size_t run(const struct scenario *scenario, bool json, size_t at,
                  bool on, enum riffle_status *status)
{
    struct session session;
    session_init(&session);
    session.out = session.notes = fopen("/dev/null", "w");
    session.settings.progress = false;
    session.keep_going = true;
    assert_int_equal(command_run_line(&session, scenario->before, NULL),
                     RIFFLE_OK);
    session.json = json;
    allocate_fail(at, on);
    *status = command_run_line(&session, scenario->line, NULL);
    const size_t count = allocate_count();
    allocate_fail(0, false);
    session.json = false;
    /* whatever happened: the session works, and what it shows is whole */
    assert_int_equal(
        command_run_line(&session,
                         session.data != NULL ? "show data; set" : "set", NULL),
        RIFFLE_OK);
    assert_int_equal(
        command_run_line(&session, "synth gaussian n=9 d=2; fit", NULL),
        RIFFLE_OK);
    (void)fclose(session.out);
    session_release(&session);
    return count;
}

static bool wants(const char *word)
{
    const char *wish = getenv("RIFFLE_FAULTS");
    return wish != NULL && strstr(wish, word) != NULL;
}

/* RIFFLE_FAULTS=fork: try in a process of its own first, to see all crashes
 * in one go. */
static bool survives(const struct scenario *scenario, int form, size_t at)
{
    int how = 0;
    enum riffle_status status;
    if (!wants("fork"))
        return true;
    const pid_t child = fork();
    if (child == 0) {
        (void)signal(SIGSEGV, SIG_DFL);
        (void)alarm(20);
        (void)run(scenario, form & 1, at, form & 2, &status);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    if (how != 0)
        print_error("`%s' without allocation %zu%s%s: killed by %d\n",
                    scenario->line, at, form & 2 ? " and on" : "",
                    form & 1 ? " (json)" : "", WTERMSIG(how));
    return how == 0;
}

static size_t try_at(const struct scenario *scenario, size_t at)
{
    size_t bad = 0;
    for (int form = 0; form < 4; form++) {
        enum riffle_status status;
        if (!survives(scenario, form, at)) {
            bad++;
            continue;
        }
        (void)run(scenario, form & 1, at, form & 2, &status);
        if (status == RIFFLE_OK || status == RIFFLE_ENOMEM ||
            status == scenario->whole)
            continue;
        bad++;
        print_error("`%s' without allocation %zu%s: %s\n", scenario->line, at,
                    form & 2 ? " and on" : "", riffle_status_name(status));
    }
    return bad;
}

static size_t try_all(const struct scenario *scenario)
{
    struct riffle_rng rng;
    enum riffle_status whole;
    const size_t count = run(scenario, false, SIZE_MAX, false, &whole);
    assert_int_equal(whole, scenario->whole);
    size_t bad = 0;
    riffle_rng_init(&rng, 1, scenario->line);
    if (wants("all") || count <= SAMPLE)
        for (size_t at = 1; at <= count; at++)
            bad += try_at(scenario, at);
    else
        for (size_t i = 0; i < SAMPLE; i++)
            bad += try_at(scenario, 1 + riffle_rng_below(&rng, count));
    print_message("# %5zu allocations: %s\n", count, scenario->line);
    return bad;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    size_t bad = 0;
    write_files();
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
        bad += try_all(&scenarios[i]);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
