/* What removing the rows that are marked or selected would do. */
#ifndef TUI_SCENE_BRUSH_H
#define TUI_SCENE_BRUSH_H

#include "tui/scene.h"

/*
 * Fill scene->brush for `marks` (no rows: the session's removal set), on the
 * scene's measure: IF, RIF and NS of the whole set. Computed anew only when
 * the rows, the measure or the fit are others than `cache` holds. Out of
 * memory leaves it empty.
 */
void scene_brush(const struct session *session, const struct scene_marks *marks,
                 struct scene *scene, struct scene_cache *cache);
void scene_brush_forget(struct scene_brush_cache *cache);

#endif
