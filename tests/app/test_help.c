/* Criterion 15: help is complete. (That examples run: test_examples; that keys
 * are commands: test_keys.) */
#include "support/bench.h"

#include "command/names.h"
#include "command/settings.h"
#include "command/topics.h"
#include "text/utf8.h"
#include "tui/keys.h"

enum { WIDTH = 80 };

/* Words each, that do not end as a sentence does. */
static void check_rows(const char *owner, const struct command_option *row)
{
    for (; row && row->name; row++)
        if (!row->help || !*row->help ||
            row->help[strlen(row->help) - 1] == '.')
            fail_msg("%s: help of %s", owner, row->name);
}

static void assert_narrow(const char *line, const char *text)
{
    for (const char *at = text; *at; at += strcspn(at, "\n") + 1) {
        char *copy = strndup(at, strcspn(at, "\n"));
        assert_non_null(copy);
        /* an example is not broken: it is to be copied */
        if (utf8_columns(copy) > WIDTH && !strchr(copy, ';'))
            fail_msg("%s: %s", line, copy);
        free(copy);
        if (!strchr(at, '\n'))
            break;
    }
}

/* Every name there is help for: commands, concepts, rows of the tables. */
static void collect_topics(struct names *names)
{
    const struct command_option any = {.type = TYPE_TOPIC};
    names_init(names);
    names_collect(names, NULL, &any);
    assert_true(names->whole && names->n > 100);
}

static void assert_known(const struct names *names, const char *owner,
                         const char *list)
{
    while (list && *list) {
        list += strspn(list, ", ");
        size_t n = strcspn(list, ",");
        if (!names_have(names, list, n))
            fail_msg("%s: see also %.*s", owner, (int)n, list);
        list += n;
    }
}

static void test_every_command_is_explained(void **state)
{
    struct bench *bench = *state;
    struct names names;
    collect_topics(&names);
    for (size_t i = 0; i < command_count(); i++) {
        const struct command *command = command_at(i);
        char line[64];
        (void)snprintf(line, sizeof line, "help %s", command->verb);
        const char *said = bench_said(bench, line);
        assert_narrow(line, said);
        assert_non_null(command->summary);
        assert_non_null(strstr(said, command->summary));
        assert_true(command->examples && command->examples[0]);
        assert_non_null(strstr(said, command->examples[0]));
        check_rows(command->verb, command->words);
        check_rows(command->verb, command->options);
        for (const struct command_option *o = command->options; o && o->name;
             o++)
            if (!strstr(said, o->name))
                fail_msg("%s does not show %s", line, o->name);
        assert_known(&names, command->verb, command->see_also);
    }
    names_release(&names);
}

static void test_every_setting_is_explained(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < setting_count(); i++) {
        char line[64];
        const struct setting *setting = setting_at(i);
        check_rows("set", (const struct command_option[]){setting->value, {0}});
        (void)snprintf(line, sizeof line, "help %s", setting->value.name);
        const char *said = bench_said(bench, line);
        assert_non_null(strstr(said, setting->value.help));
        (void)snprintf(line, sizeof line, "set %s", setting->value.name);
        assert_non_null(strstr(bench_said(bench, line), setting->value.help));
    }
}

static void test_every_topic_has_a_page(void **state)
{
    struct bench *bench = *state;
    struct names names;
    collect_topics(&names);
    for (size_t i = 0; i < names.n; i++) {
        char line[128];
        (void)snprintf(line, sizeof line, "help %s", names.items[i]);
        const char *said = bench_said(bench, line);
        assert_true(strlen(said) > 40);
        assert_narrow(line, said);
    }
    for (size_t i = 0; i < topic_count(); i++)
        assert_known(&names, topic_at(i)->name, topic_at(i)->see_also);
    names_release(&names);
}

/* A key that help does not name has a neighbour that speaks for it. */
static void test_every_key_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        assert_true(key->name ? key->help && *key->help : i > 0);
        assert_true(!key->name || strlen(key->name) <= 10);
        assert_true(!key->help || strlen(key->help) <= 27);
    }
}

static void test_words_lead_to_commands(void **state)
{
    struct bench *bench = *state;
    for (size_t i = 0; i < command_count(); i++) {
        char line[64];
        (void)snprintf(line, sizeof line, "apropos %s", command_at(i)->verb);
        assert_non_null(strstr(bench_said(bench, line), command_at(i)->verb));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_command_is_explained,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_every_setting_is_explained,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test_setup_teardown(test_every_topic_has_a_page,
                                        bench_set_up, bench_tear_down),
        cmocka_unit_test(test_every_key_is_explained),
        cmocka_unit_test_setup_teardown(test_words_lead_to_commands,
                                        bench_set_up, bench_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
