/* The table of commands: add a verb by adding its line. */
#include <string.h>

#include "command/verbs.h"

static const struct command *const table[] = {
    &command_add,      &command_addrow,    &command_apropos,   &command_bind,
    &command_cases,    &command_clear,     &command_compare,   &command_demo,
    &command_descend,  &command_detect,    &command_diagnose,  &command_diff,
    &command_drop,     &command_duplicate, &command_edit,      &command_effect,
    &command_explain,  &command_export,    &command_fit,       &command_flipset,
    &command_help,     &command_history,   &command_influence, &command_inspect,
    &command_interact, &command_lesson,    &command_lessons,   &command_load,
    &command_mark,     &command_methods,   &command_name,      &command_open,
    &command_plot,     &command_poison,    &command_probe,     &command_quit,
    &command_redo,     &command_relabel,   &command_remove,    &command_resume,
    &command_reveal,   &command_sample,    &command_save,      &command_select,
    &command_set,      &command_show,      &command_source,    &command_study,
    &command_sweep,    &command_synth,     &command_theme,     &command_top,
    &command_tui,      &command_undo,      &command_view,      &command_why,
};

size_t command_count(void)
{
    return sizeof table / sizeof table[0];
}

const struct command *command_at(size_t index)
{
    return index < command_count() ? table[index] : NULL;
}

const struct command *command_find(const char *verb)
{
    size_t low = 0;
    size_t high = command_count();
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(verb, table[middle]->verb);
        if (order == 0)
            return table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
