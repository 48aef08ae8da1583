/* How often a stream is drawn: rarer where the link is slow. */
#include "tui/pace.h"

#include <math.h>

/* Ten frames a second at most, one at least. */
static const double quickest = 0.1;
static const double slowest = 1;
/* A frame that takes longer halves the rate; others raise it slowly. */
static const double long_frame = 0.05;
static const double recovery = 0.95;

double pace_after(double pace, double took)
{
    if (!(pace >= quickest))
        pace = quickest;
    return took > long_frame ? fmin(2 * pace, slowest)
                             : fmax(recovery * pace, quickest);
}

bool pace_is_slow(double pace)
{
    return pace > 2 * quickest;
}
