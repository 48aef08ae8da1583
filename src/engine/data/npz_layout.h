/* Where the members of a zip archive lie in the file. */
#ifndef DATA_NPZ_LAYOUT_H
#define DATA_NPZ_LAYOUT_H

#include "data/input.h"

/*
 * Refuse an archive of more than `most` members (RIFFLE_ELIMIT), one whose
 * members share bytes, as archives that inflate to a million times their size
 * do, and one whose member claims more than deflate can hold. Reads only the
 * directory and the heads of the members; libzip checks the rest.
 */
enum riffle_status npz_check_layout(const struct input *input, size_t most,
                                    struct riffle_error *err) RIFFLE_MUST_CHECK;

#endif
