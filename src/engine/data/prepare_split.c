/* A test set drawn from the training rows. */
#include "data/prepare.h"

#include "base/memory.h"
#include "data/dataset_rows.h"

#include <stdlib.h>

enum riffle_status prepare_split(struct riffle_dataset *dataset, size_t count,
                                 struct riffle_error *err)
{
    struct riffle_rows *train = &dataset->train;
    const size_t n = train->n, d = dataset->n_features;
    bool *drawn = array_new(n, 1, sizeof *drawn);
    if (drawn == NULL)
        return riffle_fail_memory(err, n);
    enum riffle_status status =
        dataset_rows_draw(drawn, n, count, dataset->seed, "split", err);
    dataset_rows_release(&dataset->test);
    if (status == RIFFLE_OK)
        status = dataset_rows_copy(train, d, drawn, count, &dataset->test, err);
    if (status == RIFFLE_OK) {
        for (size_t i = 0; i < n; i++)
            drawn[i] = !drawn[i];
        dataset_rows_filter(train, d, drawn);
    }
    free(drawn);
    return status;
}
