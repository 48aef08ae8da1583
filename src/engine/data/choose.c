#include "data/choose.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* "There is no such column", with the ones that there are as the hint. */
static enum riffle_status fail_column(const struct reading *reading,
                                      const struct levels *columns,
                                      const char *option, const char *name,
                                      struct riffle_error *err)
{
    char list[400] = "";
    size_t used = 0;
    for (size_t i = 0; i < columns->count && i < 8; i++) {
        const int length = snprintf(list + used, sizeof list - used, "%s%.40s",
                                    i > 0 ? ", " : "", columns->texts[i]);
        used += (size_t)length;
    }
    (void)input_fail(&reading->input, 1, err, "%s=%.80s: no such column",
                     option, name);
    riffle_hint(err, "the columns are %s%s", list,
                columns->count > 8 ? ", ..." : "");
    return RIFFLE_EFORMAT;
}

enum riffle_status choose_label(struct reading *reading,
                                const struct levels *columns, size_t *label,
                                struct riffle_error *err)
{
    static const char *const usual[] = {"label", "class", "target", "y"};
    const char *asked = reading->like != NULL ? reading->like->label_name
                                              : reading->options->label;
    if (asked != NULL) {
        *label = levels_find(columns, asked, strlen(asked));
        return *label != LEVELS_NONE
                   ? RIFFLE_OK
                   : fail_column(reading, columns, "label", asked, err);
    }
    *label = columns->count - 1;
    for (size_t k = sizeof usual / sizeof usual[0]; k-- > 0;)
        for (size_t i = 0; i < columns->count; i++)
            if (strcasecmp(columns->texts[i], usual[k]) == 0)
                *label = i;
    notes_add(reading->notes, "the label is column \"%s\" (label=)",
              columns->texts[*label]);
    return RIFFLE_OK;
}

enum riffle_status choose_ignored(struct reading *reading,
                                  const struct levels *columns,
                                  struct levels *ignored,
                                  struct riffle_error *err)
{
    const char *at = reading->options->ignore;
    while (at != NULL && *at != '\0') {
        const size_t length = strcspn(at, ",");
        if (levels_find(columns, at, length) == LEVELS_NONE) {
            char name[81];
            (void)snprintf(name, sizeof name, "%.*s", (int)length, at);
            return fail_column(reading, columns, "ignore", name, err);
        }
        if (levels_add(ignored, at, length) == LEVELS_NONE)
            return riffle_fail_memory(err, length);
        at += length + (at[length] == ',');
    }
    if (ignored->count > 0 && reading->like == NULL)
        notes_add(reading->notes, "%zu column%s ignored", ignored->count,
                  ignored->count == 1 ? "" : "s");
    return RIFFLE_OK;
}

bool choose_ignores(const struct riffle_load_options *options, const char *name)
{
    const char *at = options->ignore;
    while (at != NULL && *at != '\0') {
        const size_t length = strcspn(at, ",");
        if (strlen(name) == length && memcmp(at, name, length) == 0)
            return true;
        at += length + (at[length] == ',');
    }
    return false;
}
