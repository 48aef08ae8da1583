#include "model/inner.h"

#include "base/memory.h"
#include "linalg/linalg.h"

#include <stdlib.h>
#include <string.h>

enum riffle_status inner_init(struct inner *inner, size_t p,
                              struct riffle_error *err)
{
    *inner = (struct inner){
        .p = p,
        .rest = array_new(p, 1, sizeof(double)),
        .along = array_new(p, 1, sizeof(double)),
        .image = array_new(p, 1, sizeof(double)),
        .solved = array_new(p, 1, sizeof(double)),
    };
    if (inner->rest != NULL && inner->along != NULL && inner->image != NULL &&
        inner->solved != NULL)
        return RIFFLE_OK;
    inner_release(inner);
    return riffle_fail_memory(err, 4 * p * sizeof(double));
}

void inner_release(struct inner *inner)
{
    free(inner->rest);
    free(inner->along);
    free(inner->image);
    free(inner->solved);
    *inner = (struct inner){0};
}

/* solved = P^-1 rest; returns the square of the rest in the norm of P^-1. */
static double precondition(const struct inner *inner,
                           const struct inner_system *system)
{
    memcpy(inner->solved, inner->rest, inner->p * sizeof *inner->solved);
    system->precondition(system->data, inner->solved);
    return dot(inner->p, inner->rest, inner->solved);
}

static bool may_go_on(const struct inner_system *system)
{
    return system->go_on == NULL || system->go_on(system->data);
}

// NOLINTNEXTLINE(readability-function-size): a system, a side, a stop, a step
size_t inner_solve(const struct inner *inner, const struct inner_system *system,
                   const double *gradient, struct inner_stop stop, double *step,
                   bool *reached)
{
    size_t p = inner->p, k = 0;
    memset(step, 0, p * sizeof *step);
    for (size_t j = 0; j < p; j++)
        inner->rest[j] = -gradient[j];
    double size = precondition(inner, system), first = size;
    memcpy(inner->along, inner->solved, p * sizeof *inner->along);
    *reached = !(size > 0);
    while (!*reached && k < stop.limit && may_go_on(system)) {
        system->apply(system->data, inner->along, inner->image);
        double curvature = dot(p, inner->along, inner->image);
        if (!(curvature > 0))
            break;
        double length = size / curvature;
        add_scaled(p, length, inner->along, step);
        add_scaled(p, -length, inner->image, inner->rest);
        if (system->taken != NULL)
            system->taken(system->data, length);
        double next = precondition(inner, system);
        k++;
        *reached = !(next > stop.target * stop.target * first);
        for (size_t j = 0; j < p; j++)
            inner->along[j] = inner->solved[j] + next / size * inner->along[j];
        size = next;
    }
    return k;
}
