/* TracInAD: what training on the others did to each row's loss. */
#include "attribution/scores.h"

#include <stdlib.h>
#include <string.h>

#include "attribution/descent.h"
#include "base/memory.h"
#include "linalg/linalg.h"

/* Room for one checkpoint. */
struct room {
    double *pull;   /* p: lambda D theta_t under penalty=scaled, else 0 */
    double *total;  /* p: sum of all rows' gradients */
    double *along;  /* n: x_i . total */
    double *across; /* n: x_i . pull */
    double *square; /* n: ||x_i||^2 */
};

static void fill_room(const struct descent *descent, size_t t,
                      struct room *room)
{
    size_t n = descent->n, p = descent->p;
    const double *theta = descent->points + t * p;
    bool scaled = descent->fit->summary.penalty == RIFFLE_PENALTY_SCALED;
    multiply_transposed(n, p, descent->x, descent->residuals + t * n,
                        room->total);
    for (size_t j = 0; j < p; j++) {
        room->pull[j] = scaled ? descent->penalty[j] * theta[j] : 0;
        room->total[j] += (double)n * room->pull[j];
    }
    multiply(n, p, descent->x, room->total, room->along);
    multiply(n, p, descent->x, room->pull, room->across);
}

/* Add eta g_i.(sum of the others' g) / (n - 1) at step t. */
static void add_credit(const struct descent *descent, size_t t,
                       struct room *room, double *values)
{
    size_t n = descent->n, p = descent->p;
    const double *residual = descent->residuals + t * n;
    fill_room(descent, t, room);
    double base = dot(p, room->pull, room->total);
    double pull = dot(p, room->pull, room->pull);
    for (size_t i = 0; i < n; i++) {
        double r = residual[i];
        double all = r * room->along[i] + base;
        double own = r * r * room->square[i] + 2 * r * room->across[i] + pull;
        values[i] += descent->eta * (all - own) / (double)(n - 1);
    }
}

static enum riffle_status compute(const struct riffle_score_query *query,
                                  struct riffle_score_result *result,
                                  struct riffle_error *err)
{
    size_t n = query->fit->n, p = query->fit->p;
    const struct descent_plan plan = {.steps = (size_t)query->settings[0],
                                      .rate = query->settings[1]};
    struct descent descent;
    if (n < 2)
        return riffle_fail(err, RIFFLE_ENOTAPPLICABLE,
                           "one row alone has no others");
    enum riffle_status status = descent_init(&descent, query, &plan, err);
    if (status != RIFFLE_OK)
        return status;
    size_t every = (size_t)((double)plan.steps / query->settings[2]);
    double *work = array_new(2 * p + 4 * n, 1, sizeof *work);
    if (work == NULL) {
        descent_release(&descent);
        return riffle_fail_memory(err, (2 * p + 4 * n) * sizeof *work);
    }
    double *sum = work + 2 * p + 3 * n;
    struct room room = {work, work + p, work + 2 * p, work + 2 * p + n,
                        work + 2 * p + 2 * n};
    for (size_t i = 0; i < n; i++)
        room.square[i] = dot(p, descent.x + i * p, descent.x + i * p);
    for (size_t t = 0; t<plan.steps; t += every> 0 ? every : 1)
        add_credit(&descent, t, &room, sum);
    memcpy(result->values, sum, n * sizeof *sum);
    free(work);
    descent_release(&descent);
    return RIFFLE_OK;
}

static const struct riffle_score_setting settings[] = {
    DESCENT_STEPS,
    DESCENT_RATE,
    DESCENT_CHECKPOINTS,
    {.name = NULL},
};

const struct riffle_score score_tracinad = {
    .name = "tracinad",
    .title = "TracInAD",
    .summary = "mean influence of the other training rows on the row's own "
               "loss, nats, by TracInCP: what training on them did to it",
    .formula = "1 / (n - 1) sum over checkpoints t and rows j other than i of "
               "eta g_j(t).g_i(t)",
    .sign = "negative: training on the others raised the row's loss, an "
            "anomaly or a wrong label",
    .cost = "4 n p flops a step, 6 n p a checkpoint",
    .caveat = "published for test rows of models without labels: here each "
              "training row is asked as if it were one; in the units of the "
              "columns, and of the early steps above all",
    .source = "Thimonier et al. 2022; survey 5.2.1",
    .suspects = RIFFLE_SIGN_NEGATIVE,
    .kind = RIFFLE_SCORE_DESCENT,
    .settings = settings,
    .compute = compute,
};
