/* The concepts in plain text; formulas as in the literature they cite. */
#include "command/topics.h"

#include <string.h>

static const struct topic topics[] = {
    {"language", "how commands are written",
     "A command is a verb, words, and options as key=value, in any order:\n"
     "    select random 5% seed=3\n"
     "`;' or a new line ends a command, `#' starts a comment. Quotes are a\n"
     "shell's: 'as is', \"with \\\" and \\\\ inside\", or a backslash before "
     "one\n"
     "character. A line that ends in a backslash goes on in the next. At the\n"
     "prompt the beginning of a verb is enough when only one begins so.\n"
     "    SIZE     20 rows, or 5% of the training rows\n"
     "    ROWS     7, 10-20, 1,5 or @FILE; rows are numbered from 0\n"
     "    MEASURE  a name, and what it is of: test_loss, logit:12, "
     "theta:NAME\n",
     "source,set"},
    {"conventions", "signs, units, what is counted from where",
     "A removal set T is a set of training rows. Its effect on a measure f is\n"
     "    f(theta_-T) - f(theta):  positive means that removal increases f,\n"
     "theta the fit to all rows, theta_-T the fit without those of T. Losses\n"
     "are sums of log loss over rows, in nats, never the penalty. Rows are\n"
     "numbered from 0. `actual' is retrained until the error that is left is\n"
     "bounded; `if', `rif' and `ns' estimate it without retraining.\n",
     "penalty,bound,measures"},
    {"model", "what is fitted",
     "    F(theta) = sum_i log(1 + exp(-s_i x_i.theta))\n"
     "               + (lambda n / 2) ||theta||^2,         s_i = -1 or 1\n"
     "so lambda is that of the mean loss plus (lambda / 2) ||theta||^2, as in\n"
     "glmnet; scikit-learn's C is 1 / (lambda n). intercept=free is fitted "
     "and\n"
     "not penalised. It is minimised by Newton steps to the rounding floor;\n"
     "lambda = 0 has no finite optimum when the classes can be separated.\n",
     "fit,penalty"},
    {"penalty", "what removal does to the penalty",
     "penalty=fixed: the penalty stays (lambda n / 2) ||theta||^2 when k rows\n"
     "go. penalty=scaled: it becomes (lambda (n - k) / 2) ||theta||^2, as in\n"
     "retraining with mean loss and the same lambda. Then even a row that is\n"
     "fitted perfectly moves the model when it goes. Estimates and retraining\n"
     "follow the same convention, so they can be compared.\n",
     "fit,conventions"},
    {"influence", "first order: each row's gradient over one Hessian",
     "    theta_-T - theta  ~  H^-1 sum_T r_i x_i,   r_i = p_i - y_i\n"
     "H is the Hessian at the fit, of all rows. Adds up over rows. It forgets\n"
     "that H itself loses the rows of T, and so falls short of the actual\n"
     "effect, the more the higher the leverage of the rows.\n"
     "Source: Hampel 1974; Koh and Liang 2017.\n",
     "if,rescaled,newton,leverage"},
    {"rescaled", "influence, each row over one minus its leverage",
     "    theta_-T - theta  ~  H^-1 sum_T r_i x_i / (1 - h_i)\n"
     "For one row that is its Newton step exactly; for several it adds the\n"
     "rows' own steps, as cheap as influence. It corrects most of what\n"
     "influence misses when d is not small against n; it can go astray when\n"
     "the rows of T are much alike.\n"
     "Source: Rubinstein and Hopkins 2025.\n",
     "rif,influence,newton,leverage"},
    {"newton", "one Newton step on the objective without T",
     "    theta_-T - theta  ~  (H - sum_T a_i x_i x_i')^-1 sum_T r_i x_i,\n"
     "    a_i = p_i (1 - p_i)\n"
     "Takes the rows out of the Hessian together; costs k^3 for k rows. What\n"
     "is left is only that H changes along the way.\n"
     "Source: Pregibon 1981; Koh, Ang, Teo and Liang 2019.\n",
     "ns,rescaled,influence"},
    {"representer", "how a logit is made up of the training rows",
     "    logit(x) = b + sum_i -r_i x_i'x / (lambda n),   r_i = p_i - y_i\n"
     "holds at the optimum, b the intercept when it is free, because there "
     "the\n"
     "penalty pulls as hard as the rows push. Each term is what row i adds to\n"
     "the logit as it is. It is no effect of removal: without row i the "
     "others\n"
     "would push harder, and for small lambda the terms are huge and cancel.\n"
     "Source: Yeh, Kim, Yen and Ravikumar 2018.\n",
     "explain,influence,rescaled"},
    {"leverage", "how much a row determines its own fit",
     "    h_i = a_i x_i' H^-1 x_i,   0 <= h_i < 1,   a_i = p_i (1 - p_i)\n"
     "The h_i add up to the effective number of parameters, at most d. Near 0\n"
     "influence and rescaled influence agree; near 1 the model leans on that\n"
     "row alone.\n",
     "rescaled,top"},
    {"masking", "rows that hide each other's effect",
     "Two rows much alike hold the model together. Remove one and the other\n"
     "still does: RIF, a row at a time, says little. Remove both and it gives\n"
     "way. With the cross-leverage h_ij = sqrt(a_i a_j) x_i'H^-1 x_j and\n"
     "residuals as they stand, one Newton step for both replaces r_i by\n"
     "    c_i = ((1 - h_j) r_i + a_i x_i'H^-1 x_j r_j)\n"
     "          / ((1 - h_i) (1 - h_j) - h_ij^2)\n"
     "where RIF has r_i / (1 - h_i). The interaction is what that adds beyond\n"
     "the sum of RIFs.\n"
     "Source: Lawrance 1995; Koh, Ang, Teo and Liang 2019.\n",
     "interact,why,rescaled,newton"},
    {"self_loss", "the log loss over all training rows",
     "    sum_i log(1 + exp(-s_i x_i.theta)) over all n training rows, those "
     "of\n"
     "T included, at the parameters fitted without T. Its change says how "
     "much\n"
     "the model knew of T from T itself. removed_loss sums over T only.\n",
     "measures,conventions"},
    {"bound", "how exact the actual effect is",
     "Each retrained effect has a bound on its distance from the exact one.\n"
     "With nu the Newton decrement at the retrained parameters and rho the\n"
     "largest length of a kept row in the metric of the Hessian, rho nu < 1\n"
     "confines the optimum to a ball around them; the bound is what a measure\n"
     "can change within. Without a bound the status says so.\n",
     "actual,effect"},
    {"probe", "the test rows that measures sum over",
     "test_loss and test_prediction sum over the probe: by default 100 test\n"
     "rows, half those of the highest loss, half drawn from the others. All\n"
     "test rows when there are fewer.\n",
     "probe,measures"},
};

size_t topic_count(void)
{
    return sizeof topics / sizeof topics[0];
}

const struct topic *topic_at(size_t index)
{
    return index < topic_count() ? &topics[index] : NULL;
}

const struct topic *topic_find(const char *name)
{
    for (size_t i = 0; i < topic_count(); i++)
        if (strcmp(topics[i].name, name) == 0)
            return &topics[i];
    return NULL;
}
