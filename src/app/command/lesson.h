/*
 * Lessons: plain text files under datasets/lessons.
 *
 *     # a comment
 *     title: Leverage and the outlier
 *     minutes: 5
 *     summary: one line for `lessons`
 *
 *     Prose; a blank line ends a paragraph.
 *       Two blanks or more keep a line as it is: formulas.
 *     > a command that is run
 *     ! a command that is run and has to fail: the error is the lesson
 *     = NAME: COMMAND -> PATH    a number of what it answers in JSON, unseen:
 *                                = rif: effect -> measures.test_loss.rif
 *     = NAME = A / B             or of two such: + - * /
 *     ? a question, asked before the next command
 *     * an answer to choose | A < B    right when that holds, and none before
 *     * the last answer                right when none before it was
 *     ~ prose that begins by saying what was chosen and what is right
 *     & A < B                    what the prose after it relies on
 *
 * Prose, questions and commands may hold {NAME}, shown to two digits, and
 * {NAME:%}. A and B are names or numbers.
 */
#ifndef COMMAND_LESSON_H
#define COMMAND_LESSON_H

#include "riffle/status.h"

#include <stddef.h>

enum lesson_kind {
    LESSON_SAY,
    LESSON_KEEP,
    LESSON_RUN,
    LESSON_FAIL,
    LESSON_VALUE,
    LESSON_ASK,
    LESSON_CHOICE,
    LESSON_VERDICT,
    LESSON_CLAIM,
};

struct lesson_step {
    enum lesson_kind kind;
    char *text;
    size_t line; /* of the file, from 1 */
};

struct lesson {
    char *title, *summary;
    size_t minutes;
    struct lesson_step *steps;
    size_t n_steps;
};

/*
 * The lesson of that name. `lesson` is zeroed before, released after, whatever
 * comes back. Fails with RIFFLE_EUSAGE (no such lesson), RIFFLE_EFORMAT (file
 * and line in the message), RIFFLE_EIO, RIFFLE_ENOMEM.
 */
enum riffle_status lesson_read(struct lesson *lesson, const char *name,
                               struct riffle_error *err) RIFFLE_MUST_CHECK;
void lesson_release(struct lesson *lesson);

#endif
