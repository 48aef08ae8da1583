/* What fit and `show model` answer about a fit. */
#include "command/model_reply.h"

#include "command/words.h"

#include <math.h>

/* From here on a row's influence is understated tenfold by IF. */
static const double high_leverage = 0.9;
/* From here on theta has fewer than six digits. */
static const double high_condition = 1e10;

const char *model_penalty_name(enum riffle_penalty penalty)
{
    return penalty == RIFFLE_PENALTY_SCALED ? "scaled" : "fixed";
}

const char *model_intercept_name(enum riffle_intercept intercept)
{
    static const char *const names[] = {
        [RIFFLE_INTERCEPT_FREE] = "free",
        [RIFFLE_INTERCEPT_PENALIZED] = "penalized",
        [RIFFLE_INTERCEPT_NONE] = "none",
    };
    return names[intercept];
}

static size_t highest_leverage(const struct riffle_fit *fit)
{
    const struct riffle_points *train = riffle_fit_train(fit);
    size_t row = 0;
    for (size_t i = 1; i < train->n; i++)
        if (train->leverage[i] > train->leverage[row])
            row = i;
    return row;
}

static void set_members(const struct riffle_fit_summary *fit,
                        struct reply *reply)
{
    reply_set_count(reply, "n", fit->n);
    reply_set_count(reply, "d", fit->d);
    reply_set_number(reply, "lambda", fit->lambda);
    reply_set_string(reply, "penalty", model_penalty_name(fit->penalty));
    reply_set_string(reply, "intercept", model_intercept_name(fit->intercept));
    reply_set_count(reply, "iterations", fit->iterations);
    reply_set_number(reply, "objective", fit->objective);
    reply_set_number(reply, "relative_gradient", fit->relative_gradient);
    reply_set_number(reply, "bound", fit->bound);
    reply_set_number(reply, "train_accuracy", fit->train_accuracy);
    reply_set_number(reply, "test_accuracy", fit->test_accuracy);
    reply_set_number(reply, "max_leverage", fit->max_leverage);
    reply_set_number(reply, "condition", fit->condition);
    reply_set_number(reply, "seconds", fit->seconds);
}

/* Of what is complete. */
static void warn(const struct riffle_fit *of, struct reply *reply)
{
    const struct riffle_fit_summary *fit = riffle_fit_summary(of);
    size_t row = highest_leverage(of);
    if (fit->max_leverage > high_leverage)
        reply_warn(reply,
                   "row %zu has leverage %.3g: IF understates its removal by "
                   "the factor 1/(1-h) = %.3g, RIF does not",
                   row, fit->max_leverage, 1 / (1 - fit->max_leverage));
    if (fit->condition > high_condition)
        reply_warn(reply,
                   "the Hessian's condition is about %.1e: coefficients have "
                   "few digits, predictions more",
                   fit->condition);
}

static void say_leverage(const struct riffle_fit *fit, struct reply *reply)
{
    if (riffle_fit_is_complete(fit))
        reply_text(reply, "  highest leverage   %.4g (row %zu)\n",
                   riffle_fit_summary(fit)->max_leverage,
                   highest_leverage(fit));
    else
        reply_text(reply, "  highest leverage   with the Hessian's factor, "
                          "made when it is first needed\n");
}

void model_complete_reply(const struct riffle_fit *fit, double seconds,
                          struct reply *reply)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    reply_note(reply,
               "the Hessian's factor took %.2g s; highest leverage %.4g "
               "(row %zu)",
               seconds, summary->max_leverage, highest_leverage(fit));
    warn(fit, reply);
}

static void say_accuracy(const struct riffle_fit *fit, struct reply *reply)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    size_t n_test = riffle_fit_test(fit)->n;
    reply_text(reply, "  accuracy           %.4g%% of %zu training rows",
               100 * summary->train_accuracy, summary->n);
    if (n_test)
        reply_text(reply, ", %.4g%% of %zu test rows",
                   100 * summary->test_accuracy, n_test);
    reply_text(reply, "\n");
}

void model_reply(const struct riffle_fit *fit, struct reply *reply)
{
    const struct riffle_fit_summary *summary = riffle_fit_summary(fit);
    char bound[RIFFLE_NUMBER_SIZE];
    reply_text(reply,
               "fitted %zu parameters to %zu rows in %zu Newton step%s, "
               "%.3g s\n",
               summary->d, summary->n, summary->iterations,
               plural(summary->iterations), summary->seconds);
    reply_text(
        reply,
        "  lambda             %g (penalty %s on removal, intercept %s)\n",
        summary->lambda, model_penalty_name(summary->penalty),
        model_intercept_name(summary->intercept));
    reply_text(reply, "  objective          %.10g nats\n", summary->objective);
    reply_text(reply,
               "  relative gradient  %.2g; theta within %s of the optimum "
               "in the Hessian's norm\n",
               summary->relative_gradient,
               short_number(bound, summary->bound, 2));
    say_accuracy(fit, reply);
    say_leverage(fit, reply);
    warn(fit, reply);
    if (!isfinite(summary->bound))
        reply_warn(reply, "there is no bound on the distance to the optimum");
    set_members(summary, reply);
}
