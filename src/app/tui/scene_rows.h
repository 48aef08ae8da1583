/* The training rows of a scene, with their scores, sorted. */
#ifndef TUI_SCENE_ROWS_H
#define TUI_SCENE_ROWS_H

#include "tui/scene.h"

/*
 * Fill scene->rows with the rows of `removal` (NULL: all training rows) as
 * scene->focus asks. Scores are computed when `scores` holds others: one pass
 * over the rows each. False: out of memory.
 */
bool scene_rows(const struct session *session,
                const struct riffle_removal *removal, struct scene *scene,
                struct scene_scores *scores);

void scene_scores_forget(struct scene_scores *scores);

/* The measure that scores are of: before any effect, the loss. */
const char *scene_rows_measure(const struct session *session,
                               const struct scene *scene);

#endif
