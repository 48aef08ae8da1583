/* Words looked for in lists and texts. */
#include "tui/find.h"

#include <stdio.h>
#include <string.h>

#include "tui/acts.h"
#include "tui/sets.h"

const char *find_line(const struct tui *tui, size_t line, char words[FIND_LINE])
{
    const struct scene *scene = tui->scene;
    const struct text *text = tui_text(tui);
    if (text)
        return line < text->n ? text->lines[line].words : "";
    words[0] = '\0';
    size_t set = sets_at(tui, line);
    if (tui_page(tui) == PAGE_SETS && set != SCENE_NONE)
        (void)snprintf(words, FIND_LINE, "%zu %s %zu", set,
                       scene->sets[set].strategy, scene->sets[set].k);
    else if (tui_page(tui) != PAGE_SETS && line < scene->n_rows)
        (void)snprintf(words, FIND_LINE, "%zu %s", scene->rows[line].row,
                       scene->classes[scene->rows[line].y]);
    return words;
}

static size_t count_lines(const struct tui *tui)
{
    const struct text *text = tui_text(tui);
    return text ? text->n : tui_lines(tui, tui_page(tui));
}

bool find_is_hit(const struct tui *tui, size_t line)
{
    char words[FIND_LINE];
    return tui->found_page == tui_page(tui) && tui->find[0] &&
           strcasestr(find_line(tui, line, words), tui->find);
}

/* The next line that has the words, round the end if need be. */
static void search(struct tui *tui, bool forward)
{
    size_t n = count_lines(tui);
    size_t from = tui->scroll[tui_page(tui)].at;
    if (!tui->find[0]) {
        tui_say(tui, ROLE_MESSAGE_WARN, "nothing to look for yet: / asks");
        return;
    }
    tui->found_page = tui_page(tui);
    for (size_t i = 1; i <= n; i++) {
        size_t line = forward ? (from + i) % n : (from + n - i) % n;
        if (!find_is_hit(tui, line))
            continue;
        act_go_to(tui, line);
        return;
    }
    tui_say(tui, ROLE_MESSAGE_WARN, "`%s' is not on this page", tui->find);
}

void find_next(struct tui *tui)
{
    search(tui, true);
}

void find_previous(struct tui *tui)
{
    search(tui, false);
}

/* All words of the call from the second on, with blanks between. */
static void join_words(const struct command_call *call, char *text, size_t size)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 1; call_word(call, i) && at < size; i++)
        at += (size_t)snprintf(text + at, size - at, "%s%s", i > 1 ? " " : "",
                               call_word(call, i));
}

enum riffle_status find_words(struct tui *tui, const struct command_call *call,
                              struct riffle_error *err)
{
    (void)err;
    join_words(call, tui->find, sizeof tui->find);
    search(tui, true);
    return RIFFLE_OK;
}

enum riffle_status find_filter(struct tui *tui, const struct command_call *call,
                               struct riffle_error *err)
{
    char words[SCENE_FILTER];
    char wrong[64];
    join_words(call, words, sizeof words);
    enum page page = tui_page(tui);
    if (page == PAGE_SET || page == PAGE_ALL) {
        memcpy(tui->focus.filter, words, sizeof words);
        tui_refocus(tui);
        return RIFFLE_OK;
    }
    if (sets_filter_fault(tui, words, wrong))
        return riffle_fail(err, RIFFLE_EUSAGE,
                           "`%s': compare set, rows, actual, error or an "
                           "estimator, as in rows>20",
                           wrong);
    memcpy(tui->sets.filter, words, sizeof tui->sets.filter);
    return RIFFLE_OK;
}
