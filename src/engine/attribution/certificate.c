/*
 * The theorem of mathematics 3.2 with a Hessian N that is cheaper than that of
 * F_-T at the point, H_T, and nowhere above it: with s = ||shift|| in the norm
 * of N the derivative of F_-T outwards is at least
 * s ((1 - exp(-rho s)) / rho - nu), all lengths being those of N. In whitened
 * coordinates, where the fit's Hessian is the identity.
 */
#include "attribution/certificate.h"

#include "attribution/exact_hessian.h"
#include "base/memory.h"
#include "linalg/linalg.h"
#include "model/certify.h"
#include "model/logistic.h"
#include "model/rounding.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* N = share (P - `error`), P as computed; lengths are those of P^-1. */
struct minorant {
    enum riffle_certificate_form form;
    double share;    /* of P that is below H_T */
    double floor;    /* smallest eigenvalue of P */
    double error;    /* of P, in the 2-norm */
    double gradient; /* ||gradient|| */
    double longest;  /* largest ||Z_i||^2 of the rows kept */
};

/* What is known of the point before any N is chosen. */
struct outlook {
    const struct trial *trial;
    const struct riffle_certify_options *options;
    double *weight; /* n, at the point; 0 for T */
    double *ratio;  /* n: of the weights, now over at the fit */
    struct gradient_error error;
    double blur;     /* relative error of a weight ratio */
    double mismatch; /* ||u - L' (theta_T - theta)|| */
    double noise;    /* of Z_i . u, over ||Z_i|| */
    double longest;  /* largest ||Z_i||^2 of the rows kept */
};

/*
 * theta_T is u mapped back and rounded: bound on what that changes. And
 * Z_i . u: a whitened row solves L Z_i = x_i up to gamma |L| |Z_i|, of which
 * the product with L^-T u is what Z_i . u is off by.
 */
static void find_noise(const struct trial *trial, double *scratch,
                       struct outlook *outlook)
{
    const struct riffle_fit *fit = trial->down.fit;
    const struct rounding *rounding = &fit->rounding;
    size_t d = fit->summary.d;
    memcpy(scratch, trial->theta, d * sizeof *scratch);
    add_scaled(d, -1, fit->theta, scratch);
    double moved = rounding_reach(fit->basis, scratch);
    double reach = rounding_reach(fit->basis, trial->theta);
    double solve = rounding_gamma(fit->p) + rounding->map;
    outlook->mismatch =
        rounding->norm * (solve * moved + DBL_EPSILON * (reach + moved));
    outlook->noise =
        (rounding_gamma(fit->p) + rounding->rotate) * rounding->norm * moved +
        rounding_gamma(fit->p) * norm(fit->p, trial->u);
}

static void fill_weights(struct outlook *outlook)
{
    const struct trial *trial = outlook->trial;
    const struct riffle_fit *fit = trial->down.fit;
    double largest = 0;
    for (size_t i = 0; i < fit->n; i++) {
        if (!trial->kept[i])
            continue;
        double before = fit->train.weight[i];
        outlook->weight[i] = logistic_weight(trial->logit[i]);
        outlook->ratio[i] =
            before > 0 ? outlook->weight[i] / before : (double)INFINITY;
        outlook->longest = fmax(outlook->longest, fit->norm2[i]);
        largest = fmax(largest, fit->rounding.size[i]);
    }
    double reach = rounding_reach(fit->basis, trial->theta) +
                   rounding_reach(fit->basis, fit->theta);
    outlook->blur =
        2 * fit->rounding.logit * largest * reach + rounding_gamma(16);
}

static void outlook_release(struct outlook *outlook)
{
    free(outlook->weight);
    free(outlook->ratio);
}

static enum riffle_status
outlook_init(struct outlook *outlook, const struct trial *trial,
             const struct riffle_certify_options *options,
             struct riffle_error *err)
{
    const struct riffle_fit *fit = trial->down.fit;
    size_t n = fit->n, d = fit->summary.d;
    double *scratch = array_new(d, 1, sizeof *scratch);
    *outlook = (struct outlook){
        .trial = trial,
        .options = options,
        .weight = array_new(n, 1, sizeof(double)),
        .ratio = array_new(n, 1, sizeof(double)),
    };
    if (scratch == NULL || outlook->weight == NULL || outlook->ratio == NULL) {
        free(scratch);
        return riffle_fail_memory(err, (2 * n + d) * sizeof(double));
    }
    fill_weights(outlook);
    find_noise(trial, scratch, outlook);
    const struct gradient_at at = {
        .weight = outlook->weight,
        .residual = trial->residual,
        .theta = trial->theta,
        .size = trial->relative *
                (trial->start_gradient > 0 ? trial->start_gradient : 1),
        .share = trial->share,
    };
    outlook->error = rounding_gradient(fit, &at);
    free(scratch);
    return RIFFLE_OK;
}

/* Error of P = I - rows' rows, k rows of Z taken away. */
static double downdate_error(const struct riffle_fit *fit, size_t k)
{
    const struct rounding *rounding = &fit->rounding;
    return rounding->hessian + 2 * (rounding->solve + rounding->turn) +
           rounding_gamma(fit->p + 10 * k);
}

static double length_in(const struct downdate *down, const double *gradient,
                        double *work)
{
    size_t p = down->fit->p;
    memcpy(work, gradient, p * sizeof *work);
    downdate_solve(down, work);
    double square = dot(p, gradient, work);
    return square > 0 ? sqrt(square) : 0;
}

/* The bound that N gives; NaN in distance and radius when it gives none. */
static void conclude(const struct outlook *outlook,
                     const struct minorant *below,
                     struct riffle_certificate *certificate)
{
    const struct trial *trial = outlook->trial;
    const struct rounding *rounding = &trial->down.fit->rounding;
    double held =
        (1 - below->error / below->floor) * below->share * (1 - outlook->blur);
    double floor = held * below->floor;
    double root = sqrt(floor), grow = rounding->solve + rounding->turn;
    double size = norm(trial->down.fit->p, trial->gradient);
    double nu = below->gradient / sqrt(held) + outlook->error.logits +
                (outlook->error.sums + grow * size) / root;
    double rho =
        sqrt(below->longest / held) + grow * sqrt(outlook->longest) / root;
    bool sound = below->floor > below->error && held > 0;
    double distance = sound ? certify_radius(rho, nu) : (double)NAN;
    double radius = distance / root * (1 + rounding->turn) + outlook->mismatch;
    double before = certificate->rho * certificate->decrement;
    bool better = isnan(certificate->radius)
                      ? !isnan(radius) || !(rho * nu >= before)
                      : radius < certificate->radius;
    if (!better || (!sound && !isnan(before)))
        return;
    certificate->form = below->form;
    certificate->decrement = sound ? nu : (double)NAN;
    certificate->rho = sound ? rho : (double)NAN;
    certificate->distance = distance;
    certificate->radius = radius;
}

/* Whether a better N could still help. */
static bool good_enough(const struct outlook *outlook,
                        const struct riffle_certificate *certificate)
{
    const struct trial *trial = outlook->trial;
    double wanted = outlook->options->wanted > 0 ? outlook->options->wanted
                                                 : (double)INFINITY;
    double size = norm(trial->down.fit->p, trial->u);
    double rounding =
        outlook->error.logits + outlook->error.sums + outlook->mismatch;
    return certificate->radius <= wanted * size ||
           certificate->radius <= 2 * rounding;
}

/* N from the trial's own P: every kept row's weight fell to `share` at most. */
static void try_base(const struct outlook *outlook,
                     struct riffle_certificate *certificate)
{
    const struct trial *trial = outlook->trial;
    const struct riffle_fit *fit = trial->down.fit;
    struct minorant below = {
        .form = RIFFLE_CERTIFICATE_BASE,
        .share = trial->share,
        .floor = trial->down.floor,
        .error = downdate_error(fit, trial->removal->k),
        .gradient = trial->decrement,
        .longest = outlook->longest / trial->down.floor,
    };
    for (size_t i = 0; i < fit->n; i++)
        if (trial->kept[i])
            below.share = fmin(below.share, outlook->ratio[i]);
    conclude(outlook, &below, certificate);
}

/* Rows whose weight fell below `share` go with T, but for what is left. */
static size_t choose_spare(const struct outlook *outlook, double share,
                           size_t *rows, double *weight)
{
    const struct trial *trial = outlook->trial;
    const struct riffle_fit *fit = trial->down.fit;
    size_t k = 0;
    for (size_t i = 0; i < fit->n; i++) {
        double before = fit->train.weight[i];
        if (trial->kept[i] && outlook->ratio[i] >= share)
            continue;
        rows[k] = i;
        weight[k++] = fmax(0, before - outlook->weight[i] / share);
    }
    return k;
}

static double spare_cost(const struct riffle_fit *fit, size_t k)
{
    double p = (double)fit->p, rows = (double)k;
    double order = fmin(rows, p);
    return rows * p * order + 10 * order * order * order;
}

/* Below this rho nu, the lengths of the rows hardly matter. */
static const double NEAR = 0.01;

static enum riffle_status try_downdate(const struct outlook *outlook,
                                       double share, struct downdate *down,
                                       struct riffle_certificate *certificate,
                                       struct riffle_error *err)
{
    const struct trial *trial = outlook->trial;
    struct riffle_error why = {0}; /* not definite: this N is of no use */
    size_t p = trial->down.fit->p, k = down->k;
    enum riffle_status status = downdate_fill(down, true, &why);
    if (status == RIFFLE_ENOMEM)
        return riffle_fail(err, status, "%s", why.message);
    if (status != RIFFLE_OK)
        return RIFFLE_OK;
    double *work = array_new(p, 1, sizeof *work);
    double cost = 2 * (double)k * (double)p * (double)down->fit->n;
    struct minorant below = {
        .form = RIFFLE_CERTIFICATE_SPARE,
        .share = share,
        .floor = down->floor,
        .error = downdate_error(down->fit, k),
        .longest = outlook->longest / down->floor,
    };
    if (work == NULL) {
        status = riffle_fail_memory(err, p * sizeof *work);
    } else {
        below.gradient = length_in(down, trial->gradient, work);
        conclude(outlook, &below, certificate);
    }
    bool far = !(certificate->rho * certificate->decrement < NEAR);
    if (status == RIFFLE_OK && far && cost <= outlook->options->effort) {
        status = downdate_longest(down, trial->kept, &below.longest, err);
        if (status == RIFFLE_OK)
            conclude(outlook, &below, certificate);
    }
    free(work);
    downdate_release(down);
    return status;
}

/* From few rows spared to many. */
static const double SHARES[] = {0.02, 0.14, 0.37, 0.6, 0.8};
enum { N_SHARES = sizeof SHARES / sizeof SHARES[0] };

/*
 * Lengths grow as 1 / share, and rho nu and the radius with them: whether the
 * share is likely to be good enough, as the base form (share `base`) has it.
 */
static bool is_promising(const struct outlook *outlook, double share,
                         double base)
{
    const struct trial *trial = outlook->trial;
    double gain = base / share, floor = trial->down.floor * base;
    double product =
        sqrt(outlook->longest / floor) * trial->decrement / sqrt(base);
    double radius = trial->decrement / sqrt(base * floor);
    double size = norm(trial->down.fit->p, trial->u);
    return gain * product < 0.5 &&
           2 * gain * radius <= outlook->options->wanted * size;
}

/* The share to begin with: the first that promises enough, else the last. */
static size_t first_share(const struct outlook *outlook)
{
    const struct trial *trial = outlook->trial;
    double base = trial->share;
    for (size_t i = 0; i < trial->down.fit->n; i++)
        if (trial->kept[i])
            base = fmin(base, outlook->ratio[i]);
    size_t s = 0;
    while (s + 1 < N_SHARES && !is_promising(outlook, SHARES[s], base))
        s++;
    return s;
}

/* Down from there: what costs too much, or is not definite, is passed over. */
static enum riffle_status try_spare(const struct outlook *outlook,
                                    struct riffle_certificate *certificate,
                                    struct riffle_error *err)
{
    const struct trial *trial = outlook->trial;
    const struct riffle_fit *fit = trial->down.fit;
    size_t *rows = array_new(fit->n, 1, sizeof *rows);
    double *weight = array_new(fit->n, 1, sizeof *weight);
    enum riffle_status status = RIFFLE_OK;
    bool ok = rows != NULL && weight != NULL;
    if (!ok)
        status = riffle_fail_memory(err, fit->n * 2 * sizeof *weight);
    for (size_t s = first_share(outlook) + 1; ok && s-- > 0;) {
        if (good_enough(outlook, certificate) ||
            certificate->form == RIFFLE_CERTIFICATE_SPARE)
            break;
        double share = fmin(SHARES[s], trial->share);
        struct downdate spare = {.fit = fit, .rows = rows, .weight = weight};
        spare.k = choose_spare(outlook, share, rows, weight);
        if (spare_cost(fit, spare.k) > outlook->options->effort)
            continue;
        status = try_downdate(outlook, share, &spare, certificate, err);
        ok = status == RIFFLE_OK;
    }
    free(rows);
    free(weight);
    return status;
}

static enum riffle_status try_exact(const struct outlook *outlook,
                                    struct riffle_certificate *certificate,
                                    struct riffle_error *err)
{
    const struct trial *trial = outlook->trial;
    struct exact_hessian exact;
    enum riffle_status status =
        exact_hessian_init(&exact, trial, outlook->weight, err);
    if (status != RIFFLE_OK)
        return status;
    if (exact.floor > 0) {
        const struct minorant below = {
            .form = RIFFLE_CERTIFICATE_EXACT,
            .share = 1,
            .floor = exact.floor,
            .error = exact.error + exact.reach * outlook->blur,
            .gradient = exact.gradient,
            .longest = exact.longest,
        };
        conclude(outlook, &below, certificate);
    }
    return RIFFLE_OK;
}

enum riffle_status certificate_fill(
    const struct trial *trial, const struct riffle_certify_options *options,
    struct riffle_certificate *certificate, struct riffle_error *err)
{
    struct outlook outlook;
    *certificate = certificate_none();
    certificate->iterations = trial->iterations;
    certificate->relative_gradient = trial->relative;
    enum riffle_status status = outlook_init(&outlook, trial, options, err);
    certificate->noise = outlook.noise;
    if (status == RIFFLE_OK)
        try_base(&outlook, certificate);
    bool small = exact_hessian_cost(trial->down.fit) <= EXACT_CHEAP;
    if (status == RIFFLE_OK && options->effort > 0 && !small)
        status = try_spare(&outlook, certificate, err);
    if (status == RIFFLE_OK && !good_enough(&outlook, certificate) &&
        exact_hessian_cost(trial->down.fit) <= options->effort)
        status = try_exact(&outlook, certificate, err);
    outlook_release(&outlook);
    certificate->status = RIFFLE_OK;
    if (isnan(certificate->radius))
        certificate->status = isnan(certificate->decrement)
                                  ? RIFFLE_EILLCONDITIONED
                                  : RIFFLE_ENOTCONVERGED;
    return status;
}
