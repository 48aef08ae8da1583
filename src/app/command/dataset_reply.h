/* What load, synth and sample answer about the data they made. */
#ifndef COMMAND_DATASET_REPLY_H
#define COMMAND_DATASET_REPLY_H

#include "report/reply.h"
#include "riffle/dataset.h"

/* Shape, classes, balance, notes and SHA-256. */
void dataset_reply(const struct riffle_dataset *data, struct reply *reply);

#endif
