/* What load, synth and sample answer about the data they made. */
#include "command/dataset_reply.h"

#include "command/words.h"

static size_t positives(const struct riffle_rows *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->n; i++)
        count += rows->y[i];
    return count;
}

static void say_balance(const struct riffle_dataset *data, const char *which,
                        const struct riffle_rows *rows, struct reply *reply)
{
    size_t positive = positives(rows);
    if (rows->n == 0) {
        reply_text(reply, "  %s  none\n", which);
        return;
    }
    reply_text(reply,
               "  %s  %zu row%s: %zu of class %s, %zu of class %s "
               "(%.3g%% positive)\n",
               which, rows->n, plural(rows->n), rows->n - positive,
               data->class_names[0], positive, data->class_names[1],
               100.0 * (double)positive / (double)rows->n);
}

static void set_members(const struct riffle_dataset *data, struct reply *reply)
{
    if (!reply->json)
        return;
    reply_set_string(reply, "name", data->name);
    reply_set_count(reply, "n_train", data->train.n);
    reply_set_count(reply, "n_test", data->test.n);
    reply_set_count(reply, "n_features", data->n_features);
    struct json_object *classes = json_object_new_array();
    for (size_t c = 0; c < 2; c++)
        json_object_array_add(classes, reply_string(data->class_names[c]));
    reply_set(reply, "classes", classes);
    reply_set_string(reply, "positive", data->class_names[1]);
    reply_set_string(reply, "label", data->label_name);
    reply_set_count(reply, "positive_train", positives(&data->train));
    reply_set_count(reply, "positive_test", positives(&data->test));
    reply_set_string(reply, "sha256", data->sha256[0] ? data->sha256 : NULL);
    reply_set_count(reply, "seed", data->seed);
    reply_set_count(reply, "planted", data->n_planted);
}

void dataset_reply(const struct riffle_dataset *data, struct reply *reply)
{
    for (size_t i = 0; i < data->n_notes; i++)
        reply_note(reply, "%s", data->notes[i]);
    reply_styled(reply, ROLE_STRONG, "%s", data->name);
    reply_text(reply,
               ": %zu training and %zu test rows, %zu feature%s; "
               "positive: %s\n",
               data->train.n, data->test.n, data->n_features,
               plural(data->n_features), data->class_names[1]);
    say_balance(data, "train", &data->train, reply);
    say_balance(data, "test ", &data->test, reply);
    if (data->n_planted)
        reply_text(reply, "  %zu training label%s planted wrong\n",
                   data->n_planted, plural(data->n_planted));
    if (data->sha256[0])
        reply_styled(reply, ROLE_DIM, "  sha256 %s\n", data->sha256);
    set_members(data, reply);
}
