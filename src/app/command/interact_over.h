/* interact over=...: interactions averaged over subsets of the other rows. */
#ifndef COMMAND_INTERACT_OVER_H
#define COMMAND_INTERACT_OVER_H

#include "command/command.h"
#include "session.h"

/* What over= takes: the closed form, then the laws in the engine's order. */
#define INTERACT_OVER "ns|shapley|taylor|banzhaf|full"

#define INTERACT_OVER_OPTIONS                                                  \
    {.name = "over",                                                           \
     .type = TYPE_WORD,                                                        \
     .values = INTERACT_OVER,                                                  \
     .preset = "ns",                                                           \
     .help = "all other rows there, by Newton steps (ns) or retrained "        \
             "(full), or means over subsets of them"},                         \
        {.name = "models",                                                     \
         .type = TYPE_COUNT,                                                   \
         .preset = "4000",                                                     \
         .help = "over subsets: models to train at the most"},                 \
        {.name = "target",                                                     \
         .type = TYPE_NUMBER,                                                  \
         .preset = "0.1",                                                      \
         .help = "over subsets: stop when the typical standard error is "      \
                 "this part of the typical value"},                            \
    {                                                                          \
        .name = "seed", .type = TYPE_SEED,                                     \
        .help = "over subsets: of the draws (1, or --seed)"                    \
    }

/* law: from 1, as in over=; rows: the pairs' rows. */
enum riffle_status interact_over(struct session *session,
                                 const struct command_call *call, size_t law,
                                 const struct riffle_removal *rows,
                                 struct reply *reply,
                                 struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
