/* What the working thread has left: answers, scenes, notes. */
#ifndef TUI_NEWS_H
#define TUI_NEWS_H

#include "tui/state.h"

void news_take(struct tui *tui);

#endif
