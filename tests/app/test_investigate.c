/* The members of the answers that other programs rely on, and what they do. */
#include "support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/dispatch.h"
#include "session.h"

/* A session with a fit of wdbc, its answers thrown away so far. */
struct talk {
    struct session session;
    char *out, *notes;
    size_t out_size, notes_size;
};

static void say(struct talk *talk, const char *line)
{
    rewind(talk->session.out);
    if (command_run_line(&talk->session, line, "test"))
        fail_msg("%s: %s", line, talk->notes);
}

static void talk_begin(struct talk *talk)
{
    session_init(&talk->session);
    talk->session.json = true;
    talk->session.out = open_memstream(&talk->out, &talk->out_size);
    talk->session.notes = open_memstream(&talk->notes, &talk->notes_size);
    say(talk, "load wdbc standardize=on");
    say(talk, "fit lambda=1e-2");
}

static void talk_end(struct talk *talk)
{
    (void)fclose(talk->session.out);
    (void)fclose(talk->session.notes);
    session_release(&talk->session);
    free(talk->out);
    free(talk->notes);
}

/* The "data" of the answer to a line; the caller's (json_object_put). */
static struct json_object *ask(struct talk *talk, const char *line)
{
    struct json_object *data = NULL;
    say(talk, line);
    (void)fflush(talk->session.out);
    struct json_tokener *reader = json_tokener_new();
    struct json_object *answer =
        json_tokener_parse_ex(reader, talk->out, (int)talk->out_size);
    json_tokener_free(reader);
    assert_true(json_object_object_get_ex(answer, "data", &data));
    data = json_object_get(data);
    json_object_put(answer);
    return data;
}

static struct json_object *member(struct json_object *object, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_object_get_ex(object, key, &value))
        fail_msg("there is no member %s", key);
    return value;
}

static double number(struct json_object *object, const char *key)
{
    return json_object_get_double(member(object, key));
}

static size_t length(struct json_object *object, const char *key)
{
    return json_object_array_length(member(object, key));
}

static struct json_object *item(struct json_object *object, const char *key,
                                size_t i)
{
    return json_object_array_get_idx(member(object, key), i);
}

static void test_explain(void **state)
{
    static const char *const keys[] = {
        "row", "label", "if", "rif", "leverage", "residual", "representer"};
    struct talk talk;
    (void)state;
    talk_begin(&talk);
    struct json_object *data = ask(&talk, "explain test=1 455");
    struct json_object *totals = member(data, "totals");
    double sum = number(totals, "intercept");
    assert_int_equal(length(data, "rows"), 455); /* each on one side */
    for (size_t i = 0; i < 455; i++) {
        struct json_object *row = item(data, "rows", i);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            (void)member(row, keys[k]);
        sum += number(row, "representer");
    }
    /* 455 terms below 10 each, and the fit's own gradient */
    assert_close(sum, number(data, "logit"), 1e-11);
    json_object_put(data);
    talk_end(&talk);
}

/* The set is selected, and `effect` agrees with what was found. */
static void test_flipset(void **state)
{
    struct talk talk;
    (void)state;
    talk_begin(&talk);
    struct json_object *data = ask(&talk, "flipset test=1");
    size_t size = (size_t)number(data, "size");
    assert_true(size > 0);
    assert_int_equal(length(data, "rows"), size);
    assert_int_equal(talk.session.selection.k, size);
    assert_true(json_object_get_boolean(member(data, "verified")));
    assert_true((number(data, "before") >= 0) != (number(data, "after") >= 0));
    assert_int_equal(length(data, "tried"), 3);
    struct json_object *effect = ask(&talk, "effect measures=logit:1");
    struct json_object *logit = member(member(effect, "measures"), "logit:1");
    assert_close(number(data, "before") + number(logit, "actual"),
                 number(data, "after"), 1e-10);
    json_object_put(effect);
    json_object_put(data);
    data = ask(&talk, "flipset test=1 max=2");
    assert_int_equal((size_t)number(data, "size"), 0);
    assert_int_equal(length(data, "rows"), 0);
    assert_null(member(data, "after"));
    assert_false(json_object_get_boolean(member(data, "verified")));
    assert_int_equal(talk.session.selection.k, size); /* stays */
    json_object_put(data);
    talk_end(&talk);
}

static void test_interact(void **state)
{
    struct talk talk;
    (void)state;
    talk_begin(&talk);
    struct json_object *data = ask(&talk, "interact 3,7 20 measure=test_loss");
    assert_int_equal(length(data, "pairs"), 3);
    for (size_t i = 0; i < 3; i++) {
        struct json_object *pair = item(data, "pairs", i);
        assert_true(number(pair, "i") < number(pair, "j"));
        (void)member(pair, "leverage_ij");
        assert_close(number(pair, "interaction"),
                     number(pair, "ns") - number(pair, "rif_sum"), 1e-15);
    }
    assert_int_equal(length(data, "rows"), 3);
    json_object_put(data);
    data = ask(&talk, "interact"); /* nothing is selected: a search */
    assert_true(length(data, "pairs") > 100);
    assert_int_equal((size_t)number(data, "rows_searched"), 455);
    (void)member(data, "twins");
    json_object_put(data);
    talk_end(&talk);
}

static void test_why(void **state)
{
    struct talk talk;
    (void)state;
    talk_begin(&talk);
    say(&talk, "select rows 3,7,20");
    struct json_object *data = ask(&talk, "why measure=self_loss");
    double sum = 0;
    for (size_t i = 0; i < length(data, "steps"); i++)
        sum += number(item(data, "steps", i), "change");
    assert_close(sum, number(data, "actual"), 1e-14); /* five roundings */
    json_object_put(data);
    talk_end(&talk);
}

static void test_inspect(void **state)
{
    struct talk talk;
    (void)state;
    talk_begin(&talk);
    say(&talk, "select rows 3,7,20");
    say(&talk, "name few");
    say(&talk, "sweep strategies=random sizes=4");
    struct json_object *data = ask(&talk, "inspect 7 nearest=4");
    assert_true(json_object_get_boolean(member(data, "selected")));
    assert_string_equal(json_object_get_string(item(data, "sets", 0)), "few");
    (void)length(data, "sweep_sets");
    assert_int_equal(length(data, "nearest"), 4);
    assert_int_equal(length(data, "duplicates"), 0);
    assert_int_equal(length(data, "contradictions"), 0);
    for (size_t s = 0; s < length(data, "scores"); s++) {
        double rank = number(item(data, "scores", s), "rank");
        assert_true(rank >= 1 && rank <= 455);
    }
    assert_true(length(data, "scores") >= 7);
    json_object_put(data);
    talk_end(&talk);
}

static double value_of(struct json_object *row, const char *key)
{
    return json_object_get_double(json_object_object_get(row, key));
}

/* Another score ranks both sides: its value is that of `top' on the logit. */
static void test_explain_by_another_score(void **state)
{
    (void)state;
    struct talk talk;
    talk_begin(&talk);
    struct json_object *data = ask(&talk, "explain test=3 4 by=tracincp");
    struct json_object *top = ask(&talk, "top 455 by=tracincp measure=logit:3");
    struct json_object *rows = json_object_object_get(data, "rows");
    struct json_object *all = json_object_object_get(top, "rows");
    double sign = value_of(data, "logit") > 0 ? -1 : 1;
    assert_int_equal(json_object_array_length(rows), 8);
    for (size_t i = 0; i < 8; i++) {
        struct json_object *row = json_object_array_get_idx(rows, i);
        double value = value_of(row, "tracincp");
        bool found = false;
        /* the first four support: removal moves the logit towards zero */
        assert_true((i < 4 ? sign : -sign) * value > 0);
        for (size_t j = 0; j < json_object_array_length(all); j++) {
            struct json_object *other = json_object_array_get_idx(all, j);
            found = found || (value_of(other, "row") == value_of(row, "row") &&
                              value_of(other, "tracincp") == value);
        }
        assert_true(found);
    }
    json_object_put(top);
    json_object_put(data);
    talk.session.json = false;
    assert_int_equal(
        command_run_line(&talk.session, "explain test=3 by=cook", "test"),
        RIFFLE_EUSAGE);
    talk_end(&talk);
}

/* Over all subsets of few rows: efficient, and the largest pair first. */
static void test_interact_over_subsets(void **state)
{
    (void)state;
    struct talk talk;
    talk_begin(&talk);
    say(&talk, "sample n=9 seed=2");
    say(&talk, "fit lambda=1e-2");
    struct json_object *data = ask(&talk, "interact 0-8 over=taylor");
    struct json_object *pairs = json_object_object_get(data, "pairs");
    double sum = 0, last = INFINITY;
    assert_int_equal(json_object_array_length(pairs), 36);
    for (size_t p = 0; p < 36; p++) {
        struct json_object *pair = json_object_array_get_idx(pairs, p);
        double value =
            json_object_get_double(json_object_object_get(pair, "interaction"));
        assert_true(fabs(value) <= last);
        last = fabs(value);
        sum += value;
    }
    double whole =
        json_object_get_double(json_object_object_get(data, "whole"));
    assert_true(fabs(sum - whole) < 1e-6 * fabs(whole));
    json_object_put(data);
    talk.session.json = false;
    assert_int_equal(
        command_run_line(&talk.session, "interact all over=taylor", "test"),
        RIFFLE_EUSAGE);
    talk_end(&talk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_flipset),
        cmocka_unit_test(test_interact),
        cmocka_unit_test(test_why),
        cmocka_unit_test(test_interact_over_subsets),
        cmocka_unit_test(test_explain_by_another_score),
        cmocka_unit_test(test_inspect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
