/* What all exports share: the file, and how its failures are told. */
#include "command/export_kinds.h"

#include "command/parts.h"

#include "riffle/save.h"

#include <string.h>

bool export_ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path);
    size_t m = strlen(ending);
    return n >= m && strcmp(path + n - m, ending) == 0;
}

/* A failure to write is one of the file that was named. */
static enum riffle_status told(const struct export_order *order,
                               enum riffle_status status,
                               struct riffle_error *why,
                               struct riffle_error *err)
{
    return parts_written(order->call, "FILE", status, why, err);
}

enum riffle_status export_columns(const struct export_order *order,
                                  const struct riffle_column *columns, size_t n,
                                  struct riffle_error *err)
{
    struct riffle_error why = {0};
    return told(order,
                riffle_columns_save(order->path, columns, n, order->rows, &why),
                &why, err);
}

enum riffle_status export_bytes(const struct export_order *order,
                                const void *bytes, size_t size,
                                struct riffle_error *err)
{
    struct riffle_error why = {0};
    return told(order, riffle_save(order->path, bytes, size, &why), &why, err);
}

enum riffle_status export_data(struct export_order *order, struct reply *reply,
                               struct riffle_error *err)
{
    struct riffle_error why = {0};
    const struct riffle_dataset *data = order->session->data;
    (void)reply;
    enum riffle_status status = session_need_data(order->session, err);
    if (status != RIFFLE_OK)
        return status;
    order->rows = data->train.n + data->test.n;
    return told(order, riffle_dataset_save(data, order->path, &why), &why, err);
}
