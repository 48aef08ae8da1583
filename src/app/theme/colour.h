/* How colours differ for those who look: contrast and kinds of vision. */
#ifndef THEME_COLOUR_H
#define THEME_COLOUR_H

#include <stdint.h>

enum colour_vision {
    VISION_NORMAL,
    VISION_PROTAN, /* without long-wave cones: red is dark */
    VISION_DEUTAN, /* without medium-wave cones */
    VISION_TRITAN, /* without short-wave cones */
    VISION_COUNT,
};

/* What xterm shows for one of its 256 colours, 0xrrggbb. */
uint32_t colour_of_index(unsigned index);

/* Contrast of WCAG 2, from 1 (none) to 21 (black on white). */
double colour_contrast(uint32_t a, uint32_t b);

/*
 * CIEDE2000 (Sharma, Wu, Dalal 2005) of two colours as a kind of vision sees
 * them (Machado, Oliveira, Fernandes 2009, full severity): 0 is the same, 1
 * hardly to be seen, 10 plain.
 */
double colour_distance(uint32_t a, uint32_t b, enum colour_vision vision);
/* Of two CIELAB colours. */
double colour_ciede2000(const double p[3], const double q[3]);

#endif
