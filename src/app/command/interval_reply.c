#include "command/interval_reply.h"

#include "command/effect_reply.h"

#include <math.h>

enum riffle_status interval_read(const struct command_call *call,
                                 struct riffle_plan *plan,
                                 struct riffle_error *err)
{
    size_t on = 0;
    double within = 0;
    enum riffle_status status = call_choice(call, "certify", &on, err);
    if (status == RIFFLE_OK)
        status = call_number(call, "within", &within, err);
    if (status != RIFFLE_OK)
        return status;
    if (!(within > 0 && within < 1))
        return call_fail(call, "within", err,
                         "within lies between 0 and 1, not %g", within);
    if (on == 0)
        return RIFFLE_OK;
    for (size_t e = 0; e < plan->n_estimators; e++)
        if (plan->estimators[e] == riffle_estimator_find("ns"))
            plan->certify = within;
    if (plan->certify > 0)
        return RIFFLE_OK;
    return call_fail(call, "certify", err,
                     "certify=on bounds NS, which is not among the estimators");
}

bool interval_wanted(const struct riffle_experiment *experiment)
{
    for (size_t s = 0; s < riffle_experiment_sets(experiment); s++)
        if (riffle_experiment_interval(experiment, s)->form !=
            RIFFLE_CERTIFICATE_NONE)
            return true;
    return false;
}

static const struct riffle_effect *
newton(const struct riffle_experiment *experiment, size_t s, size_t q)
{
    size_t e = riffle_experiment_column(experiment, "ns");
    return e == RIFFLE_ANY ? NULL
                           : riffle_experiment_effect(experiment, s, q, e);
}

double interval_bound(const struct riffle_experiment *experiment, size_t s,
                      size_t q)
{
    size_t exact = effect_exact_column(experiment);
    if (exact != RIFFLE_ANY)
        return riffle_experiment_effect(experiment, s, q, exact)->bound;
    const struct riffle_effect *effect = newton(experiment, s, q);
    return effect ? effect->bound : (double)NAN;
}

const char *interval_kind(const struct riffle_experiment *experiment, size_t s)
{
    const struct riffle_shift *actual = riffle_experiment_actual(experiment, s);
    if (!actual || actual->status != RIFFLE_OK)
        return "";
    return riffle_experiment_retrained(experiment, s) ? "retrained"
                                                      : "interval";
}

size_t interval_settled(const struct riffle_experiment *experiment)
{
    size_t n = 0;
    for (size_t s = 0; s < riffle_experiment_sets(experiment); s++)
        n += interval_kind(experiment, s)[0] == 'i';
    return n;
}

static const char *form_name(enum riffle_certificate_form form)
{
    switch (form) {
    case RIFFLE_CERTIFICATE_BASE:
        return "base";
    case RIFFLE_CERTIFICATE_SPARE:
        return "spare";
    case RIFFLE_CERTIFICATE_EXACT:
        return "exact";
    case RIFFLE_CERTIFICATE_NONE:
        break;
    }
    return "none";
}

static struct json_object *
interval_object(const struct riffle_certificate *interval)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, "form",
                           reply_string(form_name(interval->form)));
    json_object_object_add(object, "status",
                           reply_string(riffle_status_name(interval->status)));
    json_object_object_add(object, "rho", reply_number(interval->rho));
    json_object_object_add(object, "decrement",
                           reply_number(interval->decrement));
    json_object_object_add(object, "radius", reply_number(interval->radius));
    return object;
}

/* Measure names with NS - bound and NS + bound. */
static struct json_object *
intervals_object(const struct riffle_experiment *trial)
{
    struct json_object *all = json_object_new_object();
    for (size_t q = 0; q < riffle_experiment_measures(trial); q++) {
        const struct riffle_effect *effect = newton(trial, 0, q);
        struct json_object *pair = json_object_new_array();
        json_object_array_add(pair,
                              reply_number(effect->value - effect->bound));
        json_object_array_add(pair,
                              reply_number(effect->value + effect->bound));
        json_object_object_add(
            all, riffle_measure_name(riffle_experiment_measure(trial, q)),
            pair);
    }
    return all;
}

static void say_interval(const struct riffle_experiment *trial,
                         const struct riffle_certificate *interval,
                         struct reply *reply)
{
    bool settled = interval_settled(trial) == 1;
    if (interval->status == RIFFLE_OK && settled)
        reply_text(reply, "actual: not retrained, it is guaranteed to lie "
                          "within NS +- bound\n");
    else if (interval->status == RIFFLE_OK)
        reply_text(reply,
                   "NS: the actual is guaranteed to lie within %.3g of its "
                   "parameters (H norm)\n",
                   interval->radius);
    else if (interval->status == RIFFLE_ENOTCONVERGED)
        reply_warn(reply,
                   "NS is uncertified: rho nu = %.3g is not below 1, so the "
                   "actual may be anywhere",
                   interval->rho * interval->decrement);
    else
        reply_warn(reply, "NS is uncertified: %s",
                   riffle_status_name(interval->status));
}

void interval_reply(const struct riffle_experiment *trial, struct reply *reply)
{
    const struct riffle_certificate *interval =
        riffle_experiment_interval(trial, 0);
    if (interval->form == RIFFLE_CERTIFICATE_NONE &&
        interval->status == RIFFLE_OK)
        return; /* not asked for */
    say_interval(trial, interval, reply);
    reply_set(reply, "interval", interval_object(interval));
    reply_set(reply, "intervals", intervals_object(trial));
}
