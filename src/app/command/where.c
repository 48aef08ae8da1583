/* The conditions of `select where`, as a program for a stack of truths. */
#include "command/where.h"

#include "command/where_lex.h"

#include "riffle/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 }; /* nested parentheses and negations */

/* One side of a comparison: `values[row * stride]`, or a number. */
struct side {
    enum { SIDE_NUMBER, SIDE_VALUES, SIDE_ROW, SIDE_LABEL } source;
    double number;
    const double *values;
    size_t stride;
};

enum code { CODE_COMPARE, CODE_AND, CODE_OR, CODE_NOT };

struct step {
    enum code code;
    char operator[3];
    struct side left, right;
};

struct where {
    const struct riffle_dataset *data;
    struct step *steps;
    size_t n_steps;
};

struct parser {
    const char *rest;
    struct where_token token; /* the one to look at */
    const struct riffle_fit *fit;
    struct where *where;
    size_t depth;
    struct riffle_error *err;
};

static void advance(struct parser *parser)
{
    parser->token = where_next(&parser->rest);
}

static enum riffle_status unexpected(struct parser *parser, const char *wanted)
{
    const struct where_token *token = &parser->token;
    if (token->kind == WHERE_END)
        return riffle_fail(parser->err, RIFFLE_EUSAGE,
                           "the condition ends where %s is expected", wanted);
    (void)riffle_fail(parser->err, RIFFLE_EUSAGE,
                      "`%.*s' stands where %s is expected", (int)token->length,
                      token->text, wanted);
    if (where_is(token, "="))
        riffle_hint(parser->err, "equality is ==");
    return RIFFLE_EUSAGE;
}

static enum riffle_status emit(struct parser *parser, const struct step *step)
{
    struct where *where = parser->where;
    struct step *steps =
        reallocarray(where->steps, where->n_steps + 1, sizeof *steps);
    if (!steps)
        return riffle_fail_memory(parser->err, sizeof *steps);
    where->steps = steps;
    steps[where->n_steps++] = *step;
    return RIFFLE_OK;
}

/* What the fit knows of a row. */
enum { FITTED = 5 };
static const char *const fitted[FITTED] = {"p", "loss", "leverage", "residual",
                                           "logit"};

/* Its values, by that name. */
static const double *fitted_values(const struct riffle_fit *fit,
                                   const struct where_token *token, bool *known)
{
    size_t i = 0;
    while (i < FITTED && !where_is(token, fitted[i]))
        i++;
    *known = i < FITTED;
    if (!*known || !fit)
        return NULL;
    const struct riffle_points *train = riffle_fit_train(fit);
    const double *const values[] = {train->probability, train->loss,
                                    train->leverage, train->residual,
                                    train->logit};
    return values[i];
}

static void hint_name(const struct parser *parser)
{
    char typed[128];
    const char *best[RIFFLE_SUGGEST_MAX];
    const struct riffle_dataset *data = parser->where->data;
    const struct where_token *token = &parser->token;
    size_t found = 0;
    (void)snprintf(typed, sizeof typed, "%.*s", (int)token->length,
                   token->text);
    found = riffle_suggest(typed, fitted, FITTED, best);
    if (found == 0)
        found = riffle_suggest(typed, (const char *const *)data->feature_names,
                               data->n_features, best);
    if (found > 0)
        riffle_hint(parser->err, "did you mean `%s'?", best[0]);
    else
        riffle_hint(parser->err,
                    "a row has: row, label, p, loss, leverage, residual, logit "
                    "and the columns (`show data' lists them)");
}

static enum riffle_status column_side(struct parser *parser, struct side *side)
{
    const struct riffle_dataset *data = parser->where->data;
    const struct where_token *token = &parser->token;
    for (size_t j = 0; j < data->n_features; j++) {
        if (!where_is(token, data->feature_names[j]))
            continue;
        *side = (struct side){.source = SIDE_VALUES,
                              .values = data->train.x + j,
                              .stride = data->n_features};
        return RIFFLE_OK;
    }
    (void)riffle_fail(parser->err, RIFFLE_EUSAGE,
                      "`%.*s' is no column, and nothing a row has",
                      (int)token->length, token->text);
    hint_name(parser);
    return RIFFLE_EUSAGE;
}

static bool is_label(const struct parser *parser,
                     const struct where_token *token)
{
    const struct riffle_dataset *data = parser->where->data;
    return token->kind == WHERE_WORD &&
           (where_is(token, "label") ||
            (data->label_name && where_is(token, data->label_name)));
}

static enum riffle_status word_side(struct parser *parser, struct side *side)
{
    bool known = false;
    const struct where_token *token = &parser->token;
    if (where_is(token, "row")) {
        side->source = SIDE_ROW;
        return RIFFLE_OK;
    }
    if (is_label(parser, token)) {
        side->source = SIDE_LABEL;
        return RIFFLE_OK;
    }
    const double *values = fitted_values(parser->fit, token, &known);
    if (!known)
        return column_side(parser, side);
    if (!values) {
        (void)riffle_fail(parser->err, RIFFLE_ESTATE,
                          "%.*s is known after a fit only", (int)token->length,
                          token->text);
        riffle_hint(parser->err, "run `fit' first");
        return RIFFLE_ESTATE;
    }
    *side = (struct side){.source = SIDE_VALUES, .values = values, .stride = 1};
    return RIFFLE_OK;
}

static enum riffle_status read_side(struct parser *parser, struct side *side)
{
    *side = (struct side){.source = SIDE_NUMBER};
    switch (parser->token.kind) {
    case WHERE_NUMBER:
        side->number = parser->token.number;
        return RIFFLE_OK;
    case WHERE_WORD:
        return word_side(parser, side);
    case WHERE_COLUMN:
    case WHERE_QUOTED:
        return column_side(parser, side);
    default:
        return unexpected(parser, "a number or a name");
    }
}

/* The class that a token names, as 0 or 1. */
static enum riffle_status read_class(struct parser *parser, struct side *side)
{
    char *const *names = parser->where->data->class_names;
    const struct where_token *token = &parser->token;
    *side = (struct side){.source = SIDE_NUMBER};
    for (size_t c = 0; c < 2; c++) {
        side->number = (double)c;
        if (token->kind != WHERE_END && where_is(token, names[c]))
            return RIFFLE_OK;
    }
    (void)unexpected(parser, "a class");
    riffle_hint(parser->err, "the classes are %s and %s", names[0], names[1]);
    return RIFFLE_EUSAGE;
}

static enum riffle_status
check_label_operator(struct parser *parser, const struct where_token *operator)
{
    if (where_is(operator, "==") || where_is(operator, "!="))
        return RIFFLE_OK;
    return riffle_fail(parser->err, RIFFLE_EUSAGE,
                       "a label is compared by == or !=, not by %.*s",
                       (int)operator->length, operator->text);
}

static enum riffle_status comparison(struct parser *parser)
{
    struct step step = {.code = CODE_COMPARE};
    struct where_token first = parser->token;
    const char *after_first = parser->rest;
    struct where_token operator= where_next(&after_first);
    struct where_token second = where_next(&after_first);
    bool label = is_label(parser, &first) || is_label(parser, &second);
    enum riffle_status status = label && !is_label(parser, &first)
                                    ? read_class(parser, &step.left)
                                    : read_side(parser, &step.left);
    if (status != RIFFLE_OK)
        return status;
    advance(parser);
    if (operator.kind != WHERE_OPERATOR)
        return unexpected(parser, "a comparison (< <= > >= == !=)");
    if (label)
        status = check_label_operator(parser, &operator);
    memcpy(step.operator, operator.text, operator.length);
    advance(parser);
    if (status == RIFFLE_OK)
        status = label && !is_label(parser, &second)
                     ? read_class(parser, &step.right)
                     : read_side(parser, &step.right);
    if (status != RIFFLE_OK)
        return status;
    advance(parser);
    return emit(parser, &step);
}

static enum riffle_status condition(struct parser *parser);

static enum riffle_status negation(struct parser *parser)
{
    enum riffle_status status = RIFFLE_OK;
    bool word = parser->token.kind == WHERE_WORD;
    if (!(word && where_is(&parser->token, "not")) &&
        parser->token.kind != WHERE_OPEN)
        return comparison(parser);
    if (++parser->depth > DEEPEST)
        return riffle_fail(parser->err, RIFFLE_ELIMIT,
                           "a condition nests at most %d deep", DEEPEST);
    advance(parser);
    if (word) {
        status = negation(parser);
        if (status == RIFFLE_OK)
            status = emit(parser, &(struct step){.code = CODE_NOT});
    } else {
        status = condition(parser);
        if (status == RIFFLE_OK && parser->token.kind != WHERE_CLOSE)
            status = unexpected(parser, "and, or, or a `)'");
        if (status == RIFFLE_OK)
            advance(parser);
    }
    parser->depth--;
    return status;
}

/* Operands joined by `word`. */
static enum riffle_status chain(struct parser *parser, const char *word,
                                enum code code,
                                enum riffle_status (*operand)(struct parser *))
{
    enum riffle_status status = operand(parser);
    while (status == RIFFLE_OK && parser->token.kind == WHERE_WORD &&
           where_is(&parser->token, word)) {
        advance(parser);
        status = operand(parser);
        if (status == RIFFLE_OK)
            status = emit(parser, &(struct step){.code = code});
    }
    return status;
}

static enum riffle_status conjunction(struct parser *parser)
{
    return chain(parser, "and", CODE_AND, negation);
}

static enum riffle_status condition(struct parser *parser)
{
    return chain(parser, "or", CODE_OR, conjunction);
}

enum riffle_status where_compile(const char *text,
                                 const struct riffle_dataset *data,
                                 const struct riffle_fit *fit,
                                 struct where **where, size_t *at,
                                 struct riffle_error *err)
{
    struct where *made = calloc(1, sizeof *made);
    if (!made)
        return riffle_fail_memory(err, sizeof *made);
    made->data = data;
    struct parser parser = {
        .rest = text, .fit = fit, .where = made, .err = err};
    advance(&parser);
    enum riffle_status status = condition(&parser);
    if (status == RIFFLE_OK && parser.token.kind != WHERE_END)
        status = unexpected(&parser, "and, or, or the end");
    if (status == RIFFLE_OK) {
        *where = made;
    } else {
        *at = (size_t)(parser.token.text - text);
        where_free(made);
    }
    return status;
}

static double value_of(const struct where *where, const struct side *side,
                       size_t row)
{
    switch (side->source) {
    case SIDE_VALUES:
        return side->values[row * side->stride];
    case SIDE_ROW:
        return (double)row;
    case SIDE_LABEL:
        return where->data->train.y[row];
    case SIDE_NUMBER:
        break;
    }
    return side->number;
}

static bool compare(double left, const char *operator, double right)
{
    bool or_equal = operator[1] == '=';
    switch (operator[0]) {
    case '<':
        return or_equal ? left <= right : left < right;
    case '>':
        return or_equal ? left >= right : left > right;
    case '!':
        return left != right;
    default:
        return left == right;
    }
}

bool where_holds(const struct where *where, size_t row)
{
    /* each level of nesting waits with one operand of `or`, one of `and` */
    bool truths[2 * DEEPEST + 4] = {false};
    size_t top = 0;
    for (size_t i = 0; i < where->n_steps; i++) {
        const struct step *step = &where->steps[i];
        switch (step->code) {
        case CODE_COMPARE:
            truths[top++] =
                compare(value_of(where, &step->left, row), step->operator,
                        value_of(where, &step->right, row));
            break;
        case CODE_NOT:
            truths[top - 1] = !truths[top - 1];
            break;
        case CODE_AND:
            top--;
            truths[top - 1] = truths[top - 1] && truths[top];
            break;
        case CODE_OR:
            top--;
            truths[top - 1] = truths[top - 1] || truths[top];
            break;
        }
    }
    return truths[0];
}

void where_free(struct where *where)
{
    if (where)
        free(where->steps);
    free(where);
}
